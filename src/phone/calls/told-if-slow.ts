// Reports an operation only if it takes longer than a moment, and then reports its end as well.
import type { Clock } from '../clock.ts';

/** So long nothing is said, in milliseconds. */
export const QUIET_MS = 300;

/** Does the work; calls `say` with true where it takes longer than a moment, and then with false at its end. */
export async function toldIfSlow<T>(
  clock: Pick<Clock, 'after'>,
  work: Promise<T>,
  say: (isSlow: boolean) => void,
): Promise<T> {
  const told: { isSlow: boolean } = { isSlow: false };
  const stop = clock.after(QUIET_MS, () => {
    told.isSlow = true;
    say(true);
  });
  try {
    return await work;
  } finally {
    stop();
    if (told.isSlow) say(false);
  }
}
