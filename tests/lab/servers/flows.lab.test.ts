// The SIP proxy answers as deploy/kamailio says: registrations, keep-alives, refusals, floods.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork } from '../network/types.ts';
import { startServers } from './start-servers.ts';
import type { LabServers } from './types.ts';

interface Seen {
  readonly statuses?: readonly number[];
  readonly pong?: boolean;
  readonly options?: number;
  readonly refused?: string;
}

const TRY_FLOW = 'tests/lab/servers/programs/try-flow.ts';
const BAN_MS = 4000;

let network: LabNetwork;
let servers: LabServers;

async function look(password: string, { user = '1001', origin = '', attempts = 1 } = {}): Promise<Seen> {
  const { command, args } = await network.program(TRY_FLOW);
  const call = [...args, servers.webSocketServer, servers.domain, user, password, origin, String(attempts)];
  const { stdout } = await network.exec(network.hosts.web.namespace, command, call);
  return JSON.parse(stdout) as Seen;
}

beforeAll(async () => {
  network = await raiseNetwork({ patienceMs: 110_000 });
  servers = await startServers(network, { only: ['kamailio'] });
});
afterAll(async () => {
  await servers.stop();
  await network.lower();
});

describe('registrations over secure WebSocket', () => {
  it('registers with the right password and answers keep-alives and OPTIONS', async () => {
    expect(await look('secret-1001')).toEqual({ statuses: [200], pong: true, options: 200 });
  });

  it('answers a wrong password and an unknown user alike', async () => {
    expect((await look('wrong', { user: '1002' })).statuses).toEqual([403]);
    expect((await look('wrong', { user: '4711' })).statuses).toEqual([403]);
  });

  it("opens for the lab's page and for no other", async () => {
    expect((await look('secret-1001', { origin: 'https://phone.lab.test' })).statuses).toEqual([200]);
    expect((await look('secret-1001', { origin: 'https://phone.lab.test.evil.test' })).refused).toContain(
      '403',
    );
  });

  it('locks a user out for a while after ten wrong passwords, and nobody else at that address', async () => {
    const { statuses } = await look('wrong', { user: '1003', attempts: 11 });
    expect(statuses).toEqual(Array.from({ length: 11 }, () => 403));
    expect((await look('secret-1003', { user: '1003' })).statuses).toEqual([403]);
    expect((await look('secret-1004', { user: '1004' })).statuses).toEqual([200]);
    await wait(BAN_MS + 1500);
    expect((await look('secret-1003', { user: '1003' })).statuses).toEqual([200]);
  });

  it('comes back after a kill', async () => {
    await servers.kamailio.kill();
    expect((await look('secret-1001')).refused).toContain('ECONNREFUSED');
    await servers.kamailio.start();
    expect((await look('secret-1001')).statuses).toEqual([200]);
  });
});
