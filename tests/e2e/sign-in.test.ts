// Ways to sign in: the demo, the form, a link; what is kept, and what a wrong password says.
import { expect, test } from './support/test.ts';
import { profileOf, type DemoProfile } from './support/demo.ts';
import type { PhonePage } from './support/phone.ts';
import { bothWays } from './support/stats.ts';

async function fillForm(phone: PhonePage, profile: DemoProfile, password: string): Promise<void> {
  const { account, webSocketServers } = profile;
  await phone.open();
  await phone.field('Username').fill(account.username);
  await phone.field('Password').fill(password);
  await phone.field('Domain').fill(account.domain);
  await phone.field('WebSocket server').fill(webSocketServers[0] ?? '');
  await phone.button('Sign in').click();
}

test('one press on "Try the demo" registers and can call', async ({ phone }) => {
  await phone.open();
  await phone.button('Try the demo').click();
  await phone.isRegistered();
  await phone.dial('600');
  await bothWays(phone.page);
});

test('nothing moves while the page comes together', async ({ phone }) => {
  await phone.open();
  await expect(phone.button('Try the demo')).toBeVisible();
  const shift = await phone.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => {
          resolve(sum);
        }, 500);
      }),
  );
  expect(shift).toBeLessThan(0.01);
});

test('the form signs in, and the phone can call', async ({ phone, demo }) => {
  const profile = await profileOf(demo, '1001');
  await fillForm(phone, profile, profile.account.password);
  await phone.isRegistered();
  await phone.dial('600');
  await bothWays(phone.page);
});

test('an empty form names every field that is missing', async ({ phone }) => {
  await phone.open();
  await phone.button('Sign in').click();
  for (const name of ['Username', 'Password', 'Domain', 'WebSocket server']) {
    await expect(phone.field(name)).toHaveAttribute('aria-invalid', 'true');
  }
});

test('a wrong password is said in words, and can be corrected', async ({ phone, demo }) => {
  const profile = await profileOf(demo, '1001');
  await fillForm(phone, profile, 'wrong');
  await expect(phone.registration).toContainText('Not registered');
  await expect(phone.registration).toContainText('Wrong username or password');
});

test('a reload keeps the sign-in', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.page.reload();
  await phone.isRegistered();
  await phone.dial('600');
  await bothWays(phone.page);
});

test('a reload keeps the history', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.dial('614');
  await expect(phone.outcome('No such number')).toBeVisible();
  await phone.page.reload();
  await phone.goTo('History');
  await expect(phone.page.getByRole('main')).toContainText('614');
});
