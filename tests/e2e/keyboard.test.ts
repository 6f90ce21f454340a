// A whole call without a mouse: every control is reached with Tab and used with Enter or Space.
import { expect, test } from './support/test.ts';
import type { Locator } from '@playwright/test';
import { bothWays } from './support/stats.ts';

const MOST_TABS = 60;

/** Presses Tab until the control has the focus, as somebody without a mouse would. */
async function tabTo(control: Locator): Promise<void> {
  await control.waitFor();
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if (await control.evaluate((element) => element.matches(':focus'))) return;
    await control.page().keyboard.press('Tab');
  }
  throw new Error('Tab never reached the control');
}

test('dials, puts on hold, resumes and hangs up with the keyboard alone', async ({ phone }) => {
  await phone.signIn('1001');
  const { keyboard } = phone.page;
  await tabTo(phone.target);
  await keyboard.type('600');
  await keyboard.press('Enter');
  await bothWays(phone.page);
  await tabTo(phone.button('Hold'));
  await keyboard.press('Space');
  await expect(phone.call).toContainText('On hold');
  await tabTo(phone.button(/^(?:Hold|Resume)$/u));
  await keyboard.press('Enter');
  await bothWays(phone.page);
  await tabTo(phone.button('Hang up'));
  await keyboard.press('Enter');
  await expect(phone.outcome('You hung up')).toBeVisible();
});

test('an incoming call is answered with the keyboard alone', async ({ newPhone }) => {
  const [caller, callee] = await Promise.all([newPhone(), newPhone()]);
  await Promise.all([caller.signIn('1001'), callee.signIn('1002')]);
  await caller.dial('1002');
  await tabTo(callee.button('Answer'));
  await callee.page.keyboard.press('Enter');
  await bothWays(callee.page);
});
