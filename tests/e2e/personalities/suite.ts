// What must work with every server that people run, tried against the demo PBX in the guise of each (server/personality):
// register, rest, ring long, talk, hold, keys, a transfer by the server, a lost connection, refusals, a name that changes.
import { farEndCalls, type Demo } from '../support/demo.ts';
import type { PhonePage } from '../support/phone.ts';
import { bothWays, hears, receivesNothing, untilCall } from '../support/stats.ts';
import { expect, test, type NewPhone } from '../support/test.ts';
import { watchWire, type Wire } from '../support/wire.ts';

const REST_MS = 2000;
/** More than two ping periods of a call. */
const RING_MS = 12_000;
const KEYS = ['1', '2', '#'];

interface WatchedPhone {
  readonly phone: PhonePage;
  readonly wire: Wire;
}

interface Expectations {
  /** What the caller reads where the other declines; servers differ in what they pass on. */
  readonly declined: string;
}

async function signedIn(newPhone: NewPhone, extension: string): Promise<WatchedPhone> {
  const phone = await newPhone();
  const wire = watchWire(phone.page);
  await phone.signIn(extension);
  return { phone, wire };
}

/** No WebSocket was replaced while it worked. */
async function keepsItsConnection({ wire }: WatchedPhone, when: string): Promise<void> {
  const message = `WebSockets opened without need ${when} (of ${String(wire.sockets())})`;
  await expect.poll(() => wire.needlessSockets(), { message, timeout: 1000 }).toBe(0);
}

async function ringsLong(caller: WatchedPhone, callee: WatchedPhone): Promise<void> {
  await caller.phone.dial('1002');
  await expect(callee.phone.button('Answer')).toBeVisible();
  await caller.phone.page.waitForTimeout(RING_MS);
  for (const one of [caller, callee]) await keepsItsConnection(one, 'after ringing');
  expect(caller.wire.callsBegun().size, 'calls begun').toBe(1);
  await expect(caller.phone.call).toContainText('Ringing');
}

async function holdsAndResumes({ phone }: WatchedPhone): Promise<void> {
  await phone.button('Hold').click();
  await expect(phone.call).toContainText('On hold');
  await untilCall(phone.page, 'the holder hears nothing', receivesNothing);
  await phone.button(/^(?:Hold|Resume)$/u).click();
  await expect(phone.call).not.toContainText('On hold');
}

async function isCutOffAndBack({ phone }: WatchedPhone, demo: Demo): Promise<void> {
  const opened = phone.page.waitForEvent('websocket', { timeout: 30_000 });
  await demo.cut('1001');
  await opened;
  await phone.isRegistered();
}

async function pressesKeys({ phone }: WatchedPhone, demo: Demo): Promise<void> {
  await phone.button('Keypad').click();
  for (const key of KEYS) await phone.button(new RegExp(`^${key}`, 'u')).click();
  const digits = async (): Promise<string | undefined> =>
    (await farEndCalls(demo)).findLast(({ peer }) => peer === '1001')?.digits;
  await expect.poll(digits).toBe(KEYS.join(''));
}

/** Sound both ways between a phone and a number, by the statistics of both ends. */
async function soundWithNumber({ phone }: WatchedPhone, demo: Demo): Promise<void> {
  await bothWays(phone.page);
  const [call] = await farEndCalls(demo);
  expect(call?.packets.received, 'packets at the far end').toBeGreaterThan(20);
  expect(call?.packets.sent, 'packets of the far end').toBeGreaterThan(20);
}

/** Defines the suite for one personality. */
export function describePersonality(name: string, { declined }: Expectations): void {
  test.use({ like: name, expectedComplaints: /WebSocket connection to .* failed/u });

  test(`${name}: a call rings long, is answered, held, cut off and found again`, async ({
    newPhone,
    demo,
  }) => {
    test.setTimeout(120_000);
    const [caller, callee] = await Promise.all([signedIn(newPhone, '1001'), signedIn(newPhone, '1002')]);
    await caller.phone.page.waitForTimeout(REST_MS);
    for (const one of [caller, callee]) await keepsItsConnection(one, 'at rest');
    await ringsLong(caller, callee);
    await callee.phone.button('Answer').click();
    const sound = async (): Promise<void> => {
      await Promise.all([caller, callee].map(({ phone }) => bothWays(phone.page)));
    };
    await sound();
    for (const one of [caller, callee]) await keepsItsConnection(one, 'in the call');
    await holdsAndResumes(caller);
    await sound();
    await isCutOffAndBack(caller, demo);
    await sound();
    await callee.phone.hangUp();
    await expect(caller.phone.outcome('They hung up')).toBeVisible();
  });

  test(`${name}: keys arrive, names change, transfers by the server are followed`, async ({
    newPhone,
    demo,
  }) => {
    test.setTimeout(90_000);
    const caller = await signedIn(newPhone, '1001');
    const { phone } = caller;
    await phone.dial('600');
    await soundWithNumber(caller, demo);
    await pressesKeys(caller, demo);
    await phone.hangUp();
    await phone.dismiss();
    await phone.dial('621');
    await expect(phone.page.getByText('Carol Connected').first()).toBeVisible();
    await untilCall(phone.page, 'the new party is heard', hears);
    await phone.hangUp();
    await phone.dismiss();
    for (const [number, words] of [
      ['611', 'They are on another call'],
      ['613', declined],
    ] as const) {
      await phone.dial(number);
      await expect(phone.outcome(words)).toBeVisible();
      await phone.dismiss();
    }
    await keepsItsConnection(caller, 'after all calls');
  });
}
