// Drops a client's packets in its router: a table of its own for each fault, so that they add up and go one by one.
// Set the NAT before the fault: a fault stays with the router that it was made in.
import { removalText, renderTable } from '../network/nat/ruleset.ts';
import { runIn } from '../network/run/process.ts';
import { NAME_SERVER } from '../network/topology.ts';
import type { LabNetwork, Side } from '../network/types.ts';
import { type Direction, type Fault, faultOf } from './fault.ts';
import { directionMatches } from './matches.ts';

let made = 0;

const NAME_SERVICE = `ip saddr ${NAME_SERVER} accept`;
const TO_NAME_SERVICE = `ip daddr ${NAME_SERVER} accept`;

export interface DropOptions {
  /** Names stop resolving too. Default false. */
  readonly namesToo?: boolean;
}

/** Drops what any of `matches` says, silently, in `direction`. */
export async function drop(
  network: LabNetwork,
  side: Side,
  matches: readonly string[],
  direction: Direction,
  options: DropOptions = {},
): Promise<Fault> {
  const { router, addresses } = network.clients[side];
  const table = `lab_fault_${++made}`;
  const drops = directionMatches(addresses, direction).flatMap((way) =>
    matches.map((match) => `${way} ${match} drop`),
  );
  const rules = options.namesToo === true ? drops : [NAME_SERVICE, TO_NAME_SERVICE, ...drops];
  const chain = { name: 'fault', hook: 'type filter hook forward priority -5', rules };
  await runIn(router, 'nft -f -', renderTable(table, { objects: [], chains: [chain] }));
  return faultOf(network, async () => {
    await runIn(router, 'nft -f -', removalText(table));
  });
}
