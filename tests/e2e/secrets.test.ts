// A password leaves no trace where others can read it: not in the address, storage, console, or any request.
import { expect, test } from './support/test.ts';
import { bothWays } from './support/stats.ts';
import { storageDump } from './support/storage-dump.ts';

test('after a provisioning link and a call no secret is in the URL, storage, console or requests', async ({
  phone,
}) => {
  const profile = await phone.signIn('1001');
  await phone.dial('600');
  await bothWays(phone.page);
  await phone.hangUp();
  const secrets = [
    profile.account.password,
    ...profile.iceServers.flatMap(({ credential }) => (credential === undefined ? [] : [credential])),
  ];
  expect(secrets.every((secret) => secret.length >= 8)).toBe(true);

  const history = await phone.page.evaluate(() => JSON.stringify(globalThis.history.state));
  const places = {
    address: phone.page.url() + history,
    storage: await storageDump(phone.page),
    console: phone.watch.consoleLines.join('\n'),
    // the link itself was opened on purpose; its fragment never goes to the server
    requests: phone.watch.urls.map((url) => url.split('#')[0]).join('\n'),
    document: await phone.page.content(),
  };
  expect(places.storage, 'the dump reads what is stored').toContain('sip:600@');
  // The SIP messages name who called whom, which they must (docs/security.md); the account itself is sealed.
  const withoutTrace = await storageDump(phone.page, ['trace']);
  expect(withoutTrace, 'the account is stored encrypted, its name as well').not.toContain('Demo 1001');
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets) expect(text.includes(secret), `a secret in ${place}`).toBe(false);
  }
  expect(places.address).not.toContain('provision');
});

test('the key that protects the password can not be taken out of the browser', async ({ phone }) => {
  await phone.signIn('1001');
  await expect.poll(() => storageDump(phone.page)).toContain('CryptoKey, extractable: false');
});

test('signing out removes the account from storage', async ({ phone }) => {
  await phone.signIn('1001');
  await expect.poll(() => storageDump(phone.page)).toContain('"sealed":{"iv"');
  await phone.goTo('Settings');
  await phone.button('Sign out …').click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(phone.registration).toContainText('Not registered');
  await expect.poll(() => storageDump(phone.page)).not.toContain('"sealed":{"iv"');
});
