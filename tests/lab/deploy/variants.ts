// The set-ups of docs/deploy.md: which addresses the host has, and what a reader puts into the example's values.
import type { NatKind } from '../network/types.ts';
import type { Mark } from './page.ts';

const HOST = '203.0.113.';
const ONE = `${HOST}30`;
const PRIVATE = '10.20.30.40';

export interface Variant {
  readonly name: string;
  /** The blocks of the page that are for this set-up. */
  readonly marks: readonly Mark[];
  /** What the host has, and its names lead to. */
  readonly addresses: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  /** The host is behind a one-to-one NAT: its own address, and the public one that leads there. */
  readonly translated?: { readonly own: string; readonly public: string };
  /** What the reader writes over the example's, secrets aside. */
  readonly values: Readonly<Record<string, string>>;
  /** What the two callers are behind: pairs that have no sound without TURN. */
  readonly nats: readonly [NatKind, NatKind];
  /** The pairs that carry their sound, caller's first: by which relay, since no other way is open. */
  readonly pairs: RegExp;
  /** Where the certificate can be looked at from outside. */
  readonly tlsDoors: readonly string[];
  readonly units: Readonly<Record<string, string>>;
}

const UNITS = {
  kamailio: 'kamailio',
  coturn: 'turnserver',
  nginx: 'root', // its workers are www-data's
  'bothways-turn-credentials': 'UNKNOWN', // a user of its own, which exists only while it runs
};

const NAMES_OF_ONE = { 'phone.example.com': ONE, 'pbx.example.com': ONE, 'turn.example.com': ONE };
const DOORS_OF_ONE = ['phone.example.com:443', 'pbx.example.com:8443', 'turn.example.com:5349'];

export const VARIANTS: readonly Variant[] = [
  {
    name: 'several addresses',
    marks: ['several', 'deploy', 'rtpengine', 'check'],
    addresses: ['30', '31', '32', '33'].map((last) => HOST + last),
    names: {
      'phone.example.com': `${HOST}30`,
      'pbx.example.com': `${HOST}31`,
      'turn.example.com': `${HOST}32`,
    },
    values: {
      WEB_ADDRESS: `${HOST}30`,
      SIP_ADDRESS: `${HOST}31`,
      TURN_ADDRESS: `${HOST}32`,
      TURN_SECOND_ADDRESS: `${HOST}33`,
      RTPENGINE: 'yes',
    },
    nats: ['tls443Only', 'symmetric'],
    pairs: /^relay-tls\//u,
    tlsDoors: ['phone.example.com:443', 'pbx.example.com:443', 'turn.example.com:443'],
    units: { ...UNITS, 'rtpengine-daemon': 'rtpengine' },
  },
  {
    name: 'one address',
    marks: ['one-address', 'deploy', 'check'],
    addresses: [ONE],
    names: NAMES_OF_ONE,
    values: { ADDRESS: ONE },
    nats: ['udpBlocked', 'symmetric'],
    pairs: /^relay-(?:tcp|tls)\//u,
    tlsDoors: DOORS_OF_ONE,
    units: UNITS,
  },
  {
    // as most clouds have it; both relay, so the relay meets itself
    name: 'one address behind a one-to-one NAT',
    marks: ['one-address', 'deploy', 'check'],
    addresses: [ONE],
    names: NAMES_OF_ONE,
    translated: { own: PRIVATE, public: ONE },
    values: { ADDRESS: PRIVATE, PUBLIC_ADDRESS: ONE },
    nats: ['udpBlocked', 'udpBlocked'],
    pairs: /^relay-(?:tcp|tls)\/\S+ relay-(?:tcp|tls)\//u,
    tlsDoors: DOORS_OF_ONE,
    units: UNITS,
  },
];
