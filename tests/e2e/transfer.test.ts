// Transfers between real browsers: whoever is handed over has sound both ways with the one it came to, and whoever could not be is back.
// Every phone sends a tone of its own, so that it shows who is at the other end.
import type { Page } from '@playwright/test';
import {
  answerFrom,
  answerReferral,
  callWith,
  command,
  isFree,
  upWhere,
  upWith,
} from './support/commands.ts';
import { giveVoice, hear } from './support/own-tone.ts';
import type { PhonePage } from './support/phone.ts';
import { bothWays, hears, untilCall } from './support/stats.ts';
import { expect, test, type NewPhone } from './support/test.ts';

async function threePhones(newPhone: NewPhone): Promise<readonly [PhonePage, PhonePage, PhonePage]> {
  const phones = [await newPhone(), await newPhone(), await newPhone()] as const;
  const [a, b, c] = phones;
  await Promise.all([giveVoice(a, 'a'), giveVoice(b, 'b'), giveVoice(c, 'c')]);
  await Promise.all([a.signIn('1001'), b.signIn('1002'), c.signIn('1003')]);
  return phones;
}

/** How many connections the page has made for calls so far. */
async function connectionsMade(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const { connectionsOfTheApp } = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
    return connectionsOfTheApp.filter((each) => each.getSenders().length > 0).length;
  });
}

async function talk(one: PhonePage, other: PhonePage): Promise<void> {
  await Promise.all([bothWays(one.page), bothWays(other.page)]);
}

/** 1001 talks to 1002; the id of that call at the first. */
async function callOf(a: PhonePage, b: PhonePage): Promise<string> {
  await a.dial('1002');
  await answerFrom(b, '1001');
  await talk(a, b);
  return (await upWith(a, '1002')).id;
}

/** 1001 is back with 1002, whom it could not hand over: sound both ways, and the reason is told. */
async function isBack(a: PhonePage, statusCode: number): Promise<void> {
  const back = await upWhere(a, '1002', 'is back', ({ hold, transfer }) => {
    return hold === 'none' && transfer?.kind === 'failed';
  });
  expect(back.transfer).toMatchObject({ kind: 'failed', statusCode });
}

test('blind: who is handed over talks to the other, who handed them over is free', async ({ newPhone }) => {
  const [a, b, c] = await threePhones(newPhone);
  const callId = await callOf(a, b);
  await command(a.page, { kind: 'transfer', callId, called: '1003' });
  await answerReferral(b, '1001', true);
  await answerFrom(c, '1002');
  await isFree(a);
  await talk(b, c);
  await hear([b, 'c'], [c, 'b']);
  expect(await callWith(a, '1002', 'is over', () => true)).toMatchObject({ transfer: { kind: 'done' } });
});

test('attended: who was asked first is joined with them, and stays muted if muted', async ({ newPhone }) => {
  const [a, b, c] = await threePhones(newPhone);
  const callId = await callOf(a, b);
  await command(a.page, { kind: 'consult', callId, called: '1003' });
  const atC = await answerFrom(c, '1001');
  await talk(a, c);
  await command(c.page, { kind: 'setMuted', callId: atC.id, muted: true });
  const { id: withId } = await upWith(a, '1003');
  await command(a.page, { kind: 'join', callId, withId });
  await answerReferral(b, '1001', true);
  await isFree(a);
  const taken = await upWhere(c, '1002', 'is muted', ({ muted }) => muted);
  expect(taken.id).toBe(atC.id);
  // Packets of silence, for as long as it takes to be sure.
  await untilCall(
    b.page,
    'packets without sound',
    (change) => change.received / change.seconds > 10 && !hears(change),
  );
  await hear([b, ''], [c, 'b']);
  await command(c.page, { kind: 'setMuted', callId: taken.id, muted: false });
  await talk(b, c);
  await hear([b, 'c'], [c, 'b']);
});

test('attended between two calls that were up already, whoever called', async ({ newPhone }) => {
  const [a, b, c] = await threePhones(newPhone);
  const callId = await callOf(a, b);
  await c.dial('1001');
  const { id: withId } = await answerFrom(a, '1003');
  await talk(a, c);
  await command(a.page, { kind: 'join', callId, withId });
  await answerReferral(b, '1001', true);
  await isFree(a);
  await talk(b, c);
  await hear([b, 'c'], [c, 'b']);
  await b.hangUp();
  await isFree(c);
});

