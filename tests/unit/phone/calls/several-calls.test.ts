// More calls than one: who is held, who is heard, what rings, and that none touches another.
import { beforeEach, describe, expect, it } from 'vitest';
import { liveCalls, waitingCalls } from '../../../../src/phone/calls/calls-state.ts';
import type { Softphone } from '../../../../src/phone/softphone.ts';
import type { Call } from '../../../../src/sip/call-state.ts';
import type { FakeWorld } from '../../../doubles/fake-ports.ts';
import type { FakeSession } from '../../../doubles/fake-user-agent.ts';
import { press, seen } from '../../../doubles/press.ts';
import { settle, signedInPhone, type SignedInPhone } from '../../../doubles/signed-in-phone.ts';

let at: SignedInPhone;
let world: FakeWorld;
let phone: Softphone;
const callWith = (user: string): Call => at.callWith(user);

const OVER = {
  kind: 'terminated',
  end: { by: 'remote', cause: undefined, statusCode: undefined, reasonPhrase: undefined },
} as const;

const session = (index: number): FakeSession => {
  const found = world.userAgent.sessions[index];
  if (found === undefined) throw new Error('no such session');
  return found;
};

const active = (): string | undefined => seen(phone).call?.remote.user;

const talkTo = (user: string): Promise<FakeSession> => at.talkTo(user);

beforeEach(async () => {
  at = await signedInPhone();
  ({ world, phone } = at);
});

describe('a second call that goes out', () => {
  it('holds the first before it is answered, and the person is with it', async () => {
    const first = await talkTo('600');
    await press(phone).dial('601');
    await settle();
    expect(first.commands).toContain('hold');
    expect(callWith('600')).toMatchObject({ hold: 'local' });
    expect(active()).toBe('601');
  });

  it('goes out though the first refuses to be held, which is said', async () => {
    const first = await talkTo('600');
    let refuse = (): void => undefined;
    first.setHold = () =>
      new Promise((resolve) => {
        refuse = () => {
          resolve(false);
        };
      });
    await press(phone).dial('601');
    await settle();
    refuse();
    await settle();
    expect(world.userAgent.targets).toHaveLength(2);
    expect(phone.store.state.notice).toBe('holdRefused');
    expect(callWith('600')).toMatchObject({ hold: 'none' });
  });

  it('is refused where there are as many as may be, and touches none', async () => {
    await talkTo('600');
    await talkTo('601');
    await press(phone).dial('602');
    expect(phone.store.state.notice).toBe('lineBusy');
    expect(liveCalls(phone.store.state)).toHaveLength(2);
    expect(active()).toBe('601');
  });

  it('brings the person back to the first when it comes to nothing, which stays on hold', async () => {
    const first = await talkTo('600');
    await press(phone).dial('601');
    await settle();
    session(1).says({ ...OVER, end: { ...OVER.end, cause: 'busy', statusCode: 486 } });
    expect(active()).toBe('600');
    expect(callWith('600')).toMatchObject({ phase: 'established', hold: 'local' });
    expect(callWith('601')).toMatchObject({ phase: 'terminated', end: { cause: 'busy' } });
    expect(first.commands).not.toContain('terminate');
    expect(world.openMicrophones.size).toBe(1);
  });
});

describe('a call that comes in during another', () => {
  it('waits: the person stays where they are, and hears a short tone again and again, no ring', async () => {
    await talkTo('600');
    world.userAgent.ring('1003');
    expect(active()).toBe('600');
    expect(waitingCalls(phone.store.state)).toMatchObject([{ remote: { user: '1003' } }]);
    world.clock.advance(20_000);
    expect(world.sounds.filter((sound) => sound === 'callWaiting').length).toBeGreaterThan(1);
    expect(world.sounds).not.toContain('ring');
  });

  it('is answered, and the other is held', async () => {
    const first = await talkTo('600');
    const second = world.userAgent.ring('1003');
    const callId = callWith('1003').id;
    await phone.calls.do({ kind: 'answer', callId });
    await settle();
    expect(first.commands).toContain('hold');
    expect(second.commands).toEqual(['answer with 0 servers']);
    expect(active()).toBe('1003');
    expect(liveCalls(phone.store.state)).toHaveLength(2);
  });

  it('is answered, and the other is ended', async () => {
    const first = await talkTo('600');
    world.userAgent.ring('1003');
    await phone.calls.do({ kind: 'answer', callId: callWith('1003').id, present: 'end' });
    await settle();
    expect(first.commands).toContain('terminate');
    expect(active()).toBe('1003');
    expect(liveCalls(phone.store.state)).toHaveLength(1);
  });

  it('is answered, and only the call that the person is in is ended: whoever is held stays so', async () => {
    await phone.app.do({ kind: 'changeSettings', change: { mostCalls: 6 } });
    const held = await talkTo('600');
    const present = await talkTo('601');
    world.userAgent.ring('1003');
    await phone.calls.do({ kind: 'answer', callId: callWith('1003').id, present: 'end' });
    await settle();
    expect(present.commands).toContain('terminate');
    expect(held.commands).toEqual(['hold']);
    expect(active()).toBe('1003');
    expect(liveCalls(phone.store.state).map(({ remote }) => remote.user)).toEqual(['600', '1003']);
  });

  it('is declined, and the other goes on', async () => {
    const first = await talkTo('600');
    const second = world.userAgent.ring('1003');
    await phone.calls.do({ kind: 'decline', callId: callWith('1003').id });
    expect(second.commands).toEqual(['reject declined']);
    expect(first.commands).toEqual([]);
    expect(active()).toBe('600');
  });

  it('is 486 beyond the setting, kept as missed', async () => {
    await talkTo('600');
    await talkTo('601');
    expect(world.userAgent.ring('1003').commands).toEqual(['reject busy']);
    expect(phone.store.state.history[0]).toMatchObject({ outcome: 'missed', remote: { user: '1003' } });
  });

  it('rings on in full where the other ends', async () => {
    const first = await talkTo('600');
    world.userAgent.ring('1003');
    first.says(OVER);
    expect(world.sounds.at(-1)).toBe('ring');
    expect(active()).toBe('1003');
  });
});

