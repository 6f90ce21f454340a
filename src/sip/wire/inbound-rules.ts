// What the socket does with a message before the stack behind it sees it: answer what the stack would choke on, put right what it would
// misread, write the rest anew. Nothing that can be told from other messages vanishes: a request is taken or refused, and a response ends
// its request or lets it wait. Pure.
import { descriptionFaults } from '../description-faults.ts';
import type { FailureCause } from '../failure-cause.ts';
import { withAskedTimes } from './asked-times.ts';
import { REFUSED_CHALLENGE, UNKNOWN_CHALLENGE, type Challenges } from './challenges.ts';
import { isCutShort, REQUIRED } from './malformed.ts';
import { hasTooMuchInHeaders, isTooLong, LONGEST_HEADER } from './message-limits.ts';
import { UNREADABLE } from './own-requests.ts';
import { ONCE, refusalOf, refusedWith, replyTo, sdpOf, type RefusedCall } from './request-rules.ts';
import { singleSdp } from './sdp-body.ts';
import {
  cseqOf,
  formatHead,
  headerValue,
  headerValues,
  parseHead,
  withinLength,
  type SipHead,
  type StartLine,
} from './sip-message.ts';

export type InboundVerdict =
  | { readonly kind: 'pass'; readonly text: string; readonly head: SipHead }
  /** Answered by the socket itself; the stack never hears of it. */
  | {
      readonly kind: 'reply';
      readonly text: string;
      readonly head: SipHead;
      /** It was a call, which rings nowhere for this reason. */
      readonly refusedCall: RefusedCall | undefined;
    }
  /** No SIP message at all, or one that belongs to nothing. */
  | { readonly kind: 'drop' };

/** What the stack is told for a 491 to a re-INVITE: it would repeat the request with the old CSeq (RFC 3261 14.1). */
export const REQUEST_PENDING = 'Request Pending';
/** Marks of our own, which nobody else may set. */
const MARKS: readonly string[] = [REFUSED_CHALLENGE, UNKNOWN_CHALLENGE, UNREADABLE];
/** Stands for a status that can't be read. */
const NO_STATUS = 999;

/** A first line that is none: of a response as far as it says so, else of a request. */
function damagedStart(startLine: string): StartLine | undefined {
  const bare = { startLine, method: undefined, requestUri: '', statusCode: undefined, reasonPhrase: '' };
  if (!/^SIP\b/iu.test(startLine)) return bare;
  return /^\S+\s+1/u.test(startLine) ? undefined : { ...bare, statusCode: NO_STATUS };
}

/** The message as far as it can be taken apart, a request by the method of its CSeq where its first line tells none; undefined where it is no SIP message. */
function headOf(message: string): SipHead | undefined {
  const head = parseHead(message);
  if (head !== undefined) return head;
  const damaged = parseHead(message, damagedStart);
  const cseq = damaged === undefined ? undefined : cseqOf(damaged);
  if (damaged === undefined || cseq === undefined || headerValue(damaged, 'call-id') === undefined)
    return undefined;
  return damaged.statusCode === undefined ? { ...damaged, method: cseq.method } : damaged;
}

