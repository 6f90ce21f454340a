// The same account in two tabs of one browser: two phones, each with a way of its own to the server.
import { PhonePage } from './support/phone.ts';
import { expect, test } from './support/test.ts';

test('a call rings in both tabs, and in the one that stays when the other is closed', async ({
  newPhone,
}) => {
  const [phone, caller] = await Promise.all([newPhone(), newPhone()]);
  await Promise.all([phone.signIn('1001'), caller.signIn('1002')]);
  const page = await phone.page.context().newPage();
  const second = new PhonePage(page, phone.demo, phone.watch);
  await second.open();
  await second.isRegistered();
  await caller.dial('1001');
  await Promise.all([phone, second].map((each) => expect(each.button('Answer')).toBeVisible()));
  await caller.hangUp();
  await caller.dismiss();
  await page.close();
  await caller.dial('1001');
  await phone.button('Answer').click();
  await expect(caller.call).toContainText('Connected');
  await caller.hangUp();
});
