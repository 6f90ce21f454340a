// Starts the lab's name service on its own machine.
import { HOSTS, NAME_SERVER } from '../topology.ts';
import type { LabNetwork } from '../types.ts';
import { firstLine } from '../run/first-line.ts';

/** Resolves once it answers. */
export async function startNameService(
  network: LabNetwork,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  const { command, args } = await network.program('tests/lab/network/dns/programs/name-server.ts');
  const child = network.spawn(HOSTS.dns.namespace, command, [...args, NAME_SERVER, JSON.stringify(names)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstLine(child, 'the name service');
  child.stdout?.destroy();
  child.unref();
}
