// The steps of a heal after an address was replaced, read from what both pages noted. Pure.
import type { Note } from './timeline.ts';

/** Milliseconds from the strike; undefined where there was no such step. */
export interface HealSteps {
  /** The first question to a flow after the strike: something was noticed. */
  readonly askedMs: number | undefined;
  /** A new WebSocket stands, and the server has taken the phone in over it. */
  readonly openedMs: number | undefined;
  readonly registeredMs: number | undefined;
  /** The browser first showed an address of the new network. */
  readonly addressMs: number | undefined;
  /** The last offer of the phone that moved, and its answer. */
  readonly offeredMs: number | undefined;
  readonly answeredMs: number | undefined;
  /** How many offers of either side it took. */
  readonly offers: number;
}

/** `moved`: what the page of the phone that moved noted from the strike on; `other`: that of the far side. `address`: the new one. */
export function healSteps(
  moved: readonly Note[],
  other: readonly Note[],
  struckMs: number,
  address: string,
): HealSteps {
  const since = (pattern: RegExp, notes = moved): number | undefined => {
    const found = notes.find(({ what }) => pattern.test(what));
    return found && found.atMs - struckMs;
  };
  const last = (pattern: RegExp): number | undefined => since(pattern, [...moved].reverse());
  const offersOf = (notes: readonly Note[]): number =>
    notes.filter(({ what }) => /> request \d+ INVITE/u.test(what)).length;
  // Where relays alone are used the own address never shows: the first relay tells of it.
  const own = moved.find(({ what }) => what === `candidate host ${address}`);
  const openedMs = since(/ open$/u);
  const afterOpening = moved.filter(({ atMs }) => openedMs !== undefined && atMs - struckMs >= openedMs);
  return {
    askedMs: since(/> (?:ping|request \d+ OPTIONS)/u),
    openedMs,
    registeredMs: since(/< 200 \d+ REGISTER/u, afterOpening),
    addressMs: own === undefined ? since(/^candidate relay/u) : own.atMs - struckMs,
    offeredMs: last(/> request \d+ INVITE/u),
    answeredMs: last(/< 200 \d+ INVITE/u),
    offers: offersOf(moved) + offersOf(other),
  };
}
