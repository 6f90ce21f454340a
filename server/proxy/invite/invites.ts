// The INVITE transactions in progress, found by what the caller or a leg sends (RFC 3261 sections 17.1.3 and 17.2.3).
// Owns their life: each is kept for a while after its end to absorb ACKs and late answers.
import { headerOf, type SipRequest, type SipResponse } from '../../sip/message.ts';
import { parseVia } from '../../sip/via.ts';
import { newTransactionId } from '../branch.ts';
import type { Connection, FlowEnd } from '../connection.ts';
import { InviteTransaction, type InviteEnvironment } from './invite-transaction.ts';
import type { Destination } from './leg.ts';

export interface InviteSettings extends Omit<InviteEnvironment, 'onFinal'> {
  /** How long a finished transaction is kept, in ms (64 * T1, RFC 3261 section 17.1.1.2). */
  readonly keepMs: number;
}

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

  /** The transaction that an INVITE, ACK or CANCEL belongs to; its caller is where that comes from. */
  find(caller: Connection, request: SipRequest): InviteTransaction | undefined {
    const found = this.#byKey.get(keyOf(request));
    if (found === undefined || (caller.user !== undefined && caller.user !== found.callingUser))
      return undefined;
    found.callerAt(caller);
    return found;
  }

  /** Whether this call passed here a moment ago: its ACK may arrive on a flow that has not registered yet. */
  knowsCall(callId: string | undefined): boolean {
    return [...this.#byId.values()].some(({ request }) => headerOf(request, 'Call-ID') === callId);
  }

  byId(id: string): InviteTransaction | undefined {
    return this.#byId.get(id);
  }

  /** Opens a transaction; 100 goes out at once. */
  open(caller: Connection, request: SipRequest, onFinal: (response: SipResponse) => void): InviteTransaction {
    const key = keyOf(request);
    const finished = (response: SipResponse): void => {
      onFinal(response);
      this.#forgetLater(transaction, key);
    };
    const environment = { ...this.settings, onFinal: finished };
    const transaction = new InviteTransaction(newTransactionId(), caller, request, environment);
    this.#byId.set(transaction.id, transaction);
    this.#byKey.set(key, transaction);
    return transaction;
  }

  /** Tells every transaction that a flow has ended. */
  connectionLost(connection: Connection, end: FlowEnd): void {
    for (const transaction of [...this.#byId.values()]) transaction.connectionLost(connection, end);
  }

  /** Tells every transaction that a contact is reached elsewhere now. */
  contactMoved(uri: string, to: Destination): void {
    for (const transaction of this.#byId.values()) transaction.contactMoved(uri, to);
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

  #forgetLater(transaction: InviteTransaction, key: string): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#byId.delete(transaction.id);
      if (this.#byKey.get(key) === transaction) this.#byKey.delete(key);
    }, this.settings.keepMs);
    timer.unref();
    this.#timers.add(timer);
  }
}
