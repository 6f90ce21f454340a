// Calls survive: what strikes their signalling or their path is noticed and mended without anybody's help, and the call still does
// everything. Demanded with generous bounds; the times are recorded.
import type { PhonePage } from '../../e2e/support/phone.ts';
import { dropTcpSilently } from '../faults/tcp.ts';
import { callAndListen } from '../support/call.ts';
import { carryOn } from '../support/carry-on.ts';
import { DISASTERS, type Disaster, type ServerOrder } from '../support/disasters.ts';
import { backAfter, gapsOf, longest, type Gap } from '../support/gaps.ts';
import { soundBackAt } from '../support/heal.ts';
import { expect, test, type Lab } from '../support/lab-test.ts';
import { Table } from '../support/record.ts';
import { watchSignalling } from '../support/signalling.ts';

const table = new Table(
  'survival',
  'what happens',
  'new WebSocket after ms',
  'registered ms after it was possible',
  'longest silence, ms',
  'sound back both ways after ms',
);

/** Longer than any bound, shorter than a test. */
const PATIENCE_MS = 35_000;

/** How long the sound is watched after a strike that must not stop it, and after the bound of one that may, in milliseconds. */
const WATCH_MS = 6000;
/** A machine that is busy with ten other things may hold packets up for so long, in milliseconds. */
const HICCUP_MS = 3000;

const ms = (value: number | undefined): string => (value === undefined ? '' : String(Math.round(value)));

function serversOf({ servers }: Lab, order: ServerOrder): readonly string[] {
  const { webSocketServer: first, webSocketServer2: second } = servers;
  return { first: [first], firstThenSecond: [first, second], secondThenFirst: [second, first] }[order];
}

async function behindNats({ network }: Lab): Promise<void> {
  await network.setNat(0, 'portRestricted');
  await network.setNat(1, 'portRestricted');
}

/** Strikes, and measures what follows at the phone that was struck and what both hear. */
async function measure(lab: Lab, disaster: Disaster, phones: readonly [PhonePage, PhonePage]) {
  const watch = watchSignalling(phones[disaster.side].page);
  const struckMs = Date.now();
  // What must come back is awaited, and no longer than that; what must not stop is watched.
  const { audioWithinMs } = disaster;
  const gaps = phones.map(async ({ page }): Promise<readonly Gap[]> => {
    if (audioWithinMs === undefined) return gapsOf(page, WATCH_MS);
    return [{ fromMs: struckMs, toMs: await soundBackAt(page, audioWithinMs + WATCH_MS) }];
  });
  const possibleMs = await disaster.strike(lab);
  const [noticedMs, registeredMs] = disaster.reconnects
    ? [
        (await watch.openedAfter(struckMs, PATIENCE_MS)) - struckMs,
        Math.max(0, (await watch.registeredAfter(struckMs, PATIENCE_MS)) - possibleMs),
      ]
    : [undefined, undefined];
  const silences = await Promise.all(gaps);
  const audioMs = Math.max(...silences.map((each) => backAfter(each, struckMs)));
  const longestMs = Math.max(...silences.map(longest));
  table.add(disaster.name, ms(noticedMs), ms(registeredMs), ms(longestMs), ms(audioMs));
  return { noticedMs, registeredMs, audioMs, longestMs };
}

function demand(disaster: Disaster, measured: Awaited<ReturnType<typeof measure>>): void {
  const { noticedMs, registeredMs, audioMs, longestMs } = measured;
  const { audioWithinMs, noticedWithinMs } = disaster;
  if (audioWithinMs === undefined) expect.soft(longestMs, 'sound goes on').toBeLessThanOrEqual(HICCUP_MS);
  else expect.soft(audioMs, 'sound back').toBeLessThanOrEqual(audioWithinMs);
  if (noticedWithinMs !== undefined) expect.soft(noticedMs, 'noticed').toBeLessThanOrEqual(noticedWithinMs);
  else if (disaster.reconnects) expect.soft(registeredMs, 'registered').toBeLessThanOrEqual(5000);
}

for (const [index, disaster] of DISASTERS.entries()) {
  test(`a call survives: ${disaster.name}`, async ({ lab, openPhone }) => {
    test.setTimeout(150_000);
    await behindNats(lab);
    const [near, far] = disaster.orders ?? ['first', 'first'];
    const [caller, callee] = await Promise.all([
      openPhone(0, '1001', 'all', serversOf(lab, near)),
      openPhone(1, '1002', 'all', serversOf(lab, far)),
    ]);
    const before = await callAndListen(caller, callee, '1002', 10_000);
    expect(before.bothHearMs, 'sound both ways before').toBeDefined();
    try {
      demand(disaster, await measure(lab, disaster, [caller, callee]));
      await Promise.all([caller.isRegistered(), callee.isRegistered()]);
      await (index % 2 === 0 ? carryOn(caller, callee) : carryOn(callee, caller));
    } finally {
      await disaster.mend?.(lab);
    }
  });
}

test('an idle phone notices a half-open WebSocket by itself, and is reachable again', async ({
  lab,
  openPhone,
}) => {
  test.setTimeout(120_000);
  await behindNats(lab);
  const [idle, other] = await Promise.all([openPhone(0, '1001', 'all'), openPhone(1, '1002', 'all')]);
  const watch = watchSignalling(idle.page);
  await dropTcpSilently(lab.network, 0);
  const struckMs = Date.now();
  const noticedMs = (await watch.openedAfter(struckMs, PATIENCE_MS + 10_000)) - struckMs;
  const registeredMs = (await watch.registeredAfter(struckMs, PATIENCE_MS)) - struckMs;
  table.add(
    'half-open WebSocket of an idle phone (after the strike)',
    ms(noticedMs),
    ms(registeredMs),
    '',
    '',
  );
  expect(noticedMs).toBeLessThanOrEqual(31_000);
  const called = await callAndListen(other, idle, '1001', 10_000);
  expect(called.bothHearMs, 'a call to it has sound').toBeDefined();
});

test('a half-open WebSocket is noticed when its user calls, and the call goes out', async ({
  lab,
  openPhone,
}) => {
  await behindNats(lab);
  const [caller, callee] = await Promise.all([openPhone(0, '1001', 'all'), openPhone(1, '1002', 'all')]);
  const watch = watchSignalling(caller.page);
  await dropTcpSilently(lab.network, 0);
  await caller.target.fill('1002');
  const actedMs = Date.now();
  await caller.button('Call').click();
  const noticedMs = (await watch.openedAfter(actedMs, PATIENCE_MS)) - actedMs;
  const registeredMs = (await watch.registeredAfter(actedMs, PATIENCE_MS)) - actedMs;
  table.add('half-open WebSocket, the user calls (after the click)', ms(noticedMs), ms(registeredMs), '', '');
  expect(noticedMs).toBeLessThanOrEqual(6000);
  await callee.button('Answer').click();
  await carryOn(callee, caller);
});
