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
  /** The header that goes with 401 (REGISTER) or 407 (all others). */
  challenge(request: SipRequest, stale: boolean): Header;
}

export interface AuthenticatorOptions {
  readonly realm: string;
  readonly nonces: Nonces;
  /** The password of an extension, undefined where there is no such extension. */
  readonly passwordOf: (user: string) => string | undefined;
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Digest for one realm. A correct answer to an old nonce is asked again with stale=true; a wrong one is refused. */
export function createAuthenticator({ realm, nonces, passwordOf }: AuthenticatorOptions): Authenticator {
  return {
    judge(request) {
      const header = request.method === 'REGISTER' ? 'Authorization' : 'Proxy-Authorization';
      const given = headersOf(request, header)
        .map(parseDigestCredentials)
        .find((credentials) => credentials?.realm === realm);
      if (given === undefined) return { kind: 'challenge', stale: false };
      const age = nonces.judge(given.nonce);
      if (age === 'foreign') return { kind: 'challenge', stale: false };
      const password = passwordOf(given.username);
      if (password === undefined) return { kind: 'refused' };
      if (!isEqual(given.response, digestResponse(given, request.method, password)))
        return { kind: 'refused' };
      return age === 'stale' ? { kind: 'challenge', stale: true } : { kind: 'known', user: given.username };
    },
    challenge(request, stale) {
      const name = request.method === 'REGISTER' ? 'WWW-Authenticate' : 'Proxy-Authenticate';
      return [name, digestChallenge(realm, nonces.issue(), stale)];
    },
  };
}
