// Requests in a dialog's clothes: a To tag, a Route to the proxy and any Request-URI open nothing by themselves.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../../../../server/sip/message.ts';
import { DOMAIN, SipClient } from '../../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../../support/sip-server.ts';
import { aor, receivedBefore, signedIn, talk, type Talk } from './support.ts';

const METHODS = ['INVITE', 'MESSAGE', 'BYE', 'INFO', 'UPDATE', 'REFER', 'NOTIFY', 'OPTIONS', 'SUBSCRIBE'];
const ROUTE = `Route: <sip:pbx.${DOMAIN};transport=ws;lr>`;

describe('a request in a dialog’s clothes', () => {
  let server: TestServer;
  let caller: SipClient;
  let callee: SipClient;
  let within: Talk;

  beforeEach(async () => {
    server = await startSipServer();
    [caller, callee] = [await signedIn(server, '1001'), await signedIn(server, '1002')];
    within = await talk(caller, callee, 'theirs');
  });
  afterEach(() => server.stop());

  const isUntouched = async (): Promise<void> => {
    const bystander = await signedIn(server, '1009');
    for (const phone of [caller, callee])
      expect((await receivedBefore(phone, bystander)).filter(({ kind }) => kind === 'request')).toEqual([]);
  };

  describe('from a connection that has proven nothing', () => {
    it.each(METHODS)('%s is challenged, and relayed to nobody', async (method) => {
      const stranger = await SipClient.open(server.port, '1001');
      const clothes = { to: `<${aor('1002')}>;tag=made-up`, headers: [ROUTE], cseq: 5 };
      stranger.send(method, { ...clothes, uri: callee.contact });
      await stranger.takeStatus(407, method);
      stranger.send(method, { ...clothes, uri: aor('1002') });
      await stranger.takeStatus(407, method);
      await isUntouched();
    });

    it('ACK goes nowhere', async () => {
      const stranger = await SipClient.open(server.port, '1003');
      const to = `<${aor('1002')}>;tag=made-up`;
      for (const uri of [callee.contact, aor('1002'), 'sip:anybody@elsewhere.example'])
        stranger.send('ACK', { uri, to, callId: 'theirs', headers: within.caller.headers });
      stranger.send('OPTIONS');
      await stranger.takeStatus(200, 'OPTIONS');
      await isUntouched();
    });

    it('CANCEL ends no call that rings, whatever it knows of it', async () => {
      const call = { uri: aor('1002'), callId: 'rings', branch: 'z9hG4bKrings' };
      caller.send('INVITE', call);
      await callee.takeRequest('INVITE');
      const stranger = await SipClient.open(server.port, '1001');
      stranger.send('CANCEL', call);
      await stranger.takeStatus(481, 'CANCEL');
      await isUntouched();
    });

    it('the INVITE of another sent again brings no answer of that call, nor the call itself', async () => {
      const invite = caller.send('INVITE', { uri: aor('1002'), callId: 'rings', branch: 'z9hG4bKrings' });
      const arrived = await callee.takeRequest('INVITE');
      const stranger = await SipClient.open(server.port, '1001');
      caller.sendAgain(invite, stranger);
      stranger.send('OPTIONS');
      await stranger.takeStatus(200, 'OPTIONS');
      callee.respond(arrived, 200);
      await caller.takeStatus(200, 'INVITE');
      expect(stranger.received).toEqual([]);
    });
  });

  describe('from a registered phone that is no party', () => {
    it.each(METHODS)('%s is refused, even with the dialog’s own tags and route', async (method) => {
      const third = await signedIn(server, '1003');
      third.send(method, { ...within.caller, cseq: 9 });
      await third.takeStatus(481, method);
      third.send(method, { ...within.caller, from: aor('1001'), cseq: 10 });
      await third.takeStatus(403, method);
      third.send(method, { ...within.callee, from: aor('1002'), cseq: 11 });
      await third.takeStatus(403, method);
      await isUntouched();
    });

    it('may not say to be the other party of a dialog of its own', async () => {
      const third = await signedIn(server, '1003');
      const own = await talk(third, callee, 'own');
      third.send('INFO', { ...own.caller, from: aor('1001'), cseq: 2 });
      await third.takeStatus(403, 'INFO');
      third.send('INFO', { ...own.caller, from: 'sip:1003@bank.example', cseq: 3 });
      await third.takeStatus(403, 'INFO');
    });

    it('reaches nobody but the other party by a dialog of its own', async () => {
      const third = await signedIn(server, '1003');
      const own = await talk(third, callee, 'own');
      third.send('INFO', { ...own.caller, uri: caller.contact, cseq: 2 });
      await third.takeStatus(481, 'INFO');
      third.send('INFO', { ...own.caller, uri: 'sip:anybody@elsewhere.example', cseq: 3 });
      await third.takeStatus(404, 'INFO');
      await isUntouched();
    });

    it('does not take over a contact, a call or its ringing by registering another’s contact as its own', async () => {
      const invite = { uri: aor('1002'), callId: 'rings', branch: 'z9hG4bKrings' };
      caller.send('INVITE', invite);
      callee.respond(await callee.takeRequest('INVITE'), 180);
      await caller.takeStatus(180, 'INVITE');
      const host = /@([^.]+)\./u.exec(callee.contact)?.[1] ?? '';
      const thieves = [await SipClient.open(server.port, '1003'), await SipClient.open(server.port, '1003')];
      for (const [index, thief] of thieves.entries()) {
        const contact = `Contact: <sip:c1002@${host}.invalid;transport=ws>`;
        expect(await thief.register(passwordOf('1003'), [contact], 1 + index * 10)).toBe(200);
        thief.send('OPTIONS');
        await thief.takeStatus(200, 'OPTIONS');
        expect(thief.received).toEqual([]);
      }
      callee.socket.terminate();
      await expect.poll(() => server.proxy.bindings.of('1002').length, { timeout: 10_000 }).toBe(0);
      caller.send('BYE', { ...within.caller, cseq: 7 });
      await caller.takeStatus(480, 'BYE');
      for (const thief of thieves) expect(thief.received).toEqual([]);
    });
  });

  it('passes between the two parties, either way, and over a new connection once that is proven', async () => {
    callee.send('INFO', { ...within.callee, cseq: 2 });
    caller.respond(await caller.takeRequest('INFO'), 200);
    await callee.takeStatus(200, 'INFO');
    const host = /@([^.]+)\./u.exec(caller.contact)?.[1] ?? '';
    const back = await SipClient.open(server.port, '1001', host);
    back.send('BYE', { ...within.caller, cseq: 3 });
    await back.takeStatus(407, 'BYE');
    expect(await back.register(passwordOf('1001'), [], 10)).toBe(200);
    back.send('BYE', { ...within.caller, cseq: 4 });
    callee.respond(await callee.takeRequest('BYE'), 200);
    await back.takeStatus(200, 'BYE');
  });

  it('of a subscription passes both ways, the NOTIFY before the answer too', async () => {
    const third = await signedIn(server, '1003');
    third.send('SUBSCRIBE', { uri: aor('1002'), callId: 'sub', headers: ['Event: presence'] });
    const arrived = await callee.takeRequest('SUBSCRIBE');
    const notify = {
      uri: third.contact,
      to: headerOf(arrived, 'From') ?? '',
      fromTag: callee.tagFor(arrived),
      callId: 'sub',
    };
    callee.send('NOTIFY', notify);
    third.respond(await third.takeRequest('NOTIFY'), 200);
    callee.respond(arrived, 200);
    const to = headerOf(await third.takeStatus(200, 'SUBSCRIBE'), 'To') ?? '';
    third.send('SUBSCRIBE', { uri: callee.contact, to, callId: 'sub', cseq: 2 });
    await callee.takeRequest('SUBSCRIBE');
  });

  it('ends with the call that was refused', async () => {
    caller.send('INVITE', { uri: aor('1002'), callId: 'no' });
    const arrived = await callee.takeRequest('INVITE');
    callee.respond(arrived, 486);
    const to = headerOf(await caller.takeStatus(486, 'INVITE'), 'To') ?? '';
    caller.send('INFO', { uri: callee.contact, to, callId: 'no', cseq: 2 });
    await caller.takeStatus(481, 'INFO');
  });
});

