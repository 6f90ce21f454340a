// Flows that break and come back while calls ring and after: nothing is lost that a phone can still carry on.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, type SipMessage, type SipRequest } from '../../../../server/sip/message.ts';
import { tagOf } from '../../../../server/sip/name-addr.ts';
import { DOMAIN, SipClient } from '../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../support/sip-server.ts';

const PATIENT = { timeout: 10_000 };
const GRACE_MS = 600;

describe('a flow that is lost', () => {
  let server: TestServer;
  const aor = (user: string): string => `sip:${user}@${DOMAIN}`;
  const signedIn = async (user: string, host: string, cseq = 1): Promise<SipClient> => {
    const client = await SipClient.open(server.port, user, host);
    expect(await client.register(passwordOf(user), [], cseq)).toBe(200);
    return client;
  };
  const lose = async (phone: SipClient): Promise<void> => {
    phone.socket.terminate();
    await expect.poll(() => server.proxy.bindings.of(phone.user).length, PATIENT).toBe(0);
  };
  const hasGot = (phone: SipClient, method: string): SipMessage[] =>
    phone.received.filter((one) => one.kind === 'request' && one.method === method);

  async function ring() {
    const [caller, callee] = [await signedIn('1001', 'caller'), await signedIn('1002', 'callee')];
    const invite = caller.send('INVITE', { uri: aor('1002'), callId: 'ring', branch: 'z9hG4bKring' });
    const arrived = await callee.takeRequest('INVITE');
    callee.respond(arrived, 180);
    await caller.takeStatus(180, 'INVITE');
    return { caller, callee, invite, arrived };
  }

  async function talk() {
    const rung = await ring();
    rung.callee.respond(rung.arrived, 200);
    const answer = await rung.caller.takeStatus(200, 'INVITE');
    return { ...rung, to: headerOf(answer, 'To') ?? '' };
  }

  beforeEach(async () => {
    server = await startSipServer({ flowGraceMs: GRACE_MS });
  });
  afterEach(() => server.stop());

  describe('while the callee rings', () => {
    it('lets it come back and answer over its new flow, even before it has registered there', async () => {
      const { caller, callee, arrived } = await ring();
      await lose(callee);
      const back = await SipClient.open(server.port, '1002', 'callee');
      back.respond(arrived, 200);
      const answer = await caller.takeStatus(200, 'INVITE');
      const call = { uri: callee.contact, to: headerOf(answer, 'To') ?? '', callId: 'ring' };
      caller.send('ACK', call);
      await back.takeRequest('ACK');
      await new Promise((resolve) => setTimeout(resolve, GRACE_MS * 1.5));
      expect(caller.received.filter((one) => one.kind === 'response' && one.status === 480)).toEqual([]);
    });

    it('sends the INVITE again, by the same branch, to a phone that registers anew', async () => {
      const { caller, callee, arrived } = await ring();
      await lose(callee);
      const back = await signedIn('1002', 'callee', 10);
      const again = await back.takeRequest('INVITE');
      expect(headerOf(again, 'Via')).toBe(headerOf(arrived, 'Via'));
      caller.send('CANCEL', { uri: aor('1002'), callId: 'ring', branch: 'z9hG4bKring' });
      await back.takeRequest('CANCEL');
    });

    it('answers 480 when the grace is over, and stops the ringing of a phone that comes back later', async () => {
      const { caller, callee } = await ring();
      await lose(callee);
      const lostAt = Date.now();
      await caller.takeStatus(480, 'INVITE');
      expect(Date.now() - lostAt).toBeGreaterThan(GRACE_MS / 2);
      const back = await signedIn('1002', 'callee', 10);
      await back.takeRequest('CANCEL');
      expect(hasGot(back, 'INVITE')).toEqual([]);
    });

    it.each([1000, 1001])('answers 480 at once to a goodbye with %i', async (code) => {
      await server.stop();
      server = await startSipServer({ flowGraceMs: 60_000 });
      const { caller, callee } = await ring();
      callee.socket.close(code);
      await caller.takeStatus(480, 'INVITE');
    });

    it('answers 480 at once where the phone had unregistered', async () => {
      await server.stop();
      server = await startSipServer({ flowGraceMs: 60_000 });
      const { caller, callee } = await ring();
      expect(await callee.register(passwordOf('1002'), ['Expires: 0'], 10)).toBe(200);
      callee.socket.terminate();
      await caller.takeStatus(480, 'INVITE');
    });
  });

  describe('while the caller waits', () => {
    it('takes a CANCEL over the new flow, matched by its branch, and a new INVITE', async () => {
      const { caller, callee, arrived } = await ring();
      await lose(caller);
      const back = await SipClient.open(server.port, '1001', 'caller');
      back.send('CANCEL', { uri: aor('1002'), callId: 'ring', branch: 'z9hG4bKring' });
      await back.takeStatus(200, 'CANCEL');
      callee.respond(await callee.takeRequest('CANCEL'), 200);
      callee.respond(arrived, 487);
      await back.takeStatus(487, 'INVITE');
      expect(await back.register(passwordOf('1001'), [], 10)).toBe(200);
      back.send('INVITE', { uri: aor('1002'), callId: 'second' });
      expect(headerOf(await callee.takeRequest('INVITE'), 'Call-ID')).toBe('second');
    });

    it('absorbs the INVITE sent again and gives the stored answer over the new flow once that is proven', async () => {
      const { caller, callee, invite, arrived } = await ring();
      await lose(caller);
      const back = await SipClient.open(server.port, '1001', 'caller');
      caller.sendAgain(invite, back);
      back.send('OPTIONS');
      await back.takeStatus(200, 'OPTIONS');
      expect(back.received).toEqual([]);
      back.send('REGISTER', { callId: 'again' });
      const challenge = headerOf(await back.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
      const proof = back.answerTo(challenge, 'REGISTER', passwordOf('1001'));
      back.send('REGISTER', { callId: 'again', cseq: 2, headers: [`Authorization: ${proof}`] });
      await back.takeStatus(180, 'INVITE');
      callee.respond(arrived, 200);
      await back.takeStatus(200, 'INVITE');
      expect(hasGot(callee, 'INVITE')).toEqual([]);
    });

    it('gives a 200 that came meanwhile to a caller that registers again', async () => {
      const { caller, callee, arrived } = await ring();
      await lose(caller);
      callee.respond(arrived, 200);
      await expect.poll(() => server.log.some((e) => e.method === 'INVITE' && e.status === 200)).toBe(true);
      const back = await SipClient.open(server.port, '1001', 'caller');
      back.send('REGISTER', { callId: 'again' });
      const challenge = headerOf(await back.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
      const answer = back.answerTo(challenge, 'REGISTER', passwordOf('1001'));
      back.send('REGISTER', { callId: 'again', cseq: 2, headers: [`Authorization: ${answer}`] });
      await back.takeStatus(200, 'INVITE');
    });

    it('cancels the callee when the grace is over', async () => {
      const { caller, callee } = await ring();
      await lose(caller);
      const lostAt = Date.now();
      await callee.takeRequest('CANCEL');
      expect(Date.now() - lostAt).toBeGreaterThan(GRACE_MS / 2);
    });

    it('does not let another extension take the call over', async () => {
      const { invite, callee } = await ring();
      const thief = await signedIn('1003', 'thief');
      callee.sendAgain(invite, thief);
      await thief.takeStatus(403, 'INVITE');
      thief.send('CANCEL', { uri: aor('1002'), callId: 'ring', branch: 'z9hG4bKring', from: aor('1001') });
      thief.send('OPTIONS');
      await thief.takeStatus(200, 'OPTIONS');
      expect(hasGot(callee, 'CANCEL')).toEqual([]);
    });
  });

  describe('in a call', () => {
    it('is followed at once when the phone registers the same contact on a new one, the old still open', async () => {
      const { caller, callee, to } = await talk();
      server.flowFaults.silence('1002');
      const back = await signedIn('1002', 'callee', 10);
      caller.send('ACK', { uri: callee.contact, to, callId: 'ring' });
      await back.takeRequest('ACK');
      caller.send('BYE', { uri: callee.contact, to, callId: 'ring', cseq: 2 });
      back.respond(await back.takeRequest('BYE'), 200);
      await caller.takeStatus(200, 'BYE');
    });

    it('keeps the branch of a request sent again over a new flow, and answers over that', async () => {
      const { caller, callee, to } = await talk();
      const info = caller.send('INFO', { uri: callee.contact, to, callId: 'ring', cseq: 2 });
      const first = await callee.takeRequest('INFO');
      await lose(caller);
      const back = await signedIn('1001', 'caller', 10);
      caller.sendAgain(info, back);
      const second = await callee.takeRequest('INFO');
      expect(headerOf(second, 'Via')).toBe(headerOf(first, 'Via'));
      callee.respond(second, 200);
      await back.takeStatus(200, 'INFO');
    });

    it('is not led back to the half-open flow by what arrives from it late', async () => {
      const { caller, callee, to } = await talk();
      server.flowFaults.silence('1002');
      const from = tagOf(to) ?? '';
      const call = { uri: caller.contact, to: `<${aor('1001')}>;tag=ft`, fromTag: from, callId: 'ring' };
      callee.send('INFO', { ...call, cseq: 5 });
      const back = await signedIn('1002', 'callee', 10);
      server.flowFaults.unsilence('1002');
      await caller.takeRequest('INFO');
      caller.send('BYE', { uri: callee.contact, to, callId: 'ring', cseq: 2 });
      await back.takeRequest('BYE');
    });
  });

  it('asks anew for a REGISTER sent again over a new flow, and binds to that flow', async () => {
    const phone = await SipClient.open(server.port, '1001', 'same');
    phone.send('REGISTER', { callId: 'r' });
    const challenge = headerOf(await phone.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
    const headers = [`Authorization: ${phone.answerTo(challenge, 'REGISTER', passwordOf('1001'))}`];
    const request: SipRequest = phone.send('REGISTER', { callId: 'r', cseq: 2, headers });
    await phone.takeStatus(200, 'REGISTER');
    const back = await SipClient.open(server.port, '1001', 'same');
    phone.sendAgain(request, back);
    const asked = headerOf(await back.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
    expect(asked).toContain('stale=true');
    const proof = [`Authorization: ${back.answerTo(asked, 'REGISTER', passwordOf('1001'))}`];
    back.send('REGISTER', { callId: 'r', cseq: 3, headers: proof });
    await back.takeStatus(200, 'REGISTER');
    back.send('MESSAGE', { uri: aor('1001'), body: 'me' });
    expect((await back.takeRequest('MESSAGE')).body).toBe('me');
  });
});
