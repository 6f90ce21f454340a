// A browser without WebRTC: said at sign-in and at the dialler, and everything else works without an error.
import { expect, test } from './support/test.ts';
import { dialsNothing, walk } from './support/walk.ts';

/** Before anything loads: as in WebKitGTK, in a hardened browser, or behind an extension that blocks WebRTC. */
function removeWebRtc(): void {
  Reflect.deleteProperty(window, 'RTCPeerConnection');
}

test('says so at sign-in, and all but calling works', async ({ phone }) => {
  await phone.page.context().addInitScript(removeWebRtc);
  await phone.open();
  const card = phone.page.getByRole('region', { name: 'This browser can’t call' });
  await expect(card).toContainText('RTCPeerConnection');
  await phone.button('Try the demo').click();
  await phone.isRegistered();
  await expect(phone.registration).toContainText('can’t call from here');
  await dialsNothing(phone);
  await walk(phone);
  await phone.page.reload();
  await phone.isRegistered();
});

test('an incoming call neither rings nor breaks anything, and the caller hears at once', async ({
  newPhone,
}) => {
  const callee = await newPhone();
  await callee.page.context().addInitScript(removeWebRtc);
  await callee.signIn('1002');
  const caller = await newPhone();
  await caller.signIn('1001');
  await caller.dial('1002');
  await expect(caller.outcome('The two phones found no common sound format')).toBeVisible();
  await expect(callee.button('Answer')).toHaveCount(0);
  await walk(callee);
  await callee.isRegistered();
});

test('a test of a server says that it can’t be made here', async ({ phone }) => {
  await phone.page.context().addInitScript(removeWebRtc);
  await phone.signIn('1001');
  await phone.goTo('Settings');
  await phone.button('Edit account and servers').click();
  await phone.button(/^Test/u).first().click();
  await expect(phone.page.getByText('this browser has no WebRTC').first()).toBeVisible();
});
