// What happens to a call under a fault, second by second: recorded, not judged.
import type { Page } from '@playwright/test';
import type { PhonePage } from '../../e2e/support/phone.ts';
import { hears, speaks, watchCall } from '../../e2e/support/stats.ts';

/** One phone at one moment of the fault. */
interface Glimpse {
  readonly seconds: number;
  readonly hears: boolean;
  readonly speaks: boolean;
  readonly state: string;
  readonly registration: string;
  /** The app's sentence about the sound, or the title of the card where the call ended. */
  readonly words: string;
}

const SENTENCE = '.sentence, [data-sentence]';

async function wordsOf(page: Page): Promise<string> {
  const ended = page.getByRole('heading', { level: 1 });
  const sentence = page.locator(SENTENCE).first();
  const shown = (await sentence.count()) > 0 ? sentence : ended;
  return ((await shown.first().textContent()) ?? '').replace(/\s+/gu, ' ').trim();
}

async function glimpse(phone: PhonePage, sinceMs: number): Promise<Glimpse> {
  const change = await watchCall(phone.page, 1000).catch(() => undefined);
  const registration = (await phone.registration.textContent()) ?? '';
  return {
    seconds: Math.round((Date.now() - sinceMs) / 1000),
    hears: change !== undefined && hears(change),
    speaks: change !== undefined && speaks(change),
    state: change?.last.state ?? 'no connection',
    registration: registration.replace(/\s+/gu, ' ').trim(),
    words: await wordsOf(phone.page),
  };
}

/** Watches a phone for `spanMs`, a glimpse about every second and a half. */
export async function watchFault(phone: PhonePage, spanMs: number): Promise<readonly Glimpse[]> {
  const startMs = Date.now();
  const glimpses: Glimpse[] = [];
  while (Date.now() - startMs < spanMs) glimpses.push(await glimpse(phone, startMs));
  return glimpses;
}

/** A row's worth of what was seen: when hearing stopped and came back, and where it all ended. */
export function summary(glimpses: readonly Glimpse[]): string {
  const lost = glimpses.find((each) => !each.hears);
  const back =
    lost === undefined ? undefined : glimpses.find((each) => each.hears && each.seconds > lost.seconds);
  const last = glimpses.at(-1);
  const hearing =
    lost === undefined
      ? 'hears all the time'
      : `silent from ${String(lost.seconds)} s, ${back === undefined ? 'stays silent' : `hears again at ${String(back.seconds)} s`}`;
  return `${hearing}; ${last?.state ?? ''}; “${last?.words ?? ''}”; ${last?.registration ?? ''}`;
}
