// The conversation of several among the other calls: who is held when one is called to join it, and who goes on afterwards.
import { beforeEach, expect, it } from 'vitest';
import type { Softphone } from '../../../../src/phone/softphone.ts';
import type { Call } from '../../../../src/sip/call-state.ts';
import { settle, signedInPhone, type SignedInPhone } from '../../../doubles/signed-in-phone.ts';

let at: SignedInPhone;
let phone: Softphone;
const callWith = (user: string): Call => at.callWith(user);

async function talkTo(user: string): Promise<string> {
  await at.talkTo(user);
  return callWith(user).id;
}

async function confer(...callIds: readonly string[]): Promise<void> {
  await phone.calls.do({ kind: 'confer', callIds });
  await settle();
}

const holds = (): unknown =>
  phone.store.state.calls.map((call) => (call.phase === 'established' ? call.hold : call.phase));

beforeEach(async () => {
  at = await signedInPhone();
  ({ phone } = at);
  await phone.app.do({ kind: 'changeSettings', change: { mostCalls: 6 } });
});

it('takes all from hold when one is called and joins, but whom the person put on hold', async () => {
  const [b, c] = [await talkTo('1002'), await talkTo('1003')];
  await confer(b, c);
  expect(holds()).toEqual(['none', 'none']);
  const d = await talkTo('1004');
  expect(holds()).toEqual(['local', 'local', 'none']);
  await confer(d);
  expect(holds()).toEqual(['none', 'none', 'none']);
  await phone.calls.do({ kind: 'setHold', callId: c, held: true });
  const e = await talkTo('1005');
  await confer(e);
  expect(holds()).toEqual(['none', 'local', 'none', 'none']);
});

it('goes on with all parties when the person comes back to one of them', async () => {
  const [b, c] = [await talkTo('1002'), await talkTo('1003')];
  await confer(b, c);
  await talkTo('1004');
  await phone.calls.do({ kind: 'switchTo', callId: c });
  await settle();
  expect(holds()).toEqual(['none', 'none', 'local']);
});

it('holds who is no part of it', async () => {
  const [b, c] = [await talkTo('1002'), await talkTo('1003')];
  const other = await talkTo('1004');
  await confer(b, c);
  expect(holds()).toEqual(['none', 'none', 'local']);
  expect(phone.store.state.activeCallId).not.toBe(other);
});

it('has everybody once, however often and however fast they are joined', async () => {
  const [b, c] = [await talkTo('1002'), await talkTo('1003')];
  await confer(b, b);
  expect(phone.store.state.conference).toEqual([]);
  const twice = phone.calls.do({ kind: 'confer', callIds: [b, c] });
  await confer(b, c, b);
  await twice;
  expect(phone.store.state.conference.map(({ callId }) => callId)).toEqual([b, c]);
});

it('keeps the person with whoever is left of it: where one is taken out, and where one ends', async () => {
  const [b, c, d] = [await talkTo('1002'), await talkTo('1003'), await talkTo('1004')];
  const held = await talkTo('1005');
  await confer(b, c, d);
  await phone.calls.do({ kind: 'switchTo', callId: d });
  await phone.calls.do({ kind: 'leaveConference', callId: d });
  await settle();
  expect(phone.store.state.activeCallId).toBe(b);
  expect(holds()).toEqual(['none', 'none', 'local', 'local']);
  await phone.calls.do({ kind: 'hangUp', callId: b });
  expect(phone.store.state.activeCallId).toBe(c);
  await phone.calls.do({ kind: 'leaveConference', callId: c });
  expect(callWith('1003')).toMatchObject({ hold: 'none' });
  await phone.calls.do({ kind: 'hangUp', callId: c });
  expect(phone.store.state.activeCallId).toBe(held);
});

it('is remembered by each with how many others at the most, until the call is kept', async () => {
  const [b, c] = [await talkTo('1002'), await talkTo('1003')];
  await confer(b, c);
  const d = await talkTo('1004');
  expect(callWith('1004').joinedWith).toBeUndefined();
  await confer(d);
  await phone.calls.do({ kind: 'leaveConference', callId: d });
  await phone.calls.do({ kind: 'hangUp', callId: c });
  await settle();
  const kept = phone.store.state.history.find(({ id }) => id === c);
  expect(kept?.joinedWith).toBe(2);
  expect(callWith('1002').joinedWith).toBe(2);
});
