// What a conference costs: the page's process with calls that go on by themselves and with the same calls joined, and the way of a sound
// from one party to another. The far ends are in the same page, so the difference is what joining costs, and nothing else is meant.
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import type { ConferencePage } from './in-page/conference-page.ts';
import { rendererPercent } from './renderer-cpu.ts';
import { median, type Result } from './result.ts';

const PARTIES = [2, 3, 5] as const;
const SPAN_MS = 5000;
const SPANS = 3;

type Bench = typeof globalThis & { readonly conferencePage: ConferencePage };

async function onPage<Value>(
  url: string,
  work: (page: Page, spent: () => Promise<number>) => Promise<Value>,
): Promise<Value> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...chromiumArguments],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'conferencePage' in globalThis);
    return await work(page, async () => {
      const spans: number[] = [];
      for (let span = 0; span < SPANS; span += 1) spans.push(await rendererPercent(browser, page, SPAN_MS));
      return median(spans);
    });
  } finally {
    await browser.close();
  }
}

async function measureParties(url: string, count: number): Promise<readonly Result[]> {
  return onPage(url, async (page, spent) => {
    await page.evaluate((calls) => (globalThis as Bench).conferencePage.calls(calls), count);
    const apart = await spent();
    await page.evaluate(() => (globalThis as Bench).conferencePage.join());
    const joined = await spent();
    const { toOther, toUs } = await page.evaluate(() => (globalThis as Bench).conferencePage.delays());
    const who = `${String(count + 1)} parties`;
    return [
      { what: `${who}: renderer with the calls apart, far ends included`, value: apart, unit: '% of a core' },
      { what: `${who}: renderer with the calls joined`, value: joined, unit: '% of a core' },
      { what: `${who}: joining, for each far end`, value: (joined - apart) / count, unit: '% of a core' },
      { what: `${who}: a sound from one far end to us`, value: toUs, unit: 'ms' },
      { what: `${who}: a sound from one far end to another`, value: toOther, unit: 'ms' },
    ];
  });
}

export async function measure(): Promise<readonly Result[]> {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1' },
  });
  try {
    await server.listen();
    const address = server.resolvedUrls?.local[0] ?? '';
    const url = `${address}tests/bench/in-page/conference.html`;
    const results: Result[] = [];
    for (const count of PARTIES) results.push(...(await measureParties(url, count)));
    return results;
  } finally {
    await server.close();
  }
}
