// Who somebody is, is said by the server alone (RFC 3325 section 5): what phones claim of it does not pass.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../../../../server/sip/message.ts';
import { SipClient } from '../../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../../support/sip-server.ts';
import { aor, signedIn, talk } from './support.ts';

const CLAIMS = [
  'P-Asserted-Identity: "Your bank" <sip:1041@bank.example>',
  'p-preferred-identity: <sip:1041@bank.example>',
  'Remote-Party-ID: "Your bank" <sip:1041@bank.example>;screen=yes',
  'Diversion: <sip:boss@bank.example>;reason=unconditional',
  'History-Info: <sip:boss@bank.example>;index=1',
  'Identity: forged;info=<https://bank.example/cert>',
  'y: forged;info=<https://bank.example/cert>',
  'P-Called-Party-ID: <sip:boss@bank.example>',
];

describe('who somebody is', () => {
  let server: TestServer;
  let caller: SipClient;
  let callee: SipClient;
  beforeEach(async () => {
    server = await startSipServer();
    [caller, callee] = [await signedIn(server, '1001'), await signedIn(server, '1002')];
  });
  afterEach(() => server.stop());

  it('is not taken from a phone in requests', async () => {
    for (const method of ['INVITE', 'MESSAGE', 'REFER', 'NOTIFY', 'SUBSCRIBE']) {
      caller.send(method, { uri: aor('1002'), headers: CLAIMS });
      await callee.takeRequest(method);
    }
    const { caller: within } = await talk(caller, callee, 'c');
    for (const method of ['UPDATE', 'INVITE', 'INFO']) {
      caller.send(method, { ...within, cseq: 2, headers: [...within.headers, ...CLAIMS] });
      await callee.takeRequest(method);
    }
    expect(callee.raw.join('\n')).not.toMatch(/bank\.example/u);
  });

  it('is not taken from a phone in answers', async () => {
    const claims = CLAIMS.map((line): [string, string] => [
      line.split(': ')[0] ?? '',
      line.split(': ')[1] ?? '',
    ]);
    caller.send('INVITE', { uri: aor('1002') });
    const arrived = await callee.takeRequest('INVITE');
    callee.respond(arrived, 180, claims);
    await caller.takeStatus(180, 'INVITE');
    callee.respond(arrived, 200, claims);
    await caller.takeStatus(200, 'INVITE');
    caller.send('MESSAGE', { uri: aor('1002') });
    callee.respond(await callee.takeRequest('MESSAGE'), 200, claims);
    await caller.takeStatus(200, 'MESSAGE');
    expect(caller.raw.join('\n')).not.toMatch(/bank\.example/u);
  });

  it.each([
    ['another extension', aor('1003')],
    ['a name of this domain that nobody has', aor('boss')],
    ['its own number elsewhere', 'sip:1001@bank.example'],
    ['this machine', 'sip:1001@127.0.0.1'],
    ['no SIP address', 'tel:+15550100'],
  ])('is not %s', async (_, from) => {
    for (const method of ['INVITE', 'MESSAGE', 'OPTIONS', 'REFER']) {
      caller.send(method, { uri: aor('1002'), from });
      await caller.takeStatus(403, method);
    }
    expect(callee.received).toEqual([]);
  });

  it('is not another’s even with a right digest', async () => {
    const stranger = await SipClient.open(server.port, '1001');
    for (const from of [aor('1003'), 'sip:1001@bank.example']) {
      stranger.send('MESSAGE', { uri: aor('1002'), from });
      const asked = headerOf(await stranger.takeStatus(407, 'MESSAGE'), 'Proxy-Authenticate') ?? '';
      const digest = stranger.answerTo(asked, 'MESSAGE', passwordOf('1001'), aor('1002'));
      stranger.send('MESSAGE', { uri: aor('1002'), from, headers: [`Proxy-Authorization: ${digest}`] });
      await stranger.takeStatus(403, 'MESSAGE');
    }
    expect(callee.received).toEqual([]);
  });

  it('is not believed of a response that comes from somebody else than who was asked', async () => {
    const third = await signedIn(server, '1003');
    caller.send('INVITE', { uri: aor('1002'), callId: 'c' });
    const arrived = await callee.takeRequest('INVITE');
    third.respond(arrived, 603);
    third.send('OPTIONS');
    await third.takeStatus(200, 'OPTIONS');
    callee.respond(arrived, 200);
    await caller.takeStatus(200, 'INVITE');
  });

  it('is told by the server where it is asked to, as the password proved it, and withheld on demand', async () => {
    await server.stop();
    server = await startSipServer({ asserts: true });
    [caller, callee] = [await signedIn(server, '1001'), await signedIn(server, '1002')];
    caller.send('INVITE', { uri: aor('1002'), headers: CLAIMS });
    const told = await callee.takeRequest('INVITE');
    expect(headerOf(told, 'P-Asserted-Identity')).toBe(`<${aor('1001')}>`);
    caller.send('MESSAGE', { uri: aor('1002'), headers: ['Privacy: id'] });
    expect(headerOf(await callee.takeRequest('MESSAGE'), 'P-Asserted-Identity')).toBeUndefined();
  });
});
