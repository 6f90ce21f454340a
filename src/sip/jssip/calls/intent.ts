// What the person wants of a call's sound, whatever becomes of it: muted or not, on hold or not; and what the far side agreed to.

export class Intent {
  readonly #changed: (isQuiet: boolean) => void;
  #isMuted = false;
  #wantsHold = false;
  #isHeld = false;
  #answers: ((agreed: boolean) => void)[] = [];

  /** `changed`: whether the microphone rests. On hold it does as well: `sendonly` would still carry it. */
  constructor(changed: (isQuiet: boolean) => void) {
    this.#changed = changed;
  }

  get wantsHold(): boolean {
    return this.#wantsHold;
  }

  /** Goes on as it was in another call, once there is a microphone. */
  takeAfter(before: Intent): void {
    this.#isMuted = before.#isMuted;
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    this.apply();
  }

  /** Resolves to whether the far side agreed; `offer` tells it, where that is needed. */
  setHold(held: boolean, offer: () => void): Promise<boolean> {
    if (held === this.#isHeld && held === this.#wantsHold) return Promise.resolve(true);
    this.#wantsHold = held;
    this.apply();
    return new Promise((resolve) => {
      this.#answers.push(resolve);
      offer();
    });
  }

  /** An offer of `held` came to its end. */
  offered(held: boolean, agreed: boolean): void {
    if (agreed) this.#isHeld = held;
    else this.#wantsHold = this.#isHeld;
    this.apply();
    this.#answer(agreed);
  }

  /** Tells once more what holds now. */
  apply(): void {
    this.#changed(this.#isMuted || this.#isHeld || this.#wantsHold);
  }

  /** The call is over: nobody agrees any more. */
  end(): void {
    this.#answer(false);
  }

  #answer(agreed: boolean): void {
    for (const answer of this.#answers.splice(0)) answer(agreed);
  }
}
