// Which requests the socket answers itself before the stack behind it sees them: what nobody can act on, what no phone may do here, and
// calls that no browser could hear. Pure. The traps it closes: docs/adr/0009.
import { descriptionFaults, warningOf } from '../description-faults.ts';
import { causeOfStatus, type FailureCause } from '../failure-cause.ts';
import { malformation, REQUIRED } from './malformed.ts';
import { hasTooManySections } from './message-limits.ts';
import { readReplaces } from './replaces.ts';
import { singleSdp } from './sdp-body.ts';
import { formatHead, headerValue, headerValues, tagOf, type SipHead } from './sip-message.ts';

/** Why a call was refused before it rang, and with which status. */
export interface RefusedCall {
  readonly cause: FailureCause;
  readonly statusCode: number;
}

/** A request that is answered here: with what, and why it was a call that rings nowhere, if it was one. */
export interface Refusal {
  readonly text: string;
  readonly refusedCall: RefusedCall | undefined;
}

/** Option tags that we can be required to understand (RFC 3261 20.32). */
const SUPPORTED: readonly string[] = ['replaces', 'outbound', 'path', 'gruu', 'norefersub'];
/** What tells a message from others and stands in it once; a Via stands for each hop. */
export const ONCE = REQUIRED.filter((name) => name !== 'via');

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

function replyOf(head: SipHead): string | undefined {
  if (head.method === 'ACK') return undefined;
  const isVersioned = /SIP\/\d+\.\d+$/u.test(head.startLine);
  if (isVersioned && !head.startLine.endsWith('SIP/2.0')) return replyTo(head, 505, 'Version Not Supported');
  const fault = malformation(head);
  if (fault !== undefined) return replyTo(head, 400, fault);
  const isInside = tagOf(headerValue(head, 'to')) !== '';
  // Whom a request in a dialog is for, the dialog tells (RFC 3261 12.2.2).
  if (!isInside && !/^sips?:/iu.test(head.requestUri)) return replyTo(head, 416, 'Unsupported URI Scheme');
  if (head.method === 'CANCEL') return undefined;
  const replaces = headerValues(head, 'replaces');
  if (head.method === 'INVITE' && replaces.some((value) => readReplaces(value) === undefined))
    return replyTo(head, 400, 'Invalid Replaces');
  // The stack would take it for an INVITE that replaces this very dialog, whatever it names (RFC 3891 3).
  if (head.method === 'INVITE' && isInside && replaces.length > 0)
    return replyTo(head, 400, 'Replaces Within A Dialog');
  if (hasTooManySections(head.body)) return replyTo(head, 488, 'Too Many Media Sections');
  const missing = unsupportedOptions(head);
  if (missing.length > 0) return replyTo(head, 420, 'Bad Extension', [['unsupported', missing.join(', ')]]);
  // Whom to call, only those tell us with whom we talk: anybody else could make this phone dial (RFC 3515 5.2).
  if (head.method === 'REFER' && !isInside) return replyTo(head, 603, 'Decline');
  // The stack keeps the last of several, and asks for one (RFC 3515 2.1).
  if (head.method === 'REFER' && headerValues(head, 'refer-to').length > 1)
    return replyTo(head, 400, 'One Refer-To Is Needed');
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
export function sdpOf(head: SipHead): string {
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

export function refusedWith(head: SipHead, text: string): Refusal {
  const statusCode = Number(/^SIP\/2\.0 (\d{3})/u.exec(text)?.[1]);
  const refusedCall = beginsCall(head) ? { cause: causeOfStatus(statusCode), statusCode } : undefined;
  return { text, refusedCall };
}

/** The answer to a request that the stack is not to see; undefined where it is. `hindrance` keeps this browser from any call. */
export function refusalOf(head: SipHead, hindrance: FailureCause | undefined): Refusal | undefined {
  const text = replyOf(head);
  if (text !== undefined) return refusedWith(head, text);
  const hopeless = beginsCall(head) ? hopelessCall(head, hindrance) : undefined;
  return hopeless && { text: hopeless.text, refusedCall: { cause: hopeless.cause, statusCode: 488 } };
}
