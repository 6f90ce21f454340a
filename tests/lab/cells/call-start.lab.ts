// How soon a call starts behind real NATs: from the click on Call to both ends hearing, the other side answering at once. With LAB_UNCUT=true beside
// it what the same pages do when nobody ends ICE gathering, which is JsSIP's default: 40 s, to compare with, and nothing of ours.
import type { Page } from '@playwright/test';
import type { PhonePage } from '../../e2e/support/phone.ts';
import type { CallMarks } from '../../e2e/support/call-marks.ts';
import { median } from '../../bench/result.ts';
import type { NatKind } from '../network/types.ts';
import { expect, test, type OpenPhone } from '../support/lab-test.ts';
import type { IceChoice } from '../support/ice-choice.ts';
import { Table } from '../support/record.ts';

interface Case {
  readonly nat: NatKind;
  readonly ice: IceChoice;
  /** How long both phones are registered before the call: long enough to know which servers are dead, or not at all. */
  readonly restMs: number;
  readonly uncut?: boolean;
}

const KNOWN_AFTER_MS = 5500;
const UNCUT: Case = { nat: 'portRestricted', ice: 'allAndDead', restMs: 0, uncut: true };
const CASES: readonly Case[] = [
  { nat: 'none', ice: 'all', restMs: KNOWN_AFTER_MS },
  { nat: 'portRestricted', ice: 'all', restMs: KNOWN_AFTER_MS },
  { nat: 'portRestricted', ice: 'allAndDead', restMs: 0 },
  { nat: 'portRestricted', ice: 'allAndDead', restMs: KNOWN_AFTER_MS },
  ...(process.env['LAB_UNCUT'] === 'true' ? [UNCUT] : []),
];
/** One call of each pair. 1005 is left out: another cell needs somebody who was never there. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['1001', '1002'],
  ['1003', '1004'],
  ['1006', '1007'],
];
/** Far above what is measured: a start that takes so long is broken, on any machine. */
const LONGEST_START_MS = 4000;

const table = new Table(
  'call-start',
  'NAT on both sides',
  'servers',
  'known for',
  'gathering',
  'Call to INVITE (ms)',
  'Call to both hearing (ms)',
);

/** Runs in the page: answers as soon as there is something to answer. */
function answerAtOnce(): void {
  const find = (root: ParentNode): HTMLElement | undefined => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.localName === 'button' && element.textContent.trim() === 'Answer') return element;
      const found = element.shadowRoot === null ? undefined : find(element.shadowRoot);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const timer = setInterval(() => {
    const button = find(document);
    if (button === undefined) return;
    clearInterval(timer);
    button.click();
  }, 5);
}

/** Runs in the page: when it first had packets that decode to sound, in milliseconds since the epoch. */
async function hearsAt(): Promise<number> {
  const { connectionsOfTheApp } = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const connection = connectionsOfTheApp.findLast((each) => each.getReceivers().length > 0);
    const stats = [...((await connection?.getStats())?.values() ?? [])] as Record<string, unknown>[];
    const inbound = stats.find(({ type }) => type === 'inbound-rtp');
    if (Number(inbound?.['packetsReceived']) > 0 && Number(inbound?.['totalAudioEnergy']) > 1e-6)
      return Date.now();
  }
}

const marksOf = (page: Page): Promise<CallMarks> =>
  page.evaluate(() => (globalThis as unknown as { marks: CallMarks }).marks);

interface Phones {
  readonly caller: PhonePage;
  readonly callee: PhonePage;
  readonly user: string;
}

async function openPair(
  openPhone: OpenPhone,
  { ice, uncut = false }: Case,
  [one, other]: readonly [string, string],
): Promise<Phones> {
  const [caller, callee] = await Promise.all([
    openPhone(0, one, ice, undefined, uncut),
    openPhone(1, other, ice, undefined, uncut),
  ]);
  return { caller, callee, user: other };
}

async function oneCall({
  caller,
  callee,
  user,
}: Phones): Promise<{ readonly inviteMs: number; readonly hearMs: number }> {
  await callee.page.evaluate(answerAtOnce);
  await caller.target.fill(user);
  const heard = Promise.all([caller.page.evaluate(hearsAt), callee.page.evaluate(hearsAt)]);
  await caller.button('Call').click();
  const hearMs = Math.max(...(await heard));
  const { clickedAt, invitedAt } = await marksOf(caller.page);
  await caller.hangUp();
  await Promise.all([caller.page.context().close(), callee.page.context().close()]);
  return { inviteMs: invitedAt - clickedAt, hearMs: hearMs - clickedAt };
}

/** Calls of phones that have not called before: those that rest first do so side by side, the others begin one after the other. */
async function firstCalls(openPhone: OpenPhone, each: Case): Promise<Awaited<ReturnType<typeof oneCall>>[]> {
  const users = each.uncut === true ? PAIRS.slice(0, 1) : PAIRS;
  const calls: Awaited<ReturnType<typeof oneCall>>[] = [];
  if (each.restMs === 0) {
    for (const pair of users) calls.push(await oneCall(await openPair(openPhone, each, pair)));
    return calls;
  }
  const opened: Phones[] = [];
  for (const pair of users) opened.push(await openPair(openPhone, each, pair));
  await opened.at(-1)?.caller.page.waitForTimeout(each.restMs);
  for (const phones of opened) calls.push(await oneCall(phones));
  return calls;
}

for (const each of CASES) {
  const { nat, ice, restMs, uncut = false } = each;
  const known = restMs > 0 ? 'registered for a while' : 'just registered';
  test(`a call starts behind ${nat}, servers: ${ice}, ${known}, gathering ${uncut ? 'uncut' : 'cut'}`, async ({
    lab,
    openPhone,
  }) => {
    await lab.network.setNat(0, nat);
    await lab.network.setNat(1, nat);
    test.setTimeout(150_000);
    const calls = await firstCalls(openPhone, each);
    const [inviteMs, hearMs] = [
      median(calls.map((call) => call.inviteMs)),
      median(calls.map((call) => call.hearMs)),
    ];
    table.add(nat, ice, known, uncut ? 'uncut' : 'cut', String(inviteMs), String(hearMs));
    // The browser's own way is here to compare with: it takes as long as it takes.
    expect(hearMs).toBeLessThan(uncut ? 120_000 : LONGEST_START_MS);
  });
}
