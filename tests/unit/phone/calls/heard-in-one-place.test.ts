// The person is heard by those they are with, and by nobody else: whoever is dialled, refuses to be held, or is part of a conversation of
// several that rests.
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallCommand } from '../../../../src/phone/commands.ts';
import type { Softphone } from '../../../../src/phone/softphone.ts';
import type { FakeWorld } from '../../../doubles/fake-ports.ts';
import type { FakeSession } from '../../../doubles/fake-user-agent.ts';
import { press, seen } from '../../../doubles/press.ts';
import { settle, signedInPhone, type SignedInPhone } from '../../../doubles/signed-in-phone.ts';

let at: SignedInPhone;
let world: FakeWorld;
let phone: Softphone;

const talkTo = (user: string): Promise<FakeSession> => at.talkTo(user);
const idOf = (user: string): string => at.callWith(user).id;
const idsOf = (...users: readonly string[]): readonly string[] => users.map(idOf);

async function order(command: CallCommand): Promise<void> {
  await phone.calls.do(command);
  await settle();
}

/** Whether the person is heard in each call, in the order in which the calls got the microphone. */
const heard = (): unknown => [...world.openMicrophones][0]?.running.map(({ isSilent }) => !isSilent);

beforeEach(async () => {
  at = await signedInPhone();
  ({ world, phone } = at);
  await press(phone).changeSettings({ mostCalls: 6 });
});

describe('sound before an answer (RFC 3960) carries nothing of what is said to somebody else', () => {
  it('where the person goes back to a call while another is dialled, until they are with that again', async () => {
    await talkTo('600');
    await press(phone).dial('601');
    await settle();
    world.userAgent.sessions[1]?.says({ kind: 'ringing' });
    await order({ kind: 'switchTo', callId: idOf('600') });
    expect(heard()).toEqual([true, false]);
    await order({ kind: 'switchTo', callId: idOf('601') });
    expect(heard()).toEqual([false, true]);
  });

  it('where they answer one meanwhile', async () => {
    await press(phone).dial('601');
    await settle();
    world.userAgent.ring('1003');
    await order({ kind: 'answer', callId: idOf('1003') });
    expect(heard()).toEqual([false, true]);
    world.userAgent.sessions[0]?.says({ kind: 'established' });
    await settle();
    expect(heard()).toEqual([false, true]);
  });

  it('where they answer one instead: nobody is dialled any more', async () => {
    await press(phone).dial('601');
    await settle();
    world.userAgent.ring('1003');
    await order({ kind: 'answer', callId: idOf('1003'), present: 'end' });
    expect(world.userAgent.sessions[0]?.commands).toContain('terminate');
    expect(heard()).toEqual([true]);
  });
});

describe('whoever refuses to be held hears nothing of what is said to somebody else', () => {
  it('and hears the person again when they come back', async () => {
    const first = await talkTo('600');
    first.agreesToHold = false;
    await talkTo('601');
    expect(heard()).toEqual([false, true]);
    await order({ kind: 'switchTo', callId: idOf('600') });
    expect(heard()).toEqual([true, false]);
  });

  it('and hears the person again when that other call ends', async () => {
    const first = await talkTo('600');
    first.agreesToHold = false;
    await talkTo('601');
    await press(phone).hangUp();
    expect(seen(phone).call?.remote.user).toBe('600');
    expect(heard()).toEqual([true]);
  });
});

describe('a conversation of several', () => {
  beforeEach(async () => {
    await talkTo('600');
    await talkTo('601');
  });

  it('goes on as one where one of its parties is taken back from hold', async () => {
    await order({ kind: 'confer', callIds: idsOf('600', '601') });
    await talkTo('602');
    expect(heard()).toEqual([false, false, true]);
    await order({ kind: 'setHold', callId: idOf('600'), held: false });
    expect(heard()).toEqual([true, true, false]);
    expect(at.callWith('602')).toMatchObject({ hold: 'local' });
  });

  it('takes nobody from hold before whoever is no part of it hears nothing more', async () => {
    const slow = world.userAgent.sessions[0];
    await talkTo('602');
    if (slow !== undefined) slow.setHold = () => new Promise(() => undefined);
    void phone.calls.do({ kind: 'confer', callIds: idsOf('600', '601') });
    await settle();
    expect(heard()).toEqual([false, true, false]);
  });

  it('stays whole where two can’t be joined', async () => {
    await talkTo('602');
    await order({ kind: 'confer', callIds: idsOf('600', '601', '602') });
    for (const withId of [idOf('600'), 'nobody']) await order({ kind: 'join', callId: idOf('600'), withId });
    expect(phone.store.state.conference).toHaveLength(3);
  });

  it('is not heard by one who is being handed over', async () => {
    await order({ kind: 'confer', callIds: idsOf('600', '601') });
    await order({ kind: 'transfer', callId: idOf('600'), called: '605' });
    expect(world.conferences[0]?.hears[idOf('600')]).toEqual([]);
    expect(heard()).toEqual([false, true]);
  });

  it('is one to be muted in: for all who are part of it, and whoever joins', async () => {
    await order({ kind: 'confer', callIds: idsOf('600', '601') });
    await order({ kind: 'setMuted', callId: idOf('601'), muted: true });
    expect(heard()).toEqual([false, false]);
    await talkTo('602');
    await order({ kind: 'confer', callIds: idsOf('602') });
    expect(heard()).toEqual([false, false, false]);
    expect(at.callWith('602')).toMatchObject({ muted: true });
    await order({ kind: 'setMuted', callId: idOf('602'), muted: false });
    expect(heard()).toEqual([true, true, true]);
  });
});
