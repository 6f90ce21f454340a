import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, headersOf } from '../../../../server/sip/message.ts';
import { SipClient } from '../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../support/sip-server.ts';

describe('the registrar', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startSipServer();
  });
  afterEach(() => server.stop());

  it('registers an extension that knows its password', async () => {
    const phone = await SipClient.open(server.port, '1001');
    expect(await phone.register(passwordOf('1001'))).toBe(200);
    expect(server.proxy.bindings.of('1001').map((binding) => binding.contact)).toEqual([phone.contact]);
  });

  it('answers 403 to a wrong password', async () => {
    const phone = await SipClient.open(server.port, '1001');
    expect(await phone.register('wrong')).toBe(403);
  });

  it('answers 403 to an extension that does not exist', async () => {
    const phone = await SipClient.open(server.port, '2001');
    expect(await phone.register(passwordOf('2001'))).toBe(403);
  });

  it('asks again with stale=true when the nonce is old and the password right', async () => {
    const phone = await SipClient.open(server.port, '1001');
    phone.send('REGISTER');
    const challenge = headerOf(await phone.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
    server.advance(120_000);
    const answer = phone.answerTo(challenge, 'REGISTER', passwordOf('1001'));
    phone.send('REGISTER', { headers: [`Authorization: ${answer}`] });
    const second = headerOf(await phone.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
    expect(second).toContain('stale=true');
  });

  it('does not let one extension register another', async () => {
    const phone = await SipClient.open(server.port, '1001');
    const aor = 'sip:1002@demo.test';
    phone.send('REGISTER', { to: `<${aor}>`, from: aor });
    const challenge = headerOf(await phone.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
    const answer = phone.answerTo(challenge, 'REGISTER', passwordOf('1001'));
    phone.send('REGISTER', { to: `<${aor}>`, from: aor, headers: [`Authorization: ${answer}`] });
    await phone.takeStatus(403, 'REGISTER');
    expect(server.proxy.bindings.of('1002')).toEqual([]);
  });

  it('forgets the contacts of a closed WebSocket', async () => {
    const phone = await SipClient.open(server.port, '1001');
    await phone.register(passwordOf('1001'));
    phone.close();
    await expect.poll(() => server.proxy.bindings.of('1001').length, { timeout: 10_000 }).toBe(0);
  });

  it('replaces the contact of a reloaded tab, known by its instance', async () => {
    const instance = (host: string) =>
      `Contact: <sip:x@${host}.invalid;transport=ws>;+sip.instance="<urn:uuid:1>"`;
    const before = await SipClient.open(server.port, '1001');
    const after = await SipClient.open(server.port, '1001');
    await before.register(passwordOf('1001'));
    for (const [phone, host] of [
      [before, 'before'],
      [after, 'after'],
    ] as const) {
      phone.sendRaw('\r\n\r\n');
      await phone.register(passwordOf('1001'), [instance(host)], 10);
    }
    const contacts = server.proxy.bindings.of('1001').map((binding) => binding.contact);
    expect(contacts.filter((contact) => contact.includes('before.invalid'))).toEqual([]);
    expect(contacts.some((contact) => contact.includes('after.invalid'))).toBe(true);
  });

  it('lets a contact expire at the granted time', async () => {
    const phone = await SipClient.open(server.port, '1001');
    await phone.register(passwordOf('1001'), ['Expires: 60']);
    server.advance(61_000);
    expect(server.proxy.bindings.of('1001')).toEqual([]);
  });

  it('answers 423 with Min-Expires to too short an expiry', async () => {
    const phone = await SipClient.open(server.port, '1001');
    expect(await phone.register(passwordOf('1001'), ['Expires: 3'])).toBe(423);
  });

  it('removes every contact for Contact: * with Expires: 0', async () => {
    const phone = await SipClient.open(server.port, '1001');
    await phone.register(passwordOf('1001'));
    phone.send('REGISTER', { callId: 'other', cseq: 7 });
    const challenge = headerOf(await phone.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
    const answer = phone.answerTo(challenge, 'REGISTER', passwordOf('1001'));
    const text = [
      'REGISTER sip:demo.test SIP/2.0',
      'Via: SIP/2.0/WS a.invalid;branch=z9hG4bKstar',
      'From: <sip:1001@demo.test>;tag=a',
      'To: <sip:1001@demo.test>',
      'Call-ID: star',
      'CSeq: 1 REGISTER',
      'Contact: *',
      'Expires: 0',
      `Authorization: ${answer}`,
    ];
    phone.sendRaw(`${text.join('\r\n')}\r\n\r\n`);
    const response = await phone.takeStatus(200, 'REGISTER');
    expect(headersOf(response, 'Contact')).toEqual([]);
    expect(server.proxy.bindings.of('1001')).toEqual([]);
  });

  it('answers a keep-alive of two line breaks with one', async () => {
    const phone = await SipClient.open(server.port, '1001');
    phone.sendRaw('\r\n\r\n');
    await expect.poll(() => phone.raw, { timeout: 10_000 }).toContain('\r\n');
  });
});
