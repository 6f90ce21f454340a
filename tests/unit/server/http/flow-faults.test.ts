import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SipClient } from '../support/sip-client.ts';
import { passwordOf, startSipServer, type TestServer } from '../support/sip-server.ts';

describe('faults of flows, for tests', () => {
  let server: TestServer;
  const signedIn = async (user: string): Promise<SipClient> => {
    const client = await SipClient.open(server.port, user);
    expect(await client.register(passwordOf(user))).toBe(200);
    return client;
  };
  const codeOf = (client: SipClient): Promise<number> =>
    new Promise((resolve) => client.socket.once('close', resolve));

  beforeEach(async () => {
    server = await startSipServer();
  });
  afterEach(() => server.stop());

  it('cut breaks the flow of one extension without a close frame, and leaves the others', async () => {
    const [one, other] = [await signedIn('1001'), await signedIn('1002')];
    const code = codeOf(one);
    server.flowFaults.cut('1001');
    expect(await code).toBe(1006);
    other.sendRaw('\r\n\r\n');
    await expect.poll(() => other.raw).toContain('\r\n');
    const code2 = codeOf(other);
    server.flowFaults.cut();
    expect(await code2).toBe(1006);
  });

  it('silence swallows both directions of the present flow, a new one works, and what was sent arrives late', async () => {
    const [one, other] = [await signedIn('1001'), await signedIn('1002')];
    server.flowFaults.silence('1001');
    one.sendRaw('\r\n\r\n');
    other.send('MESSAGE', { uri: one.contact, body: 'late' });
    const fresh = await signedIn('1001');
    fresh.sendRaw('\r\n\r\n');
    await expect.poll(() => fresh.raw).toContain('\r\n');
    expect(one.raw.filter((text) => text === '\r\n' || text.includes('late'))).toEqual([]);
    expect(one.socket.readyState).toBe(one.socket.OPEN);
    server.flowFaults.unsilence('1001');
    await expect.poll(() => one.raw).toContain('\r\n');
    expect((await one.takeRequest('MESSAGE')).body).toBe('late');
  });
});
