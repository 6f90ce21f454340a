// Two phones call each other through the PBX: 1001 calls 1002.
import { allowCalls } from './support/commands.ts';
import { expect, test, type NewPhone } from './support/test.ts';
import type { PhonePage } from './support/phone.ts';
import { watchWire, type Wire } from './support/wire.ts';
import { bothWays, hears, receivesNothing, sendsNothing, untilCall } from './support/stats.ts';

interface Pair {
  readonly caller: PhonePage;
  readonly callee: PhonePage;
  /** What each of them got. */
  readonly wires: readonly [caller: Wire, callee: Wire];
}

async function twoPhones(newPhone: NewPhone): Promise<Pair> {
  const [caller, callee] = await Promise.all([newPhone(), newPhone()]);
  const wires = [watchWire(caller.page), watchWire(callee.page)] as const;
  await Promise.all([caller.signIn('1001'), callee.signIn('1002')]);
  return { caller, callee, wires };
}

async function talking(newPhone: NewPhone): Promise<Pair> {
  const pair = await twoPhones(newPhone);
  await pair.caller.dial('1002');
  await pair.callee.button('Answer').click();
  await Promise.all([bothWays(pair.caller.page), bothWays(pair.callee.page)]);
  return pair;
}

/** Waits until the panel rates both directions at 4 or better. */
async function soundsGood({ page }: PhonePage): Promise<void> {
  const cells = page.getByRole('row', { name: 'Quality (MOS)' }).getByRole('cell');
  const figures = async (): Promise<number[]> =>
    (await cells.allTextContents()).map((text) => Number(/\d\.\d/u.exec(text)?.[0] ?? 0));
  await expect
    .poll(async () => (await figures()).map((mos) => mos >= 4), { timeout: 30_000 })
    .toEqual([true, true]);
}

test('sound flows both ways at both ends and is rated, until one hangs up', async ({ newPhone }) => {
  const { caller, callee, wires } = await talking(newPhone);
  await Promise.all([soundsGood(caller), soundsGood(callee)]);
  // Each knows that the other can be told what is heard of it (docs/adr/0026).
  for (const { received } of wires)
    expect(received.filter((text) => /^Recv-Info: bothways-sound\r$/mu.test(text))).not.toEqual([]);
  await callee.hangUp();
  await expect(callee.outcome('You hung up')).toBeVisible();
  await expect(caller.outcome('They hung up')).toBeVisible();
  for (const { page } of [caller, callee])
    await expect(page.getByRole('main')).toContainText(/both ways, MOS/u);
  await caller.goTo('History');
  await expect(caller.page.getByRole('main')).toContainText(
    /(?:Good|Quite good) both ways, MOS\s4\.\d\s\/\s4\.\d/u,
  );
});

test('the callee sees who is calling', async ({ newPhone }) => {
  const { caller, callee } = await twoPhones(newPhone);
  await caller.dial('1002');
  await expect(callee.page.getByText(/Demo 1001|1001/u).first()).toBeVisible();
  await caller.hangUp();
  await expect(callee.button('Answer')).toBeHidden();
});

for (const side of ['caller', 'callee'] as const) {
  test(`hold by the ${side} stops the sound both ways, and resuming brings it back`, async ({ newPhone }) => {
    const pair = await talking(newPhone);
    const holder = pair[side];
    const held = side === 'caller' ? pair.callee : pair.caller;
    await holder.button('Hold').click();
    await expect(holder.call).toContainText('On hold');
    await expect(held.call).toContainText('They put you on hold');
    await untilCall(
      holder.page,
      'the holder hears nothing and its microphone rests',
      (change) => receivesNothing(change) && change.spoken === 0,
    );
    await untilCall(
      held.page,
      'the held side sends nothing and hears nothing',
      (change) => sendsNothing(change) && !hears(change),
    );
    await holder.button(/^(?:Hold|Resume)$/u).click();
    await Promise.all([bothWays(holder.page), bothWays(held.page)]);
    await expect(held.call).not.toContainText('hold');
  });
}

test('sound flows both ways again after each of many holds from both sides', async ({ newPhone }) => {
  test.setTimeout(180_000);
  const { caller, callee } = await talking(newPhone);
  for (let round = 1; round <= 3; round += 1) {
    for (const [holder, held] of [
      [caller, callee],
      [callee, caller],
    ] as const) {
      await holder.button('Hold').click();
      await expect(held.call).toContainText('They put you on hold');
      await untilCall(holder.page, `hold ${String(round)} rests`, receivesNothing);
      await holder.button(/^(?:Hold|Resume)$/u).click();
      await expect(held.call).not.toContainText('hold');
      await Promise.all([bothWays(holder.page), bothWays(held.page)]);
    }
  }
});

test('mute sends no voice, and the other side still gets packets', async ({ newPhone }) => {
  const { caller, callee } = await talking(newPhone);
  await caller.button('Mute').click();
  await expect(caller.call).toContainText('you are muted');
  await untilCall(
    callee.page,
    'packets without sound',
    (change) => change.received / change.seconds > 10 && change.heard < 1e-6,
  );
  await caller.button(/^(?:Mute|Unmute)$/u).click();
  await Promise.all([bothWays(caller.page), bothWays(callee.page)]);
});

test('a declined call says so to the caller', async ({ newPhone }) => {
  const { caller, callee } = await twoPhones(newPhone);
  await caller.dial('1002');
  await callee.button('Decline').click();
  await expect(caller.outcome('They declined the call')).toBeVisible();
});

test('a call that the caller gives up is a missed call', async ({ newPhone }) => {
  const { caller, callee } = await twoPhones(newPhone);
  await caller.dial('1002');
  await expect(callee.button('Answer')).toBeVisible();
  await caller.hangUp();
  await expect(callee.button('Answer')).toBeHidden();
  await callee.goTo('History');
  await expect(callee.page.getByRole('main')).toContainText('Missed');
});

test('a third phone finds the line busy, where one call at a time is allowed', async ({ newPhone }) => {
  const { callee } = await talking(newPhone);
  await allowCalls(callee.page, 1);
  const third = await newPhone();
  await third.signIn('1003');
  await third.dial('1002');
  await expect(third.outcome('They are on another call')).toBeVisible();
  await bothWays(callee.page);
});
