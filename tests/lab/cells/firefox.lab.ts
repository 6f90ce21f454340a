// Firefox walks every screen; Chromium and Firefox call each other, both ways, behind three pairs of NATs.
import { provisioningLink } from '../../e2e/support/phone.ts';
import type { NatKind } from '../network/types.ts';
import { FirefoxPhone, firefoxPage, launchFirefox, type LabFirefox } from '../browsers/firefox.ts';
import { openSignIn, signIn, until, walk } from '../browsers/walk.ts';
import { hearingOf } from '../support/hearing.ts';
import { expect, profileOf, test } from '../support/lab-test.ts';
import { Table } from '../support/record.ts';

const PAIRS: readonly (readonly [NatKind, NatKind])[] = [
  ['portRestricted', 'portRestricted'],
  ['symmetric', 'symmetric'],
  ['portRestricted', 'udpBlocked'],
];

const table = new Table(
  'firefox',
  'Chromium behind',
  'Firefox behind',
  'who calls',
  'Chromium pair',
  'Firefox pair',
  'ms',
);

const withFirefox = test.extend<object, { readonly firefox: LabFirefox }>({
  firefox: [
    async ({ lab }, use) => {
      const firefox = await launchFirefox(lab.network, 1);
      await use(firefox);
      await firefox.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

withFirefox(
  'Firefox walks every screen without an error, and is not told that it can’t call',
  async ({ lab, firefox }) => {
    await lab.network.setNat(1, 'none');
    const origin = lab.servers.pageUrl.replace(/\/$/u, '');
    const page = await firefoxPage(firefox.browser);
    const { text } = await openSignIn(page, origin);
    expect(text).not.toContain('can’t call');
    await signIn(page, origin, provisioningLink(profileOf(lab.servers, '1002', 'all')));
    const { callDisabled } = await until(page, 'the dialler', (sight) => sight.callDisabled !== '');
    expect(callDisabled).toBe('false');
    expect(await walk(page)).toEqual([]);
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('planted');
      });
    });
    await expect.poll(() => page.complaints()).toEqual([expect.stringContaining('planted')]);
    await page.close();
  },
);

for (const [first, second] of PAIRS) {
  for (const whoCalls of ['Chromium', 'Firefox'] as const) {
    withFirefox(
      `${whoCalls} calls, Chromium behind ${first}, Firefox behind ${second}`,
      async ({ lab, openPhone, firefox }) => {
        await lab.network.setNat(0, first);
        await lab.network.setNat(1, second);
        const origin = lab.servers.pageUrl.replace(/\/$/u, '');
        const chromiumPhone = await openPhone(0, '1001', 'all');
        const link = provisioningLink(profileOf(lab.servers, '1002', 'all'));
        const firefoxPhone = await FirefoxPhone.open(firefox.browser, origin, link);
        const startMs = Date.now();
        if (whoCalls === 'Chromium') {
          await chromiumPhone.dial('1002');
          await firefoxPhone.click('Answer');
        } else {
          await firefoxPhone.fill('Name, number or SIP address', '1001');
          await firefoxPhone.click('Call');
          await chromiumPhone.button('Answer').click();
        }
        const [one, two] = await Promise.all([
          hearingOf(chromiumPhone.page, 12_000),
          hearingOf(firefoxPhone.page, 12_000),
        ]);
        const bothMs = Math.max(one.sinceMs ?? Infinity, two.sinceMs ?? Infinity) - startMs;
        table.add(first, second, whoCalls, one.pair, two.pair, String(bothMs));
        expect(one.sinceMs, `Chromium hears: ${JSON.stringify(one)}`).toBeDefined();
        expect(two.sinceMs, `Firefox hears: ${JSON.stringify(two)}`).toBeDefined();
        await chromiumPhone.hangUp();
        await firefoxPhone.close();
      },
    );
  }
}
