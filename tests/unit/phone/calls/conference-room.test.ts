// Calls joined to one conversation: who is part of it, who hears whom, who is held, and how it ends.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Softphone } from '../../../../src/phone/softphone.ts';
import type { Call } from '../../../../src/sip/call-state.ts';
import type { FakeWorld } from '../../../doubles/fake-ports.ts';
import type { FakeSession } from '../../../doubles/fake-user-agent.ts';
import { press } from '../../../doubles/press.ts';
import { settle, signedInPhone, type SignedInPhone } from '../../../doubles/signed-in-phone.ts';

let at: SignedInPhone;
let world: FakeWorld;
let phone: Softphone;
const callWith = (user: string): Call => at.callWith(user);
const sessions: Record<string, FakeSession> = {};

const idOf = (user: string): string => callWith(user).id;
const parties = (): readonly (string | undefined)[] =>
  phone.store.state.conference.map(
    ({ callId }) => phone.store.state.calls.find(({ id }) => id === callId)?.remote.user,
  );

async function talkTo(user: string): Promise<void> {
  sessions[user] = await at.talkTo(user);
}

async function confer(...users: string[]): Promise<void> {
  await phone.calls.do({ kind: 'confer', callIds: users.map(idOf) });
  await settle();
}

beforeEach(async () => {
  at = await signedInPhone();
  ({ world, phone } = at);
  void press(phone).changeSettings({ mostCalls: 6 });
  for (const user of ['1', '2', '3']) await talkTo(user);
});

describe('a conversation of several', () => {
  it('takes every party from hold, and each hears all others', async () => {
    await confer('1', '2', '3');
    expect(parties()).toEqual(['1', '2', '3']);
    for (const user of ['1', '2', '3']) expect(callWith(user)).toMatchObject({ hold: 'none' });
    const [a, b, c] = ['1', '2', '3'].map(idOf);
    expect(world.conferences[0]?.hears).toEqual({ [a!]: [b, c], [b!]: [a, c], [c!]: [a, b] });
  });

  it('takes one more in, who was called meanwhile while all were held', async () => {
    await confer('1', '2');
    await talkTo('4');
    expect(callWith('1')).toMatchObject({ hold: 'local' });
    await confer('4');
    expect(parties()).toEqual(['1', '2', '4']);
    for (const user of ['1', '2', '4']) expect(callWith(user)).toMatchObject({ hold: 'none' });
  });

  it('ends as one for another call that is answered instead, and only it', async () => {
    await confer('1', '2');
    world.userAgent.ring('9');
    await phone.calls.do({ kind: 'answer', callId: idOf('9'), present: 'end' });
    await settle();
    for (const user of ['1', '2']) expect(sessions[user]?.commands).toContain('terminate');
    expect(sessions['3']?.commands).not.toContain('terminate');
  });

  it('keeps who was muted for one of them muted, and so for all, the one who comes later too', async () => {
    const isMuted = (call: Call): boolean => call.phase === 'established' && call.muted;
    const mutes = (): readonly boolean[] => ['1', '2', '3'].map((user) => isMuted(callWith(user)));
    await phone.calls.do({ kind: 'setMuted', callId: idOf('2'), muted: true });
    await confer('1', '2');
    expect(mutes()).toEqual([true, true, false]);
    await confer('3');
    expect(mutes()).toEqual([true, true, true]);
  });

  it('is held as one while the person is with somebody else, and taken back as one', async () => {
    await confer('1', '2');
    await phone.calls.do({ kind: 'switchTo', callId: idOf('3') });
    await settle();
    for (const user of ['1', '2']) expect(callWith(user)).toMatchObject({ hold: 'local' });
    expect(world.conferences[0]?.hears[idOf('1')]).toEqual([]);
    await phone.calls.do({ kind: 'switchTo', callId: idOf('2') });
    await settle();
    for (const user of ['1', '2']) expect(callWith(user)).toMatchObject({ hold: 'none' });
    expect(callWith('3')).toMatchObject({ hold: 'local' });
    expect(world.conferences[0]?.hears[idOf('1')]).toEqual([idOf('2')]);
  });

  it('lets one be silent for the others, and holds one', async () => {
    await confer('1', '2', '3');
    await phone.calls.do({ kind: 'setHeard', callId: idOf('1'), isHeard: false });
    expect(phone.store.state.conference[0]).toMatchObject({ isHeard: false });
    expect(world.conferences[0]?.hears[idOf('2')]).toEqual([idOf('3')]);
    await phone.calls.do({ kind: 'setHold', callId: idOf('2'), held: true });
    await settle();
    expect(callWith('2')).toMatchObject({ hold: 'local' });
    expect(callWith('3')).toMatchObject({ hold: 'none' });
    expect(world.conferences[0]?.hears[idOf('2')]).toEqual([]);
    await phone.calls.do({ kind: 'setHold', callId: idOf('2'), held: false });
    await settle();
    expect(world.conferences[0]?.hears[idOf('2')]).toEqual([idOf('3')]);
  });

  it('is spared the music of one who holds us, from the beginning and later', async () => {
    sessions['1']?.says({ kind: 'remoteHoldChanged', held: true });
    await confer('1', '2', '3');
    const hears = (): readonly string[] | undefined => world.conferences[0]?.hears[idOf('2')];
    expect(hears()).toEqual([idOf('3')]);
    sessions['1']?.says({ kind: 'remoteHoldChanged', held: false });
    expect(hears()).toEqual([idOf('1'), idOf('3')]);
    await phone.calls.do({ kind: 'setHeard', callId: idOf('3'), isHeard: false });
    sessions['3']?.says({ kind: 'remoteHoldChanged', held: true });
    sessions['3']?.says({ kind: 'remoteHoldChanged', held: false });
    expect(hears()).toEqual([idOf('1')]);
  });

  it('goes on where one hangs up, and is a call like any other with one left', async () => {
    await confer('1', '2', '3');
    sessions['3']?.terminate();
    expect(parties()).toEqual(['1', '2']);
    await phone.calls.do({ kind: 'leaveConference', callId: idOf('2') });
    await settle();
    expect(parties()).toEqual([]);
    expect(world.conferences[0]?.isOpen).toBe(false);
    expect(callWith('2')).toMatchObject({ hold: 'local' });
    expect(callWith('1')).toMatchObject({ hold: 'none' });
  });

  it('is left to the two who remain: they are joined', async () => {
    await confer('1', '2');
    const second = sessions['2'];
    if (second !== undefined)
      second.dialog = { callId: 'x@h', localTag: 'l', remoteTag: 'r', remoteTarget: 'sip:2@h.invalid' };
    await phone.calls.do({ kind: 'join', callId: idOf('1'), withId: idOf('2') });
    await settle();
    expect(parties()).toEqual([]);
    expect(sessions['1']?.commands.at(-1)).toBe('refer to x@h');
  });

  it('needs two who are there', async () => {
    await confer('1');
    await phone.calls.do({ kind: 'confer', callIds: ['nobody', idOf('1')] });
    expect(parties()).toEqual([]);
  });
});