describe('what makes no sense for a call', () => {
  it('touches no other: an answer to one that is up, a hold of one that rings', async () => {
    const first = await talkTo('600');
    const second = await talkTo('601');
    for (const present of ['hold', 'end'] as const)
      await phone.calls.do({ kind: 'answer', callId: callWith('600').id, present });
    world.userAgent.ring('1003');
    await press(phone).changeSettings({ mostCalls: 3 });
    world.userAgent.ring('1004');
    const callId = callWith('1004').id;
    for (const held of [true, false]) await phone.calls.do({ kind: 'setHold', callId, held });
    await phone.calls.do({ kind: 'switchTo', callId });
    await settle();
    expect([first.commands, second.commands]).toEqual([['hold'], []]);
    expect(active()).toBe('601');
  });
});

describe('two calls that are answered at the same time', () => {
  it('leave the person heard in one of them: that which they took', async () => {
    await press(phone).dial('600');
    await settle();
    world.userAgent.ring('1003');
    await phone.calls.do({ kind: 'answer', callId: callWith('1003').id });
    await settle();
    session(0).says({ kind: 'established' });
    await settle();
    expect(active()).toBe('1003');
    expect(callWith('1003')).toMatchObject({ hold: 'none' });
    expect(callWith('600')).toMatchObject({ phase: 'established', hold: 'local' });
    const [first, second] = [...world.openMicrophones][0]?.running ?? [];
    expect([first?.isSilent, second?.isSilent]).toEqual([true, false]);
  });

  it('leave the person with the one that was dialled last', async () => {
    await press(phone).dial('600');
    await press(phone).dial('601');
    await settle();
    session(1).says({ kind: 'established' });
    session(0).says({ kind: 'established' });
    await settle();
    expect(active()).toBe('601');
    expect(callWith('601')).toMatchObject({ hold: 'none' });
    expect(callWith('600')).toMatchObject({ hold: 'local' });
  });
});

describe('two calls', () => {
  it('are swapped: one is held before the other is taken back', async () => {
    const first = await talkTo('600');
    const second = await talkTo('601');
    await phone.calls.do({ kind: 'switchTo', callId: callWith('600').id });
    await settle();
    expect(second.commands.at(-1)).toBe('hold');
    expect(first.commands.slice(-2)).toEqual(['hold', 'unhold']);
    expect(active()).toBe('600');
    expect(callWith('600')).toMatchObject({ hold: 'none' });
    expect(callWith('601')).toMatchObject({ hold: 'local' });
  });

  it('are never both taken back: who is taken back from hold puts the other on hold', async () => {
    await talkTo('600');
    await talkTo('601');
    await phone.calls.do({ kind: 'setHold', callId: callWith('600').id, held: false });
    await settle();
    expect(callWith('600')).toMatchObject({ hold: 'none' });
    expect(callWith('601')).toMatchObject({ hold: 'local' });
  });

  it('are muted each by itself, and each keeps that', async () => {
    await talkTo('600');
    await phone.calls.do({ kind: 'setMuted', callId: callWith('600').id, muted: true });
    await talkTo('601');
    expect(callWith('601')).toMatchObject({ muted: false });
    expect(callWith('600')).toMatchObject({ muted: true });
    await phone.calls.do({ kind: 'switchTo', callId: callWith('600').id });
    await settle();
    // Each call sends a copy of one capture: the first is muted, the second on hold.
    const [microphone, ...others] = world.openMicrophones;
    expect(others).toEqual([]);
    expect(microphone?.running.map(({ isSilent }) => isSilent)).toEqual([true, true]);
    await phone.calls.do({ kind: 'setMuted', callId: callWith('600').id, muted: false });
    expect(microphone?.running.map(({ isSilent }) => isSilent)).toEqual([false, true]);
  });

  it('are silent from the wish to hold on, and until the other end agrees to go on', async () => {
    const first = await talkTo('600');
    const copy = [...world.openMicrophones][0]?.running[0];
    let agree = (_agreed: boolean): void => undefined;
    first.setHold = () =>
      new Promise((resolve) => {
        agree = resolve;
      });
    void press(phone).setHold(true);
    expect(copy?.isSilent).toBe(true);
    agree(true);
    await settle();
    void press(phone).setHold(false);
    await settle();
    expect(copy?.isSilent).toBe(true);
    agree(true);
    await settle();
    expect(copy?.isSilent).toBe(false);
  });

  it('end each by itself, are kept each, and the last one closes the microphone', async () => {
    await talkTo('600');
    const second = await talkTo('601');
    await press(phone).hangUp();
    expect(second.commands).toContain('terminate');
    expect(active()).toBe('600');
    await press(phone).hangUp();
    expect(phone.busy).toBe(false);
    expect(world.openMicrophones.size).toBe(0);
    expect(phone.store.state.history.map(({ remote }) => remote.user)).toEqual(['600', '601']);
  });

  it('have an id each from the first key to the history, and name their account', async () => {
    await talkTo('600');
    const { id, accountId } = callWith('600');
    await press(phone).hangUp();
    expect(phone.store.state.history[0]).toMatchObject({ id, accountId });
  });
});

