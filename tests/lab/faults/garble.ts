// Sound that arrives and can't be decoded: one byte of each packet is changed on its way in, so that its authentication fails (RFC 3711 3.3).
import { removalText, renderTable } from '../network/nat/ruleset.ts';
import { runIn } from '../network/run/process.ts';
import type { LabNetwork, Side } from '../network/types.ts';
import { type Fault, faultOf } from './fault.ts';
import { directionMatches, mediaMatches } from './matches.ts';

const TABLE = 'lab_garble';

/** The first bytes of a packet's sequence number become these. */
const CHANGE = '@th,80,16 set 0xdead';

/** From now on the client gets RTP that nobody can have sent; its reports, STUN and DTLS come as they were. */
export async function garble(network: LabNetwork, side: Side): Promise<Fault> {
  const { router, addresses } = network.clients[side];
  const rules = directionMatches(addresses, 'in').flatMap((way) =>
    mediaMatches(false, 'plain').map((match) => `${way} ${match} ${CHANGE}`),
  );
  const chain = { name: 'garble', hook: 'type filter hook forward priority -4', rules };
  await runIn(router, 'nft -f -', renderTable(TABLE, { objects: [], chains: [chain] }));
  return faultOf(network, async () => {
    await runIn(router, 'nft -f -', removalText(TABLE));
  });
}
