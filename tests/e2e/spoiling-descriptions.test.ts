// Two phones in real browsers, and something between them that changes descriptions within the call as PBXs do: roles that flip, a fax,
// an answer without keys. In the end sound flows both ways, by both ends' counts, and hold works.
import type { Page } from '@playwright/test';
import { upWhere } from './support/commands.ts';
import { expect, test, type NewPhone } from './support/test.ts';
import type { PhonePage } from './support/phone.ts';
import { bothWays, receivesNothing, untilCall } from './support/stats.ts';

interface Tamper {
  /** Changes the next message that fits on its way to the phone, and no other. */
  next(fits: RegExp, change: (sdp: string) => string): void;
  /** How many it has changed. */
  readonly changed: () => number;
}

/** A message with another body, its length said right. */
function withBody(message: string, change: (sdp: string) => string): string {
  const [head = '', body = ''] = message.split('\r\n\r\n', 2);
  const other = change(body);
  const length = `Content-Length: ${String(Buffer.byteLength(other))}`;
  return `${head.replace(/^Content-Length:.*$/imu, length)}\r\n\r\n${other}`;
}

async function tamperWith(page: Page): Promise<Tamper> {
  let waiting: { readonly fits: RegExp; readonly change: (sdp: string) => string } | undefined;
  let changed = 0;
  await page.routeWebSocket(/./u, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const text = String(message);
      const { fits, change } = waiting ?? {};
      if (fits === undefined || change === undefined || !fits.test(text) || !text.includes('\r\n\r\nv=0')) {
        socket.send(message);
        return;
      }
      waiting = undefined;
      changed += 1;
      socket.send(withBody(text, change));
    });
  });
  return {
    next: (fits, change) => {
      waiting = { fits, change };
    },
    changed: () => changed,
  };
}

interface Pair {
  readonly caller: PhonePage;
  readonly callee: PhonePage;
  /** What reaches the callee may be changed. */
  readonly tamper: Tamper;
}

async function talking(newPhone: NewPhone): Promise<Pair> {
  const [caller, callee] = await Promise.all([newPhone(), newPhone()]);
  const tamper = await tamperWith(callee.page);
  await Promise.all([caller.signIn('1001'), callee.signIn('1002')]);
  await caller.dial('1002');
  await callee.button('Answer').click();
  await Promise.all([bothWays(caller.page), bothWays(callee.page)]);
  return { caller, callee, tamper };
}

async function holdWorks(holder: PhonePage, held: PhonePage): Promise<void> {
  await holder.button('Hold').click();
  await expect(held.call).toContainText('They put you on hold');
  await untilCall(holder.page, 'hold rests', receivesNothing);
  await holder.button(/^(?:Hold|Resume)$/u).click();
  await expect(held.call).not.toContainText('hold');
  await Promise.all([bothWays(holder.page), bothWays(held.page)]);
}

test.setTimeout(180_000);

const ANSWER = /^SIP\/2\.0 200 /u;
const OFFER = /^INVITE /u;
const withSetup =
  (setup: string) =>
  (sdp: string): string =>
    sdp.replace(/a=setup:\w+/gu, `a=setup:${setup}`);
const withoutKeys = (sdp: string): string =>
  sdp.replace(/^a=(?:fingerprint|setup|ice-ufrag|ice-pwd):[^\r]*\r\n/gmu, '');
const asFax = (sdp: string): string =>
  `${sdp.replace(/^a=group:[^\r]*\r\n/gmu, '').replace(/m=audio \d+/u, 'm=audio 0')}m=image 4000 udptl t38\r\nc=IN IP4 192.0.2.1\r\n`;

for (const [name, change] of [
  ['the other DTLS role', withSetup('active')],
  ['no keys at all', withoutKeys],
] as const) {
  test(`a hold that is answered with ${name} holds, and can be taken back`, async ({ newPhone }) => {
    const { caller, callee, tamper } = await talking(newPhone);
    tamper.next(ANSWER, change);
    await callee.button('Hold').click();
    await expect(callee.call).toContainText('On hold');
    await expect(caller.call).toContainText('They put you on hold');
    expect(tamper.changed()).toBe(1);
    await untilCall(callee.page, 'hold rests', receivesNothing);
    await callee.button(/^(?:Hold|Resume)$/u).click();
    await Promise.all([bothWays(caller.page), bothWays(callee.page)]);
    await holdWorks(caller, callee);
    await holdWorks(callee, caller);
  });
}

for (const [name, change] of [
  ['with the role against the one in use', withSetup('active')],
  ['of a fax', asFax],
] as const) {
  test(`an offer ${name} leaves the sound both ways, and hold works`, async ({ newPhone }) => {
    const { caller, callee, tamper } = await talking(newPhone);
    tamper.next(OFFER, change);
    await caller.button('Hold').click();
    await expect.poll(() => tamper.changed()).toBe(1);
    // Held or not: what counts is that it was decided.
    const { hold } = await upWhere(caller, '1002', 'is decided', ({ holdPending }) => !holdPending);
    if (hold === 'local') await caller.button(/^(?:Hold|Resume)$/u).click();
    await Promise.all([bothWays(caller.page), bothWays(callee.page)]);
    await holdWorks(caller, callee);
    await holdWorks(callee, caller);
  });
}
