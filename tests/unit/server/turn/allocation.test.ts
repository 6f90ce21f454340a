import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ATTRIBUTE, METHOD } from '../../../../server/stun/attributes.ts';
import { attributeOf } from '../../../../server/stun/message.ts';
import { decodeXorAddress, encodeUint32 } from '../../../../server/stun/values.ts';
import { StunClient, UDP_TRANSPORT } from '../support/stun-client.ts';
import { FIXED, REALM, startTurn } from '../support/turn-server.ts';

type Turn = Awaited<ReturnType<typeof startTurn>>;

describe.each(['udp', 'tcp'] as const)('an allocation over %s', (transport) => {
  let turn: Turn;
  let clients: StunClient[];
  const open = async (credentials = FIXED): Promise<StunClient> => {
    const port = transport === 'udp' ? turn.udpPort : turn.tcpPort;
    const client = await StunClient[transport](port, credentials);
    clients.push(client);
    return client;
  };
  const lifetime = (seconds: number) => ({ type: ATTRIBUTE.lifetime, value: encodeUint32(seconds) });

  beforeEach(async () => {
    clients = [];
    turn = await startTurn();
  });
  afterEach(() => {
    for (const client of clients) client.close();
    expect(turn.faults).toEqual([]);
    turn.stop();
  });

  it('tells a client its own address (Binding)', async () => {
    const { message } = await (await open()).plain(METHOD.binding);
    const value = attributeOf(message, ATTRIBUTE.xorMappedAddress) ?? Buffer.alloc(0);
    expect(decodeXorAddress(value, message.transactionId)?.address).toBe('127.0.0.1');
  });

  it('is given to who knows the password, after 401 with realm and nonce', async () => {
    const client = await open();
    const { error, message } = await client.plain(METHOD.allocate, [UDP_TRANSPORT]);
    expect(error).toBe(401);
    expect(attributeOf(message, ATTRIBUTE.realm)?.toString()).toBe(REALM);
    const relayed = await client.allocate();
    expect(relayed.port).toBeGreaterThan(0);
    expect(turn.core.allocationCount).toBe(1);
  });

  it('is refused to a wrong password', async () => {
    const client = await open({ ...FIXED, password: 'wrong' });
    await client.greet();
    expect((await client.request(METHOD.allocate, [UDP_TRANSPORT])).error).toBe(401);
  });

  it('is given to time-limited credentials until they expire', async () => {
    const { username, credential } = turn.credentials.issue('1001', 3600);
    const client = await open({ username, realm: REALM, password: credential });
    await client.allocate();
    turn.advance(3601);
    await client.greet();
    expect((await client.request(METHOD.allocate, [UDP_TRANSPORT])).error).toBe(401);
  });

  it('survives a Refresh without LIFETIME', async () => {
    const client = await open();
    await client.allocate();
    turn.advance(500);
    const { message, error } = await client.request(METHOD.refresh);
    expect(error).toBe(0);
    expect(attributeOf(message, ATTRIBUTE.lifetime)?.readUInt32BE()).toBe(600);
    turn.advance(500);
    expect(turn.core.allocationCount).toBe(1);
  });

  it('expires where nobody refreshes it', async () => {
    const client = await open();
    await client.allocate();
    turn.advance(601);
    expect(turn.core.allocationCount).toBe(0);
    expect((await client.request(METHOD.refresh)).error).toBe(437);
  });

  it('ends by a Refresh with LIFETIME 0', async () => {
    const client = await open();
    await client.allocate();
    const { message } = await client.request(METHOD.refresh, [lifetime(0)]);
    expect(attributeOf(message, ATTRIBUTE.lifetime)?.readUInt32BE()).toBe(0);
    expect(turn.core.allocationCount).toBe(0);
  });

  it('lives an hour at most', async () => {
    const client = await open();
    await client.allocate();
    const { message } = await client.request(METHOD.refresh, [lifetime(86_400)]);
    expect(attributeOf(message, ATTRIBUTE.lifetime)?.readUInt32BE()).toBe(3600);
  });

  it('answers a retransmitted request with the very same answer, and a second one with 437', async () => {
    const client = await open();
    await client.greet();
    const bytes = client.signed(METHOD.allocate, [UDP_TRANSPORT], randomBytes(12));
    const first = await client.exchange(bytes);
    const again = await client.exchange(bytes);
    expect(again.error).toBe(0);
    expect(again.message.attributes).toEqual(first.message.attributes);
    expect(turn.core.allocationCount).toBe(1);
    expect((await client.request(METHOD.allocate, [UDP_TRANSPORT])).error).toBe(437);
  });

  it('answers 438 with a new nonce to an old one', async () => {
    const client = await open();
    await client.allocate();
    for (let hour = 0; hour < 7; hour++) {
      turn.advance(590);
      if (hour < 6) expect((await client.request(METHOD.refresh)).error).toBe(0);
    }
    const { error, message } = await client.request(METHOD.refresh);
    expect(error).toBe(438);
    client.nonce = attributeOf(message, ATTRIBUTE.nonce)?.toString() ?? '';
    expect((await client.request(METHOD.refresh)).error).toBe(0);
  });

  it('answers 441 to the right password of another user', async () => {
    const owner = turn.credentials.issue('1001', 3600);
    const client = await open();
    await client.allocate();
    client.credentials = { username: owner.username, realm: REALM, password: owner.credential };
    expect((await client.request(METHOD.refresh)).error).toBe(441);
  });

  it.each([
    [442, { type: ATTRIBUTE.requestedTransport, value: Buffer.from([6, 0, 0, 0]) }],
    [400, { type: ATTRIBUTE.software, value: Buffer.from('no transport') }],
  ])('answers %i to an Allocate it cannot serve', async (code, attribute) => {
    const client = await open();
    await client.greet();
    expect((await client.request(METHOD.allocate, [attribute])).error).toBe(code);
  });

  it('answers 440 to IPv6 and 420 to what it does not know', async () => {
    const client = await open();
    await client.greet();
    const family = { type: ATTRIBUTE.requestedAddressFamily, value: Buffer.from([2, 0, 0, 0]) };
    expect((await client.request(METHOD.allocate, [UDP_TRANSPORT, family])).error).toBe(440);
    const evenPort = { type: 0x0018, value: Buffer.from([0]) };
    const { error, message } = await client.request(METHOD.allocate, [UDP_TRANSPORT, evenPort]);
    expect(error).toBe(420);
    expect(attributeOf(message, ATTRIBUTE.unknownAttributes)?.readUInt16BE()).toBe(0x0018);
  });
});

describe('quotas', () => {
  it('answer 486 to one user with too many and 508 when the server is full', async () => {
    const turn = await startTurn({ limits: { perAccount: 1, total: 2 } });
    const clients = await Promise.all(
      ['1001', '1001', '1002', '1003'].map((user) => {
        const { username, credential } = turn.credentials.issue(user, 600);
        return StunClient.udp(turn.udpPort, { username, realm: REALM, password: credential });
      }),
    );
    const errors: number[] = [];
    for (const client of clients) {
      await client.greet();
      errors.push((await client.request(METHOD.allocate, [UDP_TRANSPORT])).error);
    }
    expect(errors).toEqual([0, 486, 0, 508]);
    for (const client of clients) client.close();
    turn.stop();
  });

  it('a closed TCP connection gives its allocation back', async () => {
    const turn = await startTurn();
    const client = await StunClient.tcp(turn.tcpPort, FIXED);
    await client.allocate();
    client.close();
    await expect.poll(() => turn.core.allocationCount, { timeout: 10_000 }).toBe(0);
    turn.stop();
  });
});
