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

test('a browser that gives pages no microphone says that, and all but calling works', async ({ phone }) => {
  await phone.page.context().addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'mediaDevices');
  });
  await phone.open();
  const card = phone.page.getByRole('region', { name: 'This browser can’t call' });
  await expect(card).toContainText('getUserMedia');
  await phone.signIn('1001');
  await dialsNothing(phone);
  await walk(phone);
});

test('a browser without WebSocket says that signing in won’t work, and its screens do', async ({ phone }) => {
  await phone.page.context().addInitScript(() => {
    Reflect.deleteProperty(window, 'WebSocket');
  });
  await phone.open();
  const card = phone.page.getByRole('region', { name: 'This browser can’t call' });
  await expect(card).toContainText('signing in won’t work either');
  await phone.button('Try the demo').click();
  await expect(phone.registration).toContainText('Not registered');
  await expect(phone.registration).not.toContainText('not signed in');
  await dialsNothing(phone);
  for (const name of ['History', 'Network', 'Settings'] as const) {
    await phone.goTo(name);
    await expect(phone.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
});
