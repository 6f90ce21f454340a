// What a call that survived must still do: sound both ways, hold and resume, and an end that reaches the other side.
import { expect } from '@playwright/test';
import type { PhonePage } from '../../e2e/support/phone.ts';
import { receivesNothing } from '../../e2e/support/stats.ts';
import { seenAt, soundAt } from './sound-at.ts';

async function holdsAndResumes(holder: PhonePage, held: PhonePage): Promise<void> {
  await holder.button('Hold').click();
  await expect(held.call).toContainText('They put you on hold');
  await seenAt(holder, 'the holder hears nothing', receivesNothing);
  await holder.button(/^(?:Hold|Resume)$/u).click();
  await Promise.all([soundAt(holder), soundAt(held)]);
}

/** The second holds and resumes, the first hangs up, and each learns of it. Throws where something fails. */
export async function carryOn(one: PhonePage, other: PhonePage): Promise<void> {
  await Promise.all([soundAt(one), soundAt(other)]);
  await holdsAndResumes(other, one);
  await one.hangUp();
  await expect(one.outcome('You hung up')).toBeVisible();
  await expect(other.outcome('They hung up')).toBeVisible();
}
