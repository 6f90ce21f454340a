// From what JsSIP says to the phone's own words. Nothing else in the program reads a JsSIP event.
import type { EndEvent } from 'jssip/lib/RTCSession';
import type { CallEnd, Party } from '../call-state.ts';
import { descriptionFaults } from '../description-faults.ts';
import { causeOfStatus, type FailureCause } from '../failure-cause.ts';
import { parseSipUri } from '../sip-uri.ts';
import { REFUSED_CHALLENGE } from '../wire/challenges.ts';
import { listValues, parameterOf } from '../wire/list-values.ts';
import { LONGEST_ADDRESS, LONGEST_REMARK, shortened } from '../wire/message-limits.ts';
import { boundedParty } from '../wire/party.ts';

/** What a JsSIP NameAddrHeader offers that we read. */
interface NameAddress {
  readonly display_name?: string | null;
  readonly uri: { readonly user?: string | null; toAor(): string };
}

/** What JsSIP messages offer that we read; requests carry a method, responses a status. */
interface SipMessage {
  readonly status_code?: number;
  readonly reason_phrase?: string;
  readonly method?: string;
  readonly body?: string | null;
  getHeader?(name: string): string | undefined;
  parseHeader?(name: string): { readonly uri?: { toString(): string } } | undefined;
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

/** The other end of a session as JsSIP names it. */
export function partyOf(identity: NameAddress): Party {
  const user = identity.uri.user ?? '';
  return boundedParty({ uri: identity.uri.toAor(), user, displayName: identity.display_name ?? '' });
}

/** The status code and text of a Reason header (RFC 3326 2), where it speaks SIP. */
export function reasonHeader(
  header: string | undefined,
): { statusCode: number; text: string | undefined } | undefined {
  const [value] = listValues(header ?? '').filter((each) => /^SIP\b/iu.test(each));
  const code = /^\d{3}/u.exec(parameterOf(value ?? '', 'cause') ?? '')?.[0];
  return code === undefined
    ? undefined
    : { statusCode: Number(code), text: parameterOf(value ?? '', 'text') };
}

/** Where a 3xx points to, if a phone can call it (RFC 3261 21.3). */
function redirectTarget(message: SipMessage): string | undefined {
  const { status_code: statusCode = 0 } = message;
  if (statusCode < 300 || statusCode >= 400) return undefined;
  const uri = message.parseHeader?.('contact')?.uri?.toString() ?? '';
  return uri.length > LONGEST_ADDRESS || parseSipUri(uri) === undefined ? undefined : uri;
}

/** The text of a Reason header of another protocol (Q.850, say) that tells more than a normal end. */
function otherReason(header: string | undefined): string | undefined {
  const values = listValues(header ?? '');
  const isNormal = values.some(
    (value) => /^Q\.850\b/iu.test(value) && /^(?:16|31)$/u.test(parameterOf(value, 'cause') ?? ''),
  );
  return isNormal ? undefined : values.map((value) => parameterOf(value, 'text')).find(Boolean);
}

/** The 2xx that ended a call brought an answer that no browser takes: what it lacks says more than its status. */
function unusableAnswer(by: CallEnd['by'], message: SipMessage): Omit<CallEnd, 'atMs'> {
  const [fault] = descriptionFaults(message.body ?? '');
  return { by, cause: fault ?? 'soundRefused', statusCode: undefined, reasonPhrase: undefined };
}

/** A challenge that was taken out before the stack saw it: nobody but the own server may ask (wire/own-realms.ts). */
function isForeignChallenge(message: SipMessage): boolean {
  return message.getHeader?.(REFUSED_CHALLENGE) !== undefined;
}

/** The extensions that the other side demands or refuses to be without (RFC 3261 20.32, 20.40). */
function extensionsOf(message: SipMessage): string {
  return [message.getHeader?.('require'), message.getHeader?.('unsupported')].filter(Boolean).join(', ');
}

function endOfRequest(by: CallEnd['by'], message: SipMessage): Omit<CallEnd, 'atMs'> {
  const header = message.getHeader?.('reason');
  const reason = reasonHeader(header);
  if (message.method === 'CANCEL') {
    // 200 in the Reason of a CANCEL: another of our devices answered (RFC 3326 3.1).
    const cause = reason?.statusCode === 200 ? 'answeredElsewhere' : 'cancelled';
    return { by, cause, statusCode: undefined, reasonPhrase: reason?.text };
  }
  if (reason === undefined || reason.statusCode < 300) {
    const reasonPhrase = reason === undefined ? otherReason(header) : reason.text;
    return { by, cause: undefined, statusCode: undefined, reasonPhrase };
  }
  return {
    by,
    cause: causeOfStatus(reason.statusCode),
    statusCode: reason.statusCode,
    reasonPhrase: reason.text,
  };
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
    if (typeof message.status_code === 'number') {
      const { status_code: statusCode, reason_phrase: phrase } = message;
      if (statusCode < 300) return unusableAnswer(by, message);
      const extensions = statusCode === 420 || statusCode === 421 ? extensionsOf(message) : '';
      const reason = reasonHeader(message.getHeader?.('reason'))?.text;
      const said = extensions === '' ? reason : `${phrase ?? ''}: ${extensions}`;
      const cause = isForeignChallenge(message) ? 'askedForPassword' : causeOfStatus(statusCode);
      const end = { by, cause, statusCode, reasonPhrase: said ?? phrase };
      const target = redirectTarget(message);
      return target === undefined ? end : { ...end, redirectTo: target };
    }
    if (by === 'remote') return endOfRequest(by, message);
  }
  return { by, cause: CAUSES[event.cause], statusCode: undefined, reasonPhrase: undefined };
}
