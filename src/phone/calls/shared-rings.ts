// A call to an account that several windows of this browser are signed in to rings in each of them, but is one call. If one
// window answers it, the others don't keep it as missed; if none does, it is one line in the history. The windows tell each other
// which calls ring in them; the one whose ring has the smallest id keeps the line. Loaded with what only calls need.
import type { Clock } from '../clock.ts';
import type { OtherTabs, Ring, TabNews } from '../other-tabs.ts';

/** So long the one who keeps the line waits for another to say that it took the call, in milliseconds. */
const WORD_MS = 300;

function isSameCall(one: Ring, other: Ring): boolean {
  return one.account === other.account && one.caller.toLowerCase() === other.caller.toLowerCase();
}

/** A call that rings here, or rang. */
interface OwnRing {
  readonly ring: Ring;
  /** Where else it rings, or rang. */
  readonly rivals: readonly Ring[];
  /** Another window took it. */
  readonly isTaken: boolean;
}

export class SharedRings {
  readonly #tabs: Pick<OtherTabs, 'tell'>;
  readonly #clock: Pick<Clock, 'after'>;
  /** What rings elsewhere. */
  #elsewhere: readonly Ring[] = [];
  /** By the id of the ring. */
  readonly #own = new Map<string, OwnRing>();

  constructor(tabs: Pick<OtherTabs, 'tell'>, clock: Pick<Clock, 'after'>) {
    this.#tabs = tabs;
    this.#clock = clock;
  }

  /** A call begins to ring here. */
  began(ring: Ring): void {
    const rivals = this.#elsewhere.filter((each) => isSameCall(each, ring));
    this.#own.set(ring.id, { ring, rivals, isTaken: false });
    this.#tell('began', ring.id);
  }

  /** Somebody answered or declined it here; does nothing for one that did not ring. */
  taken(id: string): void {
    this.#tell('taken', id);
    this.#own.delete(id);
  }

  /** It rings no longer, and nobody took it here: `keep` is called where this window is the one to keep the line. */
  ended(id: string, keep: () => void): void {
    this.#tell('ended', id);
    if ((this.#own.get(id)?.rivals.length ?? 0) === 0) {
      this.#own.delete(id);
      keep();
      return;
    }
    this.#clock.after(WORD_MS, () => {
      const own = this.#own.get(id);
      this.#own.delete(id);
      const isFirst = own?.rivals.every((rival) => id < rival.id) ?? true;
      if (isFirst && own?.isTaken !== true) keep();
    });
  }

  /** This window is closed: what rings elsewhere is theirs to keep. False where it rings nowhere else. */
  left(id: string): boolean {
    const isElsewhere = (this.#own.get(id)?.rivals.length ?? 0) > 0;
    this.#tell('left', id);
    this.#own.delete(id);
    return isElsewhere;
  }

  /** Takes what another window says. */
  heard({ what, ring }: Extract<TabNews, { kind: 'ring' }>): void {
    this.#elsewhere = this.#elsewhere.filter(({ id }) => id !== ring.id);
    if (what === 'began') this.#elsewhere = [...this.#elsewhere, ring];
    for (const [id, own] of this.#own) this.#own.set(id, afterNews(own, what, ring));
  }

  #tell(what: Extract<TabNews, { kind: 'ring' }>['what'], id: string): void {
    const own = this.#own.get(id);
    if (own !== undefined) this.#tabs.tell({ kind: 'ring', what, ring: own.ring });
  }
}

function afterNews(own: OwnRing, what: Extract<TabNews, { kind: 'ring' }>['what'], ring: Ring): OwnRing {
  if (what === 'began') return isSameCall(ring, own.ring) ? { ...own, rivals: [...own.rivals, ring] } : own;
  const isRival = own.rivals.some(({ id }) => id === ring.id);
  if (what === 'taken' && isRival) return { ...own, isTaken: true };
  return what === 'left' ? { ...own, rivals: own.rivals.filter(({ id }) => id !== ring.id) } : own;
}
