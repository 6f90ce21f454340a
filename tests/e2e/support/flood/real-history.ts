// A history that somebody cares about, written where the app keeps it, and a look at what is kept.
import type { Page } from '@playwright/test';

/** Fills the history with calls that were answered; the page must be reloaded to show them. */
export async function fillHistory(page: Page, calls: number): Promise<void> {
  await page.evaluate(async (count) => {
    const opened = indexedDB.open('bothways');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const transaction = opened.result.transaction('history', 'readwrite');
    for (let index = 0; index < count; index += 1) {
      transaction.objectStore('history').put({
        id: `real-${String(index)}`,
        direction: index % 2 === 0 ? 'outgoing' : 'incoming',
        remote: {
          uri: `sip:${String(2000 + index)}@office.example`,
          user: String(2000 + index),
          displayName: `Colleague ${String(index)}`,
        },
        startedAtMs: Date.now() - 3_600_000 * (index + 1),
        durationSeconds: 60 + index,
        outcome: 'answered',
        youToThem: 'flowed',
        themToYou: 'flowed',
        seen: true,
      });
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    opened.result.close();
  }, calls);
}

export interface KeptHistory {
  /** How many of the calls of `fillHistory` are still there. */
  readonly real: number;
  readonly others: number;
}

export async function readHistory(page: Page): Promise<KeptHistory> {
  return await page.evaluate(async () => {
    const opened = indexedDB.open('bothways');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const keys = opened.result.transaction('history').objectStore('history').getAllKeys();
    await new Promise((resolve) => (keys.onsuccess = resolve));
    opened.result.close();
    const real = keys.result.filter((key) => typeof key === 'string' && key.startsWith('real-')).length;
    return { real, others: keys.result.length - real };
  });
}
