// What the person wants of a call's sound, whatever becomes of it: muted or not, on hold or not; and what the far side agreed to.

/** A wish that waits for its offer to come to its end. */
interface Asked {
  readonly held: boolean;
  readonly answer: (agreed: boolean) => void;
}

export class Intent {
  readonly #changed: (isQuiet: boolean) => void;
  #isMuted = false;
  #wantsHold = false;
  #isHeld = false;
  #asked: readonly Asked[] = [];

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
    return new Promise((answer) => {
      this.#asked = [...this.#asked, { held, answer }];
      offer();
    });
  }

  /** An offer of `held` came to its end. Another that says what is wanted now may still be waiting. */
  offered(held: boolean, agreed: boolean): void {
    if (agreed) this.#isHeld = held;
    else if (held === this.#wantsHold) this.#wantsHold = this.#isHeld;
    this.apply();
    const isOver = (asked: Asked): boolean => asked.held === held || asked.held !== this.#wantsHold;
    const over = this.#asked.filter(isOver);
    this.#asked = this.#asked.filter((asked) => !over.includes(asked));
    for (const asked of over) asked.answer(asked.held === this.#isHeld);
  }

  /** Tells once more what holds now. */
  apply(): void {
    this.#changed(this.#isMuted || this.#isHeld || this.#wantsHold);
  }

  /** The call is over: nobody agrees any more. */
  end(): void {
    const asked = this.#asked;
    this.#asked = [];
    for (const { answer } of asked) answer(false);
  }
}
