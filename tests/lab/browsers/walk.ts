// A walk through every screen of the app in a browser that Playwright does not drive: each comes up whole, fits the window, and
// nothing is complained about on the way.
import { setTimeout as wait } from 'node:timers/promises';
import { act, isRegistered, look, type Sight } from './in-page.ts';

/** A page of any browser, as far as a walk needs it. */
export interface WalkedPage {
  goto(url: string): Promise<void>;
  /** The size of the page in CSS pixels, or the nearest that the browser can do. */
  resize(width: number, height: number): Promise<void>;
  /** Runs a function in the page; it can use nothing from outside. */
  evaluate<Arguments extends readonly unknown[], Result>(
    work: (...given: Arguments) => Result,
    ...given: Arguments
  ): Promise<Result>;
  /** Errors on the console, uncaught exceptions and CSP violations so far. */
  complaints(): Promise<readonly string[]>;
}

/** The screens by address, each with the heading that it shows. */
const SCREENS = {
  '#/phone': 'Phone',
  '#/history': 'History',
  '#/network': 'Network',
  '#/network/trace': 'SIP messages',
  '#/network/trace/registration': 'SIP messages',
  '#/settings': 'Settings',
  '#/settings/account': 'Settings',
} as const;

const SIZES = { phone: [390, 844], desk: [1280, 820] } as const;
const PATIENCE_MS = 10_000;

/** Polls until `condition` holds for what is seen; throws with the last sight. */
export async function until(
  page: WalkedPage,
  what: string,
  condition: (sight: Sight) => boolean,
): Promise<Sight> {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const sight = await page.evaluate(look);
    if (condition(sight)) return sight;
    if (Date.now() > endMs) throw new Error(`${what} did not appear: ${JSON.stringify(sight)}`);
    await wait(50);
  }
}

async function press(page: WalkedPage, button: string): Promise<void> {
  const endMs = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate(act, 'button', button, null))) {
    if (Date.now() > endMs) throw new Error(`there was no button ${button}`);
    await wait(50);
  }
}

/** Opens the app, and returns what stands at sign-in. */
export async function openSignIn(page: WalkedPage, origin: string): Promise<Sight> {
  await page.goto(`${origin}/`);
  return until(page, 'the sign-in form', ({ text }) => text.includes('Username'));
}

/** Signs in by a provisioning link and says yes. */
export async function signIn(page: WalkedPage, origin: string, link: string): Promise<void> {
  await page.goto(`${origin}${link}`);
  await press(page, 'Accept');
  const endMs = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate(isRegistered))) {
    if (Date.now() > endMs) throw new Error('the phone did not register');
    await wait(50);
  }
}

function isWhole(sight: Sight, heading: string): boolean {
  return sight.undefinedTags.length === 0 && sight.headings.includes(heading);
}

/** Every screen at the width of a phone and of a desk; returns what does not fit or was complained about, one line each. */
export async function walk(page: WalkedPage): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [name, [width, height]] of Object.entries(SIZES)) {
    await page.resize(width, height);
    for (const [address, heading] of Object.entries(SCREENS)) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, address);
      const sight = await until(page, `${address} on a ${name}`, (seen) => isWhole(seen, heading));
      if (sight.overflow > 0)
        problems.push(`${address} is ${String(sight.overflow)} px too wide on a ${name}`);
    }
  }
  return [...problems, ...(await page.complaints())];
}
