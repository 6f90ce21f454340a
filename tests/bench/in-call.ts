// What a call costs the page's process: meters drawn, statistics sampled, sound coded and decoded; beside it the same page at rest.
import { rendererPercent } from './renderer-cpu.ts';
import { median, type Result } from './result.ts';
import { withPhone } from './with-phone.ts';

const SETTLE_MS = 10_000;
const SPAN_MS = 20_000;
const SPANS = 3;

export function measure(): Promise<readonly Result[]> {
  return withPhone(async ({ phone, browser }) => {
    const spans = async (): Promise<number> => {
      await phone.page.waitForTimeout(SETTLE_MS);
      const values: number[] = [];
      for (let span = 0; span < SPANS; span += 1)
        values.push(await rendererPercent(browser, phone.page, SPAN_MS));
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
  });
}
