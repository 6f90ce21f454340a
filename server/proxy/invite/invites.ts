// The INVITE transactions in progress, found by what the caller or a leg sends (RFC 3261 sections 17.1.3 and 17.2.3).
// Owns their life: each is kept for a while after its end to absorb ACKs and late answers; and their number, of each caller and
// in all.
import { headerOf, type SipRequest, type SipResponse } from '../../sip/message.ts';
import { parseVia } from '../../sip/via.ts';
import { newTransactionId } from '../branch.ts';
import type { Connection, FlowEnd } from '../connection.ts';
import { InviteTransaction, type InviteCall, type InviteEnvironment } from './invite-transaction.ts';
import type { Destination } from './leg.ts';

export interface InviteSettings extends Omit<InviteEnvironment, 'onFinal'> {
  /** How long a finished transaction is kept, in ms (64 * T1, RFC 3261 section 17.1.1.2). */
  readonly keepMs: number;
}

/** Calls that wait for an answer: of one extension, and in all. */
const MAX_PENDING_PER_USER = 20;
const MAX_PENDING = 300;
/** Calls of one extension that are over and still kept; the oldest goes first. */
const MAX_KEPT_PER_USER = 100;

/** The flow is no part of it: what a caller sends again over a new one belongs to the same transaction. */
function keyOf(request: SipRequest): string {
  const via = parseVia(headerOf(request, 'Via'));
  return `${via?.sentBy ?? ''}|${via?.branch ?? ''}|${headerOf(request, 'Call-ID') ?? ''}`;
}

export class Invites {
  readonly #byId = new Map<string, InviteTransaction>();
  readonly #byKey = new Map<string, InviteTransaction>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(private readonly settings: InviteSettings) {}

  /** The transaction that an INVITE, ACK or CANCEL belongs to, by whomever it is sent. */
  find(request: SipRequest): InviteTransaction | undefined {
    return this.#byKey.get(keyOf(request));
  }

  /**
   * Whether a flow speaks for the caller of a transaction: it is the caller's, or of the same extension, or not proven yet
   * while the caller's is lost (its phone is back, and has not registered).
   */
  speaksFor({ caller, callingUser }: InviteTransaction, flow: Connection): boolean {
    if (flow.user !== undefined) return flow.user === callingUser;
    return flow.id === caller.id || !this.settings.isOpen(caller);
  }

  /** Whether one more call of this extension is too many. */
  isFullFor(user: string): boolean {
    const pending = [...this.#byId.values()].filter(({ isPending }) => isPending);
    const own = pending.filter(({ callingUser }) => callingUser === user);
    return pending.length >= MAX_PENDING || own.length >= MAX_PENDING_PER_USER;
  }

  byId(id: string): InviteTransaction | undefined {
    return this.#byId.get(id);
  }

  /** Opens a transaction; 100 goes out at once. */
  open(caller: Connection, call: InviteCall, onFinal: (response: SipResponse) => void): InviteTransaction {
    const key = keyOf(call.request);
    const finished = (response: SipResponse): void => {
      onFinal(response);
      this.#forgetLater(transaction);
    };
    const environment = { ...this.settings, onFinal: finished };
    const transaction = new InviteTransaction(newTransactionId(), caller, call, environment);
    this.#byId.set(transaction.id, transaction);
    this.#byKey.set(key, transaction);
    return transaction;
  }

  /** Tells every transaction that a flow has ended. */
  connectionLost(connection: Connection, end: FlowEnd): void {
    for (const transaction of [...this.#byId.values()]) transaction.connectionLost(connection, end);
  }

  /** Tells every transaction that a contact of an extension is reached elsewhere now. */
  contactMoved(uri: string, to: Destination, user: string): void {
    for (const transaction of this.#byId.values()) transaction.contactMoved(uri, to, user);
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Stops every timer. */
  dispose(): void {
    for (const transaction of this.#byId.values()) transaction.dispose();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#byId.clear();
    this.#byKey.clear();
  }

  #forget(transaction: InviteTransaction): void {
    const key = keyOf(transaction.request);
    this.#byId.delete(transaction.id);
    if (this.#byKey.get(key) === transaction) this.#byKey.delete(key);
  }

  #forgetLater(transaction: InviteTransaction): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#forget(transaction);
    }, this.settings.keepMs);
    timer.unref();
    this.#timers.add(timer);
    const over = [...this.#byId.values()].filter(
      ({ callingUser, isPending }) => !isPending && callingUser === transaction.callingUser,
    );
    for (const old of over.slice(0, -MAX_KEPT_PER_USER)) this.#forget(old);
  }
}
