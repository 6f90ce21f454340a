// What becomes of a client's packets: sent through its router to a machine out there, counted there, sent back, counted again.
import { once } from 'node:events';
import { firstLine } from '../../network/run/first-line.ts';
import type { LabNetwork, Side } from '../../network/types.ts';
import { PACKET_KINDS, type PacketKind } from './packets.ts';
import type { TrafficPlan } from './plan.ts';

export const REFLECTOR_PORT = 4000;

const PROGRAMS = 'tests/lab/faults/traffic/programs';
const PLAN: TrafficPlan = { kinds: PACKET_KINDS, count: 5, everyMs: 2, bytes: 0 };

/** By kind, how many packets got through. A kind that never did is absent. */
export interface Traffic {
  readonly arrived: Partial<Record<PacketKind, number>>;
  readonly returned: Partial<Record<PacketKind, number>>;
}

type Counts = Traffic['arrived'];

/** Starts the reflector; resolves to what ends it and tells its counts. */
export async function startReflector(network: LabNetwork): Promise<() => Promise<Counts>> {
  const { namespace, addresses } = network.hosts.probe;
  const [address = ''] = addresses;
  const { command, args } = await network.program(`${PROGRAMS}/reflector.ts`);
  const child = network.spawn(namespace, command, [...args, address, String(REFLECTOR_PORT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstLine(child, 'the reflector');
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return async () => {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
    return JSON.parse(output) as Counts;
  };
}

/** Sends by `plan` (default: five of every kind, in 10 ms) and counts. */
export async function measureTraffic(
  network: LabNetwork,
  side: Side,
  plan: Partial<TrafficPlan> = {},
): Promise<Traffic> {
  const stop = await startReflector(network);
  const { command, args } = await network.program(`${PROGRAMS}/sender.ts`);
  const [address = ''] = network.hosts.probe.addresses;
  const whole = JSON.stringify({ ...PLAN, ...plan });
  const { stdout } = await network.exec(
    network.clients[side].namespace,
    command,
    [...args, address, String(REFLECTOR_PORT), whole],
    { check: true },
  );
  return { arrived: await stop(), returned: JSON.parse(stdout) as Counts };
}
