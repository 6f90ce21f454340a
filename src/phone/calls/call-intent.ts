// What the person wants of a call's sound, muted or not, on hold or not: it outlives the session that carries it, and is told to the next
// one (RFC 3891). The last wish counts: what an earlier one came to is not told any more.
import type { CallEvent } from '../../sip/call-state.ts';
import type { Session } from '../../sip/user-agent.ts';

export interface CallIntentListener {
  /** The session that carries the call now. */
  session(): Session | undefined;
  changed(event: CallEvent): void;
  /** The other end refused to be held, or to be taken back. */
  refused(): void;
}

export class CallIntent {
  readonly #listener: CallIntentListener;
  #isMuted = false;
  #isHeld = false;

  constructor(listener: CallIntentListener) {
    this.#listener = listener;
  }

  setMuted(muted: boolean): void {
    this.#isMuted = muted;
    this.#listener.session()?.setMuted(muted);
    this.#listener.changed({ kind: 'muteChanged', muted });
  }

  /** Resolves once the other end agreed or refused. */
  async setHold(held: boolean): Promise<void> {
    if (this.#isHeld !== held) await this.#ask(held);
  }

  /** Another session carries the call from now on, which begins unmuted and not on hold. */
  async tellAgain(): Promise<void> {
    if (this.#isMuted) this.#listener.session()?.setMuted(true);
    if (this.#isHeld) await this.#ask(true);
  }

  async #ask(held: boolean): Promise<void> {
    const session = this.#listener.session();
    if (session === undefined) return;
    this.#isHeld = held;
    this.#listener.changed({ kind: 'holdAsked' });
    const isAgreed = await session.setHold(held);
    if (session !== this.#listener.session() || this.#isHeld !== held) return;
    if (!isAgreed) this.#isHeld = !held;
    this.#listener.changed(isAgreed ? { kind: 'holdChanged', held } : { kind: 'holdRefused' });
    if (!isAgreed) this.#listener.refused();
  }
}
