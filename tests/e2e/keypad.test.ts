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
  await phone.page.getByRole('radio', { name: 'As messages beside the sound' }).check();
  await phone.goTo('Phone');
  await pressKeysInCall(phone, demo);
  const infos = sent.filter((message) => message.startsWith('INFO '));
  expect(infos.map((message) => /Signal=\s*(\S+)/u.exec(message)?.[1])).toEqual(KEYS);
});

const digitsAt = async (demo: Demo): Promise<string | undefined> =>
  (await farEndCalls(demo)).findLast(({ peer }) => peer === '1001')?.digits;

/** As a person does: with the clipboard and Ctrl+V, wherever the focus is. */
async function paste({ page }: PhonePage, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.keyboard.press('Control+V');
}

test('keys pasted in a call arrive whole, with their pause, and each is said once it went out', async ({
  phone,
  demo,
}) => {
  await phone.signIn('1001');
  await phone.dial('600');
  await bothWays(phone.page);
  const startedAt = Date.now();
  await paste(phone, '12 34,5#');
  await expect.poll(() => digitsAt(demo)).toBe('12345#');
  expect(Date.now() - startedAt).toBeGreaterThan(2000);
  await expect(phone.page.getByText('1 2 3 4 5 #')).toBeVisible();
  await expect(phone.button('Stop')).toHaveCount(0);
});

test('a key of the person goes first, the rest waits and is neither lost nor sent twice', async ({
  phone,
  demo,
}) => {
  await phone.signIn('1001');
  await phone.dial('600');
  await bothWays(phone.page);
  await paste(phone, '11111111112222222222');
  await expect.poll(() => digitsAt(demo)).toMatch(/^1/u);
  await phone.page.keyboard.press('9');
  await expect.poll(() => digitsAt(demo)).toMatch(/^1+2*9$/u);
  await phone.button(/^Send [12]+$/u).click();
  await expect
    .poll(async () => (await digitsAt(demo))?.replace('9', ''), { timeout: 15_000 })
    .toBe('11111111112222222222');
});

test('what is no key is named, stands there to be mended, and nothing of it is sent', async ({
  phone,
  demo,
}) => {
  await phone.signIn('1001');
  await phone.dial('600');
  await bothWays(phone.page);
  await paste(phone, '12 or 34');
  await expect(phone.page.getByText('Nothing was sent: “o” is no key.', { exact: false })).toBeVisible();
  const field = phone.page.getByRole('textbox', { name: 'Keys to send' });
  await expect(field).toHaveValue('12 or 34');
  await field.fill('78#');
  await field.press('Enter');
  await expect.poll(() => digitsAt(demo)).toBe('78#');
});

test('a key that is held is sent once, as long as it was held', async ({ phone, demo }) => {
  const infos: string[] = [];
  phone.page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (String(payload).startsWith('INFO ')) infos.push(String(payload));
    });
  });
  await phone.signIn('1001');
  await phone.goTo('Settings');
  await phone.page.getByRole('radio', { name: 'As messages beside the sound' }).check();
  await phone.page.getByLabel('A key lasts, milliseconds').fill('210');
  await phone.page.getByLabel('A key lasts, milliseconds').press('Tab');
  await phone.goTo('Phone');
  await phone.dial('600');
  await bothWays(phone.page);
  await phone.button('Keypad').click();
  await phone.button('5').click({ delay: 1200 });
  await phone.button('6').press('Enter');
  await phone.button('7').press(' ', { delay: 700 });
  await expect.poll(() => digitsAt(demo)).toBe('567');
  const lengths = infos.map((info) => Number(/Duration=(\d+)/u.exec(info)?.[1]));
  expect(lengths).toHaveLength(3);
  expect(lengths[0]).toBeGreaterThan(1100);
  expect(lengths[1]).toBe(210);
  expect(lengths[2]).toBeGreaterThan(600);
});
