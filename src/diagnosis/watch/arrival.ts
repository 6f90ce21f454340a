// Whether packets of sound arrive, from four looks a second. Silence counts only while somebody looked: timers that came late, because the
// computer was busy or slept, prove nothing.
import type { MediaPulse } from '../../media/media-pulse.ts';

export interface ArrivalWatch {
  readonly lastPacket: number | undefined;
  /** When the last look was, milliseconds since the epoch. */
  readonly lookedAtMs: number | undefined;
  /** When a packet was last seen; undefined before the first. */
  readonly heardAtMs: number | undefined;
  /** How long none came, in milliseconds of looking. */
  readonly silentMs: number;
  /** The longest silence that ended by itself: senders that are silent between words pause (RFC 3389). */
  readonly longestPauseMs: number;
}

export const NO_ARRIVAL: ArrivalWatch = {
  lastPacket: undefined,
  lookedAtMs: undefined,
  heardAtMs: undefined,
  silentMs: 0,
  longestPauseMs: 0,
};

/** A look that comes later than this after the one before says nothing of the time between; a hidden page looks once a second. */
const LATE_MS = 1500;
/** Packets that should come all the time and have not for so long are missing: 45 packets of 20 ms. */
const STOPPED_AFTER_MS = 900;
/** The same where the decoder was not surprised by the silence: the far side said that it would pause (comfort noise). */
const PAUSED_AFTER_MS = 3000;
/** A far side that paused for long before may pause for longer still. */
const PAUSE_MARGIN = 2;
/** From this silence on statistics are wanted now. */
const DOUBT_AFTER_MS = 500;

/** The next look. */
export function nextArrival(before: ArrivalWatch, pulse: MediaPulse): ArrivalWatch {
  const { atMs, lastPacket } = pulse;
  const sinceMs = before.lookedAtMs === undefined ? 0 : atMs - before.lookedAtMs;
  const looked = { ...before, lookedAtMs: atMs };
  if (lastPacket !== undefined && lastPacket !== before.lastPacket)
    return {
      ...looked,
      lastPacket,
      heardAtMs: atMs,
      silentMs: 0,
      longestPauseMs: Math.max(before.longestPauseMs, before.silentMs),
    };
  if (before.heardAtMs === undefined || sinceMs <= 0 || sinceMs > LATE_MS) return looked;
  return { ...looked, silentMs: before.silentMs + sinceMs };
}

/** Something else flows from now on (hold, resume, another connection): what was heard before is over. */
export function restarted({ lookedAtMs }: ArrivalWatch): ArrivalWatch {
  return { ...NO_ARRIVAL, lookedAtMs };
}

/** Packets have not come for a moment, which may mean nothing. */
export function isDoubted({ silentMs }: ArrivalWatch): boolean {
  return silentMs >= DOUBT_AFTER_MS;
}

/** Statistics are wanted at once: packets have just stopped. */
export function wantsSample(before: ArrivalWatch, now: ArrivalWatch): boolean {
  return !isDoubted(before) && isDoubted(now);
}

/**
 * Whether packets that should come have stopped. `isSurprised`: the decoder had to make up sound meanwhile; false where it was told of the
 * pause, undefined where nobody can tell.
 */
export function hasStopped(watch: ArrivalWatch, isSurprised: boolean | undefined): boolean {
  const { silentMs, longestPauseMs } = watch;
  if (isSurprised !== false) return silentMs >= STOPPED_AFTER_MS;
  return silentMs >= Math.max(PAUSED_AFTER_MS, longestPauseMs * PAUSE_MARGIN);
}
