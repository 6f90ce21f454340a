// Who sends a request, and whether that may be believed (RFC 3261 section 22, RFC 5626 section 5).
//
// A flow is proven by REGISTER alone, and belongs to one extension for its life: a digest for any other request might be
// one that somebody else was led to sign (for a nonce of this flow), and answers for that request only.
import { headerOf, type SipRequest, type SipResponse } from '../sip/message.ts';
import { parseNameAddr } from '../sip/name-addr.ts';
import { createResponse } from '../sip/response.ts';
import { parseSipUri } from '../sip/uri.ts';
import type { Authenticator } from './authenticator.ts';
import type { Connection } from './connection.ts';
import { isInDialog } from './forwarding.ts';
import type { Manners } from './manners.ts';

/** `admitted`: `user` has sent it. `asked`: a challenge, which is no outcome. `refused`: 403. */
export type Admission =
  | { readonly kind: 'admitted'; readonly user: string }
  | { readonly kind: 'asked'; readonly response: SipResponse }
  | { readonly kind: 'refused'; readonly response: SipResponse };

export interface SenderRules {
  readonly domain: string;
  readonly authenticator: Authenticator;
  readonly believes: Manners['believes'];
}

/** Who the request says it is from, where that is somebody of this domain; a REGISTER is about its To. */
export function claimedUser(request: SipRequest, domain: string): string | undefined {
  const value = headerOf(request, request.method === 'REGISTER' ? 'To' : 'From');
  const uri = parseSipUri(parseNameAddr(value ?? '')?.uri ?? '');
  return uri?.host === domain ? uri.user : undefined;
}

function refused(request: SipRequest): Admission {
  return { kind: 'refused', response: createResponse(request, 403) };
}

/** Judges by a digest in the request itself, or asks for one. */
function byDigest(connection: Connection, request: SipRequest, { authenticator }: SenderRules): Admission {
  const verdict = authenticator.judge(request, connection.id);
  if (verdict.kind === 'refused') return refused(request);
  if (verdict.kind === 'known') return { kind: 'admitted', user: verdict.user };
  const { status, header } = authenticator.challenge(request, connection.id, verdict.stale);
  return { kind: 'asked', response: createResponse(request, status, [header]) };
}

/** Admits, challenges or refuses the sender. Proves the flow where it is a REGISTER. */
export function admit(connection: Connection, request: SipRequest, rules: SenderRules): Admission {
  const { user } = connection;
  const isRegister = request.method === 'REGISTER';
  const isFree = isInDialog(request) && !isRegister; // what it says of itself is judged by its dialog
  const claimed = claimedUser(request, rules.domain);
  if (!isRegister && user !== undefined) {
    if (!isFree && claimed !== user) return refused(request);
    if (isFree || rules.believes === 'flow') return { kind: 'admitted', user };
  }
  const admission = byDigest(connection, request, rules);
  if (admission.kind !== 'admitted') return admission;
  const isOther = user !== undefined && user !== admission.user;
  if (isOther || (!isFree && claimed !== admission.user)) return refused(request);
  if (isRegister) connection.user = admission.user;
  return admission;
}
