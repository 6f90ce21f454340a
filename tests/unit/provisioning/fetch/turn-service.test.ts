// The phone asks the very service that deploy/ ships, over HTTP: what each sends, the other understands.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Service } from '../../../../deploy/turn-credentials/service.mjs';
import { fetchTurnCredentials } from '../../../../src/provisioning/fetch/turn-service.ts';

const PATH = '/turn-credentials';
const URIS = ['turn:turn.example.com:3478?transport=udp', 'turns:turn.example.com:443?transport=tcp'];
const ACCOUNT = { username: '1001', password: 'pässword' };

let server: Server;
let origin: string;
let asked: IncomingMessage[];

beforeEach(async () => {
  asked = [];
  const ha1 = createHash('md5').update('1001:example.com:pässword').digest('hex');
  const settings = { origin: 'unused', realm: 'example.com', secret: 's', ttlSeconds: 600, uris: URIS };
  const service = new Service({ settings, users: new Map([['1001', ha1]]) });
  server = createServer((request, response) => {
    asked.push(request);
    const { method = '', url = '', headers } = request;
    const answer = service.answer(
      { method, url, address: '192.0.2.1', authorization: headers.authorization },
      Date.now(),
    );
    response
      .writeHead(answer.status, answer.headers)
      .end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  vi.stubGlobal('location', { origin });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  vi.unstubAllGlobals();
});

const ask = (more: object = {}) =>
  fetchTurnCredentials({ url: `${origin}${PATH}`, token: '', account: ACCOUNT, ...more });

describe('a service on the page’s own origin', () => {
  it('hands credentials to the phone, which proved the SIP password without sending it', async () => {
    const answer = await ask();
    expect(answer).toMatchObject({ kind: 'servers', ttlSeconds: 600 });
    expect(answer.kind === 'servers' ? answer.servers[0]?.urls : []).toEqual(URIS);
    const sent = asked.map(({ headers, url }) => `${url ?? ''} ${JSON.stringify(headers)}`);
    expect(sent).toHaveLength(2);
    expect(sent.join('\n')).not.toMatch(/p(?:ä|%C3%A4)ssword/iu);
    expect(asked[1]?.headers.authorization).toMatch(/^Digest username="1001", realm="example\.com", /u);
  });

  it('refuses a wrong password, which is tried once', async () => {
    const answer = await ask({ account: { ...ACCOUNT, password: 'x' } });
    expect(answer).toEqual({ kind: 'problem', problem: 'refused' });
    expect(asked).toHaveLength(2);
  });
});

describe('no proof is given', () => {
  it.each([
    ['to a service on another origin', {}, 'https://phone.example.com'],
    ['where a token was given', { token: 't' }, undefined],
    ['without an account', { account: undefined }, undefined],
  ])('%s', async (_name, more, page) => {
    if (page !== undefined) vi.stubGlobal('location', { origin: page });
    expect(await ask(more)).toEqual({ kind: 'problem', problem: 'refused' });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers.authorization ?? '').not.toMatch(/^Digest/u);
  });
});
