// What must not be lost when a connection dies: messages that never left, requests without a final answer, and answers that
// may have left in vain. On the next connection they go out again, in order; the branch makes a copy harmless (RFC 3261 17.2.3).
// Refuses offers: a re-INVITE is made anew, an INVITE is dialled anew; and reports on the sound, which a newer one follows. Pure: the time is passed in.
import { isReport } from '../telling/info-package.ts';
import { branchOf, cseqOf, headerValue, parseHead, tagOf, type SipHead } from './sip-message.ts';

interface Entry {
  readonly key: string;
  readonly text: string;
  readonly untilMs: number;
  /** A request waits for its answer; an answer only for a sign that the server still listens. */
  readonly kind: 'request' | 'answer';
  /** When it was given to a connection; undefined where none was open. */
  readonly sentMs: number | undefined;
}

/** After 64*T1 nobody waits for an answer any more (RFC 3261 17.1.2.2), in milliseconds. */
const LIFETIME_MS = 32_000;
/** A hang-up is worth sending as long as the far side may still believe in the call, in milliseconds. */
const BYE_LIFETIME_MS = 300_000;
/** An answer is safe once something arrived so much later, in milliseconds. */
const ANSWER_SAFE_AFTER_MS = 500;
const MOST = 100;

function isOffer(head: SipHead): boolean {
  return head.method === 'INVITE';
}

function keyOf(head: SipHead): string {
  const cseq = cseqOf(head);
  return `${branchOf(head)} ${cseq?.method ?? ''} ${head.statusCode === undefined ? '' : 'answer'}`;
}

export class Outbox {
  #entries: Entry[] = [];

  /** Takes note of a message on its way out; `isOpen` tells whether a connection took it. */
  sent(text: string, isOpen: boolean, nowMs: number): void {
    const head = parseHead(text);
    if (head === undefined) return;
    const isRequest = head.method !== undefined;
    if (isRequest && (isOpen ? isOffer(head) : isInDialogOffer(head))) return;
    if (head.method === 'ACK' && isOpen) return;
    if (head.method === 'REGISTER' || isReport(text)) return;
    if (!isRequest && (head.statusCode ?? 0) < 200) return;
    const untilMs = nowMs + (head.method === 'BYE' ? BYE_LIFETIME_MS : LIFETIME_MS);
    const key = keyOf(head);
    const entry: Entry = {
      key,
      text,
      untilMs,
      kind: isRequest && head.method !== 'ACK' ? 'request' : 'answer',
      sentMs: isOpen ? nowMs : undefined,
    };
    this.#entries = [...this.#entries.filter((old) => old.key !== key), entry].slice(-MOST);
  }

  /** Takes note of a message that arrived: a final answer settles its request, anything settles what was sent before. */
  heard(head: SipHead | undefined, nowMs: number): void {
    const settled =
      head?.statusCode !== undefined && head.statusCode >= 200
        ? `${branchOf(head)} ${cseqOf(head)?.method ?? ''} `
        : undefined;
    this.#entries = this.#entries.filter((entry) => {
      if (entry.key === settled || entry.untilMs < nowMs) return false;
      const isSafe = entry.sentMs !== undefined && nowMs - entry.sentMs >= ANSWER_SAFE_AFTER_MS;
      return entry.kind === 'request' || !isSafe;
    });
  }

  /** The request that an answer belongs to, while it is kept. */
  requestOf(head: SipHead): string | undefined {
    const key = `${branchOf(head)} ${cseqOf(head)?.method ?? ''} `;
    return this.#entries.find((entry) => entry.key === key)?.text;
  }

  /** Everything to send on a new connection, in order; it then counts as sent there. */
  replay(nowMs: number): readonly string[] {
    this.#entries = this.#entries
      .filter(({ untilMs }) => untilMs >= nowMs)
      .map((entry) => ({ ...entry, sentMs: nowMs }));
    const texts = this.#entries.map(({ text }) => text);
    // An offer or an ACK goes out once: its answer belongs to the stack.
    this.#entries = this.#entries.filter(({ text }) => !/^(?:ACK|INVITE) /u.test(text));
    return texts;
  }

  clear(): void {
    this.#entries = [];
  }

  get size(): number {
    return this.#entries.length;
  }
}

/** A re-INVITE that found no connection is made anew by whoever wanted it. */
function isInDialogOffer(head: SipHead): boolean {
  return isOffer(head) && tagOf(headerValue(head, 'to')) !== '';
}
