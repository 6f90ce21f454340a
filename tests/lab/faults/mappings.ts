// A NAT that forgets: restarted, or full. What comes next from inside makes new mappings; what comes from outside finds none.
import { runIn } from '../network/run/process.ts';
import { SIDES } from '../network/topology.ts';
import type { LabNetwork, Side } from '../network/types.ts';

/** An error of conntrack or nft here means that there was nothing to forget. */
const quietly = (line: string): string => `${line} >/dev/null 2>&1 || true`;

/**
 * Deletes the client's UDP mappings in every NAT before it, once. A carrier's NAT knows no clients and forgets everybody's.
 * There is nothing to undo.
 */
export async function dropMappings(network: LabNetwork, side: Side): Promise<void> {
  const { translators, addresses } = network.clients[side];
  const carriers = SIDES.map(({ carrier }) => carrier);
  const ofClient = addresses.flatMap((address) => [
    `conntrack -D -p udp --orig-src ${address}`,
    `conntrack -D -p udp --reply-src ${address}`,
  ]);
  await Promise.all(
    translators.map((namespace) => {
      const lines = carriers.includes(namespace) ? ['conntrack -D -p udp'] : ofClient;
      return runIn(namespace, ['nft flush map inet lab_nat mapped', ...lines].map(quietly).join('\n'));
    }),
  );
}
