// What must be pressed can be: at every window, text size, direction and length of what is said. Boxes are measured and hit.
import { page } from 'vitest/browser';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GALLERY_STATES } from './gallery/states.ts';
import { everyElement, mount, windowOf } from './mount.ts';
import { hindrance, hindranceAfterScroll } from './visible.ts';

const WIDTHS = [320, 360, 390, 1280] as const;
const HEIGHTS = [568, 667, 844, 900] as const;
/** Phones on their side, and a desk zoomed to 200 %. */
const LOW_WINDOWS = [
  [568, 320],
  [667, 375],
  [844, 390],
  [932, 430],
  [640, 430],
] as const;
const WINDOWS = [
  ...WIDTHS.flatMap((width) => HEIGHTS.map((height) => [width, height] as const)),
  ...LOW_WINDOWS,
];
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** The longest that can be said in a call, each with what makes it long. */
const CALLS = [
  'call',
  'oneWay',
  'noPath',
  'reconnecting',
  'longestCall',
  'takeover',
  'everyBanner',
  'tonesRefused',
];

interface Setting {
  readonly percent: number;
  readonly direction: 'ltr' | 'rtl';
}

const SETTINGS: readonly Setting[] = [100, 200].flatMap((percent) =>
  (['ltr', 'rtl'] as const).map((direction) => ({ percent, direction })),
);

async function show(name: string, hash: string, { percent, direction }: Setting): Promise<void> {
  const { state, vitals, trace, test } = GALLERY_STATES[name]!();
  document.documentElement.style.fontSize = `${String(percent)}%`;
  document.documentElement.dir = direction;
  await mount(state, { hash, ...(vitals && { vitals }), ...(trace && { trace }), ...(test && { test }) });
  await expect.element(page.getByRole('navigation', { includeHidden: true })).toBeInTheDocument();
  await expect.poll(() => everyElement().filter((element) => element.matches(':not(:defined)'))).toEqual([]);
  await settled();
}

/** Two frames: what was asked for is drawn, and what was measured has been told. */
async function settled(): Promise<void> {
  for (let frames = 0; frames < 2; frames += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}

const button = (name: string): Element => page.getByRole('button', { name, exact: true }).element();

/** What hinders each of the buttons, by name; empty where nothing does. */
function hindered(
  names: readonly string[],
  look: (element: Element) => string | undefined,
): readonly string[] {
  return names.flatMap((name) => {
    const why = look(button(name));
    return why === undefined ? [] : [`${name}: ${why}`];
  });
}

const isSideways = (): boolean => document.documentElement.scrollWidth > innerWidth;

/** What scrolls sideways within the page, or has text run out of it. */
function sideways(): readonly string[] {
  return everyElement(document.body)
    .filter((element) => {
      const { overflowX } = getComputedStyle(element);
      return overflowX !== 'hidden' && overflowX !== 'clip' && element.clientWidth > 0
        ? overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
        : false;
    })
    .map((element) => `${element.localName}.${element.className}`);
}

beforeAll(() => windowOf(390, 844));

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('style');
  document.documentElement.dir = 'ltr';
});

describe.each(WINDOWS)('in a window of %i x %i', (width, height) => {
  it.each(CALLS)('Hang up stands in sight in %s, and everything else can be pressed', async (name) => {
    await windowOf(width, height);
    const found: string[] = [];
    for (const setting of SETTINGS) {
      const where = `${String(setting.percent)} % ${setting.direction}`;
      const note = (what: string, hindrances: readonly string[]): void => {
        found.push(...hindrances.map((hindered) => `${where}, ${what}: ${hindered}`));
      };
      await show(name, '#/phone', setting);
      note('closed', hindered(['Hang up'], hindrance));
      note(
        'closed',
        hindered(['Mute', 'Hold', 'Keypad'], setting.percent === 100 ? hindrance : hindranceAfterScroll),
      );
      (button('Keypad') as HTMLElement).click();
      await expect.element(page.getByRole('button', { name: '#', exact: true })).toBeInTheDocument();
      await settled();
      note('keypad', hindered(['Hang up'], hindrance));
      const isRoomy = setting.percent === 100 && height >= 568;
      note('keypad', hindered([...KEYS, 'Keypad'], isRoomy ? hindrance : hindranceAfterScroll));
      note('keypad', hindered(['Hang up'], hindrance));
      if (isSideways()) found.push(`${where}: scrolls sideways`);
      note('sideways', sideways());
    }
    expect(found).toEqual([]);
  });

  it.each(['incoming', 'longName', 'incomingClaimed', 'everyBannerRinging'])(
    'Answer and Decline stand in sight in %s',
    async (name) => {
      await windowOf(width, height);
      const found: string[] = [];
      for (const setting of SETTINGS) {
        await show(name, '#/settings', setting);
        await expect.element(page.getByRole('button', { name: 'Answer', exact: true })).toBeInTheDocument();
        await settled();
        found.push(...hindered(['Answer', 'Decline'], hindrance));
        if (isSideways()) found.push('scrolls sideways');
      }
      expect(found).toEqual([]);
    },
  );

  it.each(['#/history', '#/network', '#/settings'])('Hang up stands in sight on %s', async (hash) => {
    await windowOf(width, height);
    const found: string[] = [];
    for (const setting of SETTINGS)
      for (const name of ['oneWay', 'longestCall']) {
        await show(name, hash, setting);
        found.push(...hindered(['Hang up'], hindrance));
        if (isSideways()) found.push('scrolls sideways');
      }
    expect(found).toEqual([]);
  });
});

