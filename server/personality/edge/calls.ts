// What the edge remembers of each call of each phone: whom the server's Contact stands for, and how far the call is.
// Owns a table of bounded size; pure.
import { headerOf, type SipMessage } from '../../sip/message.ts';

const MAX_CALLS = 2000;

export interface CallMemory {
  /** What the phone's requests within the call are really for: the Contact that the edge replaced. */
  target: string | undefined;
  hasRung: boolean;
  /** Whether the server began it. */
  readonly isOwnCall: boolean;
  /** Descriptions that went out so far. */
  descriptions: number;
}

export class Calls {
  readonly #calls = new Map<string, CallMemory>();

  /** The memory of a call; a new one where it is not known. */
  of(message: SipMessage, user: string, isOwnCall: boolean): CallMemory {
    const key = `${user}|${headerOf(message, 'Call-ID') ?? ''}`;
    const known = this.#calls.get(key);
    if (known !== undefined) return known;
    const memory: CallMemory = { target: undefined, hasRung: false, isOwnCall, descriptions: 0 };
    this.#calls.set(key, memory);
    const oldest = this.#calls.keys().next();
    if (this.#calls.size > MAX_CALLS && oldest.done !== true) this.#calls.delete(oldest.value);
    return memory;
  }

  /** The memory of a call, or undefined where the edge has sent nothing of it. */
  known(message: SipMessage, user: string): CallMemory | undefined {
    return this.#calls.get(`${user}|${headerOf(message, 'Call-ID') ?? ''}`);
  }
}
