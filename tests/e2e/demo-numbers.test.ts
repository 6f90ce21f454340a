// Every number that the demo answers with sound, or with a fault in it: what getStats proves and what the screen says.
import { expect, test } from './support/test.ts';
import { bothWays, hears, receivesNothing, sample, speaks, untilCall, watchCall } from './support/stats.ts';

test.beforeEach(async ({ phone }) => {
  await phone.signIn('1001');
});

test('600 echoes: sound flows both ways and the screen says so', async ({ phone }) => {
  await phone.dial('600');
  await bothWays(phone.page);
  await expect(phone.meter('You to them')).toHaveAttribute('aria-valuetext', /sound is flowing/u);
  await expect(phone.meter('Them to you')).toHaveAttribute('aria-valuetext', /sound is flowing/u);
  await phone.hangUp();
  await expect(phone.outcome('You hung up')).toBeVisible();
});

test('601 plays a tone: sound flows both ways', async ({ phone }) => {
  await phone.dial('601');
  await bothWays(phone.page);
  await expect(phone.meter('Them to you')).toHaveAttribute('aria-valuetext', /sound is flowing/u);
});

test('602 hears nothing of you: nobody ever confirms what you send, and the screen says so', async ({
  phone,
}) => {
  await phone.dial('602');
  await untilCall(phone.page, 'you hear and speak', (change) => hears(change) && speaks(change));
  await expect(phone.meter('You to them')).toHaveAttribute(
    'aria-valuetext',
    /not confirmed|no sound leaving/u,
    {
      timeout: 30_000,
    },
  );
  await expect(phone.meter('Them to you')).toHaveAttribute('aria-valuetext', /sound is flowing/u);
  expect((await sample(phone.page)).remoteReports).toBeUndefined();
});

test('603 sends nothing: they hear you, you hear nothing, and the screen says so', async ({ phone }) => {
  await phone.dial('603');
  const change = await untilCall(
    phone.page,
    'you are heard and hear nothing',
    (seen) => speaks(seen) && receivesNothing(seen) && seen.last.remoteReports !== undefined,
  );
  expect(change.last.packetsReceived ?? 0).toBe(0);
  await expect(phone.meter('Them to you')).toHaveAttribute('aria-valuetext', /no sound arriving/u);
  await expect(phone.meter('You to them')).toHaveAttribute('aria-valuetext', /sound is flowing/u);
});

test('604 falls silent after a while: the connection stays, the sound stops, and the screen says so', async ({
  phone,
}) => {
  test.setTimeout(120_000);
  await phone.dial('604');
  await bothWays(phone.page);
  await expect(phone.meter('Them to you')).toHaveAttribute('aria-valuetext', /no sound arriving/u, {
    timeout: 60_000,
  });
  const change = await watchCall(phone.page);
  expect(receivesNothing(change)).toBe(true);
  expect(change.last.state).toBe('connected');
});

test('605 is choppy: sound flows both ways with loss each way', async ({ phone }) => {
  await phone.dial('605');
  await bothWays(phone.page);
  await untilCall(
    phone.page,
    'loss each way',
    ({ last }) => last.packetsLost > 0 && (last.remoteFractionLost ?? 0) > 0,
  );
});

test('606 is silent: packets arrive without sound, and the screen says quiet', async ({ phone }) => {
  await phone.dial('606');
  await untilCall(
    phone.page,
    'packets without sound',
    (change) => speaks(change) && change.received / change.seconds > 20 && !hears(change),
  );
  await expect(phone.meter('Them to you')).toHaveAttribute('aria-valuetext', /quiet/u);
});

test('607 answers but no path ever opens: no direction is shown as flowing, and the call can be ended', async ({
  phone,
}) => {
  await phone.dial('607');
  await expect(phone.call).toContainText('no way for the sound was found', { timeout: 45_000 });
  for (const meter of ['You to them', 'Them to you'] as const) {
    await expect(phone.meter(meter)).toHaveAttribute('aria-valuetext', /^no sound/u);
  }
  const change = await watchCall(phone.page);
  expect(change.last.state).not.toBe('connected');
  expect(receivesNothing(change)).toBe(true);
  await phone.hangUp();
  await expect(phone.outcome('You hung up')).toBeVisible();
});

test('608 falls silent until ICE restarts, and the screen says so', async ({ phone }) => {
  test.setTimeout(120_000);
  await phone.dial('608');
  await bothWays(phone.page);
  await expect(phone.meter('Them to you')).toHaveAttribute('aria-valuetext', /no sound arriving/u, {
    timeout: 60_000,
  });
});

test('610 calls back after you hang up, and then sound flows both ways', async ({ phone }) => {
  await phone.dial('610');
  await bothWays(phone.page);
  await phone.hangUp();
  await phone.button('Answer').click({ timeout: 30_000 });
  await bothWays(phone.page);
  await phone.hangUp();
});

test('615 is heard before it answers', async ({ phone }) => {
  await phone.dial('615');
  await expect(phone.call).toContainText('you hear their side already');
  await untilCall(phone.page, 'you hear before the answer', hears);
});
