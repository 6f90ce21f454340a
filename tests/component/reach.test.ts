// What must be pressed can be: in every window, text size and direction, however much is said. Boxes are measured and hit. Each
// state is drawn once and then looked at in every window, for that is what takes the time.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { GALLERY_STATES } from './gallery/states.ts';
import { everyElement, mount, mountState, screensLoaded, windowOf } from './mount.ts';
import { READY, unconnected } from './samples.ts';
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
  await mountState(name, hash);
  await expect.element(page.getByRole('navigation', { includeHidden: true })).toBeInTheDocument();
  await screensLoaded();
}

/** What was asked for is laid out: after a frame and its observers of sizes, whose changes the next measure sees. */
async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => setTimeout(resolve));
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
    ['verdict-likely', FEW],
    ['verdict-microphoneSilent', FEW],
    ['mending-failed', FEW],
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

  it.each([
    'call',
    'oneWay',
    'twoCalls',
    'consultation',
    'handingOver',
    'transferring',
    'transferFailed',
    'transferFailedAmongTwo',
    'verdict-microphoneSilent',
    'mending-restart',
  ])('what is said of the call is not cut off on a desk: %s', { timeout: 90_000 }, async (name) => {
    await show(name, '#/phone');
    const isSaid = (element: Element): boolean =>
      element.matches('.sentence, .card, .card button, .main h1, .state') &&
      element.closest('li') === null &&
      element.getClientRects().length > 0;
    const desk = [1280, 800, 'ltr'] as const;
    const views = [desk, [1280, 800, 'rtl'] as const, [1366, 768, 'ltr'] as const].map(
      ([width, height, direction]) => ({ width, height, percent: 100, direction }),
    );
    const look = (): readonly string[] => {
      const said = everyElement(document.body).filter(isSaid);
      if (said.length < 2) return ['nothing is said'];
      return said.flatMap((element) => {
        const why = hindrance(element, 1);
        return why === undefined ? [] : [`${element.className}: ${why}`];
      });
    };
    const closed = await inEach(views, look);
    (button('Keypad') as HTMLElement).click();
    await expect.element(page.getByRole('button', { name: '#', exact: true })).toBeInTheDocument();
    const open = await inEach(views.slice(0, 2), look);
    expect([...closed, ...open]).toEqual([]);
  });

  it('no button moves while keys wait to be sent', async () => {
    const { state, vitals } = GALLERY_STATES['call']!();
    await windowOf(1280, 800);
    const phone = await mount(state, { vitals: vitals ?? {} });
    await expect.element(page.getByRole('button', { name: 'Keypad' })).toBeVisible();
    const names = ['Mute', 'Hold', 'Keypad', 'Add call', 'Transfer', 'Hang up'];
    const tops = (): readonly number[] => names.map((name) => button(name).getBoundingClientRect().top);
    const before = tops();
    phone.become(GALLERY_STATES['keysWaiting']!().state);
    await expect.element(page.getByRole('button', { name: 'Don’t send' })).toBeVisible();
    expect(tops()).toEqual(before);
  });

  it('the call begins at the upper edge where nobody waits', async () => {
    await show('call', '#/phone');
    await lookAs({ width: 1280, height: 800, percent: 100, direction: 'ltr' });
    const screen = everyElement().find((element) => element.localName === 'bw-call-screen');
    expect(screen?.getBoundingClientRect().top).toBe(0);
  });

  it.each(['call', 'sixCalls'])('the screens keep their names in a call: %s', async (name) => {
    await show(name, '#/phone');
    await lookAs({ width: 360, height: 740, percent: 100, direction: 'ltr' });
    const words = everyElement().filter((element) =>
      element.matches('bw-nav a > span:not(.badge), nav a > span'),
    );
    expect(words.map((element) => element.textContent)).toEqual(['Phone', 'History', 'Network', 'Settings']);
    expect(words.flatMap((element) => hindrance(element, 8) ?? [])).toEqual([]);
  });

  it('the call that the person is with is in sight, however long the list', async () => {
    const { state, vitals } = GALLERY_STATES['sixCalls']!();
    await windowOf(360, 740);
    const phone = await mount(state, { vitals: vitals ?? {} });
    await expect.element(page.getByRole('button', { name: /^Maya Okafor Connected/u })).toBeVisible();
    phone.become({ activeCallId: 'call-6' });
    const line = page.getByRole('button', { name: /^Noor/u });
    await expect.element(line).toHaveAttribute('aria-current', 'true');
    await expect.poll(() => hindrance(line.element())).toBeUndefined();
  });

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
    [360, 740],
    [1280, 800],
  ])('nothing moves with each try to reach the server: %i x %i', async (width, height) => {
    await windowOf(width, height);
    const untilMs = Date.now() + 8000;
    const tries = [
      { phase: 'connecting', attempt: 4 },
      { phase: 'waiting', attempt: 5, untilMs },
    ] as const;
    const phone = await mount({ ...READY, ...unconnected(tries[0]) });
    await expect.element(page.getByRole('button', { name: 'Try now' })).toBeVisible();
    const places = (): readonly number[] => [
      page.getByRole('link', { name: 'Edit account and servers' }).element().getBoundingClientRect().top,
      page.getByRole('status', { name: 'Registration' }).element().getBoundingClientRect().bottom,
      page.getByLabelText('Name, number or SIP address').element().getBoundingClientRect().top,
    ];
    const tryNow = (): Element => button('Try now');
    const before = places();
    expect(tryNow().getAttribute('aria-disabled')).toBe('true');
    (tryNow() as HTMLElement).click();
    expect(phone.commands).toEqual([]);
    phone.become(unconnected(tries[1]));
    await expect.poll(() => tryNow().getAttribute('aria-disabled')).toBe('false');
    expect(places()).toEqual(before);
    (tryNow() as HTMLElement).click();
    expect(phone.commands).toEqual([['retryNow', 'account-1']]);
  });

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

  it.each(['twoAccounts', 'twoNumbers'])(
    'so it has beside several accounts, one of them in trouble: %s',
    async (name) => {
      await show(name, '#/phone');
      await expect.element(page.getByRole('button', { name: 'Both accounts' })).toBeInTheDocument();
      const views = [
        [360, 740],
        [390, 844],
        [1280, 800],
      ].map(([width = 0, height = 0]) => ({ width, height, percent: 100, direction: 'ltr' }));
      const keys = among([...KEYS, 'Call', 'Both accounts']);
      expect(await inEach(views, () => keys())).toEqual([]);
    },
  );

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
