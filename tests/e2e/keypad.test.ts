// Keys pressed in a call reach the far end, in order and each once.
import { expect, test } from './support/test.ts';
import { farEndCalls, type Demo } from './support/demo.ts';
import type { PhonePage } from './support/phone.ts';
import { bothWays } from './support/stats.ts';

const KEYS = ['1', '2', '3', '#'];

async function pressKeysInCall(phone: PhonePage, demo: Demo): Promise<void> {
  await phone.dial('600');
  await bothWays(phone.page);
  await phone.button('Keypad').click();
  for (const key of KEYS) await phone.button(new RegExp(`^${key}`, 'u')).click();
  await expect
    .poll(async () => (await farEndCalls(demo)).findLast(({ peer }) => peer === '1001')?.digits)
    .toBe(KEYS.join(''));
}

test('keys of the keypad arrive at the far end', async ({ phone, demo }) => {
  await phone.signIn('1001');
  await pressKeysInCall(phone, demo);
});

test('keys arrive as SIP INFO where Settings say so', async ({ phone, demo }) => {
  const sent: string[] = [];
  phone.page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => sent.push(String(payload)));
  });
  await phone.signIn('1001');
  await phone.goTo('Settings');
  await phone.page.getByRole('radio', { name: 'As messages beside it' }).check();
  await phone.goTo('Phone');
  await pressKeysInCall(phone, demo);
  const infos = sent.filter((message) => message.startsWith('INFO '));
  expect(infos.map((message) => /Signal=\s*(\S+)/u.exec(message)?.[1])).toEqual(KEYS);
});
