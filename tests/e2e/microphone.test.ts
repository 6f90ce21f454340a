// A refused microphone: the phone says what to do, keeps its sign-in, and works once the permission is there.
import { chromium, type Browser } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { expect, test } from './support/test.ts';
import { collectConnections } from './support/connections.ts';
import type { Demo } from './support/demo.ts';
import { PhonePage } from './support/phone.ts';
import { bothWays } from './support/stats.ts';
import { watchContext } from './support/watch.ts';

/** A Chromium that asks for the microphone, which Playwright answers with no until it is granted. */
const asking = chromiumArguments.filter((flag) => flag !== '--use-fake-ui-for-media-stream');
const launchOptions = { executablePath: findChromium() ?? '', args: [...asking] };

let browser: Browser;
let refused: PhonePage;

async function phoneIn(demo: Demo): Promise<PhonePage> {
  const context = await browser.newContext();
  const watch = await watchContext(context, demo.origin);
  await context.addInitScript(collectConnections, {});
  return new PhonePage(await context.newPage(), demo, watch);
}

test.beforeEach(async ({ demo }) => {
  browser = await chromium.launch(launchOptions);
  refused = await phoneIn(demo);
  await refused.signIn('1001');
});

test.afterEach(async () => {
  await browser.close();
  expect(refused.watch.complaints).toEqual([]);
});

test('a refused microphone says what to do, loses nothing, and the call works once it is allowed', async ({
  demo,
}) => {
  await refused.dial('600');
  const card = refused.outcome('The microphone was blocked');
  await expect(card).toContainText('Allow the microphone beside the address bar');
  await expect(card.getByText('Click the icon just left of the address')).toBeVisible();
  await refused.isRegistered();
  await refused.page.context().grantPermissions(['microphone'], { origin: demo.origin });
  await card.getByRole('button', { name: /^(?:Call|Dial) again$/u }).click();
  await bothWays(refused.page);
});

test('an incoming call goes on ringing where the microphone is refused, and can be answered once it is allowed', async ({
  demo,
  newPhone,
}) => {
  const caller = await newPhone();
  await caller.signIn('1002');
  await caller.dial('1001');
  await refused.button('Answer').click();
  await expect(refused.page.getByText(/Allow it beside the address bar/u)).toBeVisible();
  await expect(refused.button('Answer')).toBeEnabled();
  await refused.page.context().grantPermissions(['microphone'], { origin: demo.origin });
  await refused.button('Answer').click();
  await Promise.all([bothWays(refused.page), bothWays(caller.page)]);
});

test('a microphone is tested with its own sound, played back, and released', async ({ phone }) => {
  await phone.open('/#/settings');
  const opened = await phone.page.evaluateHandle(() => {
    const tracks: MediaStreamTrack[] = [];
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
    return tracks;
  });
  const states = (): Promise<string[]> =>
    opened.evaluate((tracks) => tracks.map(({ readyState }) => readyState));
  await phone.button('Test microphone').click();
  await expect(phone.page.getByRole('meter')).toBeVisible();
  expect(await states()).toEqual(['live']);
  // The fake device beeps.
  await expect(phone.page.getByText('Your microphone hears you well.')).toBeVisible({ timeout: 10_000 });
  expect(await states()).toEqual(['ended']);
  await expect(phone.button('Test microphone')).toBeVisible({ timeout: 10_000 });
});

test('a silent microphone is noticed in a call, and one that is unplugged is replaced', async ({ phone }) => {
  await phone.page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    const silent = new AudioContext().createMediaStreamDestination().stream;
    Object.assign(globalThis, { silent });
    devices.getUserMedia = (wanted) => {
      devices.getUserMedia = open;
      return wanted?.audio === undefined ? open(wanted) : Promise.resolve(silent);
    };
  });
  await phone.signIn('1003');
  await phone.dial('600');
  const silence = phone.page.locator('bw-call-path[data-verdict=microphoneSilent]');
  await expect(silence).toBeVisible({ timeout: 15_000 });
  await phone.page.evaluate(() => {
    const [track] = (globalThis as unknown as { silent: MediaStream }).silent.getTracks();
    track?.stop();
    // What a browser says when the device is unplugged.
    track?.dispatchEvent(new Event('ended'));
  });
  await expect(phone.page.getByText(/is gone: now using Fake Default Audio Input\.$/u)).toBeVisible();
  await expect(silence).toBeHidden();
  await bothWays(phone.page);
});
