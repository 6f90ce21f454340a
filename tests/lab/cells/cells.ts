// The matrix: which pair of NATs with which servers, and whether sound must flow. Pure data.
import type { NatKind } from '../network/types.ts';
import type { IceChoice } from '../support/ice-choice.ts';

export interface Cell {
  /** The NATs of caller and callee; `shared` puts both behind one router. */
  readonly nats: readonly [NatKind, NatKind] | { readonly shared: NatKind; readonly isolated?: boolean };
  readonly ice: IceChoice;
  readonly connects: boolean;
}

const cell = (first: NatKind, second: NatKind, ice: IceChoice, connects = true): Cell => ({
  nats: [first, second],
  ice,
  connects,
});

/** With STUN and TURN over UDP, TCP and TLS every pair of networks must connect. */
const EVERYTHING: readonly Cell[] = [
  cell('none', 'none', 'all'),
  cell('endpointIndependent', 'endpointIndependent', 'all'),
  cell('endpointIndependent', 'symmetric', 'all'),
  cell('addressDependent', 'portRestricted', 'all'),
  cell('addressDependent', 'symmetric', 'all'),
  cell('portRestricted', 'portRestricted', 'all'),
  cell('portRestrictedTranslating', 'portRestricted', 'all'),
  cell('portRestricted', 'symmetric', 'all'),
  cell('symmetric', 'symmetric', 'all'),
  cell('carrier', 'portRestricted', 'all'),
  cell('carrierSymmetric', 'symmetric', 'all'),
  cell('carrier', 'carrierSymmetric', 'all'),
  cell('none', 'udpBlocked', 'all'),
  cell('udpBlocked', 'portRestricted', 'all'),
  cell('udpBlocked', 'udpBlocked', 'all'),
  cell('symmetric', 'tls443Only', 'all'),
  cell('tls443Only', 'portRestricted', 'all'),
  cell('tls443Only', 'udpBlocked', 'all'),
  cell('tls443Only', 'tls443Only', 'all'),
  cell('sipAlg', 'portRestricted', 'all'),
  { nats: { shared: 'portRestricted' }, ice: 'all', connects: true },
  { nats: { shared: 'endpointIndependent', isolated: true }, ice: 'all', connects: true },
  { nats: { shared: 'symmetric', isolated: true }, ice: 'all', connects: true },
];

/** What a single kind of server is enough for. */
const JUST_ENOUGH: readonly Cell[] = [
  cell('none', 'none', 'none'),
  cell('portRestricted', 'portRestricted', 'stun'),
  cell('endpointIndependent', 'symmetric', 'stun'),
  cell('carrier', 'portRestricted', 'stun'),
  cell('portRestricted', 'symmetric', 'turnUdp'),
  cell('udpBlocked', 'portRestricted', 'turnTcp'),
  cell('tls443Only', 'portRestricted', 'turnTls'),
];

/** What can't connect: were one of these to pass, the NATs would not be real. */
const NEGATIVE_CONTROLS: readonly Cell[] = [
  cell('portRestricted', 'portRestricted', 'none', false),
  cell('portRestricted', 'symmetric', 'stun', false),
  cell('symmetric', 'symmetric', 'stun', false),
  cell('portRestricted', 'udpBlocked', 'turnUdp', false),
  cell('portRestricted', 'tls443Only', 'turnTcp', false),
];

export const CELLS: readonly Cell[] = [...EVERYTHING, ...JUST_ENOUGH, ...NEGATIVE_CONTROLS];

/** A cell in words, unique in the matrix. */
export function nameOf({ nats, ice }: Cell): string {
  const where =
    'shared' in nats
      ? `both behind one ${nats.shared}${nats.isolated === true ? ' (isolated clients)' : ''}`
      : nats.join(' to ');
  return `${where}, servers: ${ice}`;
}
