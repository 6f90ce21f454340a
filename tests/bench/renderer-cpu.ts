// Processor time of a page's own process, as Chromium counts it, over a span.
import type { Browser, Page } from '@playwright/test';

/** Seconds of processor time of all renderers that ever ran; one page is open, so the difference is that page's. */
async function rendererSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** What the renderer takes of one core over `spanMs`, in percent. */
export async function rendererPercent(browser: Browser, page: Page, spanMs: number): Promise<number> {
  const before = await rendererSeconds(browser);
  const startedAt = performance.now();
  await page.waitForTimeout(spanMs);
  const seconds = (performance.now() - startedAt) / 1000;
  return (((await rendererSeconds(browser)) - before) / seconds) * 100;
}
