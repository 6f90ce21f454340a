// A refused microphone: the phone says what to do, keeps its sign-in, and works once the permission is there.
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { expect, test } from './support/test.ts';
import { PhonePage } from './support/phone.ts';
import { bothWays } from './support/stats.ts';
import { collectConnections } from './support/connections.ts';
import { watchContext } from './support/watch.ts';

/** A Chromium that asks for the microphone, which Playwright answers with no until it is granted. */
const asking = chromiumArguments.filter((flag) => flag !== '--use-fake-ui-for-media-stream');

test('a refused microphone says what to do, loses nothing, and calling works once it is allowed', async ({
  demo,
}) => {
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...asking] });
  try {
    const context = await browser.newContext();
    const watch = await watchContext(context, demo.origin);
    await context.addInitScript(collectConnections, {});
    const phone = new PhonePage(await context.newPage(), demo, watch);
    await phone.signIn('1001');

    await phone.dial('600');
    await expect(phone.page.getByRole('main')).toContainText(
      /Allow (?:it|the microphone) beside the address bar/u,
    );
    await phone.isRegistered();
    await expect(phone.button('Hang up')).toBeHidden();

    await context.grantPermissions(['microphone'], { origin: demo.origin });
    await phone.dial('600');
    await bothWays(phone.page);
    expect(watch.complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
