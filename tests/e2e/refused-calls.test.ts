// Calls that nobody takes: each ends in words about what happened and stays in the history.
import { expect, test } from './support/test.ts';

const REFUSALS = [
  { number: '611', words: 'They are on another call' },
  { number: '613', words: 'They declined the call' },
  { number: '614', words: 'No such number' },
] as const;

for (const { number, words } of REFUSALS) {
  test(`${number} ends with "${words}"`, async ({ phone }) => {
    await phone.signIn('1001');
    await phone.dial(number);
    await expect(phone.outcome(words)).toBeVisible();
    await phone.goTo('History');
    await expect(phone.page.getByRole('main')).toContainText(number);
  });
}

test('612 rings until you give up', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.dial('612');
  await expect(phone.call).toContainText('Ringing');
  await phone.hangUp();
  await expect(phone.outcome('You ended the call before an answer')).toBeVisible();
});

test('a target that is no address is refused in words, and nothing is dialled', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.dial('sip:@@');
  await expect(phone.page.getByRole('main')).toContainText('This can’t be called');
  await expect(phone.call).toBeHidden();
});
