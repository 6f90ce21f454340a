// The lab's map as data: namespaces, cables, addresses, routes. Addresses come from the ranges kept for documentation
// (RFC 5737) and for carriers (RFC 6598), so that nothing here is anybody's, and no namespace has a way to the machine's own network.
import type { HostName, LabHost, NatKind, Side } from './types.ts';

/** The namespace and, in it, the bridge that is the lab's internet. */
export const INTERNET = 'lab-pub';
const PUBLIC = '203.0.113';

const host = (name: string, ...last: readonly number[]): LabHost => ({
  namespace: `lab-${name}`,
  addresses: last.map((number) => `${PUBLIC}.${number}`),
});

/** Every machine with a public address. */
export const HOSTS: Readonly<Record<HostName, LabHost>> = {
  sink: host('sink', 2),
  kamailio: host('kamailio', 10),
  kamailio2: host('kamailio2', 11),
  turn: host('turn', 20, 21),
  turn2: host('turn2', 22),
  web: host('web', 30),
  rtpengine: host('rtpengine', 40),
  baresip: host('baresip', 50),
  janus: host('janus', 51),
  dns: host('dns', 53),
  probe: host('probe', 60, 61),
};

/** Where the name service answers, on UDP 53. */
export const NAME_SERVER = `${PUBLIC}.53`;
/** Drops whatever it gets and says nothing: gateway to all that isn't in the lab, and the address of dead servers. */
export const SINK = `${PUBLIC}.2`;

/** What the lab's name service knows. */
export const NAMES: Readonly<Record<string, string>> = {
  'pbx.lab.test': `${PUBLIC}.10`,
  'pbx2.lab.test': `${PUBLIC}.11`,
  'turn.lab.test': `${PUBLIC}.20`,
  'stun.lab.test': `${PUBLIC}.20`,
  'turn2.lab.test': `${PUBLIC}.22`,
  'phone.lab.test': `${PUBLIC}.30`,
  'web.lab.test': `${PUBLIC}.30`,
  'rtpengine.lab.test': `${PUBLIC}.40`,
  'baresip.lab.test': `${PUBLIC}.50`,
  'janus.lab.test': `${PUBLIC}.51`,
  'probe.lab.test': `${PUBLIC}.60`,
  'dead.lab.test': SINK,
};

/** What belongs to one side: a client, its router, and a carrier's NAT that the router may be behind. */
export interface SideMap {
  readonly client: string;
  readonly router: string;
  readonly carrier: string;
  /** The router's end of the client's cable. */
  readonly port: string;
  /** MAC address of the router in the LAN. Its own, or it would change with the cables that are plugged in, and clients remember it. */
  readonly lanCard: string;
  readonly routerAddress: string;
  readonly carrierAddress: string;
  /** First three numbers of the LAN behind a NAT, and of the public network the client is in with `none`. */
  readonly privateLan: string;
  readonly publicLan: string;
}

const side = (number: 1 | 2, publicLan: string): SideMap => ({
  client: `lab-c${number}`,
  router: `lab-r${number}`,
  carrier: `lab-g${number}`,
  port: `port${number}`,
  lanCard: `02:00:00:00:00:0${number}`,
  routerAddress: `${PUBLIC}.10${number}`,
  carrierAddress: `${PUBLIC}.11${number}`,
  privateLan: `192.168.${number}`,
  publicLan,
});

export const SIDES: readonly [SideMap, SideMap] = [side(1, '198.51.100'), side(2, '192.0.2')];

/** Between a carrier's NAT and the router behind it. */
export const CARRIER_LAN = { carrier: '100.64.0.1', router: '100.64.0.2' } as const;

/** Every namespace of the lab: what is raised, and what is cleared. */
export const NAMESPACES: readonly string[] = [
  INTERNET,
  ...Object.values(HOSTS).map(({ namespace }) => namespace),
  ...SIDES.flatMap(({ client, router, carrier }) => [client, router, carrier]),
];

/** Where a client is: what decides its addresses. */
export interface Place {
  readonly nat: NatKind;
  /** Behind router 0 together with the other client. */
  readonly shared: boolean;
}

/** The map of the router that a client at `place` is behind. */
export const routerOf = (side: Side, place: Place): SideMap => SIDES[place.shared ? 0 : side];

const lanOf = (side: Side, place: Place): string => {
  const { privateLan, publicLan } = routerOf(side, place);
  return place.nat === 'none' ? publicLan : privateLan;
};

/** The client's usual and its spare address at `place`. */
export function clientAddresses(side: Side, place: Place): readonly [string, string] {
  const first = place.shared && side === 1 ? 12 : 10;
  return [`${lanOf(side, place)}.${first}`, `${lanOf(side, place)}.${first + 1}`];
}

/** The client's default gateway at `place`. */
export const gatewayOf = (side: Side, place: Place): string => `${lanOf(side, place)}.1`;

/** Whether the router of this kind is behind a carrier's NAT. */
export const isBehindCarrier = (nat: NatKind): boolean => nat === 'carrier' || nat === 'carrierSymmetric';
