// What a simulation counts: attempts a second, and when each phone was back.

/** Events by whole seconds. */
export class Rate {
  total = 0;
  readonly #seconds: number[] = [];

  note(atMs: number): void {
    const second = Math.floor(atMs / 1000);
    this.#seconds[second] = (this.#seconds[second] ?? 0) + 1;
    this.total += 1;
  }

  /** The most in one second, among those from `first` up to but without `end`. */
  peak(first = 0, end?: number): number {
    return this.#seconds.slice(first, end).reduce((most, count) => Math.max(most, count), 0);
  }
}

export class Tally {
  readonly connects = new Rate();
  readonly registers = new Rate();
  refusals = 0;
  droppedSyns = 0;
  /** Jobs whose phone had gone when their turn came. */
  abandoned = 0;
  /** When each phone was registered again for the first time, in milliseconds, in order. */
  readonly backMs: number[] = [];

  /** When a share of `phones` was back, 0 to 1, in milliseconds; undefined where that never came. */
  backAt(share: number, phones: number): number | undefined {
    return this.backMs[Math.ceil(share * phones) - 1];
  }
}
