// Work that can wait while the sound of a call is being set up: what is written, learned or listed for later. It is done as soon as the
// connections stand, in the order in which it was asked for.
import type { Clock } from './clock.ts';

/** Longer than this nothing waits, in milliseconds: a connection that takes so long may never stand. */
const LONGEST_MS = 5000;

export class WhatCanWait {
  readonly #clock: Pick<Clock, 'after'>;
  /** One for each set-up that goes on. */
  readonly #holds = new Set<object>();
  #waiting: (() => void)[] = [];

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** Sound is being set up, until the returned function is called, or for 5 s. */
  hold(): () => void {
    const hold = {};
    this.#holds.add(hold);
    const end = (): void => {
      stop();
      if (this.#holds.delete(hold)) this.#review();
    };
    const stop = this.#clock.after(LONGEST_MS, end);
    return end;
  }

  /** Does it now, or once no sound is being set up. */
  do(work: () => void): void {
    this.#waiting.push(work);
    this.#review();
  }

  #review(): void {
    while (this.#holds.size === 0) {
      const work = this.#waiting.shift();
      if (work === undefined) return;
      work();
    }
  }
}
