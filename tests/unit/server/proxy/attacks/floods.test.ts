// What one extension can make the proxy keep and send is bounded, and costs nobody else a call.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../../../../server/sip/message.ts';
import { SipClient } from '../../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../../support/sip-server.ts';
import { aor, receivedBefore, signedIn, talk } from './support.ts';

describe('a flood', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startSipServer();
  });
  afterEach(() => server.stop());

  it.each([
    ['contacts', () => undefined],
    ['flows of one instance', (index: number) => `reg-id=${String(index)};+sip.instance="<urn:uuid:1>"`],
  ])('of %s leaves the ten newest, and one call rings no more', async (_, parameters) => {
    const caller = await signedIn(server, '1001');
    const phones: SipClient[] = [];
    for (let index = 1; index <= 25; index++) {
      const phone = await SipClient.open(server.port, '1002');
      const more = parameters(index);
      expect(await phone.register(passwordOf('1002'), ['Supported: outbound'], 1, more)).toBe(200);
      phones.push(phone);
    }
    expect(server.proxy.bindings.of('1002').map(({ contact }) => contact)).toEqual(
      phones
        .slice(-10)
        .reverse()
        .map(({ contact }) => contact),
    );
    caller.send('MESSAGE', { uri: aor('1002') });
    await phones.at(-1)?.takeRequest('MESSAGE');
    expect(phones.filter(({ received }) => received.length > 0).length).toBeLessThan(10);
  });

  it('of calls is refused beyond twenty that ring, and another caller is not held up', async () => {
    const [caller, callee] = [await signedIn(server, '1001'), await signedIn(server, '1002')];
    for (let count = 0; count < 20; count++) {
      caller.send('INVITE', { uri: aor('1002'), body: 'x'.repeat(50_000) });
      await callee.takeRequest('INVITE');
    }
    caller.send('INVITE', { uri: aor('1002') });
    expect(headerOf(await caller.takeStatus(503, 'INVITE'), 'Retry-After')).toBe('10');
    const other = await signedIn(server, '1003');
    other.send('INVITE', { uri: aor('1002'), callId: 'honest' });
    expect(headerOf(await callee.takeRequest('INVITE'), 'Call-ID')).toBe('honest');
  });

  it('of dialogs and contacts does not push out those of another', async () => {
    const [caller, callee] = [await signedIn(server, '1001'), await signedIn(server, '1002')];
    const { caller: within } = await talk(caller, callee, 'honest');
    const flooder = await signedIn(server, '1003');
    const flow = { id: 'flooder', user: '1003', trusted: false, send: () => undefined };
    server.proxy.attach(flow);
    for (let count = 0; count < 6000; count++) {
      const id = String(count);
      server.proxy.receive(
        flow,
        `SUBSCRIBE ${aor('1002')} SIP/2.0\r\nVia: SIP/2.0/WS f;branch=z9hG4bK${id}\r\nFrom: <${aor('1003')}>;tag=${id}\r\n` +
          `To: <${aor('1002')}>\r\nCall-ID: f${id}\r\nCSeq: 1 SUBSCRIBE\r\nContact: <sip:f${id}@f.invalid>\r\n\r\n`,
      );
    }
    const seen = await receivedBefore(callee, flooder);
    expect(seen.length).toBe(6000);
    caller.send('BYE', { ...within, cseq: 2 });
    callee.respond(await callee.takeRequest('BYE'), 200);
    await caller.takeStatus(200, 'BYE');
  });

  it('of used nonces makes no old one good again', async () => {
    const victim = await SipClient.open(server.port, '1001');
    victim.send('REGISTER', { callId: 'r' });
    const asked = headerOf(await victim.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
    const digest = victim.answerTo(asked, 'REGISTER', passwordOf('1001'));
    const headers = [`Authorization: ${digest}`];
    victim.send('REGISTER', { callId: 'r', cseq: 2, headers });
    await victim.takeStatus(200, 'REGISTER');
    let last = '';
    const flow = { id: 'f', user: undefined, trusted: false, send: (text: string) => (last = text) };
    server.proxy.attach(flow);
    const register = (more: string, cseq: number): string =>
      `REGISTER sip:demo.test SIP/2.0\r\nVia: SIP/2.0/WS f;branch=z9hG4bK${String(cseq)}\r\nFrom: <${aor('1003')}>;tag=f\r\n` +
      `To: <${aor('1003')}>\r\nCall-ID: f\r\nCSeq: ${String(cseq)} REGISTER\r\n${more}\r\n`;
    const flooder = await SipClient.open(server.port, '1003');
    for (let count = 0; count < 5100; count++) {
      server.proxy.receive(flow, register('', count * 2 + 1));
      const challenge = /WWW-Authenticate: (.+)\r/u.exec(last)?.[1] ?? '';
      const given = flooder.answerTo(challenge, 'REGISTER', passwordOf('1003'));
      server.proxy.receive(flow, register(`Authorization: ${given}\r\n`, count * 2 + 2));
    }
    expect(last).toMatch(/^SIP\/2\.0 200 /u);
    victim.send('REGISTER', { callId: 'r', cseq: 3, headers });
    expect(headerOf(await victim.takeStatus(401, 'REGISTER'), 'WWW-Authenticate')).toContain('stale=true');
  });
});
