// Whether two clients reach each other through their NATs with nothing but STUN: what ICE can do at best without a relay.
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { firstLine } from '../network/run/first-line.ts';
import type { LabNetwork, Side } from '../network/types.ts';
import { ensureResponder } from './responder.ts';

async function start(network: LabNetwork, side: Side): Promise<ChildProcess> {
  const { namespace, address } = network.clients[side];
  const [server = ''] = network.hosts.probe.addresses;
  const { command, args } = await network.program('tests/lab/probe/programs/punch.ts');
  return network.spawn(namespace, command, [...args, address, server], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function outcome(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return text.trim();
}

/** Takes a bit over a second; true where packets flowed in both directions. */
export async function probePunching(network: LabNetwork): Promise<boolean> {
  await ensureResponder(network);
  const [first, second] = await Promise.all([start(network, 0), start(network, 1)]);
  const [firstSeen, secondSeen] = await Promise.all([
    firstLine(first, 'a client'),
    firstLine(second, 'a client'),
  ]);
  const outcomes = [outcome(first), outcome(second)];
  first.stdin?.write(`${secondSeen}\n`);
  second.stdin?.write(`${firstSeen}\n`);
  return (await Promise.all(outcomes)).every((word) => word === 'reached');
}
