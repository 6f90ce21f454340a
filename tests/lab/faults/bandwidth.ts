// A thin line: a token bucket on each end of the client's cable. What doesn't fit waits up to 100 ms, then is dropped.
import { runIn } from '../network/run/process.ts';
import type { LabNetwork, Side } from '../network/types.ts';
import { type Direction, type Fault, faultOf } from './fault.ts';

const LATENCY_MS = 100;
const SMALLEST_BURST_BYTES = 3_200;

/** Enough for two full packets, and for 10 ms at this rate. */
const burstOf = (kbit: number): number => Math.max(SMALLEST_BURST_BYTES, Math.ceil((kbit * 10) / 8));

/** Limits the client to `kbit` kbit/s, all protocols together. */
export async function limitBandwidth(
  network: LabNetwork,
  side: Side,
  kbit: number,
  direction: Direction = 'both',
): Promise<Fault> {
  const client = network.clients[side];
  const outgoing = { namespace: client.namespace, device: client.interface };
  const incoming = { namespace: client.router, device: client.port };
  const ends = direction === 'out' ? [outgoing] : direction === 'in' ? [incoming] : [outgoing, incoming];
  const bucket = `tbf rate ${kbit}kbit burst ${burstOf(kbit)} latency ${LATENCY_MS}ms`;
  await Promise.all(
    ends.map(({ namespace, device }) => runIn(namespace, `tc qdisc replace dev ${device} root ${bucket}`)),
  );
  return faultOf(network, async () => {
    // a cable that was moved meanwhile has lost its bucket already
    const remove = (device: string): string => `tc qdisc del dev ${device} root 2>/dev/null || true`;
    await Promise.all(ends.map(({ namespace, device }) => runIn(namespace, remove(device))));
  });
}
