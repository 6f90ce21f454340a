// What makes a request one that nobody can act on (RFC 3261 21.4.1, 400): headers that are missing, contradict each other or
// are no numbers. Refuses nothing that merely looks odd, and no repetition that says the same. Pure.
import { byteLength, headerValue, headerValues, type SipHead } from './sip-message.ts';

/** Every request has them (RFC 3261 8.1.1), and every response copies them (8.2.6). */
export const REQUIRED: readonly string[] = ['via', 'from', 'to', 'call-id', 'cseq'];
/** May stand once only (RFC 3261 7.3.1, 20). */
const SINGLE: readonly (readonly [name: string, shown: string])[] = [
  ['from', 'From'],
  ['to', 'To'],
  ['call-id', 'Call-ID'],
  ['cseq', 'CSeq'],
  ['max-forwards', 'Max-Forwards'],
  ['content-length', 'Content-Length'],
];
/** Without them an answer would not find its request (RFC 3261 17.1.3). */
const ANSWERABLE: readonly string[] = ['via', 'cseq'];
/** The first CSeq number that is too large (RFC 3261 8.1.1.5). */
const CSEQ_LIMIT = 2 ** 31;

/** Why the CSeq does not fit its request; undefined where it does. */
function cseqFault(head: SipHead): string | undefined {
  const [, digits, method] = /^(\d+)\s+(\S+)$/u.exec(headerValue(head, 'cseq') ?? '') ?? [];
  if (digits === undefined || Number(digits) >= CSEQ_LIMIT) return 'Invalid CSeq';
  return method === head.method ? undefined : 'CSeq of Another Method';
}

/** The body ends before it should (RFC 3261 18.3). */
export function isCutShort(head: SipHead): boolean {
  const length = headerValue(head, 'content-length') ?? '0';
  return /^\d{1,9}$/u.test(length) && Number(length) > byteLength(head.body);
}

/**
 * The reason phrase of a 400 to this request; undefined where it is well formed, or so damaged that an answer would reach
 * nobody.
 */
export function malformation(head: SipHead): string | undefined {
  const isThere = (name: string): boolean => headerValue(head, name) !== undefined;
  if (!ANSWERABLE.every(isThere)) return undefined;
  if (!REQUIRED.every(isThere)) return 'Missing Header';
  const repeated = SINGLE.find(([name]) => new Set(headerValues(head, name)).size > 1);
  if (repeated !== undefined) return `Several ${repeated[1]}`;
  if (!/^\d+$/u.test(headerValue(head, 'content-length') ?? '0')) return 'Invalid Content-Length';
  return isCutShort(head) ? 'Body Cut Short' : cseqFault(head);
}
