// Whether there is sound at a phone, by a short look at its counters: the lab's tones never pause.
import { expect } from '@playwright/test';
import type { PhonePage } from '../../e2e/support/phone.ts';
import { hears, speaks, watchCall, type Change } from '../../e2e/support/stats.ts';

/** How long one look takes, in milliseconds. */
const LOOK_MS = 700;

/** Waits until `judge` is true of what changed on a connection of this phone within one look. */
export async function seenAt(
  { page }: PhonePage,
  what: string,
  judge: (change: Change) => boolean,
  place = -1,
): Promise<void> {
  await expect(async () => {
    const change = await watchCall(page, LOOK_MS, place);
    expect(judge(change), `${what}: ${JSON.stringify(change)}`).toBe(true);
  }).toPass({ timeout: 20_000 });
}

/**
 * Waits until sound goes both ways on a connection of this phone, by its counters. The report of the far side, which `bothWays` waits for as
 * well, comes every five seconds; here the far side is measured itself.
 */
export const soundAt = (phone: PhonePage, place = -1): Promise<void> =>
  seenAt(phone, 'sound both ways', (change) => speaks(change) && hears(change), place);
