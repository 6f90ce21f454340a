// The PBX goes away and comes back: the words follow, and so does the registration, without anybody's help.
import { expect, test } from './support/test.ts';
import { bothWays } from './support/stats.ts';

test.use({ expectedComplaints: /WebSocket connection to .* failed|Failed to load resource/u });

test('a PBX that vanishes and returns is noticed, and the phone registers and calls again', async ({
  phone,
  demo,
}) => {
  test.setTimeout(120_000);
  await phone.signIn('1001');
  await demo.stopPbx();
  await expect(phone.registration).toContainText(/Connecting|Not registered/u, { timeout: 45_000 });
  await demo.startPbx();
  await expect(phone.registration).toContainText('Registered', { timeout: 45_000 });
  await phone.dial('600');
  await bothWays(phone.page);
});

test('a PBX that vanishes during a call leaves the call to its user, who can end it', async ({
  phone,
  demo,
}) => {
  test.setTimeout(120_000);
  await phone.signIn('1001');
  await phone.dial('600');
  await bothWays(phone.page);
  await demo.stopPbx();
  await expect(phone.registration).toContainText(/Connecting|Not registered/u, { timeout: 45_000 });
  await phone.hangUp();
  await expect(phone.outcome('You hung up')).toBeVisible();
  await phone.dismiss();
  await demo.startPbx();
  await expect(phone.registration).toContainText('Registered', { timeout: 45_000 });
  await phone.dial('600');
  await bothWays(phone.page);
});
