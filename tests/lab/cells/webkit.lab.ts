// WebKitGTK walks every screen against the demo's PBX: it has no WebRTC, says so, and does all the rest.
import { expect, test } from '@playwright/test';
import { profileOf, startDemo } from '../../e2e/support/demo.ts';
import { provisioningLink } from '../../e2e/support/phone.ts';
import { openSignIn, signIn, until, walk } from '../browsers/walk.ts';
import { watchedSite } from '../browsers/watched-site.ts';
import { walkedPage } from '../browsers/webdriver.ts';
import { launchWebKit } from '../browsers/webkit.ts';

test('WebKit says at sign-in that it can’t call, and walks every screen without an error', async () => {
  const site = await watchedSite();
  const demo = await startDemo({ site: site.folder });
  const webKit = await launchWebKit();
  try {
    const page = walkedPage(webKit.session);
    expect(await page.evaluate(() => 'RTCPeerConnection' in window)).toBe(false);
    await openSignIn(page, demo.origin);
    const { text } = await until(page, 'the notice', (sight) =>
      sight.text.includes('This browser can’t call'),
    );
    expect(text).toContain('Open this page in a current Chrome, Edge, Firefox or Safari.');
    await signIn(page, demo.origin, provisioningLink(await profileOf(demo, '1001')));
    const { callDisabled } = await until(page, 'the dialler', (sight) => sight.callDisabled !== '');
    expect(callDisabled).toBe('true');
    expect(await walk(page)).toEqual([]);
    // Whoever gathers the errors was listening all the time.
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('planted');
      });
    });
    await expect.poll(() => page.complaints()).toEqual(['uncaught: Error: planted']);
  } finally {
    await webKit.close();
    await demo.stop();
    await site.remove();
  }
});