it('one person goes on being muted and held where another takes the place of the other end', async () => {
  const old = await talkTo('600');
  await press(phone).setMuted(true);
  await press(phone).setHold(true);
  await settle();
  const copy = [...world.openMicrophones][0]?.running[0];
  const next = world.userAgent.ring('1003', 'Third', old.id);
  await settle();
  expect(next.commands).toEqual(['answer with 0 servers', 'hold']);
  expect(seen(phone).call).toMatchObject({ muted: true, hold: 'local', remote: { user: '1003' } });
  await press(phone).setHold(false);
  await settle();
  expect(copy?.isSilent).toBe(true);
  expect(copy?.wasHeard).toBe(true);
  await press(phone).setMuted(false);
  expect(copy?.isSilent).toBe(false);
});

it('one person goes on being muted where they follow the other end to somebody else, from the first sample on', async () => {
  const first = await talkTo('600');
  await press(phone).setMuted(true);
  const remote = { uri: 'sip:1003@example.org', user: '1003', displayName: '' };
  const referral = { id: 'r', uri: remote.uri, target: remote, referredBy: undefined, isJoining: false };
  first.says({ kind: 'referred', referral });
  await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
  await settle();
  const copy = [...world.openMicrophones][0]?.running.at(-1);
  expect(copy).toMatchObject({ isSilent: true, wasHeard: false });
  session(1).says({ kind: 'established' });
  await settle();
  expect(callWith('1003')).toMatchObject({ muted: true });
  await phone.calls.do({ kind: 'setMuted', callId: callWith('1003').id, muted: false });
  expect(copy?.isSilent).toBe(false);
});

it('keeps commands that another window could send: plain values', () => {
  const command = { kind: 'answer', callId: 'id-1', present: 'hold' } as const;
  expect(structuredClone(command)).toEqual(command);
  expect(structuredClone(phone.store.state)).toEqual(phone.store.state);
});

describe('where nothing comes of who took the place of the other end (RFC 3891 3)', () => {
  async function takenOver(): Promise<readonly [before: FakeSession, next: FakeSession]> {
    const before = await talkTo('600');
    await press(phone).setMuted(true);
    await press(phone).setHold(true);
    await settle();
    const next = world.userAgent.ring('1003', 'Third', before.id);
    await settle();
    expect(active()).toBe('1003');
    return [before, next];
  }

  it('the call goes on with the one before: muted and held as it was', async () => {
    const [before, next] = await takenOver();
    next.says(OVER);
    await settle();
    expect(seen(phone).call).toMatchObject({
      phase: 'established',
      remote: { user: '600' },
      muted: true,
      hold: 'local',
      holdPending: false,
    });
    expect([...world.openMicrophones][0]?.running.map(({ isSilent }) => isSilent)).toEqual([true]);
    await press(phone).hangUp();
    expect(before.commands.at(-1)).toBe('terminate');
    expect(phone.store.state.history).toHaveLength(1);
  });

  it('both are hung up where the person hangs up meanwhile', async () => {
    const [before, next] = await takenOver();
    await press(phone).hangUp();
    expect([before.commands.at(-1), next.commands.at(-1)]).toEqual(['terminate', 'terminate']);
    expect(phone.busy).toBe(false);
  });

  it('and the one before has hung up as it should, the end of the other is the end', async () => {
    const [before, next] = await takenOver();
    before.says(OVER);
    next.says(OVER);
    expect(phone.busy).toBe(false);
    expect(phone.store.state.history).toHaveLength(1);
  });

  it('nobody else can take it before it is sure', async () => {
    const [, next] = await takenOver();
    expect(world.userAgent.ring('1004', '', next.id).commands).toEqual(['reject busy']);
    expect(active()).toBe('1003');
  });
});
