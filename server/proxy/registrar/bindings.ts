// The location service (RFC 3261 section 10): which contacts an extension has, on which flow, until when.
// Owns the table and its expiry; refuses to read SIP (see register.ts).
import { systemClock, type Clock } from '../../shared/clock.ts';

export interface Binding {
  readonly user: string;
  /** The contact URI as registered. */
  readonly contact: string;
  readonly connectionId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly callId: string;
  readonly cseq: number;
  /** The `+sip.instance` of the user agent (RFC 5626 section 4.1), if it gave one. */
  readonly instance: string | undefined;
}

export class Bindings {
  #all: Binding[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** The live contacts of an extension, newest first. */
  of(user: string): Binding[] {
    this.#forgetExpired();
    return this.#all.filter((binding) => binding.user === user).reverse();
  }

  /** Every extension that has a live contact. */
  users(): Set<string> {
    this.#forgetExpired();
    return new Set(this.#all.map((binding) => binding.user));
  }

  /**
   * Saves a contact. One with the same URI or the same instance of the same user is replaced: a reloaded tab
   * leaves no ghost (RFC 5626 section 6). Returns what was replaced.
   */
  save(binding: Binding): Binding[] {
    const isReplaced = (old: Binding): boolean =>
      old.user === binding.user &&
      (old.contact === binding.contact ||
        (binding.instance !== undefined && old.instance === binding.instance));
    const replaced = this.#all.filter(isReplaced);
    this.#all = [...this.#all.filter((old) => !isReplaced(old)), binding];
    return replaced;
  }

  /** Removes one contact of an extension. */
  remove(user: string, contact: string): void {
    this.#all = this.#all.filter((binding) => binding.user !== user || binding.contact !== contact);
  }

  /** Removes every contact of an extension (`Contact: *`). */
  removeUser(user: string): void {
    this.#all = this.#all.filter((binding) => binding.user !== user);
  }

  /** Removes what was reachable only over a flow that has ended. */
  removeConnection(connectionId: string): void {
    this.#all = this.#all.filter((binding) => binding.connectionId !== connectionId);
  }

  #forgetExpired(): void {
    const now = this.#clock();
    this.#all = this.#all.filter((binding) => binding.expiresAt > now);
  }
}
