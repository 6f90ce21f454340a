// One phone with two accounts at two servers: two demo PBXs in processes of their own. Calls go out from the one that was chosen, come to
// both, and what happens to one leaves the other alone.
import { answerFrom, command, upWith } from './support/commands.ts';
import { profileOf, startDemo, type Demo, type DemoProfile } from './support/demo.ts';
import { provisioningLink, type PhonePage } from './support/phone.ts';
import { openSideDoor, type SideDoor } from './support/side-door.ts';
import { bothWays, neitherWay } from './support/stats.ts';
import { expect, test } from './support/test.ts';

let second: Demo;
let door: SideDoor;

test.beforeAll(async () => {
  second = await startDemo();
  door = await openSideDoor(second);
});

test.afterAll(async () => {
  await door.close();
  await second.stop();
});

// The other server's browser console says so when it is stopped.
test.use({ expectedComplaints: /WebSocket connection to .* failed/u });

/** Of the second server; this page's own server has nothing to renew of it. */
async function profileAtSecond(extension: string): Promise<DemoProfile> {
  const profile = await profileOf(second, extension);
  return { ...profile, webSocketServers: [`${door.origin}/sip`], refreshUrl: '' } as DemoProfile;
}

/** 1001 at the page's own server, 1003 at the second one. */
async function withBoth(phone: PhonePage): Promise<void> {
  await phone.signIn('1001');
  const link = provisioningLink(await profileAtSecond('1003'));
  await phone.page.evaluate((hash) => (location.hash = hash), link.slice(1));
  await phone.button('Add as another account').click();
  await expect(phone.button('Both accounts')).toBeVisible();
  await phone.isRegistered();
}

const choice = (phone: PhonePage) => phone.page.getByLabel('Call from');

/** Calls go out from the account of this user; the choice leaves out a domain that all share. */
async function callFrom(phone: PhonePage, user: string): Promise<void> {
  const option = choice(phone).locator('option', { hasText: new RegExp(`\\b${user}(?:@|\\s*$)`, 'u') });
  await choice(phone).selectOption((await option.getAttribute('value')) ?? '');
}

test('calls go out from the account that was chosen, and come to both, each with sound both ways', async ({
  newPhone,
}) => {
  const [phone, colleague, friend] = [await newPhone(), await newPhone(), await newPhone()];
  await withBoth(phone);
  await colleague.signIn('1002');
  await friend.provision(await profileAtSecond('1004'));

  await callFrom(phone, '1003');
  await phone.dial('1004');
  await friend.button('Answer').click();
  await Promise.all([bothWays(phone.page), bothWays(friend.page)]);
  await friend.hangUp();
  await phone.dismiss();

  await colleague.dial('1001');
  await expect(phone.page.getByRole('alertdialog')).toContainText(/For your account\s+1001@/u);
  await phone.button('Answer').click();
  await Promise.all([bothWays(phone.page), bothWays(colleague.page)]);
  await phone.hangUp();
  await phone.dismiss();

  await friend.dismiss();
  await friend.dial('1003');
  await expect(phone.page.getByRole('alertdialog')).toContainText(/For your account\s+1003@/u);
  await phone.button('Decline').click();
});

test('two calls at two servers: one is talked to and the other rests, both ways, whichever it is', async ({
  newPhone,
}) => {
  const [phone, colleague, friend] = [await newPhone(), await newPhone(), await newPhone()];
  await withBoth(phone);
  await colleague.signIn('1002');
  await friend.provision(await profileAtSecond('1004'));
  await callFrom(phone, '1003');
  await phone.dial('1004');
  await answerFrom(friend, '1003');
  await Promise.all([bothWays(phone.page, 0), bothWays(friend.page)]);
  await colleague.dial('1001');
  await answerFrom(phone, '1002');
  await Promise.all([bothWays(phone.page, 1), bothWays(colleague.page)]);
  await Promise.all([neitherWay(phone.page, 0), neitherWay(friend.page)]);
  const first = await upWith(phone, '1004');
  expect(first.accountId).not.toBe((await upWith(phone, '1002')).accountId);
  await command(phone.page, { kind: 'switchTo', callId: first.id });
  await Promise.all([bothWays(phone.page, 0), bothWays(friend.page)]);
  await Promise.all([neitherWay(phone.page, 1), neitherWay(colleague.page)]);
  await colleague.hangUp();
  await bothWays(phone.page, 0);
});

test('a server that dies takes its own account with it alone, and a reload brings both back', async ({
  newPhone,
}) => {
  const [phone, colleague] = [await newPhone(), await newPhone()];
  await withBoth(phone);
  await colleague.signIn('1002');
  await second.stopPbx();
  await expect(phone.registration).toContainText('Connecting');
  await expect(phone.registration).toContainText('1003@');
  await colleague.dial('1001');
  await phone.button('Answer').click();
  await Promise.all([bothWays(phone.page), bothWays(colleague.page)]);
  await phone.hangUp();
  await second.startPbx();
  await phone.isRegistered();
  await phone.page.reload();
  await expect(phone.button('Both accounts')).toBeVisible();
  await phone.isRegistered();
});

test('signing out of one leaves the other, for good', async ({ newPhone }) => {
  const phone = await newPhone();
  await withBoth(phone);
  await phone.goTo('Settings');
  await phone.button(/^Sign out of 1003@/u).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(phone.button('Both accounts')).toBeHidden();
  await expect(phone.page.getByRole('main')).not.toContainText('1003@');
  await phone.isRegistered();
  await phone.page.reload();
  await phone.isRegistered();
  await expect(phone.page.getByRole('main')).toContainText('1001@');
  await expect(phone.page.getByRole('main')).not.toContainText('1003@');
});

test('a wrong password shows as connected, not registered, and is tried once', async ({ phone }) => {
  await phone.signIn('1001');
  const profile = await profileAtSecond('1003');
  const wrong = { ...profile, account: { ...profile.account, password: 'wrong' } };
  await phone.page.evaluate((hash) => (location.hash = hash), provisioningLink(wrong).slice(1));
  await phone.button('Add as another account').click();
  await expect(phone.registration).toContainText(/Registered\s+1001@.*Not registered: 1003@/su);
  await phone.button('Both accounts').click();
  const list = phone.page.getByRole('list', { name: 'Accounts' });
  await expect(list.getByRole('link', { name: /1003@/u })).toContainText(
    /Not registered: Wrong username or password.*Connected/su,
  );
  await expect(list.getByRole('link', { name: /1001@/u })).toContainText(/Registered.*Connected/su);
  await phone.page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await phone.goTo('Network');
  await phone.page.getByRole('link', { name: /SIP messages/u }).click();
  await expect(phone.page.getByRole('main')).toContainText('403');
});
