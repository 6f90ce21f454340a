// What each kind of NAT is in nftables: pure text, loaded into a router's namespace in one transaction.
// Words of RFC 4787; measured by tests/lab/probe before anything relies on it.
import { NAME_SERVER } from '../topology.ts';
import type { NatKind } from '../types.ts';
import { type Chain, type Ruleset, renderTable } from './ruleset.ts';

/** The interface of a router that leads out: to the internet, or to the carrier's NAT. */
export type Uplink = 'wan' | 'cgn';

const MAPPING_LIFETIME = '120s';
const TABLE = 'lab_nat';

/** Unsolicited packets are dropped before they are tracked: a tracked one would take the port that hole punching needs. */
const input = (uplink: Uplink): Chain => ({
  name: 'input',
  hook: 'type filter hook input priority filter',
  rules: [`iifname ${uplink} ct state established,related accept`, `iifname ${uplink} drop`],
});

const forward = (uplink: Uplink, first: readonly string[] = []): Chain => ({
  name: 'forward',
  hook: 'type filter hook forward priority filter',
  rules: [
    ...first,
    `iifname ${uplink} ct state established,related accept`,
    `iifname ${uplink} ct status dnat accept`,
    `iifname ${uplink} drop`,
  ],
});

const translate = (...rules: readonly string[]): Chain => ({
  name: 'translate',
  hook: 'type nat hook postrouting priority srcnat',
  rules,
});

const nat = (
  uplink: Uplink,
  extra: Partial<Ruleset> & { readonly first?: readonly string[] } = {},
): Ruleset => ({
  objects: extra.objects ?? [],
  chains: [
    input(uplink),
    forward(uplink, extra.first),
    ...(extra.chains ?? [translate(`oifname ${uplink} masquerade`)]),
  ],
});

/**
 * A mapping that others may use: every packet out notes its port, every packet in to a noted port goes to who noted it.
 * `key` is what must be known of the sender: nothing, or the address that the client has sent to.
 */
function mapped(uplink: Uplink, key: 'anybody' | 'address', hairpinTo?: string): Ruleset {
  const [type, noted, looked] =
    key === 'anybody'
      ? ['inet_service', 'udp sport', 'udp dport']
      : ['ipv4_addr . inet_service', 'ip daddr . udp sport', 'ip saddr . udp dport'];
  const back =
    hairpinTo === undefined ? [] : [`iifname lan ip daddr ${hairpinTo} dnat ip to ${looked} map @mapped`];
  const asOutside =
    hairpinTo === undefined ? [] : [`iifname lan oifname lan ct status dnat snat ip to ${hairpinTo}`];
  return nat(uplink, {
    objects: [`map mapped { type ${type} : ipv4_addr; flags dynamic,timeout; timeout ${MAPPING_LIFETIME}; }`],
    chains: [
      {
        name: 'note',
        hook: 'type filter hook forward priority -10',
        rules: [`oifname ${uplink} update @mapped { ${noted} : ip saddr }`],
      },
      {
        name: 'let_in',
        hook: 'type nat hook prerouting priority dstnat',
        rules: [`iifname ${uplink} dnat ip to ${looked} map @mapped`, ...back],
      },
      translate(...asOutside, `oifname ${uplink} masquerade`),
    ],
  });
}

/** Names still resolve where UDP is blocked: in such networks the router does it. */
const NAME_SERVICE = `iifname lan ip daddr ${NAME_SERVER} udp dport 53 accept`;

/** The kernel's own SIP helper, on the port where it is found in the wild. */
const sipAlg = (uplink: Uplink): Ruleset =>
  nat(uplink, {
    objects: ['udp', 'tcp'].map(
      (protocol) => `ct helper sip_${protocol} { type "sip" protocol ${protocol}; l3proto ip; }`,
    ),
    chains: [
      {
        name: 'help',
        hook: 'type filter hook prerouting priority filter',
        rules: ['udp dport 5060 ct helper set "sip_udp"', 'tcp dport 5060 ct helper set "sip_tcp"'],
      },
      translate(`oifname ${uplink} masquerade`),
    ],
  });

/** Routes without translating; the rule is there to have connections tracked, which faults rely on. */
const NONE: Ruleset = {
  objects: [],
  chains: [
    { name: 'forward', hook: 'type filter hook forward priority filter', rules: ['ct state new accept'] },
  ],
};

const symmetric = (uplink: Uplink): Ruleset =>
  nat(uplink, {
    chains: [
      translate(`oifname ${uplink} meta l4proto udp masquerade fully-random`, `oifname ${uplink} masquerade`),
    ],
  });

/** The rules of the client's own router. `wanAddress` is its public address: where hairpinning leads. */
export function routerRules(kind: NatKind, uplink: Uplink, wanAddress: string): Ruleset {
  switch (kind) {
    case 'none':
      return NONE;
    case 'endpointIndependent':
      return mapped(uplink, 'anybody', wanAddress);
    case 'addressDependent':
      return mapped(uplink, 'address');
    case 'portRestricted':
    case 'carrier':
    case 'carrierSymmetric':
      return nat(uplink);
    case 'portRestrictedTranslating':
      return nat(uplink, {
        chains: [
          translate(
            `oifname ${uplink} udp sport 1024-65535 masquerade to :20000-29999`,
            `oifname ${uplink} masquerade`,
          ),
        ],
      });
    case 'symmetric':
      return symmetric(uplink);
    case 'udpBlocked':
      return nat(uplink, { first: [NAME_SERVICE, 'iifname lan meta l4proto udp drop'] });
    case 'tls443Only':
      return nat(uplink, { first: [NAME_SERVICE, 'iifname lan tcp dport 443 accept', 'iifname lan drop'] });
    case 'sipAlg':
      return sipAlg(uplink);
  }
}

/** The rules of the carrier's NAT in front of it. */
export const carrierRules = (kind: NatKind): Ruleset =>
  kind === 'carrierSymmetric' ? symmetric('wan') : nat('wan');

/** As text for `nft -f`: replaces whatever NAT was there. */
export const natText = (rules: Ruleset): string => renderTable(TABLE, rules);
