// The service that hands out TURN credentials: who gets them, who doesn't, and how often one may ask. Pure, with a clock by hand.
import { createHash, createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Service, type Answer, type Request } from '../../../../deploy/turn-credentials/service.mjs';
import { answerOf, readChallenge } from '../../../../src/provisioning/digest/digest.ts';

const PATH = '/turn-credentials';
const SETTINGS = {
  origin: 'https://phone.example.com',
  realm: 'example.com',
  secret: 'of coturn',
  ttlSeconds: 43_200,
  uris: ['turn:turn.example.com:3478?transport=udp'],
};
const HA1 = createHash('md5').update('1001:example.com:open:sesame').digest('hex');
const OWN = { username: '1001', password: 'open:sesame' };
const WRONG = { username: '1001', password: 'open:sesame?' };

let service: Service;
let said: string[];
let nowMs: number;
beforeEach(() => {
  said = [];
  nowMs = 1_700_000_000_000;
  service = new Service({
    settings: SETTINGS,
    users: new Map([['1001', HA1]]),
    say: (line) => said.push(line),
  });
});

const ask = (request: Partial<Request> = {}): Answer =>
  service.answer({ method: 'GET', url: PATH, address: '192.0.2.1', ...request }, nowMs);

function challenged(address?: string): string {
  const { headers } = ask(address === undefined ? {} : { address });
  return headers['www-authenticate'] ?? '';
}

/** What the phone makes of a challenge. */
function proof(header: string, account = OWN, uri = PATH): string {
  const challenge = readChallenge(header);
  if (challenge === undefined) throw new Error(`not a challenge: ${header}`);
  const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');
  return answerOf(challenge, account, { method: 'GET', uri, cnonce: 'abcdefgh' }, md5) ?? '';
}

const prove = (account = OWN, address = '192.0.2.1'): Answer =>
  ask({ address, authorization: proof(challenged(address), account) });

describe('who proves the SIP password', () => {
  it('gets credentials that coturn takes, for half a day', () => {
    const { status, body } = prove();
    const username = `${1_700_000_000 + 43_200}:1001`;
    const password = createHmac('sha1', 'of coturn').update(username).digest('base64');
    expect(status).toBe(200);
    expect(body).toEqual({ username, password, ttl: 43_200, uris: SETTINGS.uris });
  });

  it('is challenged anew for a proof that was used, is old, or answers a nonce that is not ours', () => {
    const used = proof(challenged());
    ask({ authorization: used });
    expect(ask({ authorization: used })).toMatchObject({ status: 401, body: undefined });
    const old = proof(challenged());
    nowMs += 61_000;
    expect(ask({ authorization: old }).headers['www-authenticate']).toContain('stale=true');
    const foreign = proof('Digest realm="example.com", nonce="1700000000.x.y", qop="auth"');
    const { status, headers } = ask({ authorization: foreign });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).not.toContain('stale');
  });
});

describe('everybody else', () => {
  it('gets a challenge without a proof, or with one of another kind or realm', () => {
    const other = proof(challenged()).replace('example.com', 'example.org');
    for (const authorization of [undefined, 'Bearer x', 'Digest username="1001"', other])
      expect(ask({ authorization })).toMatchObject({ status: 401, body: undefined });
  });

  it('is refused with a wrong password, a proof for another address, and a name that nobody has, all alike', () => {
    const wrong = prove(WRONG);
    const elsewhere = ask({ authorization: proof(challenged(), OWN, '/other') });
    const nobody = prove({ username: 'nobody', password: 'x' });
    for (const answer of [wrong, elsewhere, nobody])
      expect(answer).toEqual({ status: 403, headers: {}, body: undefined });
  });

  it('leaves a line in the log that holds neither the proof nor a line of its own', () => {
    const authorization = proof(challenged(), { username: `1001${'x'.repeat(200)}`, password: 'x' });
    ask({ authorization });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^wrong password: user "1001x+" from 192\.0\.2\.1$/u);
    expect(said[0]?.length).toBeLessThan(120);
    expect(said[0]).not.toContain(/response="(\w+)"/u.exec(authorization)?.[1]);
  });

  it.each([
    [{ url: '/' }, 404],
    [{ url: `${PATH}?x` }, 404],
    [{ method: 'POST' }, 405],
    [{ origin: 'https://evil.example' }, 403],
  ])('%j is answered %i', (request, status) => {
    expect(ask(request)).toMatchObject({ status, body: undefined });
  });
});

describe('pages', () => {
  it('of the own origin may read the answer and send the proof; no others', () => {
    const own = ask({ origin: SETTINGS.origin, method: 'OPTIONS' });
    expect(own.status).toBe(204);
    expect(own.headers).toMatchObject({
      'access-control-allow-origin': SETTINGS.origin,
      'access-control-allow-headers': 'authorization',
    });
    const foreign = ask({ origin: 'https://evil.example', method: 'OPTIONS' });
    expect(foreign.headers).toEqual({});
  });
});

describe('who asks too often', () => {
  it('waits: one user from one address, after ten wrong passwords, with the right one too', () => {
    for (let count = 0; count < 10; count += 1) expect(prove(WRONG).status).toBe(403);
    const { status, headers } = prove();
    expect(status).toBe(429);
    expect(headers['retry-after']).toBe('30');
    expect(prove(OWN, '192.0.2.2').status).toBe(200);
    nowMs += 31_000;
    expect(prove().status).toBe(200);
  });

  it('waits: one user wherever from, after thirty sets of credentials', () => {
    const statuses = Array.from({ length: 31 }, (_, index) => prove(OWN, `192.0.2.${String(index)}`).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
  });

  it('waits: one address, whatever it asks, an IPv6 network as one; others do not', () => {
    for (let count = 0; count < 300; count += 1) ask({ address: `2001:db8::${String(count)}` });
    expect(ask({ address: '2001:db8::ffff' }).status).toBe(429);
    expect(ask({ address: '2001:db8:0:1::1' }).status).toBe(401);
    nowMs += 1000;
    expect(ask({ address: '2001:db8::ffff' }).status).toBe(401);
  });
});
