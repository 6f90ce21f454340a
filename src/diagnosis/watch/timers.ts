// Whether this page kept up: a computer that is too busy looks late again and again, one that slept looked once, very late. A hidden page
// is slow by design (HTML 8.1.4.6), and is not called busy.
import type { MediaPulse } from '../../media/media-pulse.ts';

export interface TimerWatch {
  readonly lookedAtMs: number | undefined;
  /** When looks came late, milliseconds since the epoch. */
  readonly lateAtMs: readonly number[];
  /** When the page woke last. */
  readonly wokeAtMs: number | undefined;
}

export const ON_TIME: TimerWatch = { lookedAtMs: undefined, lateAtMs: [], wokeAtMs: undefined };

/** As often as a pulse comes (media/media-pulse.ts). */
const PULSE_MS = 250;
/** A look so late means that something held the page up, in milliseconds. */
const LATE_MS = 2 * PULSE_MS;
/** Nothing but sleep holds a page up for so long; a hidden page may be woken once a minute. */
const SLEPT_MS = 5000;
const SLEPT_HIDDEN_MS = 90_000;
/** So many late looks within so long mean that it is too busy. */
const MANY = 4;
const WITHIN_MS = 10_000;
/** Waking up explains what is missing for so long. */
const WAKES_FOR_MS = 6000;

/** The next look. */
export function nextTimers(before: TimerWatch, { atMs, isHidden }: MediaPulse): TimerWatch {
  const sinceMs = before.lookedAtMs === undefined ? PULSE_MS : atMs - before.lookedAtMs;
  const isLate = !isHidden && sinceMs - PULSE_MS >= LATE_MS && sinceMs < SLEPT_MS;
  const recent = before.lateAtMs.filter((time) => time > atMs - WITHIN_MS && time <= atMs);
  return {
    lookedAtMs: atMs,
    lateAtMs: isLate
      ? [...recent, atMs]
      : recent.length === before.lateAtMs.length
        ? before.lateAtMs
        : recent,
    wokeAtMs: sinceMs >= (isHidden ? SLEPT_HIDDEN_MS : SLEPT_MS) ? atMs : before.wokeAtMs,
  };
}

export function isBusy({ lateAtMs }: TimerWatch): boolean {
  return lateAtMs.length >= MANY;
}

/** The page woke a moment ago. */
export function hasJustWoken({ wokeAtMs, lookedAtMs }: TimerWatch): boolean {
  return wokeAtMs !== undefined && lookedAtMs !== undefined && lookedAtMs - wokeAtMs < WAKES_FOR_MS;
}
