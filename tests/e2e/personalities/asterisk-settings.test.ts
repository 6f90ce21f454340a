// What an Asterisk endpoint that is set up wrongly does to a call, and what the person reads of it: recorded answers, in a browser.
import { answerReferral } from '../support/commands.ts';
import { expect, test } from '../support/test.ts';
import { profileOf } from '../support/demo.ts';
import { bothWays } from '../support/stats.ts';
import { watchWire } from '../support/wire.ts';

test.use({ like: 'asterisk' });

test('an answer that no browser takes is named with the setting that mends it', async ({ phone }) => {
  await phone.signIn('1001');
  for (const [number, title, setting] of [
    ['631', 'The server’s sound has no addresses (ICE)', 'ice_support=yes'],
    ['632', 'The server wants two ports for one sound', 'rtcp_mux=yes'],
    ['633', 'The server’s sound isn’t encrypted', 'media_encryption=dtls'],
    ['636', 'The server insists on a feature this phone doesn’t have', 'timers=yes'],
  ] as const) {
    await phone.dial(number);
    await expect(phone.outcome(title)).toBeVisible();
    await expect(phone.page.getByText(setting).first()).toBeVisible();
    await phone.dismiss();
  }
});

test('a call that could have no sound does not ring; the history says why', async ({ phone }) => {
  const wire = watchWire(phone.page);
  await phone.signIn('1001');
  await phone.dial('643');
  await expect(phone.outcome('They are on another call')).toBeVisible();
  await expect
    .poll(() => wire.sent.some((text) => text.startsWith('SIP/2.0 488')), { timeout: 15_000 })
    .toBe(true);
  await expect(phone.button('Answer')).not.toBeVisible();
  await phone.dismiss();
  await phone.goTo('History');
  const line = phone.page.getByText('Could not ring: The server’s sound isn’t encrypted').first();
  await expect(line).toBeVisible();
});

test('sound before the answer without ringing (183) is said', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.dial('627');
  await expect(phone.page.getByText('Not answered yet: you hear their side already')).toBeVisible();
  await phone.hangUp();
});

test('keys go as SIP INFO by themselves where the sound carries none', async ({ phone }) => {
  const wire = watchWire(phone.page);
  await phone.signIn('1001');
  await phone.dial('630');
  await bothWays(phone.page);
  await phone.button('Keypad').click();
  for (const key of ['4', '2']) await phone.button(new RegExp(`^${key}`, 'u')).click();
  const keys = (): string[] =>
    wire.sent.flatMap((text) => (text.startsWith('INFO ') ? [/Signal=(.)/u.exec(text)?.[1] ?? ''] : []));
  await expect.poll(keys).toEqual(['4', '2']);
  const answers = (): number =>
    wire.received.filter((text) => /^SIP\/2\.0 200 [^]*CSeq: \d+ INFO/u.test(text)).length;
  await expect.poll(answers).toBe(2);
  await expect(phone.call).toContainText('Sent: 4 2');
  await phone.hangUp();
});

test('a REFER of the server is refused when the person says so, and the call goes on', async ({ phone }) => {
  const wire = watchWire(phone.page);
  await phone.signIn('1001');
  await phone.dial('622');
  await answerReferral(phone, '622', false);
  await expect
    .poll(() => wire.sent.some((text) => text.startsWith('SIP/2.0 603')), { timeout: 15_000 })
    .toBe(true);
  expect(wire.sent.filter((text) => text.startsWith('NOTIFY '))).toEqual([]);
  await bothWays(phone.page);
  await phone.hangUp();
});

test('a third sign-in where two are allowed is told from a wrong password', async ({ newPhone, demo }) => {
  const [first, second, third] = [await newPhone(), await newPhone(), await newPhone()];
  await first.signIn('1081');
  await second.signIn('1081');
  await third.accept(await profileOf(demo, '1081'));
  // One attempt tells nothing yet, and a wrong password is not tried twice by itself.
  await third.button('Try now').first().click();
  await expect(
    third.page.getByText('The password is right, but this device isn’t let in').first(),
  ).toBeVisible();
});
