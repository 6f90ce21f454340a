// What a person does in a browser that can't call: walks every screen, and tries to dial all the same.
import { expect } from '@playwright/test';
import type { PhonePage } from './phone.ts';

/** Every screen, from the navigation, as a signed-in person walks them. */
export async function walk(phone: PhonePage): Promise<void> {
  const { page } = phone;
  for (const name of ['History', 'Network', 'Settings'] as const) {
    await phone.goTo(name);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  await phone.goTo('Network');
  await page.getByRole('link', { name: /^SIP messages/u }).click();
  await page.getByRole('link', { name: /^Registration/u }).click();
  await expect(page.getByRole('list', { name: 'Messages in order' })).toBeVisible();
  await phone.goTo('Phone');
}

/** The button says why it does nothing, and the Enter key does not get round it. */
export async function dialsNothing(phone: PhonePage): Promise<void> {
  const call = phone.button('Call');
  await expect(call).toBeDisabled();
  await expect(call).toHaveAccessibleDescription(/You can’t call from here/u);
  await phone.target.fill('600');
  await phone.target.press('Enter');
  await expect(phone.page.getByText('nothing was dialled')).toBeVisible();
  await expect(phone.call).toHaveCount(0);
}
