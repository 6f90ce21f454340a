// A wide window is used: what belongs together stands side by side, and a narrow one is one column.
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { storyTrace } from '../doubles/sip-messages.ts';
import { mount, windowOf } from './mount.ts';
import { READY } from './samples.ts';

type Found = ReturnType<typeof page.getByText>;
const boxOf = (found: Found): DOMRect => found.element().getBoundingClientRect();
const areBeside = (one: Found, other: Found): boolean => boxOf(one).right <= boxOf(other).left;

afterEach(async () => {
  document.body.replaceChildren();
  await windowOf(414, 896);
});

describe.each([
  [1280, true],
  [1600, true],
  [768, false],
  [360, false],
])('at %i px', (width, isWide) => {
  it('the network has the path and what was said last', async () => {
    await windowOf(width, 900);
    await mount(READY, { hash: '#/network', trace: storyTrace() });
    const [path, said] = [
      page.getByText('This device', { exact: true }),
      page.getByText('SIP messages', { exact: true }),
    ];
    await expect.element(said).toBeVisible();
    expect(areBeside(path, said)).toBe(isWide);
    const last = page.getByRole('link', { name: /^Call with 1002/u });
    if (!isWide) await expect.element(last).not.toBeInTheDocument();
    else await expect.element(last).toHaveAttribute('href', expect.stringMatching(/^#\/network\/trace\/./u));
  });

  it('settings have their choices side by side', async () => {
    await windowOf(width, 900);
    await mount(READY, { hash: '#/settings' });
    const [sound, messages] = [
      page.getByText('With the sound'),
      page.getByText('As messages beside the sound'),
    ];
    await expect.element(messages).toBeVisible();
    expect(areBeside(sound, messages)).toBe(isWide);
    expect(boxOf(page.getByText('How keys pressed in a call are sent')).right).toBeLessThanOrEqual(width);
  });
});

describe('lengths of keys', () => {
  it('are kept within what a browser takes, put back where they are not, and reset', async () => {
    const phone = await mount(READY, { hash: '#/settings' });
    const length = page.getByLabelText('A key lasts, milliseconds');
    const gap = page.getByLabelText('Between keys, milliseconds');
    const type = async (field: Found, text: string): Promise<void> => {
      await field.fill(text);
      (field.element() as HTMLElement).blur();
    };
    await type(length, '39');
    await expect.element(length).toHaveValue(120);
    await type(gap, '6001');
    await expect.element(gap).toHaveValue(70);
    await type(length, '6000');
    await type(gap, '30');
    expect(phone.commands).toEqual([
      ['changeSettings', { toneMs: 6000 }],
      ['changeSettings', { toneGapMs: 30 }],
    ]);
    await page.getByRole('button', { name: 'Back to the usual lengths' }).click();
    await expect.element(length).toHaveValue(120);
    await expect.element(gap).toHaveValue(70);
  });
});
