// A caller that means harm: the page stays usable, one call rings, the next one does too, and what was there before stays.
// The whole set, with figures: npm run bench -- flood.
import { offer, request, type Message } from './support/flood/flood-messages.ts';
import { FloodServer } from './support/flood/flood-server.ts';
import { readLongTasks, watchLongTasks } from './support/flood/long-tasks.ts';
import { fillHistory, readHistory } from './support/flood/real-history.ts';
import type { PhonePage } from './support/phone.ts';
import { expect, test as base } from './support/test.ts';

const REAL_CALLS = 490;
const CALLS = 150;
/** So many there may be at a time: as many ring, one after the other. */
const RINGING = 2;
/** The longest that the page may be away, in milliseconds: of a machine that does other things as well. It was 30 s once. */
const LONGEST_MS = 1500;

const test = base.extend<{ server: FloodServer }>({
  server: async ({ browserName: _ }, use) => {
    const server = await FloodServer.start();
    await use(server);
    await server.stop();
  },
});

/** The server goes before the page does. */
test.use({ expectedComplaints: /WebSocket connection to .* failed/u });

/** Signs in at the hostile server, with a history that somebody cares about. */
async function settle(phone: PhonePage, server: FloodServer): Promise<void> {
  await phone.provision(server.profile);
  await fillHistory(phone.page, REAL_CALLS);
  await phone.page.reload();
  await phone.isRegistered();
}

function flood(server: FloodServer, of: (index: number) => Partial<Message>): void {
  for (let index = 0; index < CALLS; index += 1)
    server.send(request(server, { method: 'INVITE', body: offer(), ...of(index) }));
}

async function expectUsable(phone: PhonePage, server: FloodServer): Promise<void> {
  await expect.poll(() => server.answers('INVITE', 486)).toBe(CALLS - RINGING);
  await server.sent();
  const { task, gap } = await readLongTasks(phone.page);
  expect(task).toBeLessThan(LONGEST_MS);
  expect(gap).toBeLessThan(LONGEST_MS);
  // Each is put to the person by itself.
  for (let ringing = 0; ringing < RINGING; ringing += 1) await phone.button('Decline').first().click();
  await expect(phone.page.getByRole('alertdialog')).toBeHidden();
}

async function expectHonestCallRings(phone: PhonePage, server: FloodServer): Promise<void> {
  const honest = { from: '2001', name: 'An honest caller' };
  server.send(request(server, { method: 'INVITE', ...honest, body: offer() }));
  await expect(phone.page.getByRole('alertdialog')).toContainText('An honest caller');
  await phone.button('Decline').click();
}

test('150 calls of one caller, with the history open, are one line of it', async ({ phone, server }) => {
  await settle(phone, server);
  await phone.goTo('History');
  await expect(phone.page.getByText('Colleague 0', { exact: true }).first()).toBeVisible();
  await watchLongTasks(phone.page);
  flood(server, () => ({}));
  await expectUsable(phone, server);
  await expect(phone.page.getByText(`called ${String(CALLS - RINGING)} times`)).toBeVisible();
  await expectHonestCallRings(phone, server);
  await expect.poll(() => readHistory(phone.page)).toEqual({ real: REAL_CALLS, others: 3 });
});

test('150 callers leave 20 lines and one for the others, with the SIP messages open', async ({
  phone,
  server,
}) => {
  await settle(phone, server);
  await phone.goTo('Network');
  await phone.page.getByRole('link', { name: /^SIP messages/u }).click();
  await expect(phone.page.getByRole('link', { name: /^Registration/u })).toBeVisible();
  await watchLongTasks(phone.page);
  flood(server, (index) => ({ from: `stranger${String(index)}`, name: `Stranger ${String(index)}` }));
  await expectUsable(phone, server);
  await expectHonestCallRings(phone, server);
  await expect
    .poll(() => readHistory(phone.page))
    .toEqual({ real: REAL_CALLS, others: 20 + 1 + RINGING + 1 });
  await phone.goTo('History');
  await expect(phone.page.getByText('Several unknown callers')).toBeVisible();
});
