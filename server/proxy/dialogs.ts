// Which dialogs and subscriptions have begun here, between whom (RFC 3261 section 12): a request within one passes only then.
// Owns a table of bounded size and the mark in Record-Route by which a dialog is known again after a restart.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { headerOf, headersOf, type SipMessage, type SipRequest, type SipResponse } from '../sip/message.ts';
import { parseNameAddr, tagOf } from '../sip/name-addr.ts';
import { parseSipUri } from '../sip/uri.ts';

/** Of one caller; the oldest is forgotten first, so that nobody pushes out another's. */
const MAX_PER_CALLER = 200;
/** A forked call has a tag for each phone that rang. */
const MAX_TAGS = 20;

interface Entry {
  readonly callee: string;
  readonly isCall: boolean;
  /** The callee's, as its answers gave them. */
  readonly tags: Set<string>;
}

/** Who sends a request within a dialog, and to whom: extensions. */
export interface Passage {
  readonly sender: string;
  readonly peer: string;
}

function idOf(message: SipMessage, side: 'From' | 'To'): string {
  return `${headerOf(message, 'Call-ID') ?? ''}|${tagOf(headerOf(message, side)) ?? ''}`;
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export class Dialogs {
  /** By caller, then by Call-ID and the caller's tag. */
  readonly #byCaller = new Map<string, Map<string, Entry>>();

  /** `secret` signs the mark; the same one after a restart keeps running calls alive. */
  constructor(private readonly secret: string) {}

  /** A request that may begin a dialog goes from `caller` to `callee`. Returns the mark for Record-Route. */
  begin(request: SipRequest, caller: string, callee: string): string {
    const id = idOf(request, 'From');
    this.#keep(caller, id, { callee, isCall: request.method === 'INVITE', tags: new Set() });
    return this.#mark(caller, id, callee);
  }

  /** The callee of a request that `caller` sent has answered: its tag belongs to the dialog. */
  answered(caller: string, response: SipResponse): void {
    const entry = this.#byCaller.get(caller)?.get(idOf(response, 'From'));
    const tag = tagOf(headerOf(response, 'To'));
    if (entry !== undefined && tag !== undefined && entry.tags.size < MAX_TAGS) entry.tags.add(tag);
  }

  /** What `caller` wanted to begin was refused. */
  refused(caller: string, response: SipResponse): void {
    this.#byCaller.get(caller)?.delete(idOf(response, 'From'));
  }

  /** Whether a request belongs to a dialog of these two that has begun here, before a restart perhaps. */
  allows(request: SipRequest, passage: Passage): boolean {
    return (
      this.#isOfCaller(request, passage) ||
      this.#isOfCallee(request, passage) ||
      this.#isMarked(request, passage)
    );
  }

  #isOfCaller(request: SipRequest, { sender, peer }: Passage): boolean {
    const entry = this.#byCaller.get(sender)?.get(idOf(request, 'From'));
    const tag = tagOf(headerOf(request, 'To')) ?? '';
    return entry?.callee === peer && entry.tags.has(tag) && isFit(entry, request);
  }

  /** The NOTIFY of a subscription may come before the answer to it (RFC 6665 section 4.1.2.4). */
  #isOfCallee(request: SipRequest, { sender, peer }: Passage): boolean {
    const entry = this.#byCaller.get(peer)?.get(idOf(request, 'To'));
    if (entry?.callee !== sender || !isFit(entry, request)) return false;
    const tag = tagOf(headerOf(request, 'From')) ?? '';
    if (!entry.isCall && entry.tags.size < MAX_TAGS) entry.tags.add(tag);
    return entry.tags.has(tag);
  }

  #isMarked(request: SipRequest, { sender, peer }: Passage): boolean {
    const route = parseSipUri(parseNameAddr(headersOf(request, 'Route')[0] ?? '')?.uri ?? '');
    const mark = route?.parameters.get('d') ?? '';
    for (const [caller, callee, own, other] of [
      [sender, peer, 'From', 'To'],
      [peer, sender, 'To', 'From'],
    ] as const) {
      const id = idOf(request, own);
      if (!isEqual(mark, this.#mark(caller, id, callee))) continue;
      const tags = new Set([tagOf(headerOf(request, other)) ?? '']);
      this.#keep(caller, id, { callee, isCall: true, tags });
      return true;
    }
    return false;
  }

  #keep(caller: string, id: string, entry: Entry): void {
    const own = this.#byCaller.get(caller) ?? new Map<string, Entry>();
    this.#byCaller.set(caller, own);
    own.delete(id);
    own.set(id, entry);
    const oldest = own.keys().next();
    if (own.size > MAX_PER_CALLER && oldest.done !== true) own.delete(oldest.value);
  }

  #mark(caller: string, id: string, callee: string): string {
    const text = JSON.stringify([caller, id, callee]);
    return createHmac('sha256', this.secret).update(text).digest('hex').slice(0, 32);
  }
}

/** An ACK answers an INVITE. */
function isFit({ isCall }: Entry, { method }: SipRequest): boolean {
  return isCall || method !== 'ACK';
}
