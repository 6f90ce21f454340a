// The quality of a call on screen: the panel during it, and what the history and the ended call say of it.
import axe from 'axe-core';
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/phone/settings.ts';
import { mount, windowOf } from './mount.ts';
import { READY, ended, entry, established, quality, vitals } from './samples.ts';

const lane = (name: RegExp) => page.getByRole('img', { name });
const row = (name: string) => page.getByRole('row', { name });
const cells = (name: string): string[] =>
  row(name)
    .getByRole('cell')
    .elements()
    .map((cell) => cell.textContent.trim());

const inCall = (out: 'flowing' | 'sent', back: 'flowing' | 'stopped') =>
  mount({ ...READY, call: established() }, { vitals: vitals(out, back) });

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.dir = 'ltr';
});

describe('call quality', () => {
  it('says in one line how good both directions are', async () => {
    await inCall('flowing', 'flowing');
    await expect.element(page.getByText(/Good both ways, MOS\s4\.3\s\/\s4\.3/u)).toBeVisible();
  });

  it('rates no direction that does not flow', async () => {
    await windowOf(1280, 900);
    await inCall('flowing', 'stopped');
    await expect.element(page.getByText(/^You to them: good, MOS\s4\.3$/u)).toBeVisible();
    await expect.element(row('Quality (MOS)')).toBeVisible();
    expect(cells('Quality (MOS)')).toEqual(['good, 4.3', 'not known']);
    expect(cells('Lost on the way (loss)')).toEqual(['0.4%', 'not known']);
  });

  it('opens with a tap on a phone', async () => {
    await windowOf(360, 740);
    await inCall('flowing', 'flowing');
    const summary = page.getByText('Call quality', { exact: true });
    const panel = (): HTMLDetailsElement | null => summary.element().closest('details');
    if (panel()?.open === true) await summary.click();
    await expect.element(page.getByRole('table')).not.toBeInTheDocument();
    await summary.click();
    await expect.element(page.getByRole('table', { name: 'Call quality in figures' })).toBeVisible();
    expect(summary.element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  });

  it.each(['ltr', 'rtl'])('fits 360 px when open, %s', async (direction) => {
    await windowOf(360, 740);
    document.documentElement.dir = direction;
    await inCall('flowing', 'stopped');
    await page.getByText('Call quality', { exact: true }).click();
    await expect.element(page.getByRole('table')).toBeVisible();
    const { right, left } = page.getByRole('table').element().getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(360);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  });

  it.each(['light', 'dark'] as const)('has no accessibility violation when open, in %s', async (theme) => {
    await windowOf(1280, 900);
    document.documentElement.dataset['theme'] = theme;
    const settings = { ...DEFAULT_SETTINGS, theme };
    await mount({ ...READY, settings, call: established() }, { vitals: vitals('flowing', 'stopped') });
    await expect.element(page.getByRole('table')).toBeVisible();
    const { violations } = await axe.run(document, { rules: { 'page-has-heading-one': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual(
      [],
    );
  });

  it('tells the chart of each direction to who can not see it', async () => {
    await windowOf(1280, 900);
    await inCall('flowing', 'flowing');
    await expect
      .element(
        lane(
          /^You to them, last 2 min: good, MOS\s4\.3 on average, 2\.8 at the lowest, without a figure for 12 sec\.$/u,
        ),
      )
      .toBeVisible();
    await expect.element(lane(/^Them to you, last 2 min: good/u)).toBeVisible();
  });

  it('is not there before anything could be rated', async () => {
    await windowOf(1280, 900);
    const phone = await mount({ ...READY, call: established() });
    await expect.element(page.getByRole('heading', { name: 'Connection' })).toBeVisible();
    expect(page.getByText('Call quality', { exact: true }).query()).toBeNull();
    phone.measure(vitals('flowing', 'flowing'));
    await expect.element(page.getByText('Call quality', { exact: true })).toBeVisible();
  });

  it('names both ends of the path in the terms of ICE', async () => {
    await inCall('flowing', 'flowing');
    await expect
      .element(page.getByText('yours: the device’s own (host); theirs: found on the way (prflx); over UDP'))
      .toBeVisible();
  });
});

describe('the quality of a call that is over', () => {
  it.each([
    [4.31, 4.22, /^Good both ways, MOS\s4\.3\s\/\s4\.2$/u],
    [4.31, 3.2, /^You to them good, them to you poor, MOS\s4\.3\s\/\s3\.2$/u],
    [undefined, 3.7, /^Them to you: fair, MOS\s3\.7$/u],
  ])('of %s and %s stands in the history in words', async (out, back, words) => {
    await mount({ ...READY, history: [entry('a', { quality: quality(out, back) })] }, { hash: '#/history' });
    await expect.element(page.getByText(words)).toBeVisible();
  });

  it('is not claimed for a call that was not rated', async () => {
    await mount({ ...READY, history: [entry('a')] }, { hash: '#/history' });
    await expect.element(page.getByText('Maya Okafor').first()).toBeVisible();
    await expect.element(page.getByText('MOS')).not.toBeInTheDocument();
  });

  it('stands on the card of the ended call', async () => {
    const call = ended(undefined, {}, { answeredAtMs: Date.now() - 125_000 });
    await mount({ ...READY, call, history: [entry('call-1', { quality: quality(4.31, 4.22) })] });
    await expect.element(page.getByText(/^Good both ways, MOS\s4\.3\s\/\s4\.2$/u)).toBeVisible();
  });
});
