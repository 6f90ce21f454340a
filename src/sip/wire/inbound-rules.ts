// What the socket does with a message before the stack behind it sees it: refuse what the stack would choke on, put right
// what it would misread, pass the rest untouched. Pure. The traps it closes: docs/adr/0009.
import type { Challenges } from './challenges.ts';
import { malformation } from './malformed.ts';
import { singleSdp } from './sdp-body.ts';
import {
  cseqOf,
  formatHead,
  headerValue,
  headerValues,
  parseHead,
  tagOf,
  type SipHead,
} from './sip-message.ts';

export type InboundVerdict =
  | { readonly kind: 'pass'; readonly text: string; readonly head: SipHead }
  /** Answered by the socket itself; the stack never hears of it. */
  | { readonly kind: 'reply'; readonly text: string; readonly head: SipHead }
  /** Not a SIP message at all. */
  | { readonly kind: 'drop' };

/** Option tags that we can be required to understand (RFC 3261 20.32). */
const SUPPORTED: readonly string[] = ['replaces', 'outbound', 'path', 'gruu'];
/** What the stack is told for a 491 to a re-INVITE: it would repeat the request with the old CSeq (RFC 3261 14.1). */
export const REQUEST_PENDING = 'Request Pending';

/** A response of our own to a request (RFC 3261 8.2.6): what the request lacks the response lacks too. */
export function replyTo(
  head: SipHead,
  statusCode: number,
  reasonPhrase: string,
  extra: readonly (readonly [string, string])[] = [],
): string {
  const vias = head.headers.filter(([name]) => name === 'via');
  const kept = ['from', 'to', 'call-id', 'cseq'].flatMap((name) => {
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
  const missing = unsupportedOptions(head);
  if (missing.length > 0) return replyTo(head, 420, 'Bad Extension', [['unsupported', missing.join(', ')]]);
  const event = headerValue(head, 'event');
  if (head.method === 'NOTIFY' && event === undefined) return replyTo(head, 489, 'Bad Event');
  return undefined;
}

/** Of several digest challenges the stack takes the last and knows MD5 only (RFC 8760 2.4 lets a server offer both). */
function withMd5Challenge(head: SipHead): SipHead {
  const name = head.statusCode === 401 ? 'www-authenticate' : 'proxy-authenticate';
  const isMd5 = (value: string): boolean =>
    /algorithm\s*=\s*"?(?!md5"?(?:\s*(?:,|$)))/iu.exec(value) === null;
  const challenges = headerValues(head, name);
  if (challenges.length < 2 || !challenges.some(isMd5)) return head;
  return { ...head, headers: head.headers.filter(([each, value]) => each !== name || isMd5(value)) };
}

function readable(head: SipHead): SipHead {
  const { statusCode } = head;
  if (statusCode === 401 || statusCode === 407) return withMd5Challenge(head);
  if (statusCode === 491 && cseqOf(head)?.method === 'INVITE')
    return { ...head, startLine: `SIP/2.0 500 ${REQUEST_PENDING}` };
  const sdp = singleSdp(headerValue(head, 'content-type'), head.body);
  if (sdp === undefined) return head;
  const headers = head.headers.map(([name, value]) =>
    name === 'content-type' ? (['content-type', 'application/sdp'] as const) : ([name, value] as const),
  );
  return { ...head, headers, body: sdp };
}

/** Looks at a message that arrived. `challenges` knows which challenges were answered before. Never throws. */
export function judgeInbound(text: string, challenges: Challenges): InboundVerdict {
  const head = parseHead(text);
  if (head === undefined) return { kind: 'drop' };
  const refused = head.method === undefined ? undefined : refusal(head);
  if (refused !== undefined) return { kind: 'reply', text: refused, head };
  const better = challenges.incoming(readable(head));
  return { kind: 'pass', text: better === head ? text : formatHead(better), head };
}
