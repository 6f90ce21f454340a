// The INVITE transactions in progress, found by what the caller or a leg sends (RFC 3261 sections 17.1.3 and 17.2.3).
// Owns their life: each is kept for a while after its end to absorb ACKs and late answers.
import { headerOf, type SipRequest, type SipResponse } from '../../sip/message.ts';
import { parseVia } from '../../sip/via.ts';
import { newTransactionId } from '../branch.ts';
import type { Connection } from '../connection.ts';
import { InviteTransaction, type InviteEnvironment } from './invite-transaction.ts';

export interface InviteSettings extends Omit<InviteEnvironment, 'onFinal'> {
  /** How long a finished transaction is kept, in ms (64 * T1, RFC 3261 section 17.1.1.2). */
  readonly keepMs: number;
}

function keyOf(caller: Connection, request: SipRequest): string {
  const via = parseVia(headerOf(request, 'Via'));
  return `${caller.id}|${via?.sentBy ?? ''}|${via?.branch ?? ''}`;
}

export class Invites {
  readonly #byId = new Map<string, InviteTransaction>();
  readonly #byKey = new Map<string, InviteTransaction>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(private readonly settings: InviteSettings) {}

  /** The transaction that an INVITE, ACK or CANCEL of a caller belongs to. */
  find(caller: Connection, request: SipRequest): InviteTransaction | undefined {
    return this.#byKey.get(keyOf(caller, request));
  }

  byId(id: string): InviteTransaction | undefined {
    return this.#byId.get(id);
  }

  /** Opens a transaction; 100 goes out at once. */
  open(caller: Connection, request: SipRequest, onFinal: (response: SipResponse) => void): InviteTransaction {
    const key = keyOf(caller, request);
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
  connectionLost(connection: Connection): void {
    for (const transaction of [...this.#byId.values()]) transaction.connectionLost(connection);
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
