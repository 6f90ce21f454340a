// The phone by its facade, for what a test wants of several calls at once: commands as screens give them, and the state that screens show.
import { expect, type Page } from '@playwright/test';
import type { Call, EstablishedCall } from '../../../src/sip/call-state.ts';
import type { CallCommand } from '../../../src/phone/commands.ts';
import type { ConferenceParty } from '../../../src/phone/phone-state.ts';
import type { PhonePage } from './phone.ts';

/** What the page has of it; the rest of the facade is none of these tests' business. */
interface Facade {
  readonly calls: { do(command: CallCommand): Promise<void> };
  readonly app: { do(command: object): Promise<void> };
  readonly store: {
    readonly state: {
      readonly calls: readonly Call[];
      readonly activeCallId: string | undefined;
      readonly conference: readonly ConferenceParty[];
    };
  };
}

type AppElement = Element & { readonly phone: Facade };

/** Gives a command, as a screen does. Resolves when that is done or under way. */
export async function command(page: Page, wish: CallCommand): Promise<void> {
  await page.evaluate((it) => document.querySelector<AppElement>('bw-app')?.phone.calls.do(it), wish);
}

/** So many calls there may be from now on. */
export async function allowCalls(page: Page, mostCalls: number): Promise<void> {
  await page.evaluate(async (change) => {
    await document
      .querySelector<AppElement>('bw-app')
      ?.phone.app.do({ kind: 'changeSettings', change: { mostCalls: change } });
  }, mostCalls);
}

/** The calls that the state holds, those that are over and not put away included. */
export async function callsOf(page: Page): Promise<readonly Call[]> {
  return await page.evaluate(
    () => document.querySelector<AppElement>('bw-app')?.phone.store.state.calls ?? [],
  );
}

/** Who is part of the conversation of several, by the ids of their calls. */
export async function conferenceOf(page: Page): Promise<readonly ConferenceParty[]> {
  return await page.evaluate(
    () => document.querySelector<AppElement>('bw-app')?.phone.store.state.conference ?? [],
  );
}

/** The last call with somebody, as soon as there is one of which `judge` is true. */
export async function callWith(
  { page }: PhonePage,
  user: string,
  what: string,
  judge: (call: Call) => boolean,
): Promise<Call> {
  let found: Call | undefined;
  await expect(async () => {
    const calls = await callsOf(page);
    found = calls.findLast(({ remote }) => remote.user === user);
    expect(found !== undefined && judge(found), `${user} ${what}: ${JSON.stringify(calls)}`).toBe(true);
  }).toPass({ timeout: 20_000, intervals: [100] });
  if (found === undefined) throw new Error('there is no such call');
  return found;
}

const rings = (call: Call): boolean => call.phase === 'ringing' && call.direction === 'incoming';
const isUp = (call: Call): call is EstablishedCall => call.phase === 'established';

/** The call with somebody that is up. */
export async function upWith(phone: PhonePage, user: string): Promise<EstablishedCall> {
  const call = await callWith(phone, user, 'is up', isUp);
  if (!isUp(call)) throw new Error('that call is not up');
  return call;
}

/** The call with somebody that is up and of which `judge` is true. */
export async function upWhere(
  phone: PhonePage,
  user: string,
  what: string,
  judge: (call: EstablishedCall) => boolean,
): Promise<EstablishedCall> {
  const call = await callWith(phone, user, what, (each) => isUp(each) && judge(each));
  if (!isUp(call)) throw new Error('that call is not up');
  return call;
}

/** Answers who calls; the call that is up afterwards. */
export async function answerFrom(phone: PhonePage, user: string): Promise<EstablishedCall> {
  const { id } = await callWith(phone, user, 'rings here', rings);
  await command(phone.page, { kind: 'answer', callId: id });
  return await upWith(phone, user);
}

/** No call of this phone is left that is not over. */
export async function isFree({ page }: PhonePage): Promise<void> {
  await expect
    .poll(async () => (await callsOf(page)).filter(({ phase }) => phase !== 'terminated'))
    .toEqual([]);
}

/** Says whether the phone may follow where the other end sends it. */
export async function answerReferral(phone: PhonePage, user: string, accept: boolean): Promise<void> {
  const call = await upWhere(
    phone,
    user,
    'asks us to call another',
    ({ referral }) => referral !== undefined,
  );
  await command(phone.page, { kind: 'answerReferral', callId: call.id, accept });
}
