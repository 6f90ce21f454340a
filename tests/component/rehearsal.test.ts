// What a call shows is drawn once before the first call: nobody sees, hears or reaches it, and nothing of it stays.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rehearse } from '../../src/components/shell/rehearsal.ts';
import { FakePhone } from '../doubles/fake-phone.ts';
import { everyElement, mount } from './mount.ts';
import { READY, pending } from './samples.ts';

/** Every stage that stood in the page, as it was left. */
let stages: HTMLElement[] = [];
let watch: MutationObserver;

beforeEach(() => {
  document.body.innerHTML = '<input />';
  stages = [];
  watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node instanceof HTMLElement) stages.push(node);
  });
  watch.observe(document.body, { childList: true });
});

afterEach(() => {
  watch.disconnect();
  vi.restoreAllMocks();
});

it('draws the call that goes out, the call that is up and the call that rings', async () => {
  await rehearse(new FakePhone());
  expect(stages.map((stage) => stage.firstElementChild?.localName)).toEqual([
    'bw-call-screen',
    'bw-call-screen',
    'bw-incoming-call',
  ]);
  const [out, up, incoming] = stages.map((stage) => everyElement(stage));
  expect(out?.filter(({ localName }) => localName === 'canvas')).toHaveLength(1);
  expect(up?.some(({ localName }) => localName === 'bw-call-timer')).toBe(true);
  expect(incoming?.some((element) => element.role === 'alertdialog')).toBe(true);
});

it('shows none of it: each is hidden, inert, silent for a screen reader, and gone within its task', async () => {
  const seen: number[] = [];
  const look = setInterval(() => seen.push(document.body.childElementCount), 0);
  await rehearse(new FakePhone());
  clearInterval(look);
  expect(stages).toHaveLength(3);
  for (const stage of stages) {
    expect(stage).toMatchObject({ inert: true, ariaHidden: 'true', isConnected: false });
    expect(stage.style.visibility).toBe('hidden');
  }
  expect(new Set(seen)).toEqual(new Set([1]));
});

it('leaves nothing running, takes no focus and gives no command', async () => {
  const [repeat, stop] = [vi.spyOn(window, 'setInterval'), vi.spyOn(window, 'clearInterval')];
  const [frame, noFrame] = [
    vi.spyOn(window, 'requestAnimationFrame'),
    vi.spyOn(window, 'cancelAnimationFrame'),
  ];
  const field = document.querySelector('input');
  field?.focus();
  const phone = new FakePhone();
  await rehearse(phone);
  // What waits for a frame takes itself back in it.
  await expect.poll(() => noFrame.mock.calls.length).toBeGreaterThanOrEqual(frame.mock.calls.length);
  const made = (spy: { readonly mock: { readonly results: readonly { value: unknown }[] } }): unknown[] =>
    spy.mock.results.map(({ value }) => value);
  const ended = (spy: { readonly mock: { readonly calls: readonly (readonly unknown[])[] } }): unknown[] =>
    spy.mock.calls.map(([id]) => id);
  expect(made(repeat).length + made(frame).length).toBeGreaterThan(2);
  expect(ended(stop)).toEqual(expect.arrayContaining(made(repeat)));
  expect(ended(noFrame)).toEqual(expect.arrayContaining(made(frame)));
  expect(document.activeElement).toBe(field);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '5', bubbles: true }));
  expect(phone.commands).toEqual([]);
});

it('is left out where a call is there by itself', async () => {
  await rehearse(new FakePhone({ call: pending() }));
  expect(stages).toEqual([]);
});

it('comes by itself once somebody is signed in, and not before', async () => {
  const phone = await mount();
  await new Promise((resolve) => {
    requestIdleCallback(resolve);
  });
  const drawn = (): number => stages.filter(({ inert }) => inert).length;
  expect(drawn()).toBe(0);
  phone.become(READY);
  await expect.poll(drawn, { timeout: 20_000 }).toBe(3);
  expect(phone.commands).toEqual([]);
});
