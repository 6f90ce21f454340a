// Clients of TURN that want nothing but a place, and machines that it is not for.
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { METHOD } from '../../../../server/stun/attributes.ts';
import { CredentialStore } from '../../../../server/turn/credentials.ts';
import { createPeerPolicy } from '../../../../server/turn/peer-policy.ts';
import { startTurnServer } from '../../../../server/turn/turn-server.ts';
import { StunClient } from '../support/stun-client.ts';
import { FIXED, REALM, startTurn } from '../support/turn-server.ts';

const PATIENT = { timeout: 10_000 };

let end: (() => void)[] = [];
afterEach(() => {
  for (const one of end) one();
  end = [];
});

async function idleClients(port: number, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let index = 0; index < count; index++) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    sockets.push(socket);
    end.push(() => socket.destroy());
  }
  return sockets;
}

const open = (sockets: readonly Socket[]): number => sockets.filter(({ closed }) => !closed).length;

describe('idle TCP clients', () => {
  it('in any number leave room for one that allocates, and never push that out', async () => {
    const turn = await startTurn({ stream: { places: { most: 20, mostUnproven: 10 } } });
    end.push(turn.stop);
    const before = await StunClient.tcp(turn.tcpPort, FIXED);
    await before.allocate();
    const idle = await idleClients(turn.tcpPort, 60);
    const after = await StunClient.tcp(turn.tcpPort, FIXED);
    await after.allocate();
    await expect.poll(() => open(idle), PATIENT).toBeLessThanOrEqual(10);
    expect((await before.request(METHOD.refresh)).error).toBe(0);
    before.close();
    after.close();
  });

  it('are closed when they have no allocation in time, whatever else they ask', async () => {
    const turn = await startTurn({ stream: { places: { deadlineMs: 300 } } });
    end.push(turn.stop);
    const served = await StunClient.tcp(turn.tcpPort, FIXED);
    await served.allocate();
    const idle = await idleClients(turn.tcpPort, 3);
    const binding = Buffer.from(`000100002112a442${'00'.repeat(12)}`, 'hex');
    const asking = setInterval(() => idle[0]?.write(binding), 50);
    await expect.poll(() => open(idle), PATIENT).toBe(0);
    clearInterval(asking);
    expect((await served.request(METHOD.refresh)).error).toBe(0);
    served.close();
  });
});

describe('a TURN server for this machine', () => {
  const start = async (serves: 'machine' | 'network') => {
    const fixed = { username: FIXED.username, credential: FIXED.password };
    const server = await startTurnServer({
      credentials: new CredentialStore({ realm: REALM, secret: 'x', fixed }),
      port: 0,
      relayPorts: [0, 0],
      relayAddress: '127.0.0.2',
      mediaPorts: [41_000, 41_999],
      serves,
    });
    end.push(server.close);
    return server;
  };

  it.each(['machine', 'network'] as const)('(%s) relays to no port of loopback', async (serves) => {
    const { port } = await start(serves);
    const client = await StunClient.udp(port, FIXED);
    end.push(() => {
      client.close();
    });
    await client.allocate();
    for (const address of ['127.0.0.1', '127.0.0.3'])
      expect(await client.permit({ address, port: 41_500 })).toBe(403);
    expect(await client.bind(0x4001, { address: '127.0.0.2', port: 41_500 })).toBe(0);
    expect(await client.bind(0x4002, { address: '127.0.0.2', port: 22 })).toBe(403);
    expect(await client.permit({ address: '8.8.8.8', port: 53 })).toBe(serves === 'network' ? 0 : 403);
  });

  it('relays nothing to the internet, for there is nobody to call', () => {
    const policy = createPeerPolicy({
      reachesPublic: false,
      ownAddresses: () => ['192.168.1.5'],
      isOwnPort: (port) => port === 42_000,
    });
    expect(policy.allows('192.168.1.5', 42_000)).toBe(true);
    expect(policy.allows('8.8.8.8', 53)).toBe(false);
  });
});

describe('a machine that is not served', () => {
  it('gets no answer over UDP, and no connection over TCP', async () => {
    const turn = await startTurn({ stream: { serves: () => false }, serves: () => false });
    end.push(turn.stop);
    const [socket] = await idleClients(turn.tcpPort, 1);
    await expect.poll(() => socket?.closed, PATIENT).toBe(true);
    const client = await StunClient.udp(turn.udpPort, FIXED);
    let answers = 0;
    client.plain(METHOD.binding).then(
      () => answers++,
      () => undefined,
    );
    const control = await startTurn();
    end.push(control.stop);
    const other = await StunClient.udp(control.udpPort, FIXED);
    for (let count = 0; count < 20; count++) await other.plain(METHOD.binding);
    expect(answers).toBe(0);
    client.close();
    other.close();
  });
});
