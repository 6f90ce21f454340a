// What a setup link leaves on the disk: each kind is opened in a browser with a profile folder of its own, which is then searched whole.
// docs/provisioning.md says what is found here; where Chromium comes to write more or less, this says so.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { newPassphrase, seal } from '../../deploy/links.mjs';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { profileOf, setupLinkOf, type Demo } from './support/demo.ts';
import { provisioningLink } from './support/phone.ts';
import { expect, test } from './support/test.ts';

test.setTimeout(90_000);

/** Opens a link in a fresh profile, answers as `answer` does, closes the browser, and gives the folder to `look`. */
async function tried(
  url: string,
  answer: (page: Page) => Promise<void>,
  look: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bothways-profile-'));
  try {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: findChromium() ?? '',
      args: [...chromiumArguments],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    await answer(page);
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByRole('status', { name: 'Registration' })).toContainText('Registered');
    // The page that comes next is written too: nobody stays at a link.
    await page.getByRole('link', { name: /^Settings/u }).click();
    await context.close();
    await look(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** A text as it may stand in a file: as UTF-8 and UTF-16, and within base64 at each of its three places. */
function formsOf(text: string): readonly Buffer[] {
  const inBase64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(' '.repeat(shift) + text).toString('base64url');
    // The first and last letters depend on what stands beside the text.
    return encoded.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  return [text, ...inBase64].flatMap((form) => [Buffer.from(form, 'utf8'), Buffer.from(form, 'utf16le')]);
}

/** The files of a profile that hold a text in any of its forms, their running numbers left out. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const forms = formsOf(text);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = new Set<string>();
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (forms.some((form) => bytes.includes(form)))
      found.add(path.slice(folder.length + 1).replace(/\d{6,}/gu, 'N'));
  }
  return [...found].sort();
}

async function secretsOf(demo: Demo, extension: string): Promise<readonly string[]> {
  const { account, iceServers } = await profileOf(demo, extension);
  return [account.password, ...iceServers.flatMap(({ credential }) => credential ?? [])];
}

/** Where Chromium keeps an address for sure once its window is closed: docs/provisioning.md names them. */
const ALWAYS = ['Default/History', 'Default/Sessions/Session_N', 'Default/Sessions/Tabs_N'];
/** Where it keeps one as well, sooner or later. */
const SOMETIMES = [
  'Default/Favicons',
  'Default/Favicons-journal',
  'Default/History-journal',
  'Default/Shortcuts',
  'Default/Top Sites',
  'segmentation_platform/ukm_db',
  'segmentation_platform/ukm_db-wal',
];

const nothing = (): Promise<void> => Promise.resolve();

test('a readable link leaves its password in the history of the browser', async ({ demo }) => {
  const profile = await profileOf(demo, '1001');
  await tried(`${demo.origin}${provisioningLink(profile)}`, nothing, async (folder) => {
    const found = await filesWith(folder, profile.account.password);
    expect(found).toEqual(expect.arrayContaining(ALWAYS));
    expect(found.filter((path) => ![...ALWAYS, ...SOMETIMES].includes(path))).toEqual([]);
  });
});

test('a link with a code leaves no password', async ({ demo }) => {
  const link = await setupLinkOf(demo, '1002');
  const fetchIt = (page: Page): Promise<void> => page.getByRole('button', { name: 'Fetch it' }).click();
  await tried(`${demo.origin}${link}`, fetchIt, async (folder) => {
    // The search works: the code itself, used up by now, is there.
    expect(await filesWith(folder, link.slice('/#setup='.length))).toContain('Default/History');
    for (const secret of await secretsOf(demo, '1002')) expect(await filesWith(folder, secret)).toEqual([]);
  });
});

test('a locked link leaves neither its password nor its passphrase', async ({ demo }) => {
  const passphrase = newPassphrase();
  const profile = await profileOf(demo, '1003');
  const sealed = seal(profile, passphrase);
  const unlock = async (page: Page): Promise<void> => {
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
  };
  await tried(`${demo.origin}/#sealed=${sealed}`, unlock, async (folder) => {
    expect(await filesWith(folder, sealed), 'the locked text is there').toContain('Default/History');
    const secrets = [passphrase, profile.account.password, ...(await secretsOf(demo, '1003'))];
    for (const secret of secrets) expect(await filesWith(folder, secret)).toEqual([]);
  });
});
