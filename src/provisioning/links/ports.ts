// Ports: what opens a link that does not show its profile, each on a press alone.
import type { ProfileProblem } from '../parse-profile.ts';
import type { Profile } from '../profile.ts';
import type { SealedProfile } from './sealed.ts';

/** Why a link did not open, though nothing is wrong with its form; i18n has the words. */
export type OpeningProblem =
  /** The one-time code was used, has run out, or never was. */
  | 'used'
  /** The page's server hands out no setups. */
  | 'noService'
  /** It did not answer. */
  | 'unreachable'
  /** It was asked too often. */
  | 'tooMany'
  | 'wrongPassphrase'
  /** A page opened by http: browsers offer it no WebCrypto. */
  | 'insecurePage'
  /** The phone or the browser failed at it. */
  | 'failed';

export type Opening =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'invalid'; readonly problem: ProfileProblem }
  | { readonly kind: 'problem'; readonly problem: OpeningProblem };

/** Exchanges a one-time code at the page's own origin. Never rejects. */
export type RedeemToken = (token: string) => Promise<Opening>;

/** Decrypts; rejects for nothing but a broken browser. */
export type Unseal = (sealed: SealedProfile, passphrase: string) => Promise<Opening>;
