// A digest that an attacker has seen, or had somebody sign: it answers one request, on one connection, once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, type SipResponse } from '../../../../../server/sip/message.ts';
import { DOMAIN, SipClient } from '../../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../../support/sip-server.ts';
import { aor, signedIn } from './support.ts';

const REGISTRAR = `sip:${DOMAIN}`;

describe('a digest', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startSipServer();
  });
  afterEach(() => server.stop());

  const challengeTo = async (flow: SipClient, method: string, uri: string): Promise<string> => {
    flow.send(method, { uri });
    const asked = await flow.take(
      (one): one is SipResponse => one.kind === 'response' && [401, 407].includes(one.status),
    );
    return headerOf(asked, 'WWW-Authenticate') ?? headerOf(asked, 'Proxy-Authenticate') ?? '';
  };
  const registration = async (phone: SipClient): Promise<string> => {
    const asked = await challengeTo(phone, 'REGISTER', REGISTRAR);
    const digest = phone.answerTo(asked, 'REGISTER', passwordOf(phone.user));
    phone.send('REGISTER', { callId: 'r', cseq: 2, headers: [`Authorization: ${digest}`] });
    await phone.takeStatus(200, 'REGISTER');
    return digest;
  };
  const contacts = (user: string): string[] => server.proxy.bindings.of(user).map(({ contact }) => contact);

  it('of a REGISTER seen once registers nobody else, on another connection', async () => {
    const victim = await SipClient.open(server.port, '1001');
    const digest = await registration(victim);
    const thief = await SipClient.open(server.port, '1001');
    thief.send('REGISTER', { callId: 'r', cseq: 3, headers: [`Authorization: ${digest}`] });
    const answer = await thief.takeStatus(401, 'REGISTER');
    expect(headerOf(answer, 'WWW-Authenticate')).toContain('stale=true');
    expect(contacts('1001')).toEqual([victim.contact]);
  });

  it('of a REGISTER registers no other contact on the same connection: its count must rise', async () => {
    const phone = await SipClient.open(server.port, '1001');
    const digest = await registration(phone);
    phone.send('REGISTER', {
      callId: 'r',
      cseq: 3,
      contactParameters: 'expires=100, <sip:evil@evil.invalid>',
      headers: [`Authorization: ${digest}`],
    });
    await phone.takeStatus(401, 'REGISTER');
    expect(contacts('1001')).toEqual([phone.contact]);
  });

  it('answers a further request with the same nonce where its count rises', async () => {
    const phone = await SipClient.open(server.port, '1001');
    const asked = await challengeTo(phone, 'REGISTER', REGISTRAR);
    const statuses: number[] = [];
    for (const nc of ['00000001', '00000002', '00000002', '00000001', '0000000a']) {
      const digest = phone.answerTo(asked, 'REGISTER', passwordOf('1001'), REGISTRAR, nc);
      phone.send('REGISTER', {
        callId: 'r',
        cseq: 2 + statuses.length,
        headers: [`Authorization: ${digest}`],
      });
      const answer = await phone.take((one): one is SipResponse => one.kind === 'response');
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 401, 401, 200]);
  });

  it('for one Request-URI does not open another', async () => {
    const [callee, boss] = [await signedIn(server, '1002'), await signedIn(server, '1003')];
    const caller = await SipClient.open(server.port, '1001');
    const asked = await challengeTo(caller, 'INVITE', aor('1003'));
    const digest = caller.answerTo(asked, 'INVITE', passwordOf('1001'), aor('1002'));
    caller.send('INVITE', { uri: aor('1003'), cseq: 2, headers: [`Proxy-Authorization: ${digest}`] });
    await caller.takeStatus(403, 'INVITE');
    expect([...callee.received, ...boss.received]).toEqual([]);
  });

  it.each([
    ['another spelling of the host', `sip:1002@${DOMAIN.toUpperCase()}`],
    ['the default port written out', `sip:1002@${DOMAIN}:5060`],
    ['parameters', `sip:1002@${DOMAIN};transport=ws`],
  ])('may name the same target with %s', async (_, uri) => {
    const [caller, callee] = [await SipClient.open(server.port, '1001'), await signedIn(server, '1002')];
    const asked = await challengeTo(caller, 'MESSAGE', aor('1002'));
    const digest = caller.answerTo(asked, 'MESSAGE', passwordOf('1001'), uri);
    caller.send('MESSAGE', { uri: aor('1002'), cseq: 2, headers: [`Proxy-Authorization: ${digest}`] });
    await callee.takeRequest('MESSAGE');
  });

  it('of one method does not serve another, and a REGISTER is for the registrar alone', async () => {
    const caller = await SipClient.open(server.port, '1001');
    const asked = await challengeTo(caller, 'MESSAGE', REGISTRAR);
    const digest = caller.answerTo(asked, 'REGISTER', passwordOf('1001'));
    caller.send('REGISTER', { cseq: 2, headers: [`Authorization: ${digest}`] });
    await caller.takeStatus(401, 'REGISTER');
    const other = await challengeTo(caller, 'REGISTER', aor('1001'));
    const signed = caller.answerTo(other, 'REGISTER', passwordOf('1001'), aor('1001'));
    caller.send('REGISTER', { uri: aor('1001'), cseq: 3, headers: [`Authorization: ${signed}`] });
    await caller.takeStatus(404, 'REGISTER');
    expect(contacts('1001')).toEqual([]);
  });

  it('that a victim was led to sign for a nonce of the attacker’s proves the attacker’s connection for nothing more', async () => {
    const [boss, thief] = [await signedIn(server, '1003'), await SipClient.open(server.port, '1001')];
    await signedIn(server, '1002');
    const asked = await challengeTo(thief, 'INVITE', aor('1002'));
    const victims = thief.answerTo(asked, 'INVITE', passwordOf('1001'), aor('1002')); // the victim called 1002 and signed this
    thief.send('INVITE', { uri: aor('1002'), cseq: 2, headers: [`Proxy-Authorization: ${victims}`] });
    thief.send('MESSAGE', { uri: aor('1003'), body: 'wire the money' });
    await thief.takeStatus(407, 'MESSAGE');
    thief.send('INVITE', { uri: aor('1003'), cseq: 3, headers: [`Proxy-Authorization: ${victims}`] });
    await thief.takeStatus(403, 'INVITE');
    expect(boss.received).toEqual([]);
  });

  it('of another extension does not change whose connection it is', async () => {
    const phone = await signedIn(server, '1001');
    const asked = await challengeTo(phone, 'REGISTER', REGISTRAR);
    const other = Object.assign(Object.create(phone) as SipClient, { user: '1002' });
    const digest = other.answerTo(asked, 'REGISTER', passwordOf('1002'));
    phone.send('REGISTER', {
      callId: 'x',
      to: `<${aor('1002')}>`,
      from: aor('1002'),
      headers: [`Authorization: ${digest}`],
    });
    await phone.takeStatus(403, 'REGISTER');
    expect(contacts('1002')).toEqual([]);
  });
});
