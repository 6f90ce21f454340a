// npm run picture: takes the README's picture anew. Two browsers call each other through the demo PBX with real sound, one as
// a phone and one as a desk; both are photographed once sound flows both ways, and set side by side, light and dark.
import './lib/require-node.mjs';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { chromiumArguments, findChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { Problem, main, say } from './lib/progress.mjs';

const PICTURE = inRoot('docs/images/call.png');
const PATIENCE_MS = 30_000;

/** Who calls and who answers: number, window and theme. */
const CALLER = { number: '1001', width: 1120, height: 700, theme: 'light' };
const CALLEE = { number: '1002', width: 390, height: 700, theme: 'dark' };

/** The demo's profile of an extension as the fragment of a setup link. */
async function linkOf(origin, { number }) {
  const answer = await fetch(`${origin}/demo/extension`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ extension: number }),
  });
  if (!answer.ok) throw new Problem(`the demo gave no extension: ${String(answer.status)}`);
  return `${origin}/#provision=${Buffer.from(await answer.text()).toString('base64url')}`;
}

async function signedIn(browser, origin, person) {
  const context = await browser.newContext({
    viewport: { width: person.width, height: person.height },
    colorScheme: person.theme,
    deviceScaleFactor: 2,
    locale: 'en-GB',
    timezoneId: 'UTC',
    permissions: ['microphone'],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(await linkOf(origin, person));
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('status', { name: 'Registration' }).getByText('Registered').waitFor();
  return page;
}

/** Waits until the call has run for so long that all there is to know of it stands there. */
async function settled(page) {
  await page.getByRole('timer').getByText('0:12').waitFor();
  await page.getByText('Sound flows both ways.').first().waitFor();
}

/** Both shots on one sheet, the phone before the desk, in a page that the browser draws. */
async function composed(browser, desk, phone) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 });
  const source = (shot) => `data:image/png;base64,${shot.toString('base64')}`;
  await page.setContent(`<style>
    body { margin: 0; background: transparent; position: relative; inline-size: 1280px; block-size: 800px; }
    img { position: absolute; border-radius: 18px; box-shadow: 0 18px 48px rgb(0 0 0 / 28%); }
    .desk { left: 24px; top: 24px; inline-size: 1080px; }
    .phone { right: 24px; bottom: 32px; inline-size: 344px; border-radius: 32px; border: 8px solid #0d0b0a; }
  </style><img class="desk" src="${source(desk)}"><img class="phone" src="${source(phone)}">`);
  await page.waitForFunction(() => [...globalThis.document.images].every((image) => image.complete));
  return page.screenshot({ omitBackground: true });
}

async function photograph(origin) {
  const { chromium } = await import('playwright');
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Problem('the picture needs Chrome or Chromium');
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  try {
    const caller = await signedIn(browser, origin, CALLER);
    const callee = await signedIn(browser, origin, CALLEE);
    await caller.getByLabel('Name, number or SIP address').fill(CALLEE.number);
    await caller.getByRole('button', { name: 'Call', exact: true }).click();
    await callee.getByRole('button', { name: 'Answer' }).click();
    await Promise.all([settled(caller), settled(callee)]);
    const [desk, phone] = await Promise.all([caller.screenshot(), callee.screenshot()]);
    return await composed(browser, desk, phone);
  } finally {
    await browser.close();
  }
}

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(say);
  const { startDemo } = await import(pathToFileURL(inRoot('dist-server/demo.js')).href);
  const demo = await startDemo({ port: 0, output: 'ignore' });
  try {
    await writeFile(PICTURE, await photograph(demo.origin));
  } finally {
    await demo.stop();
  }
  say(`Written: ${PICTURE}`);
  return 0;
});
