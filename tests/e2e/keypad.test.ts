// Keys pressed in a call reach the far end, in order and each once.
import { expect, test } from './support/test.ts';
import { farEndCalls } from './support/demo.ts';
import { bothWays } from './support/stats.ts';

const KEYS = ['1', '2', '3', '#'];

test('keys of the keypad arrive at the far end', async ({ phone, demo }) => {
  await phone.signIn('1001');
  await phone.dial('600');
  await bothWays(phone.page);
  await phone.button('Keypad').click();
  for (const key of KEYS) await phone.button(new RegExp(`^${key}`, 'u')).click();
  await expect
    .poll(async () => (await farEndCalls(demo)).find(({ peer }) => peer === '1001')?.digits)
    .toBe(KEYS.join(''));
});
