// A far side that is another one than before, or goes by other names than its packets do: counted at both ends, in a real browser each.
import { FarEnd, ofOwnMid } from './support/far-end.ts';
import { bothWays, hears, receivesNothing, untilCall, watchCall } from './support/stats.ts';
import { expect, test as base } from './support/test.ts';
import type { PhonePage } from './support/phone.ts';

const test = base.extend<{ far: FarEnd }>({
  far: async ({ browser }, use) => {
    const context = await browser.newContext();
    const far = await FarEnd.start(await context.newPage());
    await use(far);
    await far.stop();
    await context.close();
  },
});

/** The server goes before the page does. */
test.use({ expectedComplaints: /WebSocket connection to .* failed/u });

const named =
  (mid: string) =>
  (sdp: string): string =>
    sdp.replace(/^a=group:BUNDLE .*$/gmu, `a=group:BUNDLE ${mid}`).replace(/^a=mid:.*$/gmu, `a=mid:${mid}`);

async function talk(phone: PhonePage, far: FarEnd): Promise<void> {
  await phone.provision(far.profile);
  const answered = far.call(far.change(await far.offer()));
  await phone.button('Answer').click();
  await far.take(ofOwnMid((await answered).body));
  await Promise.all([bothWays(phone.page), bothWays(far.page)]);
}

async function holdWorks(phone: PhonePage, far: FarEnd): Promise<void> {
  await phone.button('Hold').click();
  await expect(phone.call).toContainText('On hold');
  await untilCall(phone.page, 'hold rests', receivesNothing);
  await phone.button(/^(?:Hold|Resume)$/u).click();
  await Promise.all([bothWays(phone.page), bothWays(far.page)]);
}

test('packets that go by another name than the description are heard', async ({ phone, far }) => {
  far.change = named('audio');
  await talk(phone, far);
  await holdWorks(phone, far);
});

test('sound that moves to another end is there at once, though the end before still sends', async ({
  phone,
  far,
}) => {
  await talk(phone, far);
  await far.freshConnection();
  const { status, body } = await far.reInvite(await far.offer());
  expect(status).toBe(200);
  await far.take(ofOwnMid(body));
  await expect(async () => {
    const changes = await Promise.all([watchCall(phone.page), watchCall(far.page)]);
    expect(changes.every(hears)).toBe(true);
  }).toPass({ timeout: 6000 });
  await holdWorks(phone, far);
});