/** What a reason phrase holds (RFC 3261 25.1); anything else is of no use to anybody. */
const OUTSIDE_PHRASES = /[^\p{L}\p{N}\p{M} \t;/?:@&=+$,\-_.!~*'()]/gu;

function withReadablePhrase(head: SipHead): SipHead {
  if (head.statusCode === undefined || head.reasonPhrase.search(OUTSIDE_PHRASES) === -1) return head;
  const phrase = head.reasonPhrase.replace(OUTSIDE_PHRASES, ' ').trim();
  return { ...head, reasonPhrase: phrase, startLine: `SIP/2.0 ${String(head.statusCode)} ${phrase}` };
}

function withoutBody(head: SipHead): SipHead {
  return { ...head, headers: head.headers.filter(([name]) => name !== 'content-type'), body: '' };
}

function readable(message: SipHead): SipHead {
  const head = withAskedTimes(withReadablePhrase(message));
  const { statusCode } = head;
  if (statusCode === 491 && cseqOf(head)?.method === 'INVITE')
    return { ...head, startLine: `SIP/2.0 500 ${REQUEST_PENDING}` };
  // Sound before the answer that can't be used is none; the answer itself may bring another (RFC 3261 13.2.1).
  const isEarly = (statusCode ?? 0) > 100 && (statusCode ?? 0) < 200;
  if (isEarly && descriptionFaults(sdpOf(head)).length > 0) return withoutBody(head);
  const sdp = singleSdp(headerValue(head, 'content-type'), head.body);
  if (sdp === undefined) return head;
  const headers = head.headers.map(([name, value]) =>
    name === 'content-type' ? (['content-type', 'application/sdp'] as const) : ([name, value] as const),
  );
  return { ...head, headers, body: sdp };
}

function withoutMarks(head: SipHead): SipHead {
  return { ...head, headers: head.headers.filter(([name]) => !MARKS.includes(name)) };
}

/** RFC 3261 7.2. */
const isStatus = (code = NO_STATUS): boolean => code >= 100 && code < 700;

/**
 * A response that answers no request of ours and contradicts itself, is can't be read, or says that it answers a REGISTER: a far side could
 * pass for the registrar, or its ringing for another's (RFC 3261 17.1.3).
 */
function isForeign(head: SipHead): boolean {
  if (ONCE.some((name) => new Set(headerValues(head, name)).size > 1)) return true;
  const method = cseqOf(head)?.method;
  return method === undefined || method === 'REGISTER' || isCutShort(head) || !isStatus(head.statusCode);
}

/**
 * A message that is longer than anything of use: a request is refused (RFC 3261 21.5.7), and of a final answer the stack learns as much,
 * so that nobody waits for it. Beyond what tells it from others nothing of it is read.
 */
function tooLarge(head: SipHead): InboundVerdict {
  const shortHead = {
    ...head,
    headers: head.headers.filter(
      // Of a request all of them: without its Via nobody would know what is refused.
      ([name, value]) =>
        REQUIRED.includes(name) && (head.method !== undefined || value.length <= LONGEST_HEADER),
    ),
    body: '',
  };
  if (head.method === 'ACK' || (head.statusCode ?? 200) < 200) return { kind: 'drop' };
  if (head.method !== undefined) {
    const refusal = refusedWith(shortHead, replyTo(shortHead, 513, 'Message Too Large'));
    return { kind: 'reply', head: shortHead, ...refusal };
  }
  const answer = { ...shortHead, startLine: 'SIP/2.0 513 Message Too Large', statusCode: 513 };
  return { kind: 'pass', text: formatHead(answer), head: answer };
}

function judgeResponse(head: SipHead, challenges: Challenges): InboundVerdict {
  const restored = challenges.restored(head);
  if (restored === 'unknown' ? isForeign(head) : restored === 'waits') return { kind: 'drop' };
  const read = restored === 'unknown' || restored === 'waits' ? head : restored;
  return { kind: 'pass', text: formatHead(challenges.incoming(readable(read))), head: read };
}

/**
 * Looks at a message that arrived. `challenges` knows our requests and which challenges were answered before; `hindrance` keeps this
 * browser from any call, whatever it offers. Never throws.
 */
export function judgeInbound(
  message: string,
  challenges: Challenges,
  hindrance?: FailureCause,
): InboundVerdict {
  // Line ends before the first line are to be ignored (RFC 3261 7.5).
  const parsed = headOf(message.replace(/^(?:\r?\n)+/u, ''));
  if (parsed === undefined) return { kind: 'drop' };
  const head = withoutMarks(withinLength(parsed));
  if (isTooLong(message) || hasTooMuchInHeaders(head)) return tooLarge(head);
  if (head.statusCode !== undefined) return judgeResponse(head, challenges);
  const refusal = refusalOf(head, hindrance);
  if (refusal !== undefined) return { kind: 'reply', head, ...refusal };
  // Written anew, so that the stack reads the very headers that were judged.
  return { kind: 'pass', text: formatHead(readable(head)), head };
}
