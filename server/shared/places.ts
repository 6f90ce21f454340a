// Who may stay where the number of places is limited: those who have proven themselves keep theirs, the others wait in line.
// Owns the bounds (in all, and of one address for those who have proven nothing) and a deadline; whoever owns a socket closes it.

export interface PlaceRules {
  /** In all. */
  readonly most: number;
  /** Of one address, among those who have proven nothing. */
  readonly mostUnproven: number;
  /** How long one may stay that has proven nothing, in ms. */
  readonly deadlineMs: number;
}

export interface Guest {
  readonly address: string;
  /** Whether it has earned its place by now. */
  isProven(): boolean;
  /** Ends it. */
  leave(): void;
}

export class Places {
  /** Oldest first. */
  readonly #guests = new Set<Guest>();
  readonly #timers = new Map<Guest, NodeJS.Timeout>();

  constructor(private readonly rules: PlaceRules) {}

  get taken(): number {
    return this.#guests.size;
  }

  /**
   * Takes one more, and ends the oldest that has proven nothing where there is no room. False where every place is another's
   * who is proven: a full house turns newcomers away, never those inside.
   */
  admit(guest: Guest): boolean {
    const unproven = [...this.#guests].filter((one) => !one.isProven());
    const neighbours = unproven.filter(({ address }) => address === guest.address);
    if (neighbours.length >= this.rules.mostUnproven) this.#end(neighbours[0]);
    if (this.#guests.size >= this.rules.most) this.#end(unproven.find((one) => this.#guests.has(one)));
    if (this.#guests.size >= this.rules.most) return false;
    this.#guests.add(guest);
    this.#watch(guest);
    return true;
  }

  /** One has gone. */
  left(guest: Guest): void {
    this.#guests.delete(guest);
    clearTimeout(this.#timers.get(guest));
    this.#timers.delete(guest);
  }

  /** Looks once in a deadline; who has lost what it had proven gets another. */
  #watch(guest: Guest, wasProven = false): void {
    const timer = setTimeout(() => {
      const isProven = guest.isProven();
      if (isProven || wasProven) this.#watch(guest, isProven);
      else this.#end(guest);
    }, this.rules.deadlineMs);
    timer.unref();
    this.#timers.set(guest, timer);
  }

  #end(guest: Guest | undefined): void {
    if (guest === undefined) return;
    this.left(guest);
    guest.leave();
  }
}
