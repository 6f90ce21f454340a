// What is pasted, what the screen says, what the INVITE asks for and what the history keeps are one number.
import { expect, test } from './support/test.ts';

const NUMBER = '+4930000000';

test('a pasted number is shown, sent and kept as the same one, and calls again as that', async ({
  phone,
}) => {
  const invites: string[] = [];
  phone.page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const [line = ''] = String(payload).split('\r\n', 1);
      if (line.startsWith('INVITE')) invites.push(line.split(' ')[1]?.replace(/@.*/u, '') ?? '');
    });
  });
  await phone.signIn('1001');
  await phone.target.fill('tel:%2B٤٩ (0)30-000\u200b\u2212000,,12#');
  await expect(
    phone.page.getByText(`Calls ${NUMBER}. Once they answer, the keys 12# are sent.`),
  ).toBeVisible();
  await phone.button('Call').click();
  await expect.poll(() => new Set(invites)).toEqual(new Set([`sip:${NUMBER}`]));
  await phone.button('Dial again').click();
  await phone.button('Dial again').waitFor();
  await phone.goTo('History');
  await expect(phone.page.getByText(NUMBER).first()).toBeVisible();
  expect(new Set(invites)).toEqual(new Set([`sip:${NUMBER}`]));
});

test('two pasted numbers are asked about, and the one that is chosen is called', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.target.fill('600 or 601');
  await phone.button('Call').click();
  await expect(phone.page.getByText('This could be several. Which one?')).toBeVisible();
  await phone.button('Call 600').click();
  await expect(phone.call).toBeVisible();
});
