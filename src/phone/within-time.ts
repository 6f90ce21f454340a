// Waits for a promise that may never settle, up to a time limit.
import type { Clock } from './clock.ts';

/** What the work comes to, or undefined where it takes longer than `limitMs`; it goes on all the same. */
export function withinTime<T>(
  clock: Pick<Clock, 'after'>,
  work: Promise<T>,
  limitMs: number,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(limitMs, () => {
      resolve(undefined);
    });
    work.then(resolve, reject).finally(stop);
  });
}
