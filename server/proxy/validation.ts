// What every request must have before the proxy looks at it (RFC 3261 sections 8.1.1, 16.3).
// Owns the check; refuses nothing silently except what could not be answered.
import { headerOf, type SipRequest } from '../sip/message.ts';
import { parseNameAddr } from '../sip/name-addr.ts';
import { parseVia } from '../sip/via.ts';

/** A status and reason to answer with, 'unanswerable', or undefined where all is well. */
export type Defect = { readonly status: number; readonly reason: string } | 'unanswerable' | undefined;

function hasGoodCSeq(request: SipRequest): boolean {
  const match = /^(\d{1,10})\s+(\S+)$/.exec(headerOf(request, 'CSeq') ?? '');
  return match !== null && Number(match[1]) < 2 ** 31 && match[2]?.toUpperCase() === request.method;
}

/** Looks for what makes a request unusable. */
export function defectOf(request: SipRequest): Defect {
  if (parseVia(headerOf(request, 'Via')) === undefined) return 'unanswerable';
  const bad = (reason: string): Defect =>
    request.method === 'ACK' ? 'unanswerable' : { status: 400, reason: `Bad Request (${reason})` };
  if (!hasGoodCSeq(request)) return bad('CSeq');
  if ((headerOf(request, 'Call-ID') ?? '') === '') return bad('Call-ID');
  if (parseNameAddr(headerOf(request, 'From') ?? '') === undefined) return bad('From');
  if (parseNameAddr(headerOf(request, 'To') ?? '') === undefined) return bad('To');
  const hops = headerOf(request, 'Max-Forwards') ?? '70';
  if (!/^\d{1,3}$/.test(hops)) return bad('Max-Forwards');
  if (hops === '0' && request.method !== 'ACK') return { status: 483, reason: 'Too Many Hops' };
  return undefined;
}
