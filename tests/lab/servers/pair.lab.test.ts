// Two Kamailios that share registrations: a user at one is reached through the other, and outlives it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raiseNetwork } from '../network/raise.ts';
import type { LabNetwork } from '../network/types.ts';
import { startServers } from './start-servers.ts';
import type { LabServers } from './types.ts';

let network: LabNetwork;
let servers: LabServers;

beforeAll(async () => {
  network = await raiseNetwork({ patienceMs: 110_000 });
  servers = await startServers(network, { only: ['kamailio', 'kamailio2'], paired: true });
});
afterAll(async () => {
  await servers.stop();
  await network.lower();
});

async function inWeb(program: string, ...given: string[]): Promise<unknown> {
  const { command, args } = await network.program(`tests/lab/servers/programs/${program}.ts`);
  const { stdout } = await network.exec(network.hosts.web.namespace, command, [...args, ...given]);
  return JSON.parse(stdout);
}

describe('two Kamailios', () => {
  it('reach the phones of each other, and know who is not registered at either', async () => {
    const { webSocketServer, webSocketServer2, domain } = servers;
    expect(await inWeb('try-pair', webSocketServer, webSocketServer2, domain)).toEqual({
      statuses: [200, 200, 480],
      received: ['1002 MESSAGE', '1001 MESSAGE'],
    });
  });

  it('do without each other', async () => {
    await servers.kamailio.kill();
    const seen = await inWeb('try-flow', servers.webSocketServer2, servers.domain, '1001', 'secret-1001');
    expect(seen).toMatchObject({ statuses: [200] });
    await servers.kamailio.start();
  });
});
