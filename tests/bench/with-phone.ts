// A registered phone of the demo for a bench, and everything put away afterwards.
import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { startDemo } from '../e2e/support/demo.ts';
import { PhonePage } from '../e2e/support/phone.ts';
import { watchContext } from '../e2e/support/watch.ts';

export interface BenchPhone {
  readonly phone: PhonePage;
  readonly context: BrowserContext;
  readonly browser: Browser;
}

/** `prepare` sees the context before the page is opened. */
export async function withPhone<Value>(
  task: (bench: BenchPhone) => Promise<Value>,
  prepare: (context: BrowserContext) => Promise<unknown> = () => Promise.resolve(),
): Promise<Value> {
  const demo = await startDemo();
  const executablePath = findChromium() ?? '';
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  try {
    const context = await browser.newContext({ permissions: ['microphone'] });
    const watch = await watchContext(context, demo.origin);
    await prepare(context);
    const phone = new PhonePage(await context.newPage(), demo, watch);
    return await task({ phone, context, browser });
  } finally {
    await browser.close();
    await demo.stop();
  }
}
