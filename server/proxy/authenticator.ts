// Who sends a request (RFC 3261 section 22): asks for a digest, judges the answer, remembers nothing.
// Owns the verdicts; the caller turns them into responses.
import { timingSafeEqual } from 'node:crypto';
import { digestChallenge, digestResponse, parseDigestCredentials } from '../sip/digest.ts';
import { headersOf, type Header, type SipRequest } from '../sip/message.ts';
import type { Nonces } from '../shared/nonces.ts';

export type AuthVerdict =
  | { readonly kind: 'known'; readonly user: string }
  | { readonly kind: 'challenge'; readonly stale: boolean }
  | { readonly kind: 'refused' };

export interface Authenticator {
  judge(request: SipRequest): AuthVerdict;
  challenge(request: SipRequest, stale: boolean): Challenge;
}

export interface Challenge {
  readonly status: 401 | 407;
  readonly header: Header;
}

/** How a server asks for a digest. */
export interface ChallengeStyle {
  /** What a request that is no REGISTER gets. */
  readonly status: 401 | 407;
  /** What a REGISTER gets: 401 as RFC 3261 section 22.2 has it, 407 from those that take themselves for a proxy. */
  readonly registerStatus: 401 | 407;
  /** The value of the header. */
  readonly write: (realm: string, nonce: string, stale: boolean) => string;
  /** Whether a wrong password is refused (403) or just asked for again. */
  readonly onWrongPassword: 'refuse' | 'ask-again';
}

export const DEMO_CHALLENGE: ChallengeStyle = {
  status: 407,
  registerStatus: 401,
  write: digestChallenge,
  onWrongPassword: 'refuse',
};

export interface AuthenticatorOptions {
  readonly realm: string;
  readonly nonces: Nonces;
  /** The password of an extension, undefined where there is no such extension. */
  readonly passwordOf: (user: string) => string | undefined;
  readonly style?: ChallengeStyle;
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Digest for one realm. A correct answer to an old nonce is asked again with stale=true; a wrong one is refused. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { realm, nonces, passwordOf, style = DEMO_CHALLENGE } = options;
  const statusOf = ({ method }: SipRequest): 401 | 407 =>
    method === 'REGISTER' ? style.registerStatus : style.status;
  const wrong: AuthVerdict =
    style.onWrongPassword === 'refuse' ? { kind: 'refused' } : { kind: 'challenge', stale: false };
  return {
    judge(request) {
      const header = statusOf(request) === 401 ? 'Authorization' : 'Proxy-Authorization';
      const given = headersOf(request, header)
        .map(parseDigestCredentials)
        .find((credentials) => credentials?.realm === realm);
      if (given === undefined) return { kind: 'challenge', stale: false };
      const age = nonces.judge(given.nonce);
      if (age === 'foreign') return { kind: 'challenge', stale: false };
      const password = passwordOf(given.username);
      if (password === undefined) return wrong;
      if (!isEqual(given.response, digestResponse(given, request.method, password))) return wrong;
      if (age === 'stale' || !nonces.spend(given.nonce)) return { kind: 'challenge', stale: true };
      return { kind: 'known', user: given.username };
    },
    challenge(request, stale) {
      const status = statusOf(request);
      const name = status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
      return { status, header: [name, style.write(realm, nonces.issue(), stale)] };
    },
  };
}
