// What the browser keeps after a day's work is what the list says, and after "forget everything" nothing of it is left, in no tab.
import { KEPT } from '../../src/storage/kept.ts';
import { bothWays } from './support/stats.ts';
import { PhonePage } from './support/phone.ts';
import { storageDump } from './support/storage-dump.ts';
import { expect, test } from './support/test.ts';
import { walk } from './support/walk.ts';

const FORGET = 'Sign out and forget everything on this computer';

/** Everything that a page of this origin can have kept, by place and name. Runs in the page. */
async function places(): Promise<Readonly<Record<string, readonly string[]>>> {
  const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const stores: string[] = [];
  for (const name of databases) {
    const opened = indexedDB.open(name);
    await new Promise((resolve) => (opened.onsuccess = resolve));
    stores.push(...opened.result.objectStoreNames);
    opened.result.close();
  }
  const root = await navigator.storage.getDirectory();
  const files: string[] = [];
  for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys()) files.push(name);
  return {
    databases,
    stores,
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(() => 'serviceWorker'),
    web: [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...(document.cookie === '' ? [] : ['cookie']),
    ],
    files,
  };
}

/** A day's work: calls, every screen, a setting. */
async function live(phone: PhonePage): Promise<void> {
  await phone.signIn('1001');
  await phone.dial('600');
  await bothWays(phone.page);
  await phone.hangUp();
  await phone.dismiss();
  await walk(phone);
  await phone.goTo('Settings');
  await phone.page.getByLabel('Dark').check();
  await expect.poll(() => storageDump(phone.page)).toContain('INVITE sip:600@');
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => phone.page.evaluate(() => caches.keys())).not.toEqual([]);
}

/** Names, numbers and addresses that a day's work leaves. */
const PERSONAL = /sip:|600|1001|Demo 1|INVITE|127\.0\.0\.1|localhost|dark|CryptoKey|sealed|current|instance/u;

test('everything that is kept stands in the list of what is kept', async ({ phone }) => {
  await live(phone);
  const found = await phone.page.evaluate(places);
  expect(found['databases']).toEqual(['bothways']);
  const stores = new Set(KEPT.flatMap((kept) => ('store' in kept ? [kept.store] : [])));
  expect(new Set(found['stores'])).toEqual(stores);
  const prefixes = KEPT.flatMap((kept) => (kept.where === 'cache' ? [kept.prefix] : []));
  expect(found['caches']?.length).toBeGreaterThan(0);
  for (const name of found['caches'] ?? [])
    expect(prefixes.some((prefix) => name.startsWith(prefix))).toBe(true);
  expect(found['workers']).toEqual(['serviceWorker']);
  expect(found['web']).toEqual([]);
  expect(found['files']).toEqual([]);
});

test('one press and a Yes forget everything, and that is said', async ({ phone }) => {
  await live(phone);
  expect(await storageDump(phone.page)).toMatch(PERSONAL);
  await phone.button(FORGET).first().click();
  await phone.button('Forget everything').first().click();
  await expect(
    phone.page.getByText('Deleted from this computer: the account with its passwords'),
  ).toBeVisible();
  await expect(phone.registration).toContainText('Not registered');
  await expect
    .poll(() => phone.page.evaluate(places))
    .toMatchObject({ caches: [], workers: [], databases: [] });
  expect(await storageDump(phone.page)).not.toMatch(PERSONAL);
  await phone.page.goto('about:blank');
  await phone.open();
  await expect(phone.button('Sign in')).toBeVisible();
  await phone.goTo('History');
  await expect(phone.page.getByText('Nothing here yet')).toBeVisible();
  // The app's own files have come back, in a cache that is named after the address.
  expect((await storageDump(phone.page)).split('"caches"')[0]).not.toMatch(PERSONAL);
});

test('signing out in a call ends it, and keeps what was chosen', async ({ phone }) => {
  await live(phone);
  await phone.goTo('Phone');
  await phone.dial('600');
  await bothWays(phone.page);
  await phone.goTo('Settings');
  await phone.button('Sign out …').click();
  const dialog = phone.page.getByRole('dialog', { name: 'Sign out' });
  await expect(dialog).toContainText('This ends your call.');
  await dialog.getByLabel('Call history').check();
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(
    phone.page.getByText('Still here: the call history, the settings, and the app’s own files.'),
  ).toBeVisible();
  await phone.goTo('History');
  await expect(phone.page.getByText('You called').first()).toBeVisible();
  const dump = await storageDump(phone.page);
  expect(dump).toContain('sip:600@');
  for (const gone of ['INVITE', 'CryptoKey', '"instance"', '"sealed":{"iv"'])
    expect(dump).not.toContain(gone);
});

test('another tab lets go as well, and writes nothing back', async ({ phone }) => {
  await live(phone);
  const other = new PhonePage(await phone.page.context().newPage(), phone.demo, phone.watch);
  await other.open();
  await other.isRegistered();
  await other.dial('600');
  await bothWays(other.page);
  await phone.page.bringToFront();
  await phone.button(FORGET).first().click();
  await phone.button('Forget everything').first().click();
  await expect(phone.page.getByText('The phone keeps nothing here any more.')).toBeVisible();
  await expect(other.registration).toContainText('Not registered');
  await expect(other.call).toBeHidden();
  await other.goTo('History');
  await expect(other.page.getByText('Nothing here yet')).toBeVisible();
  await other.page.close();
  expect(await storageDump(phone.page)).not.toMatch(PERSONAL);
});
