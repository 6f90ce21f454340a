// Distance: the client's cable takes time, with jitter. Everything the client sends or gets passes it: signalling, STUN, TURN, RTP, names.
// Netem would do it where the kernel has it; here a program carries the frames from one end of the cable to the other.
// Works at the client's own router only; extend it to a shared one when a cell needs distance there.
import { once } from 'node:events';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { firstLine } from '../network/run/first-line.ts';
import { runIn } from '../network/run/process.ts';
import type { LabNetwork, Side } from '../network/types.ts';
import { type Fault, faultOf } from './fault.ts';

export interface Distance {
  /** From the client to its router and back, in ms. */
  readonly roundTripMs: number;
  /** How much each packet may take longer or shorter each way, in ms; none overtakes another. Default 0. */
  readonly jitterMs?: number;
}

/** Debian's own, whatever else the machine has. */
const PYTHON = '/usr/bin/python3';

/** Puts the client at a distance. Give it its NAT first, and don't share the router while it lasts. */
export async function delay(network: LabNetwork, side: Side, distance: Distance): Promise<Fault> {
  const { router, port } = network.clients[side];
  const [near, far, bridge] = [`near${side}`, `far${side}`, `slow${side}`];
  const eachWay = String(distance.roundTripMs / 2);
  const program = inRoot('tests/lab/faults/programs/long-cable.py');
  const parameters = [near, far, eachWay, eachWay, String(distance.jitterMs ?? 0)];
  const cable = network.spawn(router, PYTHON, [program, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstLine(cable, 'the long cable');
  const plug = [
    `link add ${bridge} type bridge`,
    // Or the router would answer for its address here already, before the cable.
    `link set ${bridge} arp off up`,
    `link set ${near} master ${bridge} up`,
    `link set ${far} master lan up`,
    `link set ${port} master ${bridge}`,
  ];
  await runIn(router, 'ip -batch -', `${plug.join('\n')}\n`);
  return faultOf(network, async () => {
    await runIn(router, 'ip -batch -', `link set ${port} master lan\nlink del ${bridge}\n`);
    const ended = once(cable, 'close');
    cable.kill('SIGKILL');
    await ended;
  });
}
