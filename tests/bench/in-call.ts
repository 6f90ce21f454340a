// What a call costs the page's process: meters drawn, statistics sampled, sound coded and decoded; beside it the same page at rest.
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { startDemo } from '../e2e/support/demo.ts';
import { PhonePage } from '../e2e/support/phone.ts';
import { watchContext } from '../e2e/support/watch.ts';
import { rendererPercent } from './renderer-cpu.ts';
import { median, type Result } from './result.ts';

const SETTLE_MS = 10_000;
const SPAN_MS = 20_000;
const SPANS = 3;

export async function measure(): Promise<readonly Result[]> {
  const demo = await startDemo();
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...chromiumArguments],
  });
  try {
    const context = await browser.newContext({ permissions: ['microphone'] });
    const watch = await watchContext(context, demo.origin);
    const page = await context.newPage();
    const phone = new PhonePage(page, demo, watch);
    const spans = async (): Promise<number> => {
      await page.waitForTimeout(SETTLE_MS);
      const values: number[] = [];
      for (let span = 0; span < SPANS; span += 1) values.push(await rendererPercent(browser, page, SPAN_MS));
      return median(values);
    };
    await phone.signIn('1001');
    const idle = await spans();
    await phone.dial('600');
    await phone.button('Mute').waitFor();
    const inCall = await spans();
    const unit = '% of a core';
    return [
      { what: 'renderer of a registered phone at rest', value: idle, unit },
      { what: 'renderer during a call, meters and sampling on', value: inCall, unit },
    ];
  } finally {
    await browser.close();
    await demo.stop();
  }
}
