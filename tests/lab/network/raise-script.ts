// The commands that raise the map of topology.ts, as text: pure. First the namespaces and cables, then each namespace's own part.
import { CARRIER_LAN, HOSTS, INTERNET, NAMESPACES, SIDES, SINK } from './topology.ts';

const plug = (namespace: string, device: string): string =>
  `link add p-${namespace.slice('lab-'.length)}${device === 'eth0' ? '' : 'w'} netns ${INTERNET} type veth peer name ${device} netns ${namespace}`;

const publicHosts = Object.values(HOSTS);

/** For `ip -batch`: every namespace, the bridge, every cable. Each device is made where it belongs: none is seen outside. */
export const CABLES: string = [
  ...NAMESPACES.map((name) => `netns add ${name}`),
  `link add ${INTERNET} netns ${INTERNET} type bridge`,
  ...publicHosts.map(({ namespace }) => plug(namespace, 'eth0')),
  ...SIDES.flatMap(({ client, router, carrier, port, lanCard }) => [
    plug(router, 'wan'),
    plug(carrier, 'wan'),
    `link add cgn netns ${router} type veth peer name lan netns ${carrier}`,
    `link add lan netns ${router} address ${lanCard} type bridge`,
    `link add ${port} netns ${router} type veth peer name eth0 netns ${client}`,
  ]),
].join('\n');

/** Routers route, nobody speaks IPv6, rp_filter is off, bridged frames stay out of nftables, any port may be opened by anybody. */
export const SYSCTLS = `cd /proc/sys/net
echo 1 > ipv6/conf/all/disable_ipv6
echo 0 > ipv4/conf/all/rp_filter
echo 0 > ipv4/conf/default/rp_filter
echo 0 > ipv4/conf/all/send_redirects
echo 0 > ipv4/conf/default/send_redirects
echo 1 > ipv4/ip_forward
echo 0 > ipv4/ip_unprivileged_port_start
if [ -e bridge/bridge-nf-call-iptables ]; then echo 0 > bridge/bridge-nf-call-iptables; fi
`;

const LOOPBACK = 'link set lo up';

const portNames = (): readonly string[] => [
  ...publicHosts.map(({ namespace }) => `p-${namespace.slice('lab-'.length)}`),
  ...SIDES.flatMap(({ router, carrier }) =>
    [router, carrier].map((name) => `p-${name.slice('lab-'.length)}w`),
  ),
];

const internet = (): readonly string[] => [
  LOOPBACK,
  `link set ${INTERNET} up`,
  ...portNames().map((port) => `link set ${port} master ${INTERNET} up`),
];

/** Clients of the kind `none` have public networks of their own, behind their routers. */
const routesToClients = SIDES.map(
  ({ publicLan, routerAddress }) => `route add ${publicLan}.0/24 via ${routerAddress}`,
);

const publicHost = (addresses: readonly string[]): readonly string[] => [
  LOOPBACK,
  ...addresses.map((address) => `addr add ${address}/24 dev eth0`),
  'link set eth0 up',
  ...(addresses.includes(SINK) ? [] : [`route add default via ${SINK}`, ...routesToClients]),
];

const SHARED_ROUTE = (own: string): readonly string[] =>
  SIDES.filter(({ router }) => router !== own).map(
    ({ publicLan, routerAddress }) => `route add ${publicLan}.0/24 via ${routerAddress} dev wan`,
  );

/** What a router does when it is plugged into the internet itself: after raising, and after a carrier's NAT. */
export const uplinkWan = (router: string): readonly string[] => [
  'link set cgn down',
  'link set wan up',
  `route replace default via ${SINK} dev wan`,
  ...SHARED_ROUTE(router),
];

/** What a router does when it is plugged into a carrier's NAT. */
export const uplinkCarrier: readonly string[] = [
  'link set wan down',
  'link set cgn up',
  `route replace default via ${CARRIER_LAN.carrier} dev cgn`,
];

const router = (index: 0 | 1): readonly string[] => {
  const { routerAddress, privateLan, publicLan, port, router: name } = SIDES[index];
  return [
    LOOPBACK,
    `addr add ${routerAddress}/24 dev wan`,
    `addr add ${CARRIER_LAN.router}/24 dev cgn`,
    `addr add ${privateLan}.1/24 dev lan`,
    `addr add ${publicLan}.1/24 dev lan`,
    'link set lan up',
    `link set ${port} master lan up`,
    ...uplinkWan(name),
  ];
};

const carrier = (index: 0 | 1): readonly string[] => [
  LOOPBACK,
  `addr add ${SIDES[index].carrierAddress}/24 dev wan`,
  `addr add ${CARRIER_LAN.carrier}/24 dev lan`,
  'link set wan up',
  'link set lan up',
  `route add default via ${SINK}`,
  ...routesToClients,
];

/** For `ip -batch` inside each namespace. A client's addresses come with its first NAT. */
export const SETUPS: readonly { readonly namespace: string; readonly lines: readonly string[] }[] = [
  { namespace: INTERNET, lines: internet() },
  ...publicHosts.map(({ namespace, addresses }) => ({ namespace, lines: publicHost(addresses) })),
  ...([0, 1] as const).flatMap((index) => [
    { namespace: SIDES[index].router, lines: router(index) },
    { namespace: SIDES[index].carrier, lines: carrier(index) },
    { namespace: SIDES[index].client, lines: [LOOPBACK, 'link set eth0 up'] },
  ]),
];

/** The sink's rules: whatever comes is gone, without a word. */
export const SINK_RULES = `table inet lab_sink {
  chain swallow { type filter hook prerouting priority raw; policy drop; }
}
`;
