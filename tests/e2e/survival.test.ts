// Sockets die, calls don't: in real browsers, with sound measured at both ends, against a PBX that is cut off, silenced and
// killed at every moment of a call.
import type { Page } from '@playwright/test';
import type { Call } from '../../src/sip/call-state.ts';
import { expect, test, type NewPhone } from './support/test.ts';
import { callWith } from './support/commands.ts';
import { profileOf } from './support/demo.ts';
import type { PhonePage } from './support/phone.ts';
import { bothWays, receivesNothing, untilCall } from './support/stats.ts';

test.use({ expectedComplaints: /WebSocket connection to .* failed|Failed to load resource/u });
test.setTimeout(150_000);

const isRinging = ({ phase }: Call): boolean => phase === 'ringing';

interface Pair {
  readonly caller: PhonePage;
  readonly callee: PhonePage;
}

async function twoPhones(newPhone: NewPhone): Promise<Pair> {
  const [caller, callee] = await Promise.all([newPhone(), newPhone()]);
  await Promise.all([caller.signIn('1001'), callee.signIn('1002')]);
  return { caller, callee };
}

async function talking(newPhone: NewPhone): Promise<Pair> {
  const pair = await twoPhones(newPhone);
  await pair.caller.dial('1002');
  await pair.callee.button('Answer').click();
  await soundBothWays(pair);
  return pair;
}

async function soundBothWays({ caller, callee }: Pair): Promise<void> {
  await Promise.all([bothWays(caller.page), bothWays(callee.page)]);
}

/** Signalling works in both directions: hold and resume from one side, the end from the other. */
async function callWorksUntilItsEnd({ caller, callee }: Pair): Promise<void> {
  await caller.button('Hold').click();
  await expect(callee.call).toContainText('They put you on hold', { timeout: 20_000 });
  await untilCall(caller.page, 'the holder hears nothing', receivesNothing);
  await caller.button(/^(?:Hold|Resume)$/u).click();
  await expect(callee.call).not.toContainText('hold', { timeout: 20_000 });
  await soundBothWays({ caller, callee });
  await callee.hangUp();
  await expect(caller.page.getByText('They hung up').first()).toBeVisible({ timeout: 20_000 });
}

/** Resolves when the page opens its next WebSocket. */
const isRegistration = ({ payload }: { readonly payload: string | Buffer }): boolean =>
  /^SIP\/2\.0 200 [\s\S]*^CSeq: *\d+ REGISTER/imu.test(String(payload));
const nextSocket = (page: Page): Promise<unknown> => page.waitForEvent('websocket', { timeout: 30_000 });

for (const who of ['caller', 'callee'] as const) {
  test(`a call outlives a cut WebSocket of the ${who}`, async ({ newPhone, demo }) => {
    const pair = await talking(newPhone);
    const opened = nextSocket(pair[who].page);
    await demo.cut(who === 'caller' ? '1001' : '1002');
    await opened;
    await pair[who].isRegistered();
    await soundBothWays(pair);
    await callWorksUntilItsEnd(pair);
  });

  test(`a call outlives a half-open WebSocket of the ${who}`, async ({ newPhone, demo }) => {
    const pair = await talking(newPhone);
    const opened = nextSocket(pair[who].page);
    await demo.silence(who === 'caller' ? '1001' : '1002');
    await opened;
    await pair[who].isRegistered();
    await callWorksUntilItsEnd(pair);
  });
}

test('a phone with two servers is called while its first WebSocket is half-open and not yet found so', async ({
  newPhone,
  demo,
}) => {
  const [caller, callee] = await Promise.all([newPhone(), newPhone()]);
  await caller.signIn('1001');
  const profile = await profileOf(demo, '1002');
  const [server = ''] = profile.webSocketServers;
  const other = new URL(server);
  other.hostname = other.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  await callee.provision({ ...profile, webSocketServers: [server, other.href] });
  // The second opens 1 to 5 s after the first was accepted; the first is found dead after 25 s.
  const opened = callee.page.waitForEvent('websocket', { timeout: 10_000 });
  await demo.silence('1002');
  await (
    await opened
  ).waitForEvent('framereceived', {
    predicate: ({ payload }) => /^SIP\/2\.0 200 [^]*CSeq: \d+ REGISTER/iu.test(payload.toString()),
  });
  await caller.dial('1002');
  await callee.button('Answer').click({ timeout: 8000 });
  await soundBothWays({ caller, callee });
  await caller.hangUp();
  await expect(callee.page.getByText('They hung up').first()).toBeVisible({ timeout: 20_000 });
});

test('a call outlives a PBX that is killed and started again', async ({ newPhone, demo }) => {
  const pair = await talking(newPhone);
  await demo.stopPbx();
  await expect(pair.caller.call).toContainText('Reconnecting', { timeout: 30_000 });
  await expect(pair.callee.call).toContainText('Reconnecting', { timeout: 30_000 });
  await soundBothWays(pair);
  await demo.startPbx();
  await Promise.all([pair.caller.isRegistered(), pair.callee.isRegistered()]);
  await expect(pair.caller.call).not.toContainText('Reconnecting', { timeout: 30_000 });
  await soundBothWays(pair);
  await callWorksUntilItsEnd(pair);
});

test('a hold asked for while the PBX is away is carried out when it is back', async ({ newPhone, demo }) => {
  const pair = await talking(newPhone);
  await demo.stopPbx();
  await expect(pair.caller.call).toContainText('Reconnecting', { timeout: 30_000 });
  await pair.caller.button('Hold').click();
  await demo.startPbx();
  await expect(pair.callee.call).toContainText('They put you on hold', { timeout: 40_000 });
  await pair.caller.button(/^(?:Hold|Resume)$/u).click();
  await soundBothWays(pair);
});

