// Whether a call is to be on hold, as the person wants it, whatever becomes of it; and what the far side agreed to.

/** A wish that waits for its offer to come to its end. */
interface Asked {
  readonly held: boolean;
  readonly answer: (agreed: boolean) => void;
}

export class HoldIntent {
  #wantsHold = false;
  #isHeld = false;
  #asked: readonly Asked[] = [];

  get wantsHold(): boolean {
    return this.#wantsHold;
  }

  /** Resolves to whether the far side agreed; `offer` tells it, where that is needed. */
  setHold(held: boolean, offer: () => void): Promise<boolean> {
    if (held === this.#isHeld && held === this.#wantsHold) return Promise.resolve(true);
    this.#wantsHold = held;
    return new Promise((answer) => {
      this.#asked = [...this.#asked, { held, answer }];
      offer();
    });
  }

  /** An offer of `held` came to its end. Another that says what is wanted now may still be waiting. */
  offered(held: boolean, agreed: boolean): void {
    if (agreed) this.#isHeld = held;
    else if (held === this.#wantsHold) this.#wantsHold = this.#isHeld;
    const isOver = (asked: Asked): boolean => asked.held === held || asked.held !== this.#wantsHold;
    const over = this.#asked.filter(isOver);
    this.#asked = this.#asked.filter((asked) => !over.includes(asked));
    for (const asked of over) asked.answer(asked.held === this.#isHeld);
  }

  /** The call is over: nobody agrees any more. */
  end(): void {
    const asked = this.#asked;
    this.#asked = [];
    for (const { answer } of asked) answer(false);
  }
}
