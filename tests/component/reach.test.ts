// What must be pressed can be: in every window, text size and direction, however much is said. Boxes are measured and hit. Each
// state is drawn once and then looked at in every window, for that is what takes the time.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { GALLERY_STATES } from './gallery/states.ts';
import { everyElement, mount, windowOf } from './mount.ts';
import { hindrance, hindranceAfterScroll } from './visible.ts';

const UPRIGHT = [320, 360, 390, 1280].flatMap((width) =>
  [568, 667, 844, 900].map((height) => [width, height] as const),
);
/** Phones on their side, and a desk's window at 200 %. */
const LOW = [
  [568, 320],
  [667, 375],
  [844, 390],
  [932, 430],
  [640, 430],
] as const;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

interface View {
  readonly width: number;
  readonly height: number;
  readonly percent: number;
  readonly direction: string;
}

const VIEWS: readonly View[] = [...UPRIGHT, ...LOW].flatMap(([width, height]) =>
  [100, 200].flatMap((percent) => ['ltr', 'rtl'].map((direction) => ({ width, height, percent, direction }))),
);

/** Enough where nothing is longer than usual. */
const FEW = VIEWS.filter(({ width, height }) =>
  ['320x568', '390x844', '1280x568', '844x390'].includes(`${String(width)}x${String(height)}`),
);

async function show(name: string, hash: string): Promise<void> {
  const { state, vitals, trace, test } = GALLERY_STATES[name]!();
  await mount(state, { hash, ...(vitals && { vitals }), ...(trace && { trace }), ...(test && { test }) });
  await expect.element(page.getByRole('navigation', { includeHidden: true })).toBeInTheDocument();
  await expect.poll(() => everyElement().filter((element) => element.matches(':not(:defined)'))).toEqual([]);
}

/** Two frames: what was asked for is laid out, and what is measured for the style sheets has come back. */
async function settled(): Promise<void> {
  for (let frames = 0; frames < 2; frames += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}

async function lookAs({ width, height, percent, direction }: View): Promise<void> {
  if (innerWidth !== width || innerHeight !== height) await windowOf(width, height);
  document.documentElement.style.fontSize = `${String(percent)}%`;
  document.documentElement.dir = direction;
  await settled();
}

const button = (name: string): Element => page.getByRole('button', { name, exact: true }).element();

type Look = (element: Element) => string | undefined;

/** Finds the buttons once; what comes back says what hinders them in the present view, by name. */
function among(names: readonly string[]): (look?: Look) => readonly string[] {
  const found = names.map((name) => ({ name, element: button(name) }));
  return (look = hindrance) =>
    found.flatMap(({ name, element }) => {
      const why = look(element);
      return why === undefined ? [] : [`${name}: ${why}`];
    });
}

/** What scrolls sideways: the page, or a part of it that scrolls at all. */
function sideways(): readonly string[] {
  const isScrolled = (element: Element): boolean =>
    element.scrollWidth > element.clientWidth + 1 &&
    element.clientWidth > 0 &&
    ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
  const page = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
  const parts = everyElement(document.body).filter(isScrolled);
  return [...page, ...parts.map(({ localName, className }) => `${localName}.${className} scrolls sideways`)];
}

/** Looks at the page in each view; what was found comes with the view. */
async function inEach(
  views: readonly View[],
  look: (view: View) => readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const view of views) {
    await lookAs(view);
    const { width, height, percent, direction } = view;
    const where = `${String(width)} x ${String(height)}, ${String(percent)} % ${direction}`;
    found.push(...look(view).map((what) => `${where}: ${what}`));
  }
  return found;
}

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('style');
  document.documentElement.dir = 'ltr';
});

