// From what JsSIP says to the phone's own words. Nothing else in the program reads a JsSIP event.
import type { EndEvent } from 'jssip/lib/RTCSession';
import type { CallEnd, Party } from '../call-state.ts';
import { descriptionFaults } from '../description-faults.ts';
import { causeOfStatus, type FailureCause } from '../failure-cause.ts';
import { parseSipUri } from '../sip-uri.ts';

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
  'Bad Media Description': 'notAcceptable',
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
  return { uri: identity.uri.toAor(), user, displayName: identity.display_name ?? '' };
}

/** The status code and text of a Reason header (RFC 3326 2), where it speaks SIP. */
export function reasonHeader(
  header: string | undefined,
): { statusCode: number; text: string | undefined } | undefined {
  const code = /^\s*SIP\b.*?;\s*cause\s*=\s*(\d{3})/iu.exec(header ?? '')?.[1];
  if (code === undefined) return undefined;
  const text = /;\s*text\s*=\s*"([^"]*)"/iu.exec(header ?? '')?.[1];
  return { statusCode: Number(code), text };
}

/** Where a 3xx points to, if a phone can call it (RFC 3261 21.3). */
function redirectTarget(message: SipMessage): string | undefined {
  const { status_code: statusCode = 0 } = message;
  if (statusCode < 300 || statusCode >= 400) return undefined;
  const uri = message.parseHeader?.('contact')?.uri?.toString() ?? '';
  return parseSipUri(uri) === undefined ? undefined : uri;
}

/** The text of a Reason header of another protocol (Q.850, say) that tells more than a normal end. */
function otherReason(header: string | undefined): string | undefined {
  const text = /;\s*text\s*=\s*"([^"]*)"/iu.exec(header ?? '')?.[1];
  const isNormal = /^\s*Q\.850\b.*;\s*cause\s*=\s*(?:16|31)\b/iu.test(header ?? '');
  return isNormal ? undefined : text;
}

/** The 2xx that ended a call brought an answer that no browser takes: what it lacks says more than its status. */
function unusableAnswer(by: CallEnd['by'], message: SipMessage): Omit<CallEnd, 'atMs'> {
  const [fault] = descriptionFaults(message.body ?? '');
  return { by, cause: fault ?? 'notAcceptable', statusCode: undefined, reasonPhrase: undefined };
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
  const by: CallEnd['by'] = event.originator;
  const message = event.message as SipMessage | null | undefined | string;
  if (typeof message === 'object' && message !== null) {
    if (typeof message.status_code === 'number') {
      const { status_code: statusCode, reason_phrase: phrase } = message;
      if (statusCode < 300) return unusableAnswer(by, message);
      const extensions = statusCode === 420 || statusCode === 421 ? extensionsOf(message) : '';
      const reason = reasonHeader(message.getHeader?.('reason'))?.text;
      const said = extensions === '' ? reason : `${phrase ?? ''}: ${extensions}`;
      const end = { by, cause: causeOfStatus(statusCode), statusCode, reasonPhrase: said ?? phrase };
      const target = redirectTarget(message);
      return target === undefined ? end : { ...end, redirectTo: target };
    }
    if (by === 'remote') return endOfRequest(by, message);
  }
  return { by, cause: CAUSES[event.cause], statusCode: undefined, reasonPhrase: undefined };
}
