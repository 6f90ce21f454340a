// A call to an account that several windows of this browser are signed in to rings in each of them, and is one call all the same:
// what one takes none of the others missed, and what none takes is one line in the history. The windows tell each other what rings
// where; the one whose ring has the smallest id keeps the line. Fetched with what only calls need.
import type { Clock } from './clock.ts';
import type { OtherTabs, Ring, TabNews } from './other-tabs.ts';

/** So long the one who keeps the line waits for another to say that it took the call, in milliseconds. */
const WORD_MS = 300;

function isSameCall(one: Ring, other: Ring): boolean {
  return one.account === other.account && one.caller.toLowerCase() === other.caller.toLowerCase();
}

export class SharedRings {
  readonly #tabs: Pick<OtherTabs, 'tell'>;
  readonly #clock: Pick<Clock, 'after'>;
  /** What rings elsewhere. */
  #elsewhere: readonly Ring[] = [];
  #mine: Ring | undefined;
  /** Where else the call rings that rings here, or rang. */
  #rivals: readonly Ring[] = [];
  #isTaken = false;
  #keepNow: () => void = () => undefined;

  constructor(tabs: Pick<OtherTabs, 'tell'>, clock: Pick<Clock, 'after'>) {
    this.#tabs = tabs;
    this.#clock = clock;
  }

  /** A call begins to ring here. */
  began(ring: Ring): void {
    this.#keepNow();
    this.#mine = ring;
    this.#isTaken = false;
    this.#rivals = this.#elsewhere.filter((each) => isSameCall(each, ring));
    this.#tell('began');
  }

  /** Somebody answered or declined it here. */
  taken(): void {
    this.#tell('taken');
    this.#mine = undefined;
  }

  /** It rings no longer, and nobody took it here: `keep` is called where this window is the one to keep the line. */
  ended(keep: () => void): void {
    const mine = this.#mine;
    if (mine === undefined || this.#rivals.length === 0) {
      this.#tell('ended');
      this.#mine = undefined;
      keep();
      return;
    }
    this.#tell('ended');
    const decide = (): void => {
      stop();
      this.#keepNow = () => undefined;
      const isFirst = this.#rivals.every(({ id }) => mine.id < id);
      this.#mine = undefined;
      if (isFirst && !this.#isTaken) keep();
    };
    const stop = this.#clock.after(WORD_MS, decide);
    this.#keepNow = decide;
  }

  /** This window is closed: what rings elsewhere is theirs to keep. False where it rings nowhere else. */
  left(): boolean {
    this.#keepNow();
    const isElsewhere = this.#rivals.length > 0;
    this.#tell('left');
    this.#mine = undefined;
    return isElsewhere;
  }

  /** Takes what another window says. */
  heard({ what, ring }: Extract<TabNews, { kind: 'ring' }>): void {
    this.#elsewhere = this.#elsewhere.filter(({ id }) => id !== ring.id);
    if (what === 'began') {
      this.#elsewhere = [...this.#elsewhere, ring];
      if (this.#mine !== undefined && isSameCall(ring, this.#mine)) this.#rivals = [...this.#rivals, ring];
      return;
    }
    const isRival = this.#rivals.some(({ id }) => id === ring.id);
    if (what === 'taken' && isRival) this.#isTaken = true;
    if (what === 'left') this.#rivals = this.#rivals.filter(({ id }) => id !== ring.id);
  }

  #tell(what: Extract<TabNews, { kind: 'ring' }>['what']): void {
    if (this.#mine !== undefined) this.#tabs.tell({ kind: 'ring', what, ring: this.#mine });
  }
}