describe.each([100, 200])('with text at %i %%', (percent) => {
  it.each([
    ['signedOut', '#/phone'],
    ['firstTime', '#/phone'],
    ['failed', '#/phone'],
    ['longNameEnded', '#/phone'],
    ['home', '#/history'],
    ['manyCalls', '#/history'],
    ['home', '#/network'],
    ['failed', '#/network'],
    ['traced', '#/network/trace'],
    ['traced', '#/network/trace/call-a'],
    ['home', '#/settings'],
    ['tested', '#/settings'],
    ['refused', '#/settings'],
    ['offer', '#/phone'],
    ['hostileOffer', '#/phone'],
    ['offerLockedWrong', '#/phone'],
  ] as const)('nothing scrolls sideways: %s at %s', async (name, hash) => {
    const found: string[] = [];
    for (const width of WIDTHS)
      for (const direction of ['ltr', 'rtl'] as const) {
        await windowOf(width, 667);
        await show(name, hash, { percent, direction });
        const where = `${String(width)} ${direction}`;
        if (isSideways()) found.push(`${where}: the page, ${String(document.documentElement.scrollWidth)}`);
        found.push(...sideways().map((what) => `${where}: ${what}`));
      }
    expect(found).toEqual([]);
  });
});

describe('the dialler', () => {
  it.each(WIDTHS.flatMap((width) => HEIGHTS.map((height) => [width, height] as const)))(
    'has its keys and Call in sight at %i x %i',
    async (width, height) => {
      await windowOf(width, height);
      await show('home', '#/phone', { percent: 100, direction: 'ltr' });
      expect(hindered([...KEYS, 'Call'], hindrance)).toEqual([]);
    },
  );
});

describe('the sign-in', () => {
  it.each(['signedOut', 'failedSignIn'] as const)(
    'has its button in sight beside what everybody needs: %s',
    async (name) => {
      await windowOf(390, 844);
      await show(name, '#/phone', { percent: 100, direction: 'ltr' });
      expect(hindered(['Sign in'], hindrance)).toEqual([]);
      const fields = ['Username', 'Password', 'Domain', 'WebSocket server'];
      for (const field of fields)
        expect(hindrance(page.getByLabelText(field, { exact: true }).element())).toBeUndefined();
      const stun = page.getByLabelText('STUN servers', { exact: true }).element().getBoundingClientRect();
      expect(stun.top - button('Sign in').getBoundingClientRect().bottom).toBeLessThan(260);
    },
  );
});

describe('what has the focus', () => {
  it('never hides behind the bars', async () => {
    await windowOf(390, 667);
    await show('oneWay', '#/settings', { percent: 100, direction: 'ltr' });
    const targets = everyElement(document.body).filter(
      (element): element is HTMLElement =>
        element instanceof HTMLElement && element.matches('main *, :host *') && element.tabIndex === 0,
    );
    const hidden = targets.flatMap((element) => {
      if (element.getClientRects().length === 0 || !element.matches('button, input, select, summary, a'))
        return [];
      element.focus();
      const { top, bottom } = element.getBoundingClientRect();
      const middle = (top + bottom) / 2;
      const bar = everyElement()
        .find((other) => other.localName === 'bw-call-bar')!
        .getBoundingClientRect();
      const isBar = element.closest('section[aria-label="Call in progress"]') !== null || middle > bar.bottom;
      return !isBar && middle > bar.top ? [element.outerHTML.slice(0, 80)] : [];
    });
    expect(hidden).toEqual([]);
  });
});
