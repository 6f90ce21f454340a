// The exchange of a one-time code: what goes out, and what each answer means.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { redeemToken } from '../../../../src/provisioning/fetch/setup.ts';

const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
const PROFILE = {
  version: 1,
  account: { username: '1001', password: 'pass', domain: 'example.org' },
  webSocketServers: ['wss://pbx.example.org/'],
};

function answering(answer: () => Response | Promise<Response>): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(() => Promise.resolve(answer()));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a one-time code', () => {
  it("goes to the page's own origin, in the body of a POST, and nowhere else", async () => {
    const fetched = answering(() => Response.json(PROFILE));
    expect(await redeemToken(TOKEN)).toMatchObject({
      kind: 'profile',
      profile: { account: { username: '1001' } },
    });
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(fetched.mock.calls[0]).toMatchObject([
      '/setup',
      { method: 'POST', body: JSON.stringify({ token: TOKEN }), redirect: 'error', cache: 'no-store' },
    ]);
  });

  it.each([
    [410, 'used'],
    [429, 'tooMany'],
    [404, 'noService'],
    [405, 'noService'],
    [403, 'noService'],
    [501, 'noService'],
    [503, 'unreachable'],
    [500, 'unreachable'],
  ])('that is answered with %i is %s', async (status, problem) => {
    answering(() => new Response('{}', { status }));
    expect(await redeemToken(TOKEN)).toEqual({ kind: 'problem', problem });
  });

  it('finds no service in a web server that answers everything with its own page', async () => {
    answering(() => new Response('<!doctype html>'));
    expect(await redeemToken(TOKEN)).toEqual({ kind: 'problem', problem: 'noService' });
  });

  it('names what is wrong with a profile that it was exchanged for', async () => {
    answering(() => Response.json({ ...PROFILE, webSocketServers: ['ws://pbx.example.org/'] }));
    expect(await redeemToken(TOKEN)).toEqual({
      kind: 'invalid',
      problem: { code: 'insecure', path: 'webSocketServers[0]' },
    });
  });

  it('says that nobody answers', async () => {
    answering(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await redeemToken(TOKEN)).toEqual({ kind: 'problem', problem: 'unreachable' });
  });
});
