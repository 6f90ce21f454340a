// A far end that asks for a digest: nothing of it reaches the phone that called, and no digest of the phone's reaches anybody.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../../../../server/sip/message.ts';
import { DOMAIN, SipClient } from '../../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../../support/sip-server.ts';
import { aor, digestHeaders, signedIn, talk } from './support.ts';

const THEFTS = [401, 407].flatMap((status) =>
  [DOMAIN, 'elsewhere.example'].map((realm) => ({ status, realm })),
);

describe.each(THEFTS)('a callee that answers $status in the realm $realm', ({ status, realm }) => {
  let server: TestServer;
  let caller: SipClient;
  let thief: SipClient;
  const challenge = `Digest realm="${realm}", nonce="stolen", algorithm=MD5, qop="auth"`;
  const headers: [string, string][] = [
    ['WWW-Authenticate', challenge],
    ['Proxy-Authenticate', challenge],
    ['www-authenticate', challenge],
    ['Authentication-Info', 'nextnonce="stolen"'],
    ['Proxy-Authentication-Info', 'nextnonce="stolen"'],
  ];

  beforeEach(async () => {
    server = await startSipServer();
    [caller, thief] = [await signedIn(server, '1001'), await signedIn(server, '1002')];
  });
  afterEach(() => server.stop());

  const refusal = async (method: string) => {
    thief.respond(await thief.takeRequest(method), status, headers);
    const answer = await caller.takeStatus(403, method);
    expect(digestHeaders(answer)).toEqual([]);
    expect(JSON.stringify(caller.raw.at(-1))).not.toContain('stolen');
  };

  it.each(['INVITE', 'MESSAGE', 'REFER', 'SUBSCRIBE', 'OPTIONS'])(
    'to %s outside of a call',
    async (method) => {
      caller.send(method, { uri: aor('1002') });
      await refusal(method);
    },
  );

  it.each(['INVITE', 'BYE', 'MESSAGE', 'REFER', 'UPDATE', 'INFO'])('to %s within a call', async (method) => {
    const { caller: within } = await talk(caller, thief, 'theft');
    caller.send(method, { ...within, cseq: 2 });
    await refusal(method);
  });

  it('in a fork, where another phone rings as well', async () => {
    const other = await signedIn(server, '1002');
    caller.send('INVITE', { uri: aor('1002') });
    const [one, two] = [await thief.takeRequest('INVITE'), await other.takeRequest('INVITE')];
    thief.respond(one, status, headers);
    other.respond(two, status, headers);
    expect(digestHeaders(await caller.takeStatus(403, 'INVITE'))).toEqual([]);
  });

  it('in an answer that says yes', async () => {
    caller.send('INVITE', { uri: aor('1002') });
    thief.respond(await thief.takeRequest('INVITE'), 200, headers);
    expect(digestHeaders(await caller.takeStatus(200, 'INVITE'))).toEqual([]);
  });
});

describe('the digest of a phone', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startSipServer();
  });
  afterEach(() => server.stop());

  it('stays with the server, in whatever header and realm it comes', async () => {
    const [caller, callee] = [await signedIn(server, '1001'), await signedIn(server, '1002')];
    const headers = [
      'Authorization: Digest username="1001", realm="elsewhere.example", nonce="n", uri="sip:x", response="secret"',
      `proxy-authorization: Digest username="1001", realm="${DOMAIN}", nonce="n", uri="sip:x", response="secret"`,
    ];
    for (const method of ['INVITE', 'MESSAGE', 'REFER']) {
      caller.send(method, { uri: aor('1002'), headers });
      expect(digestHeaders(await callee.takeRequest(method))).toEqual([]);
    }
    const { caller: within } = await talk(caller, callee, 'mine');
    const own = { ...within, headers: [...within.headers, ...headers] };
    for (const method of ['ACK', 'INFO', 'INVITE', 'BYE']) {
      caller.send(method, { ...own, cseq: 2 });
      expect(digestHeaders(await callee.takeRequest(method))).toEqual([]);
    }
    expect(callee.raw.join('\n')).not.toContain('secret');
  });

  it('does not come along with a CANCEL', async () => {
    const [caller, callee] = [await signedIn(server, '1001'), await signedIn(server, '1002')];
    const headers = [
      'Proxy-Authorization: Digest username="1001", realm="x", nonce="n", uri="x", response="secret"',
    ];
    const call = { uri: aor('1002'), callId: 'c', branch: 'z9hG4bKcancel', headers };
    caller.send('INVITE', call);
    callee.respond(await callee.takeRequest('INVITE'), 180);
    await caller.takeStatus(180, 'INVITE');
    caller.send('CANCEL', call);
    const cancel = await callee.takeRequest('CANCEL');
    expect(digestHeaders(cancel)).toEqual([]);
    expect(headerOf(cancel, 'Call-ID')).toBe('c');
  });

  it('is asked for by the server itself as before', async () => {
    const [stranger, callee] = [await SipClient.open(server.port, '1001'), await signedIn(server, '1002')];
    stranger.send('INVITE', { uri: aor('1002') });
    const asked = headerOf(await stranger.takeStatus(407, 'INVITE'), 'Proxy-Authenticate') ?? '';
    const given = stranger.answerTo(asked, 'INVITE', passwordOf('1001'), aor('1002'));
    stranger.send('INVITE', { uri: aor('1002'), cseq: 2, headers: [`Proxy-Authorization: ${given}`] });
    expect(digestHeaders(await callee.takeRequest('INVITE'))).toEqual([]);
  });
});
