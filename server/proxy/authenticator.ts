// Who sends a request (RFC 3261 section 22): asks for a digest and judges the answer, which is good for that very request:
// its method, its Request-URI, the flow that was asked, and once. Owns the verdicts; the caller turns them into responses.
import { timingSafeEqual } from 'node:crypto';
import {
  digestChallenge,
  digestResponse,
  parseDigestCredentials,
  type DigestCredentials,
} from '../sip/digest.ts';
import { headersOf, type Header, type SipRequest } from '../sip/message.ts';
import type { Nonces } from '../shared/nonces.ts';
import { isSameTarget } from '../sip/uri.ts';

export type AuthVerdict =
  | { readonly kind: 'known'; readonly user: string }
  | { readonly kind: 'challenge'; readonly stale: boolean }
  | { readonly kind: 'refused' };

/** `flowId`: the connection that the request came over. */
export interface Authenticator {
  judge(request: SipRequest, flowId: string): AuthVerdict;
  challenge(request: SipRequest, flowId: string, stale: boolean): Challenge;
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

/** The nonce count; undefined where the client knows no qop; NaN where it is not eight hex digits (RFC 2617 section 3.2.2). */
function countOf({ qop, nc }: DigestCredentials): number | undefined {
  if (qop === undefined) return undefined;
  return /^[0-9a-f]{8}$/i.test(nc) ? Number.parseInt(nc, 16) : Number.NaN;
}

/**
 * Digest for one realm. A correct answer to a nonce that is old, spent, or another flow's or method's, is asked again with
 * stale=true (RFC 2617 section 3.2.1); a wrong one, and one for another Request-URI, is refused.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { realm, nonces, passwordOf, style = DEMO_CHALLENGE } = options;
  const statusOf = ({ method }: SipRequest): 401 | 407 =>
    method === 'REGISTER' ? style.registerStatus : style.status;
  const purpose = ({ method }: SipRequest, flowId: string): string => `${method} ${flowId}`;
  const wrong: AuthVerdict =
    style.onWrongPassword === 'refuse' ? { kind: 'refused' } : { kind: 'challenge', stale: false };
  return {
    judge(request, flowId) {
      const header = statusOf(request) === 401 ? 'Authorization' : 'Proxy-Authorization';
      const given = headersOf(request, header)
        .map(parseDigestCredentials)
        .find((credentials) => credentials?.realm === realm);
      if (given === undefined) return { kind: 'challenge', stale: false };
      const age = nonces.judge(given.nonce, purpose(request, flowId));
      const password = passwordOf(given.username);
      const isRight =
        password !== undefined && isEqual(given.response, digestResponse(given, request.method, password));
      if (!isRight) return age === 'foreign' ? { kind: 'challenge', stale: false } : wrong;
      const count = countOf(given);
      if (!isSameTarget(given.uri, request.uri) || Number.isNaN(count)) return { kind: 'refused' };
      if (age !== 'fresh' || !nonces.spend(given.nonce, count)) return { kind: 'challenge', stale: true };
      return { kind: 'known', user: given.username };
    },
    challenge(request, flowId, stale) {
      const status = statusOf(request);
      const name = status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
      return { status, header: [name, style.write(realm, nonces.issue(purpose(request, flowId)), stale)] };
    },
  };
}
