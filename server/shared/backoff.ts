// How long to wait before the n-th attempt. Pure.

/** Milliseconds: 250, 500, 1000 ... up to 10 s, for attempt 0, 1, 2 ... */
export function backoffMs(attempt: number): number {
  return Math.min(250 * 2 ** Math.min(attempt, 10), 10_000);
}
