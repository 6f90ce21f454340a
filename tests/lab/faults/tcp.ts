// Half-open connections: what a WebSocket is after a firewall forgot it. Both ends believe in it, and neither hears the other.
import { runIn } from '../network/run/process.ts';
import type { LabNetwork, Side } from '../network/types.ts';
import { drop } from './drop.ts';
import { type Direction, type Fault, faultOf } from './fault.ts';

let lastMark = 0;

/**
 * The client's TCP connections of this moment fall silent; new ones work. (`cut` with `tcpSilently` stops new ones as well.)
 */
export async function dropTcpSilently(
  network: LabNetwork,
  side: Side,
  direction: Direction = 'both',
): Promise<Fault> {
  const { router, addresses } = network.clients[side];
  const mark = ++lastMark;
  const marking = addresses.map((address) => `conntrack -U -p tcp --orig-src ${address} --mark ${mark}`);
  // conntrack ends with 1 where an address has no connection
  await runIn(router, marking.map((line) => `${line} >/dev/null 2>&1 || true`).join('\n'));
  const dropped = await drop(network, side, [`meta l4proto tcp ct mark ${mark}`], direction);
  return faultOf(network, () => dropped.undo());
}
