// The app as an installed one: it starts without a network from its service worker, and says that it is offline.
import { expect, test } from './support/test.ts';
import type { PhonePage } from './support/phone.ts';

test.use({
  expectedComplaints: /WebSocket connection to .* failed|Failed to load resource|ERR_INTERNET_DISCONNECTED/u,
});

async function serviceWorkerIsActive({ page }: PhonePage): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

test('starts offline once it was opened, keeps the sign-in, and says that it is offline', async ({
  phone,
}) => {
  await phone.signIn('1001');
  await serviceWorkerIsActive(phone);
  await phone.page.context().setOffline(true);
  await phone.page.reload();
  await expect(phone.page.getByText(/seems to be offline/u)).toBeVisible();
  await expect(phone.registration).toContainText(/Connecting|Not registered/u);
  for (const screen of ['History', 'Network', 'Settings', 'Phone'] as const) {
    await phone.goTo(screen);
    await expect(phone.page.getByRole('main').getByRole('heading').first()).toBeVisible();
  }
  await phone.page.context().setOffline(false);
  await expect(phone.page.getByText(/seems to be offline/u)).toBeHidden();
  await expect(phone.registration).toContainText('Registered', { timeout: 45_000 });
});

test('can be installed: a manifest with its icons, and a service worker', async ({ phone }) => {
  await phone.open();
  await serviceWorkerIsActive(phone);
  const session = await phone.page.context().newCDPSession(phone.page);
  const { installabilityErrors } = (await session.send('Page.getInstallabilityErrors')) as {
    installabilityErrors: readonly { errorId: string }[];
  };
  // every context of Playwright is an incognito one
  const errors = installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito');
  expect(errors).toEqual([]);
  const href = await phone.page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = (await (await fetch(new URL(href ?? '', phone.demo.origin))).json()) as {
    icons: readonly { src: string }[];
  };
  expect(manifest.icons.length).toBeGreaterThan(1);
  for (const { src } of manifest.icons) {
    expect((await fetch(new URL(src, phone.demo.origin))).status, src).toBe(200);
  }
});