describe('in a call', () => {
  it.each([
    ['longestCall', VIEWS],
    ['everyBanner', VIEWS],
    ['oneWay', VIEWS],
    ['call', FEW],
    ['noPath', FEW],
    ['unconfirmed', FEW],
    ['reconnecting', FEW],
    ['takeover', FEW],
    ['tonesRefused', FEW],
    ['keysWaiting', FEW],
    ['keysGoing', FEW],
    ['callWaiting', FEW],
    ['twoWaiting', FEW],
    ['sixCalls', FEW],
    ['consultation', FEW],
    ['transferFailed', FEW],
    ['referral', FEW],
    ['mutedTalking', FEW],
  ])('Hang up stands in sight, all else is in reach: %s', { timeout: 90_000 }, async (name, views) => {
    await show(name, '#/phone');
    const [hangUp, tools] = [among(['Hang up']), among(['Mute', 'Hold', 'Keypad'])];
    // Beside who waits there is not room for everything at once.
    const isCrowded = name.endsWith('Waiting');
    const closed = await inEach(views, ({ percent }) => [
      ...hangUp(),
      ...tools(percent === 100 && !isCrowded ? hindrance : hindranceAfterScroll),
      ...hangUp(),
      ...sideways(),
    ]);
    expect(closed).toEqual([]);
    (button('Keypad') as HTMLElement).click();
    await expect.element(page.getByRole('button', { name: '#', exact: true })).toBeInTheDocument();
    const keys = among([...KEYS, 'Keypad']);
    const open = await inEach(views, ({ percent, height }) => [
      ...hangUp(),
      ...keys(percent === 100 && height >= 568 && !isCrowded ? hindrance : hindranceAfterScroll),
      ...hangUp(),
      ...sideways(),
    ]);
    expect(open).toEqual([]);
  });

  it('all keys stay in reach however many were pressed', { timeout: 90_000 }, async () => {
    await show('call', '#/phone');
    (button('Keypad') as HTMLElement).click();
    await expect.element(page.getByRole('button', { name: '#', exact: true })).toBeInTheDocument();
    for (let pressed = 0; pressed < 48; pressed += 1) (button('7') as HTMLElement).click();
    const keys = among([...KEYS, 'Keypad', 'Hang up']);
    const found = await inEach(FEW, ({ percent, height }) => [
      ...keys(percent === 100 && height >= 568 ? hindrance : hindranceAfterScroll),
      ...sideways(),
    ]);
    expect(found).toEqual([]);
  });

  it('the words of both directions stand clear of each other', async () => {
    await show('call', '#/phone');
    const lines = everyElement().filter((element) => element.matches('.caption > *'));
    expect(lines.length).toBeGreaterThan(3);
    const found = await inEach(FEW, () => {
      const boxes = lines.map((line) => line.getBoundingClientRect()).filter(({ height }) => height > 0);
      return boxes.flatMap((one, index) =>
        boxes.slice(index + 1).flatMap((other) => {
          const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
          return across > 1 && down > 1 ? ['words overlap'] : [];
        }),
      );
    });
    expect(found).toEqual([]);
  });

  it.each([
    ['call', ['Add call', 'Transfer']],
    ['sixCalls', ['Add call', 'Transfer', 'Conference']],
  ] as const)('what is rare is one press away: %s', { timeout: 90_000 }, async (name, rare) => {
    await show(name, '#/phone');
    await lookAs({ width: 320, height: 568, percent: 100, direction: 'ltr' });
    (button('More') as HTMLElement).click();
    await settled();
    const [hangUp, tools] = [among(['Hang up']), among(rare)];
    const found = await inEach(FEW, ({ percent, height }) => [
      ...tools(percent === 100 && height >= 568 ? hindrance : hindranceAfterScroll),
      ...hangUp(),
      ...sideways(),
    ]);
    expect(found).toEqual([]);
  });

  it.each([
    ['Add call', ['Call', 'Cancel']],
    ['Transfer', ['Transfer now', 'Ask first']],
  ] as const)(
    'Hang up stands in sight beside the field of %s',
    { timeout: 90_000 },
    async (name, buttons) => {
      await show('call', '#/phone');
      await lookAs({ width: 1280, height: 900, percent: 100, direction: 'ltr' });
      (button(name) as HTMLElement).click();
      await expect.element(page.getByRole('textbox')).toBeInTheDocument();
      const [hangUp, actions] = [among(['Hang up']), among(buttons)];
      const found = await inEach(FEW, () => [
        ...hangUp(),
        ...actions(hindranceAfterScroll),
        ...hangUp(),
        ...sideways(),
      ]);
      expect(found).toEqual([]);
    },
  );

  it('who waits can be answered while Hang up stays in sight', { timeout: 90_000 }, async () => {
    for (const hash of ['#/phone', '#/history', '#/settings']) {
      await show('callWaiting', hash);
      const [hangUp, answers] = [among(['Hang up']), among(['Hold and answer', 'End and answer', 'Decline'])];
      const found = await inEach(FEW, ({ percent, height }) => [
        ...hangUp(),
        ...answers(percent === 100 && height >= 568 ? hindrance : hindranceAfterScroll),
        ...hangUp(),
        ...sideways(),
      ]);
      expect(found, hash).toEqual([]);
    }
  });

  it.each(['conference2', 'conference6'])('a conference can be ended in one press: %s', async (name) => {
    await show(name, '#/phone');
    const [hangUp, tools] = [
      among(['Hang up for all']),
      among(['Mute', 'Add call', 'Take out: Maya Okafor']),
    ];
    const found = await inEach(FEW, () => [
      ...hangUp(),
      ...tools(hindranceAfterScroll),
      ...hangUp(),
      ...sideways(),
    ]);
    expect(found).toEqual([]);
  });

  it.each([
    ['oneWay', '#/history'],
    ['sixCalls', '#/network'],
    ['longestCall', '#/network'],
    ['reconnecting', '#/settings'],
  ])('Hang up stands in sight on the other screens: %s at %s', { timeout: 90_000 }, async (name, hash) => {
    await show(name, hash);
    const hangUp = among(['Hang up']);
    expect(await inEach(VIEWS, () => [...hangUp(), ...sideways()])).toEqual([]);
  });

  it('Answer and Decline can be pressed whatever question stood open', async () => {
    const { state } = GALLERY_STATES['home']!();
    const phone = await mount(state, { hash: '#/settings' });
    await page.getByRole('button', { name: 'Sign out …' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Sign out' })).toBeVisible();
    phone.become(GALLERY_STATES['incoming']!().state);
    await expect.element(page.getByRole('button', { name: 'Answer', exact: true })).toBeVisible();
    await settled();
    expect(among(['Answer', 'Decline'])()).toEqual([]);
  });

  it('rings with Answer and Decline in sight', { timeout: 90_000 }, async () => {
    for (const [name, views] of [
      ['incoming', FEW],
      ['longName', VIEWS],
      ['everyBannerRinging', FEW],
    ] as const) {
      await show(name, '#/history');
      await expect.element(page.getByRole('button', { name: 'Answer', exact: true })).toBeInTheDocument();
      const answers = among(['Answer', 'Decline']);
      expect(await inEach(views, () => answers()), name).toEqual([]);
    }
  });
});

describe('without a call', () => {
  it.each([
    ['signedOut', '#/phone'],
    ['unableSignedOut', '#/phone'],
    ['firstTime', '#/phone'],
    ['failed', '#/phone'],
    ['longNameEnded', '#/phone'],
    ['home', '#/history'],
    ['manyCalls', '#/history'],
    ['home', '#/network'],
    ['failed', '#/network'],
    ['traced', '#/network/trace'],
    ['traced', '#/network/trace/call-a'],
    ['tested', '#/settings'],
    ['refused', '#/settings'],
    ['setup', '#/phone'],
    ['hostileOffer', '#/phone'],
    ['setupLockedWrong', '#/phone'],
  ])('nothing scrolls sideways: %s at %s', async (name, hash) => {
    await show(name, hash);
    expect(
      await inEach(
        VIEWS.filter(({ height }) => height === 667 || height === 320),
        sideways,
      ),
    ).toEqual([]);
  });

  it('the dialler has its keys and Call in sight', async () => {
    await show('home', '#/phone');
    const views = VIEWS.filter(({ height, percent }) => height >= 568 && percent === 100);
    const keys = among([...KEYS, 'Call']);
    expect(await inEach(views, () => keys())).toEqual([]);
  });

  it('the sign-in has its button in sight beside what everybody needs, and the servers right below', async () => {
    await show('signedOut', '#/phone');
    await lookAs({ width: 390, height: 844, percent: 100, direction: 'ltr' });
    const field = (name: string): Element => page.getByLabelText(name, { exact: true }).element();
    expect(among(['Sign in', 'Try the demo'])()).toEqual([]);
    for (const name of ['Username', 'Password', 'Domain', 'WebSocket server'])
      expect(hindrance(field(name).closest('.field')!), name).toBeUndefined();
    const below = button('Sign in').getBoundingClientRect().bottom;
    expect(field('STUN servers').getBoundingClientRect().top - below).toBeLessThan(240);
    expect(hindranceAfterScroll(field('TURN server'))).toBeUndefined();
  });

  it('what has the focus stands clear of the bars', async () => {
    await show('oneWay', '#/settings');
    await lookAs({ width: 390, height: 667, percent: 100, direction: 'ltr' });
    const isOffered = (element: Element): element is HTMLElement =>
      element.matches('button, input, select, summary, a') &&
      element.checkVisibility({ contentVisibilityAuto: true });
    const controls = everyElement(document.body)
      .filter(isOffered)
      .filter((element) => !element.matches(':disabled, .skip'));
    const hidden = controls.flatMap((element) => {
      element.focus();
      const why = hindrance(element, 1);
      return why === undefined ? [] : [`${element.id} ${element.textContent}: ${why}`];
    });
    expect(controls.length).toBeGreaterThan(25);
    expect(hidden).toEqual([]);
  });
});
