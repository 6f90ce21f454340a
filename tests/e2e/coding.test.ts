// How the sound is coded follows the settings, at both ends, in a real browser.
import { expect, test } from './support/test.ts';
import { bothWays, watchCall } from './support/stats.ts';
import type { PhonePage } from './support/phone.ts';

/** Names of the codecs that the call sends and receives, from getStats. */
function codecsOf(phone: PhonePage): Promise<readonly unknown[]> {
  return phone.page.evaluate(async () => {
    const { connectionsOfTheApp } = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
    const connection = connectionsOfTheApp.findLast((each) => each.connectionState === 'connected');
    const stats = [...((await connection?.getStats())?.values() ?? [])] as Record<string, unknown>[];
    const carriers = stats.filter(({ type }) => type === 'outbound-rtp' || type === 'inbound-rtp');
    return carriers.map(({ codecId }) => stats.find(({ id }) => id === codecId)?.['mimeType']);
  });
}

async function preferG711(phone: PhonePage): Promise<void> {
  await phone.goTo('Settings');
  await phone.page.getByText('How the sound is coded (codecs)').click();
  await phone.field('First choice of codec').selectOption('G.711 (PCMU, PCMA): as on any telephone');
}

test('who answers has the last word: an echo that prefers Opus is heard by a phone that prefers G.711', async ({
  phone,
}) => {
  await phone.signIn('1001');
  await preferG711(phone);
  await phone.goTo('Phone');
  await phone.dial('600');
  await bothWays(phone.page);
  await phone.hangUp();
});

test('a caller who prefers G.711 and packets of 60 ms has both, and both hear', async ({ newPhone }) => {
  const [caller, callee] = await Promise.all([newPhone(), newPhone()]);
  await Promise.all([caller.signIn('1001'), callee.signIn('1002')]);
  await preferG711(caller);
  await caller.field('Sound per packet (ptime)').selectOption('60 ms');
  await caller.goTo('Phone');
  await caller.dial('1002');
  await callee.button('Answer').click();
  await expect.poll(() => codecsOf(caller)).toEqual(['audio/PCMU', 'audio/PCMU']);
  const { received, heard, sent, spoken, seconds } = await watchCall(caller.page, 3000);
  expect(sent / seconds).toBeGreaterThan(12);
  expect(sent / seconds).toBeLessThan(20);
  expect([spoken > 0, heard > 1e-6, received > 0]).toEqual([true, true, true]);
  await callee.hangUp();
});
