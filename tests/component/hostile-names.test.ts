// Whatever a caller is called: something can be read, and Answer and Decline stay in view.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import type { Party } from '../../src/sip/call-state.ts';
import { mount, windowOf } from './mount.ts';
import { READY, ended, entry, pending } from './samples.ts';

const DIGITS = '3'.repeat(3000);
const LONG: Party = {
  uri: `sip:${DIGITS}@${'x'.repeat(3000)}.example`,
  user: DIGITS,
  displayName: 'W'.repeat(3000),
};
const BLANKS = ['\u3164', '\u2800\u2800', '\u115F\u1160', '\uFFA0', '\u200B\u2060', ' \u0301 ', '\u{E0020}'];

function inView(name: string): boolean {
  const box = page.getByRole('button', { name, exact: true }).element().getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  if (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth) return false;
  // Nothing lies over it.
  let found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  while (found?.shadowRoot) {
    const inner = found.shadowRoot.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (inner === null || inner === found) break;
    found = inner;
  }
  return found?.closest('button')?.textContent.trim() === name;
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('a call from somebody with an endless name', () => {
  it.each([
    [360, 640],
    [640, 360],
    [320, 480],
    [1280, 800],
  ])('has Answer and Decline in view at %i x %i', async (width, height) => {
    await windowOf(width, height);
    await mount({ ...READY, call: pending({ direction: 'incoming', remote: LONG }) });
    await expect.element(page.getByRole('alertdialog')).toBeVisible();
    expect(inView('Answer')).toBe(true);
    expect(inView('Decline')).toBe(true);
  });

  it('has them in view without a name, too', async () => {
    await windowOf(360, 640);
    await mount({ ...READY, call: pending({ direction: 'incoming', remote: { ...LONG, displayName: '' } }) });
    await expect.element(page.getByRole('alertdialog')).toBeVisible();
    expect(inView('Answer')).toBe(true);
  });

  it('leaves the buttons of the finished call within a screen', async () => {
    await windowOf(360, 640);
    const call = ended('moved', { redirectTo: LONG.uri, reasonPhrase: 'r'.repeat(3000) }, { remote: LONG });
    await mount({ ...READY, call });
    await expect.element(page.getByRole('button', { name: 'Close' })).toBeVisible();
    expect(page.getByRole('button', { name: 'Close' }).element().getBoundingClientRect().bottom).toBeLessThan(
      1000,
    );
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  });
});

describe('a call from somebody with a blank for a name', () => {
  it.each(BLANKS)('shows the number instead of %j', async (displayName) => {
    const remote = { uri: 'sip:666@evil.example', user: '666', displayName };
    await mount({ ...READY, call: pending({ direction: 'incoming', remote }) });
    await expect.element(page.getByRole('heading', { name: '666' })).toBeVisible();
  });

  it('says that the caller is unknown where there is nothing to see at all', async () => {
    const remote = { uri: '\u3164', user: '\u3164', displayName: '\u2800' };
    await mount({ ...READY, call: pending({ direction: 'incoming', remote }) });
    await expect.element(page.getByRole('heading', { name: 'Unknown caller' })).toBeVisible();
  });
});

describe('a caller who called often', () => {
  const missed = { direction: 'incoming', outcome: 'missed', durationSeconds: 0 } as const;

  it('is one line that says how often and since when', async () => {
    const firstAtMs = Date.now() - 600_000;
    const repeats = { count: 150, firstAtMs, unseen: 150, mixed: false };
    await mount(
      { ...READY, history: [entry('a', { ...missed, repeats, seen: false })] },
      { hash: '#/history' },
    );
    await expect.element(page.getByText(/called 150 times, first at /u)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Dial Maya Okafor' })).toBeVisible();
  });

  it('cannot be called back where the line stands for many', async () => {
    const repeats = { count: 480, firstAtMs: Date.now(), unseen: 0, mixed: true };
    await mount({ ...READY, history: [entry('a', { ...missed, repeats })] }, { hash: '#/history' });
    await expect.element(page.getByText('Several unknown callers')).toBeVisible();
    expect(page.getByRole('button', { name: /^Dial/u }).query()).toBeNull();
    expect(page.getByText('Maya Okafor').query()).toBeNull();
  });

  it('counts in the badge as often as they called', async () => {
    const repeats = { count: 150, firstAtMs: Date.now(), unseen: 150, mixed: false };
    await mount({ ...READY, history: [entry('a', { ...missed, repeats, seen: false })] });
    await expect.element(page.getByRole('link', { name: 'History, 150 missed calls' })).toBeVisible();
  });
});
