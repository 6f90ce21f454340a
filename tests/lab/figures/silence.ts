// From what arrived at one end: when its sound stopped after a strike, and when it was back. Pure.
import type { Moment } from './call-watch.ts';

/** Without a packet or without sound for so long, somebody would notice, in milliseconds. */
const GAP_MS = 400;
/** Sound that goes on for so long is back, in milliseconds. */
const STEADY_MS = 700;
/** Digital silence and the last of what was made up stay below this, the lab's voices never (sum of squares of full scale times seconds). */
const ENERGY = 1e-6;
/** How far back a look at what arrives goes, in milliseconds. */
const LOOK_MS = 200;

export interface Silence {
  /** From the strike until the sound stopped, in milliseconds; undefined where it never did. */
  readonly fromMs: number | undefined;
  /** From the strike until it was back for good; undefined where it is not back, or never stopped. */
  readonly toMs: number | undefined;
}

/** Whether packets came and sounded in the last moments before `index`. A new connection begins with counters of its own. */
function hears(moments: readonly Moment[], index: number): boolean {
  const now = moments[index];
  if (now === undefined) return false;
  let first = index;
  while (first > 0 && now.atMs - (moments[first]?.atMs ?? 0) < LOOK_MS) first -= 1;
  const before = moments[first];
  return before !== undefined && now.packets > before.packets && now.energy - before.energy > ENERGY;
}

/** The first silence from `struckMs` (milliseconds since the epoch) on that is one: and the end of it. */
export function silenceAfter(moments: readonly Moment[], struckMs: number): Silence {
  let quietSince: number | undefined;
  let stoppedMs: number | undefined;
  let backMs: number | undefined;
  for (const [index, { atMs }] of moments.entries()) {
    if (atMs < struckMs) continue;
    if (!hears(moments, index)) {
      quietSince ??= atMs;
      if (backMs !== undefined || stoppedMs === undefined) backMs = undefined;
      if (stoppedMs === undefined && atMs - quietSince >= GAP_MS - LOOK_MS) stoppedMs = quietSince;
      continue;
    }
    quietSince = undefined;
    if (stoppedMs === undefined) continue;
    backMs ??= atMs;
    if (atMs - backMs >= STEADY_MS) return { fromMs: stoppedMs - struckMs, toMs: backMs - struckMs };
  }
  return { fromMs: stoppedMs === undefined ? undefined : stoppedMs - struckMs, toMs: undefined };
}