test('a transfer that fails brings the caller back: declined by them, then by the one they called', async ({
  newPhone,
}) => {
  const [a, b, c] = await threePhones(newPhone);
  const callId = await callOf(a, b);
  await command(a.page, { kind: 'transfer', callId, called: '1003' });
  await answerReferral(b, '1001', false);
  await isBack(a, 603);
  await talk(a, b);
  await command(a.page, { kind: 'dismissTransfer', callId });

  await command(a.page, { kind: 'transfer', callId, called: '1003' });
  await answerReferral(b, '1001', true);
  const { id } = await callWith(c, '1002', 'rings', ({ phase }) => phase === 'ringing');
  await command(c.page, { kind: 'decline', callId: id });
  await isBack(a, 603);
  await talk(a, b);
  await hear([a, 'b'], [b, 'a']);
});

test('numbers that refuse, fail or dawdle say so, and the call goes on with its sound', async ({ phone }) => {
  await phone.signIn('1001');
  for (const [number, statusCode] of [
    ['655', 603],
    ['657', 486],
  ] as const) {
    await phone.dial(number);
    const { id: callId } = await upWith(phone, number);
    await bothWays(phone.page);
    await command(phone.page, { kind: 'transfer', callId, called: '601' });
    await upWhere(phone, number, 'is back', ({ hold, transfer }) => {
      return hold === 'none' && transfer?.kind === 'failed' && transfer.statusCode === statusCode;
    });
    await bothWays(phone.page);
    await phone.hangUp();
    await phone.dismiss();
  }
  await phone.dial('658');
  const { id: callId } = await upWith(phone, '658');
  await command(phone.page, { kind: 'transfer', callId, called: '601' });
  await upWhere(phone, '658', 'rings there', ({ transfer }) => {
    return transfer?.kind === 'progress' && transfer.statusCode === 180;
  });
  await command(phone.page, { kind: 'switchTo', callId });
  await bothWays(phone.page);
});

test('asked to call another: declined, the call goes on; accepted, the other has it; a number that is none, it is back', async ({
  phone,
}) => {
  await phone.signIn('1001');
  await phone.dial('622');
  await answerReferral(phone, '622', false);
  await upWhere(phone, '622', 'asks no more', ({ referral }) => referral === undefined);
  await bothWays(phone.page);
  await phone.hangUp();
  await phone.dismiss();

  await phone.dial('651');
  const { id } = await upWith(phone, '651');
  await answerReferral(phone, '651', true);
  await upWhere(
    phone,
    '651',
    'is back',
    (call) => call.id === id && call.hold === 'none' && !call.holdPending,
  );
  await bothWays(phone.page);
  await command(phone.page, { kind: 'hangUp', callId: id });
  await isFree(phone);
  await phone.dismiss();

  await phone.dial('622');
  await answerReferral(phone, '622', true);
  await upWith(phone, '601');
  await bothWays(phone.page);
  await expect.poll(async () => (await upWith(phone, '601')).hold).toBe('none');
});

test('moved to another end by Replaces, a muted person stays muted, and is heard when they say so', async ({
  phone,
}) => {
  await phone.signIn('1001');
  await phone.dial('653');
  const { id: callId } = await upWith(phone, '653');
  await command(phone.page, { kind: 'setMuted', callId, muted: true });
  await expect.poll(() => connectionsMade(phone.page)).toBe(2);
  await untilCall(phone.page, 'sound comes, silence goes', (change) => {
    return hears(change) && change.sent / change.seconds > 10 && change.spoken === 0;
  });
  expect(await upWith(phone, '653')).toMatchObject({ id: callId, muted: true });
  await command(phone.page, { kind: 'setMuted', callId, muted: false });
  await bothWays(phone.page);
});

test('asked to take over a call of the other end, a muted person stays muted there', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.dial('652');
  const { id: callId } = await upWith(phone, '652');
  await command(phone.page, { kind: 'setMuted', callId, muted: true });
  await answerReferral(phone, '652', true);
  const next = await upWhere(phone, '601', 'is muted', ({ muted }) => muted);
  await untilCall(phone.page, 'silence goes, a tone comes', (change) => {
    return hears(change) && change.spoken === 0 && change.sent / change.seconds > 10;
  });
  await command(phone.page, { kind: 'setMuted', callId: next.id, muted: false });
  await bothWays(phone.page);
});
