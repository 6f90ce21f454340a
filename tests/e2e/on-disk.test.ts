// What stays on the disk of a computer, looked for in the files of a browser profile. A browser that deletes a record, or a whole
// database, leaves its bytes in the file until it writes the file anew (LevelDB): the words after forgetting say so, and what they
// advise is tried here.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { PhonePage } from './support/phone.ts';
import { expect, test as base } from './support/test.ts';
import { watchContext } from './support/watch.ts';

/** Nobody else is called that. */
const CALLED = 'nobodyelseiscalledthat';

/** The files of the profile that hold the text, in either of the two ways a browser writes text. */
function filesWith(folder: string, text: string): readonly string[] {
  const ways = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return ways.some((way) => content.includes(way));
    });
}

const test = base.extend<{ profile: { readonly folder: string; readonly context: BrowserContext } }>({
  profile: async ({ browserName: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'bothways-profile-'));
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: findChromium() ?? '',
      args: [...chromiumArguments],
      permissions: ['microphone'],
    });
    await use({ folder, context });
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('what was deleted may stay on the disk, which is said; clearing the site in the browser takes it', async ({
  demo,
  profile: { folder, context },
}) => {
  const watch = await watchContext(context, demo.origin);
  const phone = new PhonePage(await context.newPage(), demo, watch);
  const { account } = await phone.signIn('1001');
  await phone.dial(CALLED);
  await phone.outcome('No such number').waitFor();
  await phone.dismiss();
  await expect.poll(() => filesWith(folder, CALLED)).not.toEqual([]);
  const databases = filesWith(folder, account.password).filter((file) => file.includes('IndexedDB'));
  expect(databases, 'the password is encrypted').toEqual([]);

  await phone.goTo('Settings');
  await phone.button('Sign out and forget everything on this computer').first().click();
  await phone.button('Forget everything').first().click();
  await expect(phone.page.getByText('Parts of it can stay on the disk')).toBeVisible();

  const client = await context.newCDPSession(phone.page);
  await client.send('Storage.clearDataForOrigin', { origin: demo.origin, storageTypes: 'all' });
  const left = (): readonly string[] =>
    filesWith(folder, CALLED).filter((file) => /IndexedDB|Service Worker/u.test(file));
  await expect.poll(left).toEqual([]);
});
