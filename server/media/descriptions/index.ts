// Which number answers or calls with a description of which poor kind. Owns the pairing only.
import { withDeadCandidate } from '../jssip/dead-candidates.ts';
import type { NumberCode } from '../numbers.ts';
import {
  gsmOnly,
  withoutDtls,
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
  'calls-without-ice': withoutIce,
  'calls-without-dtls': withoutDtls,
  'calls-with-sdes': withSdes,
  'calls-gsm-only': gsmOnly,
};
