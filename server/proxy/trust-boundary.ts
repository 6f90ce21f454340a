// What no phone may say to another through this server: credentials, challenges, and who somebody is (RFC 3325 section 5).
// Owns the lists; pure. What the server's own far end says of itself is not touched (it is inside the trust domain).
import { withoutHeaders, type SipRequest, type SipResponse } from '../sip/message.ts';

/** Of any realm: nobody behind this server can have asked for them, since no challenge but its own gets through. */
const CREDENTIALS = ['Authorization', 'Proxy-Authorization'];

const CHALLENGES = [
  'WWW-Authenticate',
  'Proxy-Authenticate',
  'Authentication-Info',
  'Proxy-Authentication-Info',
];

/** Believed by those who trust the server that hands them on (RFC 3325, 5806, 7044, 8224 and the P- headers of 7315). */
const ASSERTED = [
  'P-Asserted-Identity',
  'P-Preferred-Identity',
  'Remote-Party-ID',
  'P-Asserted-Service',
  'P-Preferred-Service',
  'P-Served-User',
  'P-Called-Party-ID',
  'P-Called-Party-Id',
  'P-Associated-Uri',
  'P-Access-Network-Info',
  'P-Visited-Network-Id',
  'P-Charging-Vector',
  'P-Charging-Function-Addresses',
  'P-Profile-Key',
  'Diversion',
  'History-Info',
  'Identity',
  'Identity-Info',
];

/** A request as anybody else may see it: no digest of its sender's. */
export function withoutCredentials(request: SipRequest): SipRequest {
  return withoutHeaders(request, ...CREDENTIALS);
}

/** A phone's request without what only a server may say. */
function withoutAssertions(request: SipRequest): SipRequest {
  return withoutHeaders(request, ...ASSERTED);
}

/**
 * A phone's request with nothing but the server's own word on who sent it: `user`, whose password proved it, where the server `asserts` that
 * and the request does not ask for privacy (RFC 3325 sections 5, 9.1, 9.3).
 */
export function asVouchedFor(
  request: SipRequest,
  user: string,
  { domain, asserts = false }: { readonly domain: string; readonly asserts?: boolean },
): SipRequest {
  const bare = withoutAssertions(request);
  const isPrivate = bare.headers.some(
    ([name, value]) => name.toLowerCase() === 'privacy' && /\b(?:id|full|user)\b/i.test(value),
  );
  if (!asserts || isPrivate || !['INVITE', 'MESSAGE'].includes(request.method)) return bare;
  return { ...bare, headers: [...bare.headers, ['P-Asserted-Identity', `<sip:${user}@${domain}>`]] };
}

/**
 * A phone's response as another phone may get it. A 401 or 407 of a callee is a refusal like any other, 403: as it came it
 * would ask the caller for a digest of its password (RFC 3261 section 22.3), and one without a challenge is malformed.
 */
export function fromCallee(response: SipResponse): SipResponse {
  const clean = withoutHeaders(response, ...CHALLENGES, ...ASSERTED);
  return response.status === 401 || response.status === 407
    ? { ...clean, status: 403, reason: 'Forbidden' }
    : clean;
}
