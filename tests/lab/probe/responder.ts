// The responder of a raised lab: started when first asked for, ended with the lab.
import { firstLine } from '../network/run/first-line.ts';
import type { LabNetwork } from '../network/types.ts';

/** TCP ports that it takes connections on. */
const TCP_PORTS = [80, 443, 3478, 5061] as const;

const responders = new WeakMap<LabNetwork, Promise<void>>();

async function start(network: LabNetwork): Promise<void> {
  const { namespace, addresses } = network.hosts.probe;
  const { command, args } = await network.program('tests/lab/probe/programs/responder.ts');
  const child = network.spawn(namespace, command, [...args, ...addresses, TCP_PORTS.join(',')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstLine(child, 'the STUN responder');
  child.stdout?.destroy();
  child.unref();
}

/** Sees to the responder; cheap the second time. */
export function ensureResponder(network: LabNetwork): Promise<void> {
  const running = responders.get(network) ?? start(network);
  responders.set(network, running);
  return running;
}
