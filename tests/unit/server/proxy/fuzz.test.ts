import { describe, expect, it } from 'vitest';
import { mutate, seeded } from '../../../doubles/mutate.ts';
import { DOMAIN, SipClient } from '../support/sip-client.ts';
import { passwordOf, startSipServer } from '../support/sip-server.ts';

const SEED = 20_261;
const ROUNDS = 30_000;

function samples(contact: string): Buffer[] {
  const head = (method: string, uri: string, to = `<${uri}>`): string =>
    `${method} ${uri} SIP/2.0\r\nVia: SIP/2.0/WS a.invalid;branch=z9hG4bKf\r\nMax-Forwards: 70\r\n` +
    `From: "A" <sip:1001@${DOMAIN}>;tag=a\r\nTo: ${to}\r\nCall-ID: fuzz\r\nCSeq: 1 ${method}\r\n` +
    `Contact: <${contact}>;expires=60;+sip.instance="<urn:uuid:1>"\r\n`;
  const digest =
    'Authorization: Digest username="1001", realm="demo.test", nonce="n", uri="sip:x", response="0", qop=auth\r\n';
  return [
    `${head('REGISTER', `sip:${DOMAIN}`)}${digest}Content-Length: 0\r\n\r\n`,
    `${head('INVITE', `sip:1002@${DOMAIN}`)}Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n`,
    `${head('BYE', contact, `<sip:1002@${DOMAIN}>;tag=b`)}Route: <sip:pbx.${DOMAIN};lr>\r\n\r\n`,
    `${head('CANCEL', `sip:1002@${DOMAIN}`)}\r\n`,
    `SIP/2.0 200 OK\r\nVia: SIP/2.0/WS pbx.${DOMAIN};branch=z9hG4bK-s-0123456789abcdef\r\n` +
      `Via: SIP/2.0/WS a;branch=z9\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: x\r\nCSeq: 1 BYE\r\n\r\n`,
    `SIP/2.0 180 Ringing\r\nVia: SIP/2.0/WS pbx.${DOMAIN};branch=z9hG4bK-i-00-0\r\nCSeq: 1 INVITE\r\n\r\n`,
  ].map((text) => Buffer.from(text));
}

describe('damaged SIP', () => {
  it('never lets an exception out, and the proxy serves on', async () => {
    const server = await startSipServer({ log: () => undefined });
    const [caller, callee] = [
      await SipClient.open(server.port, '1001'),
      await SipClient.open(server.port, '1002'),
    ];
    await caller.register(passwordOf('1001'));
    await callee.register(passwordOf('1002'));
    const random = seeded(SEED);
    const flow = { id: 'fuzzer', user: '1001', trusted: false, send: () => undefined };
    server.proxy.attach(flow);
    const originals = samples('sip:f@fuzz.invalid;transport=ws');
    for (let round = 0; round < ROUNDS; round++) {
      const original = originals[round % originals.length] ?? Buffer.alloc(0);
      flow.user = '1001';
      server.proxy.receive(flow, mutate(original, random).toString('utf8'));
    }
    server.proxy.detach(flow, 'closed');
    for (let round = 0; round < 500; round++)
      caller.sendRaw(mutate(originals[0] ?? Buffer.alloc(0), random).toString());
    callee.received.length = 0;
    const phone = await SipClient.open(server.port, '1003');
    expect(await phone.register(passwordOf('1003'))).toBe(200);
    phone.send('MESSAGE', { uri: `sip:1002@${DOMAIN}`, body: 'still there' });
    const arrived = await callee.take((one): one is typeof one => one.body === 'still there');
    expect(arrived.body).toBe('still there');
    expect(server.faults).toEqual([]);
    await server.stop();
  });
});
