// All servers together: each answers as its file in deploy/ says, and comes back after it was stopped.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '../../../server/web/security-headers.ts';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork } from '../network/types.ts';
import { startServers } from './start-servers.ts';
import type { LabServers, TurnCredentials } from './types.ts';

const TURN = '203.0.113.20';
const STATIC_TURN = '203.0.113.22';
const PRIVATE_PEERS = [
  ...[
    '0.0.0.1',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.1.1',
    '172.16.0.1',
    '192.0.0.8',
    '192.31.196.1',
  ],
  ...[
    '192.52.193.1',
    '192.88.99.1',
    '192.168.1.10',
    '192.175.48.1',
    '198.18.0.1',
    '198.19.255.1',
    '224.0.0.1',
    '240.0.0.1',
  ],
];

let network: LabNetwork;
let servers: LabServers;

beforeAll(async () => {
  network = await raiseNetwork({ patienceMs: 110_000 });
  servers = await startServers(network);
});
afterAll(async () => {
  await servers.stop();
  await network.lower();
});

/** What a command in the web host's namespace says, both channels. */
async function outside(command: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await network.exec(network.hosts.web.namespace, command, args);
  return stdout + stderr;
}

/** turnutils_uclient relays 4 packets between two allocations of its own. */
function relayed(
  server: string,
  { username, credential }: TurnCredentials,
  ...args: string[]
): Promise<string> {
  const count = ['-y', '-n', '2', '-m', '1', '-u', username, '-w', credential];
  return outside('turnutils_uclient', ...args, ...count, server);
}

function relayedTo(peer: string): Promise<string> {
  // Each as another user: one has no quota for so many allocations.
  const { username, credential } = servers.turnCredentials(undefined, `to-${peer}`);
  return outside('turnutils_uclient', '-n', '1', '-u', username, '-w', credential, '-e', peer, TURN);
}

/** One allocation: "relayed ADDRESS" or "refused CODE". */
async function allocated(
  kind: 'tcp' | 'tls',
  port: number,
  { username, credential }: TurnCredentials,
  relaying: 'udp' | 'tcp' = 'udp',
): Promise<string> {
  const { command, args } = await network.program('tests/lab/servers/programs/allocate.ts');
  return outside(command, ...args, kind, TURN, String(port), username, credential, relaying);
}

describe('TURN', () => {
  it.each([
    ['UDP', []],
    ['TCP', ['-t']],
  ])('relays over %s with credentials that have time left', async (_, args) => {
    const said = await relayed(TURN, servers.turnCredentials(), ...args);
    expect(said).toContain('Total lost packets 0 (');
  });

  it.each([
    ['tcp', 3478],
    ['tls', 5349],
    ['tls', 443],
  ] as const)('gives an allocation over %s on port %i', async (kind, port) => {
    expect(await allocated(kind, port, servers.turnCredentials())).toBe(`relayed ${TURN}`);
  });

  it('opens no TCP connections for others (RFC 6062)', async () => {
    expect(await allocated('tcp', 3478, servers.turnCredentials(), 'tcp')).toMatch(/^refused 4/u);
  });

  it('refuses credentials that have run out and made-up ones with 401', async () => {
    expect(await allocated('tls', 443, servers.turnCredentials(-10))).toBe('refused 401');
    expect(await allocated('tcp', 3478, { username: 'lab', credential: 'lab' })).toBe('refused 401');
  });

  it('takes fixed credentials at the second server only', async () => {
    expect(await relayed(STATIC_TURN, servers.staticTurn)).toContain('Total lost packets 0 (');
    expect(await relayed(TURN, servers.staticTurn)).toContain('Cannot complete Allocation');
  });

  it.each(PRIVATE_PEERS)('relays nothing to %s', async (peer) => {
    expect(await relayedTo(peer)).toContain('403 (Forbidden IP)');
  });

  it('tells a client its address, and that it can test its NAT (RFC 5780)', async () => {
    const said = await outside('turnutils_stunclient', TURN);
    expect(said).toContain('203.0.113.30');
    expect(said).toMatch(/Other addr.*203\.0\.113\.21:3479/u);
  });
});

describe('the page', () => {
  const get = (path: string, ...args: string[]) =>
    outside('curl', '-skS', '-D', '-', ...args, `https://phone.lab.test${path}`);

  it("sends the app's own security headers with pages, assets and misses", async () => {
    for (const path of ['/', '/sw.js', '/nothing-here']) {
      const answer = await get(path);
      for (const [name, value] of Object.entries(securityHeaders({ tls: true })))
        expect(answer.toLowerCase()).toContain(`${name}: ${value}`.toLowerCase());
    }
  });

  it('serves the app, hashed names for ever, precompressed', async () => {
    const page = await get('/');
    const script = /\/assets\/[^"]+\.js/u.exec(page)?.[0] ?? '';
    expect(page).toMatch(/^cache-control: no-cache/imu);
    const asset = await get(script, '--compressed');
    expect(asset).toMatch(/^cache-control: public, max-age=31536000, immutable/imu);
    expect(asset).toMatch(/^content-type: text\/javascript/imu);
    expect(asset).toMatch(/^content-encoding: gzip/imu);
  });

  it('has no other answers: not for misses, hidden or compressed files, or POST', async () => {
    expect(await get('/nothing-here')).toContain('HTTP/2 404');
    expect(await get('/index.html.gz')).toContain('HTTP/2 404');
    expect(await get('/.git/config')).toContain('HTTP/2 404');
    expect(await get('/', '-X', 'POST')).toContain('HTTP/2 403');
  });

  it('sends plain HTTP to HTTPS', async () => {
    const answer = await outside('curl', '-sS', '-D', '-', 'http://phone.lab.test/x?y');
    expect(answer).toMatch(/^location: https:\/\/phone\.lab\.test\/x\?y/imu);
  });

  it('refuses TLS below 1.2', async () => {
    expect(await outside('curl', '-skS', '--tls-max', '1.1', servers.pageUrl)).toMatch(/curl: \(35\)/u);
  });
});

describe('the plain phone', () => {
  it('is registered and in no call', async () => {
    expect(await servers.baresip.statistics()).toMatchObject({ inCall: false, energyHeard: 0 });
    expect(await servers.baresip.log()).toContain('200 OK');
  });
});

describe('every server', () => {
  it('can be stopped and started again', async () => {
    const { coturn, coturn2, rtpengine, nginx, kamailio, baresip } = servers;
    for (const server of [coturn, coturn2, rtpengine, nginx, kamailio, baresip]) await server.restart();
  });

  it('can be killed and started again', async () => {
    const { coturn, rtpengine, nginx, baresip } = servers;
    for (const server of [coturn, rtpengine, nginx, baresip]) {
      await server.kill();
      await server.start();
    }
  });
});
