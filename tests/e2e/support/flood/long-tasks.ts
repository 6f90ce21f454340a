// How long the page's main thread was away: every long task the browser reports, and every gap between two ticks of a timer.
import type { Page } from '@playwright/test';

export interface Away {
  /** The longest task, in milliseconds; 0 where none took 50 ms. */
  readonly task: number;
  /** The longest time between two ticks of a timer that is due every 20 ms. */
  readonly gap: number;
  /** The sum of all long tasks. */
  readonly total: number;
}

interface Watched {
  away: { task: number; gap: number; total: number };
}

/** Runs in the page. */
function watchTasks(): void {
  const watched = globalThis as unknown as Watched;
  watched.away = { task: 0, gap: 0, total: 0 };
  const note = (entries: readonly PerformanceEntry[]): void => {
    for (const { duration } of entries) {
      watched.away.task = Math.max(watched.away.task, duration);
      watched.away.total += duration;
    }
  };
  new PerformanceObserver((list) => {
    note(list.getEntries());
  }).observe({ type: 'longtask' });
  let before = performance.now();
  setInterval(() => {
    const now = performance.now();
    watched.away.gap = Math.max(watched.away.gap, now - before);
    before = now;
  }, 20);
}

/** Watches a page from now on, until it is loaded anew. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(watchTasks);
}

/** What was seen since the last reading, once the page is at rest again: half a second without a long task or a late timer. */
export async function readLongTasks(page: Page): Promise<Away> {
  return await page.evaluate(async () => {
    const watched = globalThis as unknown as Watched;
    let [calm, total] = [0, watched.away.total];
    while (calm < 5) {
      const before = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 100));
      const isCalm = watched.away.total === total && performance.now() - before < 130;
      calm = isCalm ? calm + 1 : 0;
      ({ total } = watched.away);
    }
    const { away } = watched;
    watched.away = { task: 0, gap: 0, total: 0 };
    return away;
  });
}
