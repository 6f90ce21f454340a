// What makes a request one that nobody can act on (RFC 3261 21.4.1, 400): headers that are missing, contradict each other or
// are no numbers. Refuses nothing that merely looks odd, and no repetition that says the same. Pure.
import { readAddress } from './address.ts';
import { listValues } from './list-values.ts';
import { headerValue, headerValues, lengthsOf, type SipHead } from './sip-message.ts';

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
  return /^\d{1,9}$/u.test(length) && Number(length) > Math.max(...lengthsOf(head.body));
}

/** Headers of an address that a dialog is made of; a Contact only where a request has one. */
const ADDRESSES: readonly (readonly [name: string, shown: string])[] = [
  ['from', 'From'],
  ['to', 'To'],
  ['contact', 'Contact'],
];

/** The first address that can't be told from what follows it: without an end, or none at all. */
function brokenAddress(head: SipHead): string | undefined {
  return ADDRESSES.find(([name]) =>
    headerValues(head, name)
      .flatMap((line) => (name === 'contact' ? listValues(line) : [line]))
      .some((value) => !readAddress(value).isWhole),
  )?.[1];
}

/** The reason phrase of a 400 to this request; undefined where it is well formed. */
export function malformation(head: SipHead): string | undefined {
  // Of a first line that is none nothing was read.
  if (head.requestUri === '' || /\s/u.test(head.requestUri)) return 'Invalid Request Line';
  if (!REQUIRED.every((name) => (headerValue(head, name) ?? '') !== '')) return 'Missing Header';
  const repeated = SINGLE.find(([name]) => new Set(headerValues(head, name)).size > 1);
  if (repeated !== undefined) return `Several ${repeated[1]}`;
  if (!/^\d+$/u.test(headerValue(head, 'content-length') ?? '0')) return 'Invalid Content-Length';
  if (isCutShort(head)) return 'Body Cut Short';
  const broken = brokenAddress(head);
  return broken === undefined ? cseqFault(head) : `Invalid ${broken}`;
}
