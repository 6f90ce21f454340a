// The SIP trace on a real call: every message of it in order, still there after a reload, and no secret anywhere in it.
import type { Locator } from '@playwright/test';
import { expect, test } from './support/test.ts';
import type { PhonePage } from './support/phone.ts';
import { bothWays } from './support/stats.ts';
import { storageDump } from './support/storage-dump.ts';

const ladder = (phone: PhonePage): Locator => phone.page.getByRole('list', { name: 'Messages in order' });

/** What crossed the sockets of a page, in order. */
async function collectMessages(phone: PhonePage): Promise<string[]> {
  const messages: string[] = [];
  phone.page.on('websocket', (socket) => {
    const note = ({ payload }: { payload: string | Buffer }): void => void messages.push(String(payload));
    socket.on('framesent', note);
    socket.on('framereceived', note);
  });
  await phone.open();
  return messages;
}

/** Values that prove who somebody is, or that decrypt a call, in messages. */
function secretsOf(messages: readonly string[]): ReadonlySet<string> {
  const text = messages.join('\n');
  const fields = [...text.matchAll(/\b(?:nonce|cnonce|response|opaque)="([^"]{8,})"/gu)];
  const keys = [...text.matchAll(/a=ice-pwd:(\S+)/gu)];
  return new Set([...fields, ...keys].map(([, secret]) => secret ?? ''));
}

/** Every text and attribute of the page, through all shadow roots. */
function pageText(phone: PhonePage): Promise<string> {
  return phone.page.evaluate(() => {
    const read = (root: ParentNode): string =>
      [...root.querySelectorAll('*')]
        .map((element) => {
          const inner = element.shadowRoot;
          return element.outerHTML + (inner === null ? '' : inner.innerHTML + read(inner));
        })
        .join('\n');
    return read(document);
  });
}

async function callTheEcho(phone: PhonePage): Promise<void> {
  await phone.dial('600');
  await bothWays(phone.page);
  await phone.hangUp();
  await phone.outcome('You hung up').waitFor();
  await phone.dismiss();
  await phone.goTo('Network');
  await phone.page.getByRole('link', { name: /^SIP messages/u }).click();
}

/** The rows of the ladder in short: which way, and what. */
async function steps(phone: PhonePage): Promise<string[]> {
  const rows = await ladder(phone).getByRole('button').allTextContents();
  return rows.map((row) => {
    const [, way = '', what = ''] = /(Sent|Received), [^ ]*: +(\S+)/u.exec(row.replace(/\s+/gu, ' ')) ?? [];
    return `${way} ${what}`;
  });
}

test('a call is in the list and the ladder in order, and a reload keeps it', async ({ phone }) => {
  await phone.signIn('1001');
  await callTheEcho(phone);
  const registration = phone.page.getByRole('group', { name: 'Registration', exact: true });
  await expect(registration.getByRole('button', { name: /Sent: REGISTER/u }).first()).toBeVisible();
  await expect(registration.getByRole('button', { name: /Received: 200/u }).first()).toBeVisible();

  const call = phone.page.getByRole('link', { name: /^Call with 600/u });
  await call.click();
  await expect(ladder(phone).getByRole('button').last()).toContainText('200');
  const before = await steps(phone);
  const order = ['Sent INVITE', 'Received 200', 'Sent ACK', 'Sent BYE'];
  expect(before.filter((step) => order.includes(step)).slice(0, 4)).toEqual(order);
  expect(before.at(-1)).toBe('Received 200');

  await phone.page.reload();
  await expect(ladder(phone).getByRole('button')).toHaveCount(before.length);
  expect(await steps(phone)).toEqual(before);
});

test('no secret is in the trace on the page or in storage', async ({ phone }) => {
  const messages = await collectMessages(phone);
  const profile = await phone.signIn('1001');
  await callTheEcho(phone);
  await phone.page.getByRole('link', { name: /^Call with 600/u }).click();
  await ladder(phone)
    .getByRole('button', { name: /Sent.*INVITE/u })
    .last()
    .click();
  await expect(phone.page.getByText('a=ice-pwd:***', { exact: false })).toBeVisible();

  const secrets = [...secretsOf(messages), profile.account.password];
  expect(secrets.length, 'the messages themselves hold secrets').toBeGreaterThan(4);
  await expect.poll(() => storageDump(phone.page)).toMatch(/BYE sip:/u);
  for (const text of [await pageText(phone), await storageDump(phone.page)]) {
    expect(text).toContain('ice-pwd:***');
    for (const secret of secrets) expect(text.includes(secret), `${secret} is out`).toBe(false);
  }
});

test('deleting the messages leaves none on the page, in storage or after a reload', async ({ phone }) => {
  await phone.signIn('1001');
  await callTheEcho(phone);
  await expect.poll(() => storageDump(phone.page)).toMatch(/BYE sip:/u);
  await phone.button('Delete messages').click();
  await phone.button('Delete for good').click();
  await expect(phone.page.getByText('No messages yet')).toBeVisible();
  await expect.poll(() => storageDump(phone.page)).not.toMatch(/BYE sip:/u);
});

test('a failed call leads to its messages', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.dial('614');
  await phone.outcome('No such number').getByRole('link', { name: 'SIP messages' }).click();
  await phone.page.getByRole('link', { name: /^Call with 614/u }).click();
  await expect(ladder(phone).getByRole('button', { name: /404/u })).toBeVisible();
});
