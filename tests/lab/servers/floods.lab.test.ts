// Who asks too often is banned for a while, and only then.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork } from '../network/types.ts';
import { startServers } from './start-servers.ts';
import type { LabServers } from './types.ts';

const BAN_SECONDS = 12;

let network: LabNetwork;
let servers: LabServers;

beforeAll(async () => {
  network = await raiseNetwork({ patienceMs: 110_000 });
  servers = await startServers(network, {
    only: ['kamailio'],
    values: { REQUESTS_PER_TWO_SECONDS: 30, BAN_SECONDS },
  });
});
afterAll(async () => {
  await servers.stop();
  await network.lower();
});

async function register(namespace: string, attempts: number): Promise<unknown> {
  const { command, args } = await network.program('tests/lab/servers/programs/try-flow.ts');
  const { webSocketServer, domain } = servers;
  const given = [webSocketServer, domain, '1001', 'secret-1001', '', String(attempts)];
  const { stdout } = await network.exec(namespace, command, [...args, ...given]);
  return JSON.parse(stdout);
}

describe('a flood of requests', () => {
  it('gets its address banned, leaves others alone, and is forgotten in time', async () => {
    const { web, baresip } = network.hosts;
    expect(await register(web.namespace, 100)).toEqual({ refused: 'Error: no answer' });
    expect(await register(web.namespace, 1)).toMatchObject({
      refused: 'Error: Unexpected server response: 403',
    });
    expect(await register(baresip.namespace, 1)).toMatchObject({ statuses: [200] });
    await wait(BAN_SECONDS * 1000);
    expect(await register(web.namespace, 1)).toMatchObject({ statuses: [200] });
    expect(await servers.kamailio.log()).toContain('flood: 203.0.113.30 is banned');
  });
});
