// The location service (RFC 3261 section 10): which contacts an extension has, on which flow, until when.
// Owns the table and its expiry; refuses to read SIP (see register.ts).
import { systemClock, type Clock } from '../../shared/clock.ts';
import { isSameContact } from '../aliases.ts';

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
  /** Which of its flows this is (RFC 5626 section 4.2), where it keeps several; undefined for a phone with one. */
  readonly regId: string | undefined;
  /** The branch of the REGISTER: the same request may come again over a new flow. */
  readonly branch: string;
}

/** RFC 5626 section 6: flows of one instance stand side by side; without them a contact or an instance is one. */
function replaces(binding: Binding, old: Binding): boolean {
  if (old.user !== binding.user) return false;
  const isSameInstance = binding.instance !== undefined && old.instance === binding.instance;
  if (isSameInstance && binding.regId !== undefined && old.regId !== undefined)
    return old.regId === binding.regId;
  return old.contact === binding.contact || isSameInstance;
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
   * Saves a contact. One with the same URI, or the same instance and flow of the same user, is replaced: a reloaded
   * tab leaves no ghost (RFC 5626 section 6). Returns what was replaced.
   */
  save(binding: Binding): Binding[] {
    const isReplaced = (old: Binding): boolean => replaces(binding, old);
    const replaced = this.#all.filter(isReplaced);
    this.#all = [...this.#all.filter((old) => !isReplaced(old)), binding];
    return replaced;
  }

  /** Removes one contact of an extension; one flow of it where `regId` is given. */
  remove(user: string, contact: string, regId?: string): void {
    this.#all = this.#all.filter(
      (binding) =>
        binding.user !== user ||
        binding.contact !== contact ||
        (regId !== undefined && binding.regId !== undefined && binding.regId !== regId),
    );
  }

  /** The flows over which a contact of an extension is registered, newest first. */
  flowsOf(contact: string, user: string): string[] {
    this.#forgetExpired();
    return this.#all
      .filter((binding) => binding.user === user && isSameContact(binding.contact, contact))
      .map(({ connectionId }) => connectionId)
      .reverse();
  }

  /** Leaves an extension its newest contacts and flows, so many. */
  trim(user: string, most: number): void {
    const spare = this.of(user).slice(most);
    this.#all = this.#all.filter((binding) => !spare.includes(binding));
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
