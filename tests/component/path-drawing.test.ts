// The lanes of a call: drawn no more often than eight times a second, only where something changed, and never in a hidden tab.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { mountState } from './mount.ts';
import { vitals } from './samples.ts';
import type { FakePhone } from '../doubles/fake-phone.ts';

/** The first test of a file loads the screens. */
const LOADED = { timeout: 10_000 };

let fills: number;
let reads: number;

function watched(phone: FakePhone, level: () => number): FakePhone {
  vi.spyOn(phone, 'levels').mockImplementation(() => ({
    read: () => {
      reads += 1;
      return { you: level(), them: level() };
    },
  }));
  return phone;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

beforeEach(() => {
  [fills, reads] = [0, 0];
  const { clearRect } = CanvasRenderingContext2D.prototype;
  vi.spyOn(CanvasRenderingContext2D.prototype, 'clearRect').mockImplementation(function (
    this: CanvasRenderingContext2D,
    ...area
  ) {
    fills += 1;
    clearRect.apply(this, area);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

it('draws both lanes as one picture, eight times a second at the most while sound changes', async () => {
  watched(await mountState('call'), () => Math.random());
  await expect.poll(() => fills, LOADED).toBeGreaterThan(2);
  const [before, startedMs] = [fills, performance.now()];
  await wait(2000);
  const perSecond = ((fills - before) * 1000) / (performance.now() - startedMs);
  expect(perSecond).toBeGreaterThan(1);
  expect(perSecond).toBeLessThanOrEqual(8.5);
});

it('draws nothing anew while it would look the same, and reads no level where none is heard', async () => {
  const phone = watched(await mountState('call'), () => 0);
  await expect.poll(() => reads).toBeGreaterThan(3);
  const drawn = fills;
  await expect.poll(() => reads).toBeGreaterThan(10);
  expect(fills).toBe(drawn);
  phone.judge({
    name: 'nothingArrives',
    youToThem: { flow: 'stopped', breaksAt: 'you' },
    themToYou: { flow: 'stopped', breaksAt: 'between' },
  });
  await expect.poll(() => fills).toBeGreaterThan(drawn);
  const read = reads;
  await wait(500);
  expect(reads).toBe(read);
});

it('draws and reads nothing in a hidden tab, and goes on when it is seen again', async () => {
  watched(await mountState('call'), () => Math.random());
  await expect.poll(() => fills).toBeGreaterThan(1);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const before = [fills, reads];
  await wait(500);
  expect([fills, reads]).toEqual(before);
  hidden.mockRestore();
  await expect.poll(() => fills).toBeGreaterThan(before[0] ?? 0);
});

it('shows your sound as far as it gets, and their lane as broken', async () => {
  const phone = await mountState('call');
  phone.level = { you: 0.9, them: 0.9 };
  phone.measure(vitals('stopped', 'flowing'));
  phone.judge({ name: 'lostOnTheWayOut', youToThem: { flow: 'stopped', breaksAt: 'between' } });
  const meter = page.getByRole('meter', { name: 'You to them', exact: true });
  await expect.element(meter).toHaveAttribute('aria-valuetext', 'no sound gets through');
});
