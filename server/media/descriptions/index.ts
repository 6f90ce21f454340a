// Which number answers or calls with a description of which poor kind. Owns the pairing only.
import { withDeadCandidate, withPrivateCandidate } from '../jssip/dead-candidates.ts';
import type { NumberCode } from '../numbers.ts';
import {
  gsmOnly,
  withoutDtls,
  withoutFingerprint,
  withoutIce,
  withoutKeys,
  withoutMux,
  withSdes,
  type Rewriting,
} from './poor.ts';

/** What becomes of the far end's own descriptions, offers and answers. */
export const OWN_DESCRIPTIONS: Readonly<Partial<Record<NumberCode, Rewriting>>> = {
  'no-ice': withDeadCandidate,
  'keys-unheard': withoutKeys,
  'without-ice': withoutIce,
  'without-mux': withoutMux,
  'without-dtls': withoutDtls,
  'with-sdes': withSdes,
  'gsm-only': gsmOnly,
  'private-addresses': withPrivateCandidate,
  'without-fingerprint': withoutFingerprint,
  'calls-without-ice': withoutIce,
  'calls-without-dtls': withoutDtls,
  'calls-with-sdes': withSdes,
  'calls-gsm-only': gsmOnly,
};
