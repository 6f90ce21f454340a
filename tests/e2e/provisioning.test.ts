// Links that set the phone up: they ask first, and a bad one changes nothing and says what is wrong with it.
import { newPassphrase, seal } from '../../deploy/links.mjs';
import { expect, test } from './support/test.ts';
import { profileOf, setupLinkOf } from './support/demo.ts';
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

test('nothing is accepted in the first second, and a second link never comes under the pointer', async ({
  phone,
  demo,
}) => {
  await phone.open();
  await expect(phone.button('Try the demo')).toBeVisible();
  const link = provisioningLink(await profileOf(demo, '1001'));
  const hostile = provisioningLink({ ...good, account: { ...good.account, username: 'thief' } });
  // As a page that opened this window would; the clicks come as fast as the browser takes them.
  await phone.page.evaluate((hash) => (location.hash = hash), link.slice(1));
  await phone.button('Accept').waitFor();
  for (let click = 0; click < 10; click += 1) await phone.button('Accept').click({ force: true });
  await phone.page.evaluate((hash) => (location.hash = hash), hostile.slice(1));
  const dialog = phone.page.getByRole('dialog');
  await expect(dialog).toContainText('Another setup link came meanwhile and was not taken');
  await phone.button('Accept').click({ force: true });
  await expect(dialog).toContainText('1001@');
  await expect(dialog).not.toContainText('thief');
  expect(phone.page.url()).not.toContain('provision');
  await phone.button('Accept').click();
  await phone.isRegistered();
});

test('a call that rings is answered though a link waits, and the link comes back', async ({
  newPhone,
  demo,
}) => {
  const [callee, caller] = [await newPhone(), await newPhone()];
  await callee.signIn('1002');
  await caller.signIn('1001');
  const link = provisioningLink(await profileOf(demo, '1003'));
  await callee.page.evaluate((hash) => (location.hash = hash), link.slice(1));
  await callee.button('Use instead').waitFor();
  await caller.dial('1002');
  await callee.button('Answer').click();
  await expect(callee.page.getByRole('dialog')).toContainText(
    'You are in a call: “Use instead” ends it, adding does not.',
  );
  await callee.button('Cancel').click();
  await callee.hangUp();
});

test.describe('a link with a code', () => {
  // Chromium writes every 410 on the console.
  test.use({ expectedComplaints: /410 \(Gone\)/u });

  test('asks the server on a press alone, and works once', async ({ newPhone, demo }) => {
    const link = await setupLinkOf(demo, '1007');
    // What looks at links in mails: it fetches the address, or opens it in a browser, and presses nothing.
    await fetch(`${demo.origin}${link}`);
    const scanner = await newPhone();
    await scanner.open(link);
    await expect(scanner.page.getByRole('dialog', { name: 'Use this setup link?' })).toBeVisible();
    await expect(scanner.button('Fetch it')).toBeEnabled();
    expect(scanner.watch.urls.filter((url) => new URL(url).pathname === '/setup')).toEqual([]);
    expect(scanner.page.url()).not.toContain('setup');

    const phone = await newPhone();
    await phone.open(link);
    await phone.button('Fetch it').click();
    const dialog = phone.page.getByRole('dialog', { name: 'Set up this phone?' });
    await expect(dialog).toContainText('1007@');
    await expect(dialog).toContainText('The code of the link is used up now.');
    await expect(dialog).not.toContainText('readable');
    await phone.button('Accept').click();
    await phone.isRegistered();

    await scanner.button('Fetch it').click();
    const over = scanner.page.getByRole('dialog', { name: 'This setup link can’t be used' });
    await expect(over).toContainText('used already or has run out');
    await scanner.button('Close').click();
    await expect(scanner.button('Try the demo')).toBeVisible();
  });
});

test('a locked link opens with its passphrase, and a wrong one loses nothing', async ({ phone, demo }) => {
  const passphrase = newPassphrase();
  await phone.open(`/#sealed=${seal(await profileOf(demo, '1008'), passphrase)}`);
  expect(phone.page.url()).not.toContain('sealed');
  await phone.field('Passphrase').fill('abcd-efgh-abcd-efgh');
  await phone.button('Unlock').click();
  await expect(phone.page.getByRole('alert')).toContainText('does not open the link');
  await phone.field('Passphrase').fill(passphrase);
  await phone.button('Try again').click();
  await expect(phone.page.getByRole('dialog', { name: 'Set up this phone?' })).toContainText('1008@');
  await phone.button('Accept').click();
  await phone.isRegistered();
});

test('a server is shown by the very name that this browser contacts', async ({ phone }) => {
  const hosts = [
    'turn.mycomp\u0430ny.com',
    'turn.mycompany.com\u2044x.evil.example',
    '\uff34\uff35\uff32\uff2e\uff0emycompany.com',
    't\u00fcrk.example',
  ];
  for (const host of hosts) {
    await phone.page.goto('about:blank');
    await phone.open(
      provisioningLink({
        ...good,
        webSocketServers: [`wss://${host}/ws`],
        turnCredentials: { url: `https://${host}/turn` },
        iceServers: [{ urls: `stun:${host}` }],
      }),
    );
    const dialog = phone.page.getByRole('dialog', { name: 'Set up this phone?' });
    const contacted = await phone.page.evaluate((name) => new URL(`wss://${name}/`).host, host);
    for (const address of [`wss://${contacted}/ws`, `https://${contacted}/turn`, `stun:${contacted}`])
      await expect(dialog).toContainText(address);
    await expect(dialog).not.toContainText(host);
  }
});
