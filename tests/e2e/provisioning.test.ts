// Links that set the phone up: they ask first, and a bad one changes nothing and says what is wrong with it.
import { expect, test } from './support/test.ts';
import { profileOf } from './support/demo.ts';
import { provisioningLink } from './support/phone.ts';

const DIALOG_TITLE = 'This setup link can’t be used';
const good = {
  version: 1,
  account: { username: '1001', password: 'secret-word', domain: 'demo.bothways.invalid' },
  webSocketServers: ['wss://sip.example/ws'],
};

const BAD_LINKS = [
  { what: 'text that is no base64url', link: '/#provision=%%%', words: /missing or was changed/u },
  {
    what: 'base64url that is no JSON',
    link: `/#provision=${Buffer.from('{"version":1').toString('base64url')}`,
    words: /damaged/u,
  },
  { what: 'another version', link: provisioningLink({ ...good, version: 2 }), words: /another version/u },
  {
    what: 'no account',
    link: provisioningLink({ version: 1, webSocketServers: good.webSocketServers }),
    words: /Something it needs is missing/u,
  },
  {
    what: 'a server that does not encrypt',
    link: provisioningLink({ ...good, webSocketServers: ['ws://sip.example/ws'] }),
    words: /without encryption/u,
  },
  {
    what: 'a server that is no WebSocket',
    link: provisioningLink({ ...good, webSocketServers: ['javascript:alert(1)'] }),
    words: /not valid/u,
  },
  {
    what: 'a name that would break a SIP header',
    link: provisioningLink({ ...good, account: { ...good.account, displayName: 'a\r\nVia: b' } }),
    words: /not valid/u,
  },
  { what: 'far too much text', link: `/#provision=${'A'.repeat(100_000)}`, words: /longer than any/u },
] as const;

for (const { what, link, words } of BAD_LINKS) {
  test(`a link with ${what} is refused in words`, async ({ phone }) => {
    await phone.open(link);
    const dialog = phone.page.getByRole('dialog', { name: DIALOG_TITLE });
    await expect(dialog).toContainText(words);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(phone.button('Try the demo')).toBeVisible();
    expect(phone.page.url()).not.toContain('provision');
  });
}

test('a link asks before it changes anything, and Cancel leaves all as it was', async ({ phone, demo }) => {
  await phone.open(provisioningLink(await profileOf(demo, '1001')));
  await expect(phone.page.getByRole('dialog')).toContainText('1001@');
  await phone.button('Cancel').click();
  await expect(phone.button('Try the demo')).toBeVisible();
  await phone.page.reload();
  await expect(phone.button('Try the demo')).toBeVisible();
});

test('a bad link leaves a present sign-in as it was', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.page.goto('about:blank');
  await phone.open(BAD_LINKS[1].link);
  await phone.button('Close').click();
  await phone.isRegistered();
});

test('the link is out of the address before anybody answers the question', async ({ phone, demo }) => {
  await phone.open(provisioningLink(await profileOf(demo, '1001')));
  await expect(phone.page.getByRole('dialog')).toBeVisible();
  expect(phone.page.url()).not.toContain('provision');
});