describe('after a restart of the proxy', () => {
  const restarted = async (secretBefore: string, secretAfter: string) => {
    const before = await startSipServer({ dialogSecret: secretBefore });
    const phones = [await signedIn(before, '1001', 'a'), await signedIn(before, '1002', 'b')] as const;
    const within = await talk(...phones, 'survives');
    await before.stop();
    const after = await startSipServer({ dialogSecret: secretAfter });
    return {
      after,
      within,
      caller: await signedIn(after, '1001', 'a'),
      callee: await signedIn(after, '1002', 'b'),
    };
  };

  it('a dialog is known by the mark in its route, to its parties and to nobody else', async () => {
    const { after, within, caller, callee } = await restarted('kept', 'kept');
    const third = await signedIn(after, '1003');
    third.send('INFO', { ...within.caller, cseq: 2 });
    await third.takeStatus(481, 'INFO');
    third.send('INFO', { ...within.callee, cseq: 3 });
    await third.takeStatus(481, 'INFO');
    callee.send('INFO', { ...within.callee, cseq: 2 });
    caller.respond(await caller.takeRequest('INFO'), 200);
    caller.send('BYE', { ...within.caller, cseq: 3 });
    await callee.takeRequest('BYE');
    await after.stop();
  });

  it.each([
    ['without the mark', 'kept', [ROUTE]],
    ['with the mark of another secret', 'another', undefined],
  ])('a dialog %s is none', async (_, secret, headers) => {
    const { after, within, caller } = await restarted('kept', secret);
    caller.send('BYE', { ...within.caller, cseq: 3, ...(headers === undefined ? {} : { headers }) });
    await caller.takeStatus(481, 'BYE');
    await after.stop();
  });
});

describe('an INVITE with Replaces or Join', () => {
  it('passes only from a sender that is proven (RFC 3891 section 7)', async () => {
    const server = await startSipServer();
    const callee = await signedIn(server, '1002');
    const headers = ['Replaces: theirs;to-tag=a;from-tag=b', 'Join: theirs;to-tag=a;from-tag=b'];
    const stranger = await SipClient.open(server.port, '1001');
    stranger.send('INVITE', { uri: aor('1002'), headers });
    await stranger.takeStatus(407, 'INVITE');
    stranger.send('INVITE', { uri: callee.contact, to: `<${aor('1002')}>;tag=x`, headers });
    await stranger.takeStatus(407, 'INVITE');
    const known = await signedIn(server, '1003');
    known.send('INVITE', { uri: aor('1002'), headers });
    expect(headerOf(await callee.takeRequest('INVITE'), 'Replaces')).toContain('theirs');
    expect(callee.received).toEqual([]);
    await server.stop();
  });
});
