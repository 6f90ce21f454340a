// A response made from a request (RFC 3261 section 8.2.6): Via, From, To, Call-ID and CSeq are copied.
// Owns reason phrases and To tags of responses that the PBX itself gives.
import { createHash } from 'node:crypto';
import { headerOf, type Header, type SipRequest, type SipResponse } from './message.ts';
import { tagOf } from './name-addr.ts';

const REASONS: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  421: 'Extension Required',
  423: 'Interval Too Brief',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  483: 'Too Many Hops',
  486: 'Busy Here',
  487: 'Request Terminated',
  489: 'Bad Event',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  603: 'Decline',
};

/** A tag that is the same for every response to one request, so that a retransmission gets the same answer. */
function toTag(request: SipRequest): string {
  const identity = `${headerOf(request, 'Via') ?? ''}|${headerOf(request, 'Call-ID') ?? ''}`;
  return createHash('sha256').update(identity).digest('hex').slice(0, 12);
}

/** A response with the headers that RFC 3261 asks for, and those given. `status` 100..699. */
export function createResponse(
  request: SipRequest,
  status: number,
  extra: readonly Header[] = [],
  reason?: string,
): SipResponse {
  const copied = request.headers.filter(([name]) => ['Via', 'From', 'To', 'Call-ID', 'CSeq'].includes(name));
  const tagged = copied.map(([name, value]): Header => {
    const needsTag = name === 'To' && status > 100 && tagOf(value) === undefined;
    return [name, needsTag ? `${value};tag=${toTag(request)}` : value];
  });
  const headers = [...tagged, ...extra];
  return { kind: 'response', status, reason: reason ?? REASONS[status] ?? 'Unknown', headers, body: '' };
}
