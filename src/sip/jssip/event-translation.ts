// From what JsSIP says to the phone's own words. Nothing else in the program reads a JsSIP event.
import type { EndEvent } from 'jssip/lib/RTCSession';
import type { CallEnd } from '../call-state.ts';
import { descriptionFaults } from '../description-faults.ts';
import { causeOfStatus, type FailureCause } from '../failure-cause.ts';
import { REFUSED_CHALLENGE, UNKNOWN_CHALLENGE } from '../wire/challenges.ts';
import { isAnsweredElsewhere, otherReason, reasonsIn, sipReason, type Reason } from '../wire/reasons.ts';
import { redirectTarget } from '../wire/redirection.ts';
import { UNREADABLE } from '../wire/own-requests.ts';
import { LONGEST_REMARK, shortened } from '../wire/message-limits.ts';

/** What JsSIP messages offer that we read; requests carry a method, responses a status. */
interface SipMessage {
  readonly status_code?: number;
  readonly reason_phrase?: string;
  readonly method?: string;
  readonly body?: string | null;
  getHeaders?(name: string): readonly string[];
}

const CAUSES: Readonly<Record<string, FailureCause>> = {
  'Connection Error': 'connectionLost',
  'Request Timeout': 'timeout',
  'User Denied Media Access': 'microphoneRefused',
  'WebRTC Error': 'mediaFailed',
  'Bad Media Description': 'soundRefused',
  'Incompatible SDP': 'notAcceptable',
  'Missing SDP': 'notAcceptable',
  'RTP Timeout': 'mediaFailed',
  'No ACK': 'timeout',
  'No Answer': 'noAnswer',
  Expires: 'noAnswer',
  'Internal Error': 'internal',
  'Dialog Error': 'dialogGone',
  Canceled: 'cancelled',
  'Authentication Error': 'wrongPassword',
};

const valuesOf = (message: SipMessage, name: string): readonly string[] => message.getHeaders?.(name) ?? [];

/** The 2xx that ended a call brought an answer that no browser takes: what it lacks says more than its status. */
function unusableAnswer(by: CallEnd['by'], message: SipMessage): Omit<CallEnd, 'atMs'> {
  const [fault] = descriptionFaults(message.body ?? '');
  const cause = markedCause(message) ?? fault ?? 'soundRefused';
  return { by, cause, statusCode: undefined, reasonPhrase: undefined };
}

/** What the socket noted about an answer before the stack saw it, each by its mark. */
const MARKED: readonly (readonly [mark: string, cause: FailureCause])[] = [
  [UNREADABLE, 'answerUnreadable'],
  [REFUSED_CHALLENGE, 'askedForPassword'],
  [UNKNOWN_CHALLENGE, 'unknownChallenge'],
];

function markedCause(message: SipMessage): FailureCause | undefined {
  return MARKED.find(([mark]) => valuesOf(message, mark).length > 0)?.[1];
}

/** The extensions that the other side demands or refuses to be without (RFC 3261 20.32, 20.40). */
function extensionsOf(message: SipMessage): string {
  return [...valuesOf(message, 'require'), ...valuesOf(message, 'unsupported')].join(', ');
}

/** So many reasons are kept. */
const MOST_REASONS = 5;

function endOfRequest(by: CallEnd['by'], message: SipMessage): Omit<CallEnd, 'atMs'> {
  const reasons = reasonsIn(valuesOf(message, 'reason'));
  const end = endForReasons(by, message, reasons);
  if (reasons.length === 0) return end;
  return { ...end, reasons: reasons.slice(0, MOST_REASONS).map(shortReason) };
}

function shortReason({ protocol, cause, text }: Reason): Reason {
  const brief = text === undefined ? undefined : shortened(text, LONGEST_REMARK);
  return { protocol: shortened(protocol, LONGEST_REMARK), cause, text: brief };
}

function endForReasons(
  by: CallEnd['by'],
  message: SipMessage,
  reasons: readonly Reason[],
): Omit<CallEnd, 'atMs'> {
  const reason = sipReason(reasons);
  if (message.method === 'CANCEL') {
    const cause = isAnsweredElsewhere(reasons) ? 'answeredElsewhere' : 'cancelled';
    return { by, cause, statusCode: undefined, reasonPhrase: reason?.text };
  }
  if (reason === undefined || reason.statusCode < 300) {
    const reasonPhrase = reason === undefined ? otherReason(reasons) : reason.text;
    return { by, cause: undefined, statusCode: undefined, reasonPhrase };
  }
  return {
    by,
    cause: causeOfStatus(reason.statusCode),
    statusCode: reason.statusCode,
    reasonPhrase: reason.text,
  };
}

function endOfResponse(by: CallEnd['by'], message: SipMessage, statusCode: number): Omit<CallEnd, 'atMs'> {
  if (statusCode < 300) return unusableAnswer(by, message);
  const extensions = statusCode === 420 || statusCode === 421 ? extensionsOf(message) : '';
  const reason = sipReason(reasonsIn(valuesOf(message, 'reason')))?.text;
  const said = extensions === '' ? reason : `${message.reason_phrase ?? ''}: ${extensions}`;
  const cause = markedCause(message) ?? causeOfStatus(statusCode);
  const end = { by, cause, statusCode, reasonPhrase: said ?? message.reason_phrase };
  const target = statusCode < 400 ? redirectTarget(valuesOf(message, 'contact')) : undefined;
  return target === undefined ? end : { ...end, redirectTo: target };
}

/** How a session ended, from JsSIP's `failed` or `ended`. */
export function endOf(event: EndEvent): Omit<CallEnd, 'atMs'> {
  const end = unboundedEnd(event);
  return end.reasonPhrase === undefined
    ? end
    : { ...end, reasonPhrase: shortened(end.reasonPhrase, LONGEST_REMARK) };
}

function unboundedEnd(event: EndEvent): Omit<CallEnd, 'atMs'> {
  const by: CallEnd['by'] = event.originator;
  const message = event.message as SipMessage | null | undefined | string;
  if (typeof message === 'object' && message !== null) {
    if (typeof message.status_code === 'number') return endOfResponse(by, message, message.status_code);
    if (by === 'remote') return endOfRequest(by, message);
  }
  return { by, cause: CAUSES[event.cause], statusCode: undefined, reasonPhrase: undefined };
}
