// A page opened with http by another name than localhost: the browser gives it no microphone, no vault, no service worker and no
// randomUUID. It says which address would do, and everything but calling works.
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { expect, test as base } from './support/test.ts';
import { profileOf, startDemo, type Demo } from './support/demo.ts';
import { dialsNothing, walk } from './support/walk.ts';

/** A name that browsers don't take for this machine, so that http is not secure there. */
const NAME = 'phone.bothways.test';

interface PerWorker {
  readonly demo: Demo;
  /** Where Node and the phone's own WebSocket find the demo. */
  readonly local: Demo;
}

const test = base.extend<object, PerWorker>({
  local: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const local = await startDemo({ pbxArgs: ['--allow-host', NAME] });
      await use(local);
      await local.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  demo: [
    async ({ local }, use) => {
      const origin = local.origin.replace('//localhost', `//${NAME}`);
      await use(Object.create(local, { origin: { value: origin } }) as Demo);
    },
    { scope: 'worker' },
  ],
});

test.use({
  // Chromium says this of every page that is not secure.
  expectedComplaints: /Cross-Origin-Opener-Policy header has been ignored/u,
  launchOptions: {
    executablePath: findChromium() ?? '',
    args: [...chromiumArguments, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
  },
});

test('names its https address, and all but calling works', async ({ phone, demo, local }) => {
  await phone.open();
  const card = phone.page.getByRole('region', { name: 'No calls on this page as it was opened' });
  const secure = `${demo.origin.replace('http:', 'https:')}/`;
  await expect(card.getByRole('link', { name: secure })).toHaveAttribute('href', secure);
  await phone.provision(await profileOf(local, '1001'));
  await expect(phone.page.getByText('Your sign-in isn’t saved')).toBeVisible();
  await dialsNothing(phone);
  await walk(phone);
});
