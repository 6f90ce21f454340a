// What the socket does with a message before the stack behind it sees it: refuse what the stack would choke on, put right
// what it would misread, pass the rest untouched. Pure. The traps it closes: docs/adr/0009.
import { descriptionFaults, warningOf } from '../description-faults.ts';
import { causeOfStatus, type FailureCause } from '../failure-cause.ts';
import { REFUSED_CHALLENGE, type Challenges } from './challenges.ts';
import { isCutShort, malformation, REQUIRED } from './malformed.ts';
import { withDecodableAddresses } from './decodable-addresses.ts';
import { hasTooManySections, hasTooMuchInHeaders, isTooLong, LONGEST_HEADER } from './message-limits.ts';
import { singleSdp } from './sdp-body.ts';
import {
  cseqOf,
  formatHead,
  headerValue,
  headerValues,
  parseHead,
  tagOf,
  withinLength,
  type SipHead,
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
  /** Not a SIP message at all. */
  | { readonly kind: 'drop' };

/** Why a call was refused before it rang, and with which status. */
export interface RefusedCall {
  readonly cause: FailureCause;
  readonly statusCode: number;
}

/** Option tags that we can be required to understand (RFC 3261 20.32). */
const SUPPORTED: readonly string[] = ['replaces', 'outbound', 'path', 'gruu'];
/** What the stack is told for a 491 to a re-INVITE: it would repeat the request with the old CSeq (RFC 3261 14.1). */
export const REQUEST_PENDING = 'Request Pending';

/** What tells a message from others and stands in it once; a Via stands for each hop. */
const ONCE = REQUIRED.filter((name) => name !== 'via');

/** A response of our own to a request (RFC 3261 8.2.6): what the request lacks the response lacks too. */
export function replyTo(
  head: SipHead,
  statusCode: number,
  reasonPhrase: string,
  extra: readonly (readonly [string, string])[] = [],
): string {
  const vias = head.headers.filter(([name]) => name === 'via');
  const kept = ONCE.flatMap((name) => {
    const value = headerValue(head, name);
    if (value === undefined) return [];
    const isBare = name === 'to' && tagOf(value) === '';
    return [[name, isBare ? `${value};tag=bothways${String(statusCode)}` : value] as const];
  });
  const headers = [...vias, ...kept, ...extra];
  return formatHead({ startLine: `SIP/2.0 ${String(statusCode)} ${reasonPhrase}`, headers, body: '' });
}

function unsupportedOptions(head: SipHead): readonly string[] {
  return headerValues(head, 'require')
    .flatMap((value) => value.split(','))
    .map((option) => option.trim())
    .filter((option) => option !== '' && !SUPPORTED.includes(option.toLowerCase()));
}

function refusal(head: SipHead): string | undefined {
  if (head.method === 'ACK') return undefined;
  if (!/SIP\/2\.0\s*$/u.test(head.startLine)) return replyTo(head, 505, 'Version Not Supported');
  const fault = malformation(head);
  if (fault !== undefined) return replyTo(head, 400, fault);
  if (!/^sips?:/iu.test(head.requestUri)) return replyTo(head, 416, 'Unsupported URI Scheme');
  if (head.method === 'CANCEL') return undefined;
  // The stack would take it for an INVITE that replaces this very dialogue, whatever it names (RFC 3891 3).
  const isInside = tagOf(headerValue(head, 'to')) !== '' && headerValue(head, 'replaces') !== undefined;
  if (head.method === 'INVITE' && isInside) return replyTo(head, 400, 'Replaces Within A Dialog');
  if (hasTooManySections(head.body)) return replyTo(head, 488, 'Too Many Media Sections');
  const missing = unsupportedOptions(head);
  if (missing.length > 0) return replyTo(head, 420, 'Bad Extension', [['unsupported', missing.join(', ')]]);
  // Being transferred is not offered yet: who asks is told so at once (RFC 3515 2.4.2), not by a NOTIFY afterwards.
  if (head.method === 'REFER') return replyTo(head, 603, 'Decline');
  const event = headerValue(head, 'event');
  if (head.method === 'NOTIFY' && event === undefined) return replyTo(head, 489, 'Bad Event');
  return undefined;
}

/** An INVITE that begins a call; one with a To tag belongs to a call that is known, or that nobody knows (RFC 3261 12.2.2). */
const beginsCall = (head: SipHead): boolean =>
  head.method === 'INVITE' && tagOf(headerValue(head, 'to')) === '';

/** The warning is for whoever reads the server's log (RFC 3261 20.43). */
function notAcceptable(head: SipHead, warning: string): string {
  return replyTo(head, 488, 'Not Acceptable Here', [['warning', warning]]);
}

const NO_WEBRTC = { words: 'this browser has no WebRTC or no microphone' };

/** The session description of a message; empty where it has none. */
function sdpOf(head: SipHead): string {
  const type = headerValue(head, 'content-type');
  const isPlain = /^application\/sdp$/iu.test(type ?? '');
  return singleSdp(type, head.body) ?? (isPlain ? head.body : '');
}

/**
 * A call that no browser could hear is refused before it rings (RFC 3261 21.4.26): who answers would hear silence.
 */
function hopelessCall(
  head: SipHead,
  hindrance: FailureCause | undefined,
): { text: string; cause: FailureCause } | undefined {
  if (hindrance !== undefined) return { cause: hindrance, text: notAcceptable(head, warningOf(NO_WEBRTC)) };
  const [cause] = descriptionFaults(sdpOf(head));
  if (cause === undefined) return undefined;
  return { cause, text: notAcceptable(head, warningOf(cause)) };
}

function refusedCall(head: SipHead, reply: string): RefusedCall | undefined {
  const statusCode = Number(/^SIP\/2\.0 (\d{3})/u.exec(reply)?.[1]);
  return beginsCall(head) ? { cause: causeOfStatus(statusCode), statusCode } : undefined;
}

/** What the stack's grammar takes of a reason phrase (RFC 3261 25.1); with anything else in it the whole response would be lost. */
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
  const head = withDecodableAddresses(withReadablePhrase(message));
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

function withoutMark(head: SipHead): SipHead {
  if (headerValue(head, REFUSED_CHALLENGE) === undefined) return head;
  return { ...head, headers: head.headers.filter(([name]) => name !== REFUSED_CHALLENGE) };
}

/**
 * A response that contradicts itself about which request it answers, or answers a REGISTER that was never sent: a far side could pass
 * for the registrar, or its ringing for another's (RFC 3261 17.1.3).
 */
function isForged(head: SipHead, challenges: Challenges): boolean {
  if (head.statusCode === undefined) return false;
  if (ONCE.some((name) => new Set(headerValues(head, name)).size > 1)) return true;
  return cseqOf(head)?.method === 'REGISTER' && !challenges.knows(head);
}

/**
 * A message that is longer than anything of use: a request is refused (RFC 3261 21.5.7), and of a final answer the stack learns as much,
 * so that nobody waits for it. Beyond what tells it from others nothing of it is read.
 */
function tooLarge(head: SipHead): InboundVerdict {
  const shortHead = {
    ...head,
    headers: head.headers.filter(
      ([name, value]) => REQUIRED.includes(name) && value.length <= LONGEST_HEADER,
    ),
    body: '',
  };
  if (head.method === 'ACK' || (head.statusCode ?? 200) < 200) return { kind: 'drop' };
  if (head.method !== undefined) {
    const text = replyTo(shortHead, 513, 'Message Too Large');
    return { kind: 'reply', text, head: shortHead, refusedCall: refusedCall(shortHead, text) };
  }
  const answer = { ...shortHead, startLine: 'SIP/2.0 513 Message Too Large', statusCode: 513 };
  return { kind: 'pass', text: formatHead(answer), head: answer };
}

/**
 * Looks at a message that arrived. `challenges` knows which challenges were answered before; `hindrance` keeps this browser from
 * any call, whatever it offers. Never throws.
 */
export function judgeInbound(
  message: string,
  challenges: Challenges,
  hindrance?: FailureCause,
): InboundVerdict {
  // Line ends before the first line are to be ignored (RFC 3261 7.5); the stack would ignore the message.
  const text = message.replace(/^(?:\r?\n)+/u, '');
  const parsed = parseHead(text);
  const head = parsed && withoutMark(withinLength(parsed));
  if (head === undefined || isForged(head, challenges)) return { kind: 'drop' };
  if (isTooLong(message) || hasTooMuchInHeaders(head)) return tooLarge(head);
  // A response that lacks a part counts for none (RFC 3261 18.3); a request is refused below.
  if (head.statusCode !== undefined && isCutShort(head)) return { kind: 'drop' };
  const refused = head.method === undefined ? undefined : refusal(head);
  if (refused !== undefined)
    return { kind: 'reply', text: refused, head, refusedCall: refusedCall(head, refused) };
  const hopeless = beginsCall(head) ? hopelessCall(head, hindrance) : undefined;
  if (hopeless !== undefined)
    return {
      kind: 'reply',
      text: hopeless.text,
      head,
      refusedCall: { cause: hopeless.cause, statusCode: 488 },
    };
  // Written anew, so that the stack reads the very headers that were judged.
  return { kind: 'pass', text: formatHead(challenges.incoming(readable(head))), head };
}
