// What keeps the main thread between the click and the first packet of sound, at the one who calls and the one who answers, from a
// trace of Chromium: the longest task and what it was, and how many took longer than 50 ms. Each call is the first of its two pages.
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { startDemo, type Demo } from '../e2e/support/demo.ts';
import { PhonePage } from '../e2e/support/phone.ts';
import { voiceArguments } from '../e2e/support/voice.ts';
import { watchContext } from '../e2e/support/watch.ts';
import { median, type Result } from './result.ts';
import { CATEGORIES, tasksBetween, type Task } from './trace/long-tasks.ts';

const CALLS = Number(process.env['BOTHWAYS_CALLS'] ?? 5);
/** A task that is longer is felt (W3C Long Tasks). */
const LONG_MS = 50;
/** What a page does after it has signed in has an end. */
const SETTLE_MS = 6000;
const SIDES = ['caller', 'callee'] as const;

type Side = (typeof SIDES)[number];

interface Setting {
  readonly browser: Browser;
  readonly demo: Demo;
  /** Whether the screens of a call are drawn ahead, as they are for everybody. */
  readonly isAhead: boolean;
}

/** Runs in the page before the app: nothing is done ahead of the first call. */
function neverIdle(): void {
  globalThis.requestIdleCallback = () => 0;
}

/** Runs in the page before the app: marks the click, and the first packet that comes in. Self-contained. */
function markCall(side: string): void {
  document.addEventListener('click', () => performance.mark(`${side} clicked`), { capture: true });
  const first = async (connection: RTCPeerConnection): Promise<void> => {
    for (;;) {
      const reports = [...(await connection.getStats()).values()] as Record<string, number | string>[];
      if (
        reports.some(({ type, packetsReceived }) => type === 'inbound-rtp' && Number(packetsReceived) > 0)
      ) {
        performance.mark(`${side} heard`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(config?: RTCConfiguration) {
      super(config);
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') void first(this);
      });
    }
  };
}

async function newPhone({ browser, demo, isAhead }: Setting, side: Side): Promise<PhonePage> {
  const context = await browser.newContext({ permissions: ['microphone'] });
  const watch = await watchContext(context, demo.origin);
  await context.addInitScript(markCall, side);
  if (!isAhead) await context.addInitScript(neverIdle);
  const phone = new PhonePage(await context.newPage(), demo, watch);
  await phone.signIn(side === 'caller' ? '1001' : '1002');
  return phone;
}

const marked = (page: Page, mark: string): Promise<unknown> =>
  page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark, { polling: 100 });

/** Where a button is, so that a press of it runs nothing else in the page. */
async function placeOf(phone: PhonePage, name: string): Promise<readonly [number, number]> {
  const box = await phone.button(name).boundingBox();
  if (box === null) throw new Error(`${name} is not to be seen`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

async function oneCall(setting: Setting): Promise<Readonly<Record<Side, readonly Task[]>>> {
  const { browser } = setting;
  const caller = await newPhone(setting, 'caller');
  const callee = await newPhone(setting, 'callee');
  try {
    await caller.target.fill('1002');
    const call = await placeOf(caller, 'Call');
    await caller.page.waitForTimeout(SETTLE_MS);
    await browser.startTracing(caller.page, { categories: CATEGORIES });
    await caller.page.mouse.click(...call);
    await callee.button('Answer').waitFor();
    await callee.page.mouse.click(...(await placeOf(callee, 'Answer')));
    await Promise.all([marked(caller.page, 'caller heard'), marked(callee.page, 'callee heard')]);
    await caller.page.waitForTimeout(300);
    const trace = String(await browser.stopTracing());
    return {
      caller: tasksBetween(trace, 'caller clicked', 'caller heard'),
      callee: tasksBetween(trace, 'callee clicked', 'callee heard'),
    };
  } finally {
    await caller.page.context().close();
    await callee.page.context().close();
  }
}

type Calls = readonly Readonly<Record<Side, readonly Task[]>>[];

function lines(side: Side, all: Calls): readonly Result[] {
  const calls = all.map((call) => call[side]);
  const longest = (judge: (task: Task) => number): number =>
    median(calls.map((tasks) => Math.max(...tasks.map(judge))));
  const over = (judge: (task: Task) => number): number =>
    median(calls.map((tasks) => tasks.filter((task) => judge(task) > LONG_MS).length));
  const sum = median(calls.map((tasks) => tasks.reduce((total, { cpuMs }) => total + cpuMs, 0)));
  const cpu = ({ cpuMs }: Task): number => cpuMs;
  const wall = ({ wallMs }: Task): number => wallMs;
  const what = (text: string): string => `${side}, click to first packet: ${text}`;
  return [
    { what: what('longest task, processor time'), value: longest(cpu), unit: 'ms' },
    { what: what('longest task, by the clock'), value: longest(wall), unit: 'ms' },
    { what: what('tasks over 50 ms, processor time'), value: over(cpu), unit: '' },
    { what: what('tasks over 50 ms, by the clock'), value: over(wall), unit: '' },
    { what: what('all tasks, processor time'), value: sum, unit: 'ms' },
  ];
}

/** The costliest task of all calls, and what it was. */
function worstOf(side: Side, all: Calls): Result {
  const [worst] = all.flatMap((call) => call[side]).toSorted((one, other) => other.cpuMs - one.cpuMs);
  const at = `${worst?.cpuMs.toFixed(1) ?? '?'} ms, ${worst?.atMs.toFixed(0) ?? '?'} ms after the click`;
  return { what: `${side}, longest task of all calls (${at})`, value: worst?.what ?? '', unit: '' };
}

export async function measure(): Promise<readonly Result[]> {
  const demo = await startDemo();
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...chromiumArguments, ...voiceArguments()],
  });
  try {
    const [ahead, late]: [Calls[number][], Calls[number][]] = [[], []];
    for (let round = 0; round < CALLS; round += 1) {
      ahead.push(await oneCall({ browser, demo, isAhead: true }));
      late.push(await oneCall({ browser, demo, isAhead: false }));
    }
    return SIDES.flatMap((side) => [
      ...lines(side, ahead),
      worstOf(side, ahead),
      ...lines(side, late).map((line) => ({ ...line, what: `nothing drawn ahead: ${line.what}` })),
    ]);
  } finally {
    await browser.close();
    await demo.stop();
  }
}
