// Several flows of one phone (RFC 5626): bound side by side, used one after the other.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, headersOf } from '../../../../server/sip/message.ts';
import { DOMAIN, SipClient } from '../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../support/sip-server.ts';

const CALLEE = `sip:1002@${DOMAIN}`;

describe('a phone with two flows', () => {
  let server: TestServer;
  const flow = async (regId: number, host = 'two'): Promise<SipClient> => {
    const client = await SipClient.open(server.port, '1002', host);
    const contact = `Contact: <${client.contact}>;reg-id=${String(regId)};+sip.instance="<urn:uuid:two>"`;
    client.send('REGISTER', { callId: `reg${String(regId)}` });
    const challenge = headerOf(await client.takeStatus(401, 'REGISTER'), 'WWW-Authenticate') ?? '';
    const authorization = client.answerTo(challenge, 'REGISTER', passwordOf('1002'));
    client.sendRaw(
      [
        `REGISTER sip:${DOMAIN} SIP/2.0`,
        `Via: SIP/2.0/WS two.invalid;branch=z9hG4bKr${String(regId)}${host}`,
        `From: <${CALLEE}>;tag=a`,
        `To: <${CALLEE}>`,
        `Call-ID: reg${String(regId)}${host}`,
        'CSeq: 2 REGISTER',
        'Supported: path, outbound',
        contact,
        `Authorization: ${authorization}`,
        '\r\n',
      ].join('\r\n'),
    );
    const answer = await client.takeStatus(200, 'REGISTER');
    expect(headersOf(answer, 'Require')).toEqual(['outbound']);
    expect(headersOf(answer, 'Contact').some((one) => one.includes(`reg-id=${String(regId)}`))).toBe(true);
    return client;
  };
  const caller = async (): Promise<SipClient> => {
    const client = await SipClient.open(server.port, '1001');
    expect(await client.register(passwordOf('1001'))).toBe(200);
    return client;
  };
  const count = (phone: SipClient): number =>
    phone.received.filter((one) => one.kind === 'request' && one.method === 'INVITE').length;

  beforeEach(async () => {
    server = await startSipServer();
  });
  afterEach(() => server.stop());

  it('is bound twice, by instance and reg-id, and rings over one flow only', async () => {
    const [one, two] = [await flow(1), await flow(2)];
    expect(server.proxy.bindings.of('1002').map(({ regId }) => regId)).toEqual(['2', '1']);
    const from = await caller();
    from.send('INVITE', { uri: CALLEE, callId: 'once' });
    two.respond(await two.takeRequest('INVITE'), 200);
    await from.takeStatus(200, 'INVITE');
    expect(count(one) + count(two)).toBe(0);
  });

  it('is called over the other flow after 430 (Flow Failed)', async () => {
    const [one, two] = [await flow(1), await flow(2)];
    const from = await caller();
    from.send('INVITE', { uri: CALLEE, callId: 'failed' });
    two.respond(await two.takeRequest('INVITE'), 430);
    await two.takeRequest('ACK');
    one.respond(await one.takeRequest('INVITE'), 200);
    await from.takeStatus(200, 'INVITE');
  });

  it('is called over the other flow when the first breaks, as the same request', async () => {
    const [one, two] = [await flow(1), await flow(2)];
    const from = await caller();
    from.send('INVITE', { uri: CALLEE, callId: 'broken' });
    const first = await two.takeRequest('INVITE');
    two.socket.terminate();
    const second = await one.takeRequest('INVITE');
    expect(headerOf(second, 'Via')).toBe(headerOf(first, 'Via'));
    one.respond(second, 200);
    await from.takeStatus(200, 'INVITE');
  });

  it('is left alone after a refusal of its own', async () => {
    const [one, two] = [await flow(1), await flow(2)];
    const from = await caller();
    from.send('INVITE', { uri: CALLEE, callId: 'busy' });
    two.respond(await two.takeRequest('INVITE'), 486);
    await from.takeStatus(486, 'INVITE');
    expect(count(one)).toBe(0);
  });

  it('replaces the flow of the same reg-id, and keeps reaching a call over the flow that is left', async () => {
    const [one, two] = [await flow(1), await flow(2)];
    two.socket.terminate();
    await expect.poll(() => server.proxy.bindings.of('1002').length, { timeout: 10_000 }).toBe(1);
    const from = await caller();
    from.send('MESSAGE', { uri: one.contact, body: 'to the contact' });
    expect((await one.takeRequest('MESSAGE')).body).toBe('to the contact');
    await flow(1, 'new');
    expect(server.proxy.bindings.of('1002')).toHaveLength(1);
  });
});
