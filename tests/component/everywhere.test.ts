// What must hold on every screen: accessible by axe in both themes, no sideways scrolling, right-to-left, no style attributes.
import axe from 'axe-core';
import { cdp, page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/phone/settings.ts';
import { GALLERY_STATES } from './gallery/states.ts';
import { everyElement, mount, screensLoaded, windowOf } from './mount.ts';

const SCREENS = [
  ...Object.keys(GALLERY_STATES).map((name) => [name, '#/phone'] as const),
  ['home', '#/history'],
  ['firstTime', '#/history'],
  ['home', '#/network'],
  ['signedOut', '#/network'],
  ['home', '#/network/trace'],
  ['traced', '#/network/trace'],
  ['traced', '#/network/trace/call-a'],
  ['traced', '#/network/trace/registration'],
  ['traced', '#/settings/privacy'],
  ['home', '#/settings'],
  ['call', '#/settings'],
  ['recording', '#/settings'],
  ['tested', '#/settings'],
  ['refused', '#/settings'],
  ['unable', '#/network'],
  ['insecure', '#/settings'],
  ['callWaiting', '#/history'],
  ['conference3', '#/settings'],
  ['verdict-likely', '#/phone'],
  ['verdict-microphoneSilent', '#/phone'],
  ['mending-failed', '#/phone'],
] as const;

async function show(name: string, hash: string, theme: 'light' | 'dark'): Promise<void> {
  const { state, ...rest } = GALLERY_STATES[name]!();
  const settings = { ...DEFAULT_SETTINGS, theme };
  document.documentElement.dataset['theme'] = theme;
  await mount({ ...state, settings }, { hash, ...rest });
  await expect.element(page.getByRole('navigation', { includeHidden: true })).toBeInTheDocument();
  await screensLoaded();
}

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.dir = 'ltr';
});

describe.each(SCREENS)('%s at %s', (name, hash) => {
  it.each(['light', 'dark'] as const)('has no accessibility violation in %s', async (theme) => {
    await windowOf(390, 844);
    await show(name, hash, theme);
    const { violations } = await axe.run(document, { rules: { 'page-has-heading-one': { enabled: false } } });
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
    expect(found).toEqual([]);
  });

  it.each(['ltr', 'rtl'])('fits 360 px without sideways scrolling, %s', async (direction) => {
    await windowOf(360, 740);
    document.documentElement.dir = direction;
    await show(name, hash, 'light');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  });

  it('sets no style attribute, which the content security policy would refuse', async () => {
    await show(name, hash, 'light');
    // Rows of long lists are placed by script, through the CSSOM, which the policy allows.
    const isPlaced = (element: Element): boolean => element.matches('ul.long, ul.long > li');
    const styled = everyElement(document.body).filter((element) => element.hasAttribute('style'));
    expect(styled.filter((element) => !isPlaced(element))).toEqual([]);
  });
});

describe('reduced motion', () => {
  const session = cdp() as unknown as { send(method: string, parameters: object): Promise<unknown> };
  const prefer = (value: string): Promise<unknown> =>
    session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value }] });

  afterEach(() => prefer(''));

  it.each([
    ['no-preference', true],
    ['reduce', false],
  ])('with %s an incoming call moves: %s', async (value, moves) => {
    await prefer(value);
    await show('incoming', '#/phone', 'light');
    await expect.element(page.getByRole('button', { name: 'Answer' })).toBeVisible();
    const endless = (): number =>
      everyElement()
        .flatMap((element) => element.getAnimations())
        .filter((animation) => animation.effect?.getTiming().iterations === Infinity).length;
    await expect.poll(() => endless() > 0).toBe(moves);
  });
});
