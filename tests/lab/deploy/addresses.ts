// Gives the host of docs/deploy.md its addresses; or a private one, behind a gateway with a one-to-one NAT to the public one.
import { runIn } from '../network/run/process.ts';
import type { LabHost, LabNetwork } from '../network/types.ts';
import type { Variant } from './variants.ts';

const GATEWAY = '10.20.30.1';

/** The host's cable leads to the gateway now, no longer to the internet. */
const behind = (own: string): string => `ip addr flush dev eth0
ip link set eth0 down
ip addr add ${own}/24 dev outside
ip link set outside up
ip route add default via ${GATEWAY}`;

/** As a cloud's: both directions, every port. Relayed sound does not come back to the host that sent it: not every cloud does that. */
const translate = (own: string, outside: string): string => `ip addr add ${GATEWAY}/24 dev inside
ip link set inside up
ip addr add ${outside}/24 dev eth0
nft -f - <<'RULES'
table ip lab_one_to_one {
  chain in { type nat hook prerouting priority dstnat; ip daddr ${outside} dnat to ${own}; }
  chain back { type filter hook forward priority filter; iifname inside oifname inside ct state new udp dport 49152-65535 drop; }
  chain out { type nat hook postrouting priority srcnat; ip saddr ${own} snat to ${outside}; }
}
RULES`;

/** Another host of the lab is the gateway. What the host has already stays where there is none. */
export async function giveAddresses(network: LabNetwork, { addresses, translated }: Variant): Promise<void> {
  const { web, kamailio: gateway } = network.hosts;
  if (translated === undefined) {
    await addTo(web, addresses);
    return;
  }
  const cable = `ip link add inside type veth peer name outside netns ${web.namespace}`;
  await runIn(gateway.namespace, cable);
  await runIn(web.namespace, behind(translated.own));
  await runIn(gateway.namespace, translate(translated.own, translated.public));
}

async function addTo(host: LabHost, addresses: readonly string[]): Promise<void> {
  const more = addresses.filter((address) => !host.addresses.includes(address));
  for (const address of more) await runIn(host.namespace, `ip addr add ${address}/24 dev eth0`);
}
