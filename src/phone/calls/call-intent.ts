// What the person wants of a call's sound, muted or not, on hold or not. It outlives the session that carries it, and is applied
// to the next one (RFC 3891). On hold the microphone is silenced at once: `sendonly` would still send its sound. The last wish
// counts: the result of an earlier one is not reported any more.
// While the person is with somebody else the microphone is silent too, whether or not the far side agreed to the hold, and before an answer.
import type { CallEvent } from '../../sip/call-state.ts';
import type { Session } from '../../sip/user-agent.ts';

export interface CallIntentListener {
  /** The session that carries the call now. */
  session(): Session | undefined;
  /** Sends silence in place of the microphone, or the microphone again. */
  silence(isSilent: boolean): void;
  changed(event: CallEvent): void;
  /** The other end refused to be held, or to be taken back. */
  refused(): void;
}

export class CallIntent {
  readonly #listener: CallIntentListener;
  #isMuted = false;
  #isHeld = false;
  #isAway = false;
  /** What the other end agreed to last, and what was told of it. */
  #agreed = false;
  #told = false;
  /** Counts the wishes to hold and to go on. */
  #turn = 0;

  constructor(listener: CallIntentListener) {
    this.#listener = listener;
  }

  setMuted(muted: boolean): void {
    this.#isMuted = muted;
    this.#apply();
    this.#listener.changed({ kind: 'muteChanged', muted });
  }

  /** Whether the person is with somebody else: nothing of them is heard here then, whatever the other end agrees to. */
  setAway(isAway: boolean): void {
    if (this.#isAway === isAway) return;
    this.#isAway = isAway;
    this.#apply();
  }

  /** Resolves once the other end agreed or refused. */
  async setHold(held: boolean): Promise<void> {
    if (this.#isHeld !== held) await this.#ask(held);
  }

  /** For a call that is not up yet: nothing of the microphone is ever heard in it before `setMuted(false)`. */
  beginMuted(): void {
    this.#isMuted = true;
    this.#apply();
  }

  /** The call is up: who was muted before, is. */
  established(): void {
    if (this.#isMuted) this.#listener.changed({ kind: 'muteChanged', muted: true });
  }

  /** The person wants it on hold, whatever was agreed on by now. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** The person is with somebody else. */
  get isAway(): boolean {
    return this.#isAway;
  }

  get isMuted(): boolean {
    return this.#isMuted;
  }

  /** Another session carries the call from now on, which begins without a hold. */
  async tellAgain(): Promise<void> {
    this.#apply();
    this.#agreed = false;
    if (this.#isHeld) await this.#ask(true);
    // Taken back while the other end was exchanged: nobody will answer that any more.
    else this.#tell();
  }

  /** A session from before carries the call again: what it agreed to may be something else by now. */
  async askAgain(): Promise<void> {
    await this.#ask(this.#isHeld);
  }

  #apply(): void {
    this.#listener.silence(this.#isMuted || this.#isHeld || this.#isAway);
  }

  /** What was told last is no longer so. */
  #tell(): void {
    if (this.#told !== this.#agreed) this.#listener.changed({ kind: 'holdChanged', held: this.#agreed });
    this.#told = this.#agreed;
  }

  async #ask(held: boolean): Promise<void> {
    const session = this.#listener.session();
    if (session === undefined) return;
    const turn = ++this.#turn;
    this.#isHeld = held;
    // Taken back, the sound goes on once they agreed: until then they take themselves for held.
    if (held) this.#apply();
    this.#listener.changed({ kind: 'holdAsked' });
    const isAgreed = await session.setHold(held);
    if (session !== this.#listener.session()) return;
    if (isAgreed) this.#agreed = held;
    // Another wish is under way, which will tell.
    if (turn !== this.#turn) return;
    if (!isAgreed) this.#isHeld = this.#agreed;
    this.#apply();
    if (!isAgreed) this.#listener.changed({ kind: 'holdRefused' });
    if (isAgreed) this.#listener.changed({ kind: 'holdChanged', held });
    else this.#tell();
    this.#told = this.#agreed;
    if (!isAgreed) this.#listener.refused();
  }
}