test('a call hung up while the PBX is away ends at once here, and there when it is back', async ({
  newPhone,
  demo,
}) => {
  const pair = await talking(newPhone);
  await demo.stopPbx();
  await expect(pair.caller.call).toContainText('Reconnecting', { timeout: 30_000 });
  await pair.caller.hangUp();
  await expect(pair.caller.page.getByText('You hung up')).toBeVisible();
  await demo.startPbx();
  // Whichever is first: our BYE, or the 481 to the offer that their phone makes as it comes back.
  const ended = pair.callee.page.getByText(/They hung up|no longer has this call/u).first();
  await expect(ended).toBeVisible({ timeout: 40_000 });
});

test('a hang-up through a half-open WebSocket arrives', async ({ newPhone, demo }) => {
  const pair = await talking(newPhone);
  await demo.silence('1001');
  await pair.caller.hangUp();
  await expect(pair.callee.page.getByText('They hung up').first()).toBeVisible({ timeout: 15_000 });
});

test('keys pressed as SIP INFO through a half-open WebSocket do not end the call', async ({
  newPhone,
  demo,
}) => {
  const caller = await newPhone();
  await caller.signIn('1001');
  await caller.goTo('Settings');
  await caller.page.getByRole('radio', { name: /As messages beside the sound/u }).check();
  await caller.goTo('Phone');
  await caller.dial('600');
  await bothWays(caller.page);
  await demo.silence('1001');
  await caller.button('Keypad').click();
  for (const key of ['1', '2', '3']) await caller.page.keyboard.press(key);
  await expect
    .poll(
      async () => {
        const response = await fetch(`${demo.origin}/demo/calls`);
        const { calls } = (await response.json()) as { calls: { digits: string }[] };
        return calls[0]?.digits;
      },
      { timeout: 20_000 },
    )
    .toBe('123');
  await bothWays(caller.page);
});

test('a call that rings is dialled anew when the caller’s WebSocket is cut', async ({ newPhone, demo }) => {
  const pair = await twoPhones(newPhone);
  await pair.caller.dial('1002');
  await expect(pair.callee.button('Answer')).toBeVisible();
  const { id: first } = await callWith(pair.callee, '1001', 'rings', isRinging);
  const opened = nextSocket(pair.caller.page);
  await demo.cut('1001');
  await opened;
  await pair.caller.isRegistered();
  // Not the first one, which may ring on for a moment.
  await callWith(pair.callee, '1001', 'rings anew', (call) => call.id !== first && isRinging(call));
  await expect(pair.caller.call).toContainText('Ringing', { timeout: 20_000 });
  await pair.callee.button('Answer').click({ timeout: 20_000 });
  await soundBothWays(pair);
  await callWorksUntilItsEnd(pair);
});

test('a call that rings can be answered after the callee’s WebSocket was cut', async ({ newPhone, demo }) => {
  const pair = await twoPhones(newPhone);
  await pair.caller.dial('1002');
  await expect(pair.callee.button('Answer')).toBeVisible();
  const opened = nextSocket(pair.callee.page);
  await demo.cut('1002');
  await opened;
  await pair.callee.isRegistered();
  await pair.callee.button('Answer').click();
  await soundBothWays(pair);
  await callWorksUntilItsEnd(pair);
});

test('an answer given through a half-open WebSocket arrives', async ({ newPhone, demo }) => {
  const pair = await twoPhones(newPhone);
  await pair.caller.dial('1002');
  await expect(pair.callee.button('Answer')).toBeVisible();
  await demo.silence('1002');
  await pair.callee.button('Answer').click();
  await soundBothWays(pair);
  await callWorksUntilItsEnd(pair);
});

test('a hundred cuts within one call leave no trace in memory', async ({ newPhone, demo }) => {
  test.setTimeout(240_000);
  const pair = await talking(newPhone);
  const { page } = pair.caller;
  const client = await page.context().newCDPSession(page);
  const counters = async (): Promise<{ heap: number; listeners: number; nodes: number }> => {
    // What the browser holds of closed sockets is let go in turns: one collection leaves some of it.
    for (let time = 0; time < 4; time += 1) {
      await client.send('HeapProfiler.collectGarbage');
      await page.waitForTimeout(250);
    }
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    const { jsEventListeners, nodes } = await client.send('Memory.getDOMCounters');
    return { heap: usedSize, listeners: jsEventListeners, nodes };
  };
  // The screen may still show the state before, while the server does not know yet whose the new connection is.
  const cut = async (): Promise<void> => {
    const registered = page
      .waitForEvent('websocket', { timeout: 30_000 })
      .then((socket) => socket.waitForEvent('framereceived', { predicate: isRegistration }));
    await demo.cut('1001');
    await registered;
    await pair.caller.isRegistered();
  };
  // Until the trace holds as much as it may: from then on its memory stays the same.
  for (let round = 0; round < 60; round += 1) await cut();
  const before = await counters();
  for (let round = 0; round < 100; round += 1) await cut();
  const after = await counters();
  expect(after.heap - before.heap, 'heap after 100 cuts').toBeLessThan(3_000_000);
  expect(after.listeners - before.listeners, 'listeners after 100 cuts').toBeLessThan(50);
  await soundBothWays(pair);
  await callWorksUntilItsEnd(pair);
});
