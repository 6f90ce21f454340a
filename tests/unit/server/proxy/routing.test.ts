import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, headersOf, type SipRequest } from '../../../../server/sip/message.ts';
import { tagOf } from '../../../../server/sip/name-addr.ts';
import { DOMAIN, SipClient } from '../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../support/sip-server.ts';

describe('the proxy', () => {
  let server: TestServer;
  const phone = async (user: string, host?: string): Promise<SipClient> => {
    const client = await SipClient.open(server.port, user, host);
    expect(await client.register(passwordOf(user))).toBe(200);
    return client;
  };
  const aor = (user: string): string => `sip:${user}@${DOMAIN}`;

  beforeEach(async () => {
    server = await startSipServer({ timerCMs: 60_000 });
  });
  afterEach(() => server.stop());

  async function ring(caller: SipClient, callee: SipClient, callId: string) {
    const invite = caller.send('INVITE', { uri: aor(callee.user), callId, branch: `z9hG4bK${callId}` });
    const arrived = await callee.takeRequest('INVITE');
    callee.respond(arrived, 180);
    await caller.takeStatus(180, 'INVITE');
    return { invite, arrived };
  }

  function inDialog(
    arrived: SipRequest,
    answer: { readonly headers: SipRequest['headers'] },
    callId: string,
  ) {
    const to = headerOf({ ...answer, body: '' }, 'To') ?? '';
    return { to, fromTag: tagOf(headerOf(arrived, 'From')) ?? '', callId, cseq: 2 };
  }

  it('carries a call: 100, 180, 200, ACK, BYE', async () => {
    const [caller, callee] = [await phone('1001'), await phone('1002')];
    const { arrived } = await ring(caller, callee, 'one');
    await caller.takeStatus(100, 'INVITE');
    expect(headersOf(arrived, 'Record-Route')).toEqual([
      expect.stringMatching(/^<sip:pbx\.demo\.test;transport=ws;lr;d=[0-9a-f]{32}>$/u),
    ]);
    expect(headerOf(arrived, 'Max-Forwards')).toBe('69');
    callee.respond(arrived, 200);
    const answer = await caller.takeStatus(200, 'INVITE');
    expect(headersOf(answer, 'Via')).toHaveLength(1);
    caller.send('ACK', { uri: callee.contact, ...inDialog(arrived, answer, 'one'), cseq: 1 });
    await callee.takeRequest('ACK');
    caller.send('BYE', { uri: callee.contact, ...inDialog(arrived, answer, 'one') });
    callee.respond(await callee.takeRequest('BYE'), 200);
    await caller.takeStatus(200, 'BYE');
    expect(server.log.map((entry) => `${entry.method} ${String(entry.status)}`)).toContain('INVITE 200');
  });

  it('forks to every tab and cancels those that did not answer', async () => {
    const caller = await phone('1001');
    const tabs = [await phone('1002'), await phone('1002')] as const;
    caller.send('INVITE', { uri: aor('1002'), callId: 'fork' });
    const invites = [await tabs[0].takeRequest('INVITE'), await tabs[1].takeRequest('INVITE')] as const;
    tabs[0].respond(invites[0], 180);
    tabs[1].respond(invites[1], 180);
    await caller.takeStatus(180, 'INVITE');
    tabs[0].respond(invites[0], 200);
    await caller.takeStatus(200, 'INVITE');
    const cancel = await tabs[1].takeRequest('CANCEL');
    expect(headersOf(cancel, 'Reason')).toEqual(['SIP;cause=200;text="Call completed elsewhere"']);
    expect(headerOf(cancel, 'Via')).toBe(headerOf(invites[1], 'Via'));
    tabs[1].respond(invites[1], 487);
    await tabs[1].takeRequest('ACK');
  });

  it('tells a phone that rings only when another has answered why it is cancelled, and one that was given up nothing', async () => {
    const caller = await phone('1001');
    const tabs = [await phone('1002'), await phone('1002')] as const;
    caller.send('INVITE', { uri: aor('1002'), callId: 'late' });
    const [first, second] = [await tabs[0].takeRequest('INVITE'), await tabs[1].takeRequest('INVITE')];
    tabs[0].respond(first, 200);
    await caller.takeStatus(200, 'INVITE');
    tabs[1].respond(second, 180);
    expect(headersOf(await tabs[1].takeRequest('CANCEL'), 'Reason')).toEqual([
      'SIP;cause=200;text="Call completed elsewhere"',
    ]);
    caller.send('INVITE', { uri: aor('1002'), callId: 'given-up', branch: 'z9hG4bKgiven-up' });
    tabs[1].respond(await tabs[1].takeRequest('INVITE'), 180);
    await caller.takeStatus(180, 'INVITE');
    caller.send('CANCEL', { uri: aor('1002'), callId: 'given-up', branch: 'z9hG4bKgiven-up' });
    expect(headersOf(await tabs[1].takeRequest('CANCEL'), 'Reason')).toEqual([]);
  });

  it('answers CANCEL with 200, cancels the leg and tells the caller 487', async () => {
    const [caller, callee] = [await phone('1001'), await phone('1002')];
    const { arrived } = await ring(caller, callee, 'cancelled');
    caller.send('CANCEL', { uri: aor('1002'), callId: 'cancelled', branch: 'z9hG4bKcancelled' });
    await caller.takeStatus(200, 'CANCEL');
    callee.respond(await callee.takeRequest('CANCEL'), 200);
    callee.respond(arrived, 487);
    await callee.takeRequest('ACK');
    await caller.takeStatus(487, 'INVITE');
  });

  it('answers 481 to a CANCEL of nothing', async () => {
    const caller = await phone('1001');
    caller.send('CANCEL', { uri: aor('1002') });
    await caller.takeStatus(481, 'CANCEL');
  });

  it('passes 486 on and ends the ACK to it', async () => {
    const [caller, callee] = [await phone('1001'), await phone('1002')];
    const { arrived } = await ring(caller, callee, 'busy');
    callee.respond(arrived, 486);
    await callee.takeRequest('ACK');
    const answer = await caller.takeStatus(486, 'INVITE');
    caller.send('ACK', {
      uri: aor('1002'),
      to: headerOf(answer, 'To') ?? '',
      callId: 'busy',
      branch: 'z9hG4bKbusy',
    });
    caller.send('MESSAGE', { uri: aor('1002'), body: 'after' });
    expect((await callee.takeRequest('MESSAGE')).body).toBe('after');
    expect(callee.received.filter((one) => one.kind === 'request' && one.method === 'ACK')).toEqual([]);
  });

  it('answers 404 where there is no such number and 480 where nobody is registered', async () => {
    const caller = await phone('1001');
    caller.send('INVITE', { uri: aor('699') });
    await caller.takeStatus(404, 'INVITE');
    caller.send('INVITE', { uri: aor('1077') });
    await caller.takeStatus(480, 'INVITE');
    caller.send('INVITE', { uri: 'sip:someone@elsewhere.example' });
    await caller.takeStatus(404, 'INVITE');
  });

  it('answers 480 when the callee leaves while it rings', async () => {
    const [caller, callee] = [await phone('1001'), await phone('1002')];
    await ring(caller, callee, 'lost');
    callee.socket.close(1001);
    await caller.takeStatus(480, 'INVITE');
  });

  it('cancels the callee when the caller leaves while it rings', async () => {
    const [caller, callee] = [await phone('1001'), await phone('1002')];
    await ring(caller, callee, 'gone');
    caller.socket.close(1001);
    await callee.takeRequest('CANCEL');
  });

  it('asks a caller that has not registered who it is', async () => {
    const caller = await SipClient.open(server.port, '1001');
    for (const method of ['INVITE', 'MESSAGE', 'REFER', 'SUBSCRIBE']) {
      caller.send(method, { uri: aor('1002') });
      await caller.takeStatus(407, method);
    }
  });

  it('refuses a registered caller that claims to be another', async () => {
    const caller = await phone('1001');
    caller.send('MESSAGE', { uri: aor('1002'), from: aor('1003') });
    await caller.takeStatus(403, 'MESSAGE');
  });

  it('delivers in-dialog requests to a caller that lost its WebSocket and registered again', async () => {
    const [caller, callee] = [await phone('1001', 'stays'), await phone('1002')];
    const { arrived } = await ring(caller, callee, 'again');
    callee.respond(arrived, 200);
    const answer = await caller.takeStatus(200, 'INVITE');
    caller.socket.terminate();
    await expect.poll(() => server.proxy.bindings.of('1001').length, { timeout: 10_000 }).toBe(0);
    const back = await SipClient.open(server.port, '1001', 'stays');
    expect(await back.register(passwordOf('1001'), [], 5)).toBe(200);
    const { to } = inDialog(arrived, answer, 'again');
    const from = headerOf(arrived, 'From') ?? '';
    callee.send('BYE', { uri: back.contact, to: from, fromTag: tagOf(to) ?? '', callId: 'again' });
    back.respond(await back.takeRequest('BYE'), 200);
    await callee.takeStatus(200, 'BYE');
  });

  it('carries hold, UPDATE, INFO and REFER within a call', async () => {
    const [caller, callee] = [await phone('1001'), await phone('1002')];
    const { arrived } = await ring(caller, callee, 'in');
    callee.respond(arrived, 200);
    const answer = await caller.takeStatus(200, 'INVITE');
    let cseq = 2;
    for (const method of ['INVITE', 'UPDATE', 'INFO', 'REFER', 'NOTIFY']) {
      caller.send(method, { uri: callee.contact, ...inDialog(arrived, answer, 'in'), cseq: cseq++ });
      callee.respond(await callee.takeRequest(method), 200);
      await caller.takeStatus(200, method);
    }
  });

  it('answers OPTIONS to the domain by itself, without a password', async () => {
    const anyone = await SipClient.open(server.port, '1001');
    anyone.send('OPTIONS', { uri: `sip:${DOMAIN}` });
    expect(headerOf(await anyone.takeStatus(200, 'OPTIONS'), 'Allow')).toContain('INVITE');
  });

  it('answers 489 to a subscription to oneself and 405 to PUBLISH', async () => {
    const caller = await phone('1001');
    caller.send('SUBSCRIBE', { uri: aor('1001') });
    await caller.takeStatus(489, 'SUBSCRIBE');
    caller.send('PUBLISH', { uri: aor('1001') });
    await caller.takeStatus(405, 'PUBLISH');
  });

  it('delivers a MESSAGE to every tab', async () => {
    const caller = await phone('1001');
    const tabs = [await phone('1002'), await phone('1002')];
    caller.send('MESSAGE', { uri: aor('1002'), body: 'grüß dich' });
    for (const tab of tabs) expect((await tab.takeRequest('MESSAGE')).body).toBe('grüß dich');
  });

  it('refuses a message with no hops left', async () => {
    const caller = await phone('1001');
    caller.sendRaw(
      `OPTIONS sip:${DOMAIN} SIP/2.0\r\nVia: SIP/2.0/WS a;branch=z9hG4bKh\r\nMax-Forwards: 0\r\n` +
        `From: <sip:1001@${DOMAIN}>;tag=a\r\nTo: <sip:${DOMAIN}>\r\nCall-ID: h\r\nCSeq: 1 OPTIONS\r\n\r\n`,
    );
    await caller.takeStatus(483, 'OPTIONS');
  });
});

describe('Timer C', () => {
  it('ends a call that rings too long with 408', async () => {
    const server = await startSipServer({ timerCMs: 300 });
    const caller = await SipClient.open(server.port, '1001');
    const callee = await SipClient.open(server.port, '1002');
    await caller.register(passwordOf('1001'));
    await callee.register(passwordOf('1002'));
    caller.send('INVITE', { uri: `sip:1002@${DOMAIN}` });
    callee.respond(await callee.takeRequest('INVITE'), 180);
    await caller.takeStatus(408, 'INVITE');
    await callee.takeRequest('CANCEL');
    await server.stop();
  });
});
