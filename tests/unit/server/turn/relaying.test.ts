import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPeerPolicy } from '../../../../server/turn/peer-policy.ts';
import { StunClient } from '../support/stun-client.ts';
import { FIXED, startTurn } from '../support/turn-server.ts';

const PATIENT = { timeout: 10_000 };

describe('relaying', () => {
  let turn: Awaited<ReturnType<typeof startTurn>>;
  let peer: Socket;
  let heard: string[];
  let client: StunClient;
  let peerAddress: { address: string; port: number };

  beforeEach(async () => {
    heard = [];
    peer = createSocket('udp4');
    peer.on('message', (data) => heard.push(data.toString()));
    await new Promise<void>((resolve) => {
      peer.bind(0, '127.0.0.1', resolve);
    });
    peerAddress = { address: '127.0.0.1', port: peer.address().port };
    turn = await startTurn({ ownPorts: () => [peerAddress.port] });
    client = await StunClient.udp(turn.udpPort, FIXED);
  });
  afterEach(() => {
    client.close();
    peer.close();
    turn.stop();
  });

  it('sends nothing and delivers nothing without a permission', async () => {
    const relayed = await client.allocate();
    client.sendTo(peerAddress, 'unpermitted');
    peer.send('unasked', relayed.port, relayed.address);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await client.permit(peerAddress)).toBe(0);
    client.sendTo(peerAddress, 'permitted');
    await expect.poll(() => heard, PATIENT).toEqual(['permitted']);
    peer.send('answer', relayed.port, relayed.address);
    await expect.poll(() => client.texts, PATIENT).toEqual(['answer']);
  });

  it('lets a permission expire after five minutes', async () => {
    await client.allocate();
    await client.permit(peerAddress);
    turn.advance(301);
    client.sendTo(peerAddress, 'too late');
    await client.permit(peerAddress);
    client.sendTo(peerAddress, 'renewed');
    await expect.poll(() => heard, PATIENT).toEqual(['renewed']);
  });

  it('carries ChannelData both ways once a channel is bound', async () => {
    const relayed = await client.allocate();
    expect(await client.bind(0x4001, peerAddress)).toBe(0);
    client.sendChannel(0x4001, 'ping');
    await expect.poll(() => heard, PATIENT).toEqual(['ping']);
    peer.send('pong', relayed.port, relayed.address);
    await expect.poll(() => client.channelData.map(({ data }) => data.toString()), PATIENT).toEqual(['pong']);
  });

  it('lets a channel expire after ten minutes and falls back to Data indications', async () => {
    const relayed = await client.allocate();
    await client.bind(0x4001, peerAddress);
    turn.advance(590);
    await client.request(0x004);
    turn.advance(20);
    await client.permit(peerAddress);
    peer.send('unbound', relayed.port, relayed.address);
    await expect.poll(() => client.texts, PATIENT).toEqual(['unbound']);
    expect(client.channelData).toEqual([]);
  });

  it('refuses a channel number out of range, a number or a peer that is bound otherwise', async () => {
    await client.allocate();
    expect(await client.bind(0x3fff, peerAddress)).toBe(400);
    expect(await client.bind(0x5000, peerAddress)).toBe(400);
    expect(await client.bind(0x4001, peerAddress)).toBe(0);
    expect(await client.bind(0x4002, peerAddress)).toBe(400);
    expect(await client.bind(0x4001, { address: '8.8.4.4', port: 9 })).toBe(400);
    expect(await client.bind(0x4001, peerAddress)).toBe(0);
  });

  it('refuses private peers, loopback ports that are not the demo and IPv6', async () => {
    await client.allocate();
    for (const address of [
      '10.0.0.1',
      '172.16.5.5',
      '192.168.1.1',
      '169.254.169.254',
      '127.0.0.2',
      '0.0.0.0',
    ]) {
      expect(await client.permit({ address, port: 80 })).toBe(403);
    }
    expect(await client.bind(0x4001, { address: '127.0.0.1', port: 22 })).toBe(403);
    expect(await client.permit({ address: '2001:db8::1', port: 80 })).toBe(443);
    expect(await client.permit({ address: '8.8.8.8', port: 80 })).toBe(0);
  });

  it('answers 437 to permissions and channels of a client without an allocation', async () => {
    await client.greet();
    expect(await client.permit(peerAddress)).toBe(437);
    expect(await client.bind(0x4001, peerAddress)).toBe(437);
  });

  it('joins two relay-only clients, one over UDP and one over TCP', async () => {
    const other = await StunClient.tcp(turn.tcpPort, FIXED);
    const [mine, theirs] = [await client.allocate(), await other.allocate()];
    expect(await client.permit(theirs)).toBe(0);
    expect(await other.bind(0x4005, mine)).toBe(0);
    client.sendTo(theirs, 'hello');
    await expect.poll(() => other.channelData.map(({ data }) => data.toString()), PATIENT).toEqual(['hello']);
    other.sendChannel(0x4005, 'you too');
    await expect.poll(() => client.texts, PATIENT).toEqual(['you too']);
    other.close();
  });
});

describe('the peer policy', () => {
  const policy = createPeerPolicy({
    ownAddresses: () => ['192.168.1.5', '127.0.0.1'],
    isOwnPort: (port) => port === 42_000,
  });

  it.each([
    ['8.8.8.8', 53, true],
    ['192.168.1.5', 42_000, true],
    ['192.168.1.5', 22, false],
    ['192.168.1.6', 42_000, false],
    ['127.0.0.1', 42_000, true],
    ['127.0.0.1', 631, false],
    ['100.64.1.1', 1, false],
    ['224.0.0.1', 5353, false],
    ['192.0.0.170', 53, false],
    ['192.0.2.1', 53, false],
    ['192.88.99.1', 53, false],
    ['198.18.0.1', 53, false],
    ['198.19.255.255', 53, false],
    ['198.51.100.1', 53, false],
    ['203.0.113.1', 53, false],
    ['192.0.1.1', 53, true],
    ['198.20.0.1', 53, true],
    ['::ffff:8.8.8.8', 53, false],
    ['::ffff:127.0.0.1', 42_000, false],
    ['::8.8.8.8', 53, false],
    ['64:ff9b::8.8.8.8', 53, false],
    ['2002:0808:0808::1', 53, false],
    ['2606:4700::1111', 53, false],
    ['0127.0.0.1', 42_000, false],
    ['2130706433', 42_000, false],
    ['255.255.255.255', 9, false],
    ['::1', 42_000, false],
    ['8.8.8.8', 0, false],
  ])('%s port %i: %s', (address, port, allowed) => {
    expect(policy.allows(address, port)).toBe(allowed);
  });
});
