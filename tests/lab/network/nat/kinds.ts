// Every kind of NAT, in the order of the matrix.
import type { NatKind } from '../types.ts';

const KINDS: Readonly<Record<NatKind, true>> = {
  none: true,
  endpointIndependent: true,
  addressDependent: true,
  portRestricted: true,
  portRestrictedTranslating: true,
  symmetric: true,
  carrier: true,
  carrierSymmetric: true,
  udpBlocked: true,
  tls443Only: true,
  sipAlg: true,
};

export const isNatKind = (word: string): word is NatKind => Object.hasOwn(KINDS, word);

export const NAT_KINDS: readonly NatKind[] = Object.keys(KINDS).filter(isNatKind);
