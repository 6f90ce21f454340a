// One SIP message as the trace keeps it: when, which way, over which server, and what a list needs to know of it.
// Refuses secrets: `keepable` is the only way in.
import { cseqMethod, headersOf, splitMessage, startLineOf, type Header } from './read-head.ts';
import { redactSip } from './redact-sip.ts';
import { hideSecrets } from './secrets.ts';

/** A message as it crossed the socket, secrets taken out. This is what is stored. */
export interface TraceRecord {
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly direction: 'in' | 'out';
  /** The WebSocket's URL without its query. */
  readonly server: string;
  readonly text: string;
  /** Of the phone's account that it belongs to; absent in records from before they named it. */
  readonly accountId?: string;
  /** The call's own id, as the history has it; absent where it belongs to no call, and in records from before they named it. */
  readonly callId?: string;
}

/** What a message is about. */
export type TraceTopic = 'call' | 'registration' | 'keepAlive' | 'other';

export interface TraceEntry extends TraceRecord {
  /** Rises in the order of time; below 0 for messages from before the page was loaded. */
  readonly id: number;
  readonly kind: 'request' | 'response' | 'pulse' | 'unreadable';
  readonly topic: TraceTopic;
  /** Of a response the method it answers (CSeq, RFC 3261 8.1.1.5); empty where there is none. */
  readonly method: string;
  readonly status: number | undefined;
  readonly reason: string;
  readonly cseq: number | undefined;
  /** The Call-ID (RFC 3261 8.1.1.4); empty where there is none. */
  readonly sipCallId: string;
  /** User part of From and To, or the host where there is none. */
  readonly from: string;
  readonly to: string;
}

/** Longer messages are cut there, in characters; no SIP message of use is that long. */
export const MESSAGE_LIMIT = 65_536;

const CALL_METHODS: ReadonlySet<string> = new Set('INVITE ACK BYE CANCEL PRACK UPDATE INFO REFER'.split(' '));

/** The lines that fit: a secret cut in two would no longer look like one. */
function cut(text: string): string {
  if (text.length <= MESSAGE_LIMIT) return text;
  return text.slice(0, text.lastIndexOf('\n', MESSAGE_LIMIT - 1) + 1);
}

/** What is stored of an entry. */
export function recordOf({ atMs, direction, server, text, accountId, callId }: TraceRecord): TraceRecord {
  return {
    ...{ atMs, direction, server, text },
    ...(accountId === undefined ? {} : { accountId }),
    ...(callId === undefined ? {} : { callId }),
  };
}

/** The message as it may be kept. */
export function keepable(message: TraceRecord): TraceRecord {
  const text = cut(redactSip(cut(message.text)));
  return recordOf({ ...message, server: hideSecrets(message.server.split(/[?#]/u)[0] ?? ''), text });
}

function topicOf(method: string): TraceTopic {
  if (CALL_METHODS.has(method)) return 'call';
  if (method === 'REGISTER') return 'registration';
  return method === 'OPTIONS' ? 'keepAlive' : 'other';
}

/** User part of the address in a From or To (RFC 3261 20.20), or its host. */
function whoOf(headers: readonly Header[], wanted: string): string {
  const value = headers.find(({ name }) => name === wanted)?.value ?? '';
  const address = /(?:^|[<\s])(?:sips?|tel):([^\s;?>]*)/iu.exec(value)?.[1] ?? '';
  return (address.split('@')[0] ?? '').split(':')[0] ?? '';
}

type Start = Pick<TraceEntry, 'kind' | 'method' | 'status' | 'reason'>;

function startOf(line: string, headers: readonly Header[]): Start {
  const response = /^SIP\/2\.0 +(\d{3})(?: (.*))?$/iu.exec(line);
  if (response !== null) {
    const [, status = '', reason = ''] = response;
    return { kind: 'response', method: cseqMethod(headers), status: Number(status), reason: reason.trim() };
  }
  const method = /^([A-Z][\w.!%*+`'~-]*) +\S.* SIP\/2\.0$/u.exec(line)?.[1];
  if (method !== undefined) return { kind: 'request', method, status: undefined, reason: '' };
  return { kind: line === '' ? 'pulse' : 'unreadable', method: '', status: undefined, reason: '' };
}

/** What a list needs to know of a kept message. */
export function traceEntry(id: number, record: TraceRecord): TraceEntry {
  const { head } = splitMessage(record.text);
  const headers = headersOf(head);
  const start = startOf(startLineOf(head), headers);
  const value = (wanted: string): string => headers.find(({ name }) => name === wanted)?.value ?? '';
  const cseq = /^\d{1,10}/u.exec(value('cseq'))?.[0];
  return {
    ...record,
    ...start,
    id,
    topic: start.kind === 'pulse' ? 'keepAlive' : topicOf(start.method),
    cseq: cseq === undefined ? undefined : Number(cseq),
    sipCallId: value('call-id'),
    from: whoOf(headers, 'from'),
    to: whoOf(headers, 'to'),
  };
}
