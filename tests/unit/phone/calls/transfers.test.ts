// Calls handed over: blind, to somebody in another call, and at the wish of the other end; and what becomes of those that fail.
import { beforeEach, describe, expect, it } from 'vitest';
import { liveCalls } from '../../../../src/phone/calls/calls-state.ts';
import type { Softphone } from '../../../../src/phone/softphone.ts';
import { encodeProfile } from '../../../../src/provisioning/encode-profile.ts';
import type { Call, CallEnd } from '../../../../src/sip/call-state.ts';
import type { Transfer } from '../../../../src/sip/transfer.ts';
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
const FAILED: Transfer = { kind: 'failed', cause: 'busy', statusCode: 486, reasonPhrase: 'Busy Here' };
const DIALOG = { callId: 'abc@h', localTag: 'l', remoteTag: 'r', remoteTarget: 'sip:601@h.invalid' };

const talkTo = (user: string): Promise<FakeSession> => at.talkTo(user);

beforeEach(async () => {
  at = await signedInPhone();
  ({ world, phone } = at);
});

describe('a blind transfer', () => {
  it('holds the other end, asks it to call, and ends the call once they have each other', async () => {
    const session = await talkTo('600');
    await phone.calls.do({ kind: 'transfer', callId: callWith('600').id, called: '602' });
    await settle();
    expect(session.commands).toEqual(['hold', 'refer to sip:602@example.org']);
    expect(session.referredTo).toMatchObject([{ user: '602' }]);
    session.says({ kind: 'transferChanged', transfer: { kind: 'progress', statusCode: 180 } });
    expect(callWith('600')).toMatchObject({ transfer: { kind: 'progress' }, hold: 'local' });
    session.says({ kind: 'transferChanged', transfer: { kind: 'done' } });
    expect(session.commands).toContain('terminate');
    expect(callWith('600')).toMatchObject({ phase: 'terminated', transfer: { kind: 'done' } });
  });

  it('brings the other end back where it fails, and keeps the reason until it was read', async () => {
    const session = await talkTo('600');
    const callId = callWith('600').id;
    await phone.calls.do({ kind: 'transfer', callId, called: '602' });
    await settle();
    session.says({ kind: 'transferChanged', transfer: FAILED });
    await settle();
    expect(session.commands).toEqual(['hold', 'refer to sip:602@example.org', 'unhold']);
    expect(callWith('600')).toMatchObject({ phase: 'established', hold: 'none', transfer: FAILED });
    await phone.calls.do({ kind: 'dismissTransfer', callId });
    expect(callWith('600')).toMatchObject({ transfer: undefined });
  });

  it('tears nobody away who is with somebody else by then', async () => {
    const session = await talkTo('600');
    await phone.calls.do({ kind: 'transfer', callId: callWith('600').id, called: '602' });
    await talkTo('605');
    session.says({ kind: 'transferChanged', transfer: FAILED });
    await settle();
    expect(seen(phone).call?.remote.user).toBe('605');
    expect(callWith('600')).toMatchObject({ hold: 'local', transfer: FAILED });
  });

  it('is kept in the history with whom it went to', async () => {
    const session = await talkTo('600');
    await phone.calls.do({ kind: 'transfer', callId: callWith('600').id, called: '602' });
    await settle();
    const [to] = session.referredTo;
    session.says({ kind: 'transferChanged', transfer: { kind: 'done', to: to! } });
    await settle();
    expect(phone.store.state.history[0]).toMatchObject({
      remote: { user: '600' },
      handedTo: { user: '602' },
    });
  });

  it('goes nowhere where what was typed is nobody', async () => {
    const session = await talkTo('600');
    await phone.calls.do({ kind: 'transfer', callId: callWith('600').id, called: 'two words' });
    expect(session.commands).toEqual([]);
    expect(phone.store.state.notice).toBe('badTarget');
  });
});

describe('a consultation', () => {
  async function consulting(): Promise<{ first: FakeSession; second: FakeSession }> {
    const first = await talkTo('600');
    await phone.calls.do({ kind: 'consult', callId: callWith('600').id, called: '601' });
    await settle();
    const second = world.userAgent.sessions.at(-1);
    if (second === undefined || second === first) throw new Error('nobody was asked');
    second.dialog = DIALOG;
    second.says({ kind: 'established' });
    await settle();
    return { first, second };
  }

  it('holds the call, and says for whom it is', async () => {
    const { first } = await consulting();
    expect(first.commands).toEqual(['hold']);
    expect(callWith('601')).toMatchObject({ consultsFor: callWith('600').id });
    expect(seen(phone).call?.remote.user).toBe('601');
  });

  it('joins the two: both calls end, the second one at the latest by us', async () => {
    const { first, second } = await consulting();
    const [callId, withId] = [callWith('600').id, callWith('601').id];
    await phone.calls.do({ kind: 'join', callId, withId });
    await settle();
    expect(first.commands).toEqual(['hold', 'refer to abc@h']);
    expect(second.commands).toEqual(['hold']);
    first.says({ kind: 'transferChanged', transfer: { kind: 'done' } });
    expect(first.commands).toContain('terminate');
    world.clock.advance(5000);
    expect(second.commands).toContain('terminate');
    expect(liveCalls(phone.store.state)).toEqual([]);
    expect(world.openMicrophones.size).toBe(0);
  });

  it('comes back to the first where joining fails; the other stays on hold', async () => {
    const { first, second } = await consulting();
    await phone.calls.do({ kind: 'join', callId: callWith('600').id, withId: callWith('601').id });
    expect(first.referredTo).toMatchObject([{ user: '601' }]);
    await settle();
    first.says({ kind: 'transferChanged', transfer: FAILED });
    await settle();
    expect(callWith('600')).toMatchObject({ hold: 'none', transfer: FAILED });
    expect(callWith('601')).toMatchObject({ hold: 'local' });
    expect(second.commands).not.toContain('terminate');
    expect(seen(phone).call?.remote.user).toBe('600');
  });

  describe('that is not answered', () => {
    async function asking(end: Partial<CallEnd>): Promise<FakeSession> {
      const first = await talkTo('600');
      await phone.calls.do({ kind: 'consult', callId: callWith('600').id, called: '611' });
      await settle();
      world.userAgent.sessions.at(-1)?.says({ ...OVER, end: { ...OVER.end, ...end } });
      await settle();
      return first;
    }

    it('brings the person back, and says why', async () => {
      const first = await asking({ cause: 'busy', statusCode: 486, reasonPhrase: 'Busy Here' });
      expect(first.commands).toEqual(['hold', 'unhold']);
      expect(callWith('600')).toMatchObject({ hold: 'none', transfer: { ...FAILED, to: { user: '611' } } });
      expect(seen(phone).call?.remote.user).toBe('600');
    });

    it('brings whoever gave up asking back without a word', async () => {
      const first = await asking({ by: 'local' });
      expect(first.commands).toEqual(['hold', 'unhold']);
      expect(callWith('600')).not.toHaveProperty('transfer.kind');
    });
  });

  it('does not join a call with itself, or with one that has no dialogue', async () => {
    const first = await talkTo('600');
    const { id } = callWith('600');
    await phone.calls.do({ kind: 'join', callId: id, withId: id });
    await phone.calls.do({ kind: 'join', callId: id, withId: 'nobody' });
    expect(first.commands).toEqual([]);
  });
});

describe('being asked to call somebody else', () => {
  const referral = {
    id: 'r1',
    uri: 'sip:603@example.org',
    target: { uri: 'sip:603@example.org', user: '603', displayName: 'Three' },
    referredBy: undefined,
    isJoining: false,
  };

  async function asked(): Promise<FakeSession> {
    const session = await talkTo('600');
    session.says({ kind: 'referred', referral });
    expect(callWith('600')).toMatchObject({ referral: { id: 'r1' } });
    return session;
  }

  it('calls them where the person agrees, and leaves whoever asked', async () => {
    const session = await asked();
    await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
    await settle();
    expect(session.commands).toEqual(['accept r1', 'hold']);
    expect(world.userAgent.targets.at(-1)).toBe('sip:603@example.org');
    expect(world.userAgent.options.at(-1)).toEqual({ referralId: 'r1' });
    world.userAgent.sessions.at(-1)?.says({ kind: 'established' });
    world.clock.advance(5000);
    expect(session.commands).toContain('terminate');
    expect(seen(phone).call?.remote.user).toBe('603');
  });

  it('shows nobody’s token: who handed us over stands there, until the server says who it is', async () => {
    const session = await talkTo('600');
    const uri = 'sip:o78utq2k@x.invalid;transport=ws';
    const target = { uri: 'sip:o78utq2k@x.invalid', user: 'o78utq2k', displayName: '' };
    session.says({ kind: 'referred', referral: { ...referral, uri, target, isJoining: true } });
    await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
    await settle();
    expect(world.userAgent.targets.at(-1)).toBe(uri);
    expect(seen(phone).call?.remote).toEqual({ uri: '', user: '', displayName: '', broughtBy: '600' });
    const remote = { uri: 'sip:605@example.org', user: '605', displayName: 'Five' };
    world.userAgent.sessions.at(-1)?.says({ kind: 'partyChanged', remote });
    expect(seen(phone).call?.remote).toEqual(remote);
  });

  it('shows the name that the REFER gives, and whom it calls where that is somebody new', async () => {
    const session = await talkTo('600');
    const uri = 'sip:o78utq2k@x.invalid';
    const target = { uri, user: 'o78utq2k', displayName: 'Carol', claim: 'name' } as const;
    session.says({ kind: 'referred', referral: { ...referral, uri, target } });
    await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
    await settle();
    expect(seen(phone).call?.remote).toEqual({ ...target, user: '' });
  });

  it('asks nobody where the account says so', async () => {
    const profile = world.keptProfile;
    if (profile === undefined) throw new Error('one is kept');
    const link = JSON.stringify({ ...encodeProfile(profile), transfers: 'follow' });
    phone.openFragment(`#provision=${Buffer.from(link).toString('base64url')}`);
    await settle();
    await press(phone).acceptSetup();
    await settle();
    const session = await talkTo('600');
    session.says({ kind: 'referred', referral });
    await settle();
    expect(session.commands).toEqual(['accept r1', 'hold']);
    expect(world.userAgent.targets.at(-1)).toBe('sip:603@example.org');
  });

  it('asks the person all the same where they are with somebody else', async () => {
    const profile = world.keptProfile;
    if (profile === undefined) throw new Error('one is kept');
    const link = JSON.stringify({ ...encodeProfile(profile), transfers: 'follow' });
    phone.openFragment(`#provision=${Buffer.from(link).toString('base64url')}`);
    await settle();
    await press(phone).acceptSetup();
    await settle();
    const session = await talkTo('600');
    await talkTo('601');
    session.says({ kind: 'referred', referral });
    await settle();
    expect(session.commands).toEqual(['hold']);
    expect(callWith('600')).toMatchObject({ referral: { id: 'r1' } });
    expect(callWith('601')).toMatchObject({ hold: 'none' });
  });

  it('stays where the person says so', async () => {
    const session = await asked();
    await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: false });
    expect(session.commands).toEqual(['decline r1']);
    expect(callWith('600')).toMatchObject({ referral: undefined, phase: 'established' });
  });

  it('comes back to whoever asked where they are not reached', async () => {
    const session = await asked();
    await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
    await settle();
    world.userAgent.sessions.at(-1)?.says(OVER);
    await settle();
    expect(session.commands).toEqual(['accept r1', 'hold', 'unhold']);
    expect(seen(phone).call?.remote.user).toBe('600');
  });
});

describe('a transfer among other calls', () => {
  const referral = {
    id: 'r1',
    uri: 'sip:603@example.org',
    target: { uri: 'sip:603@example.org', user: '603', displayName: '' },
    referredBy: undefined,
    isJoining: false,
  };
  const join = (user: string, withUser: string): Promise<void> =>
    phone.calls.do({ kind: 'join', callId: callWith(user).id, withId: callWith(withUser).id });

  async function two(): Promise<readonly [first: FakeSession, second: FakeSession]> {
    const [first, second] = [await talkTo('600'), await talkTo('601')];
    second.dialog = DIALOG;
    return [first, second];
  }

  it('leaves the second call of an earlier one alone, of which nothing was heard', async () => {
    const [first, second] = await two();
    await join('600', '601');
    await settle();
    first.says({ kind: 'transferChanged', transfer: { kind: 'unknown' } });
    await phone.calls.do({ kind: 'switchTo', callId: callWith('600').id });
    await phone.calls.do({ kind: 'transfer', callId: callWith('600').id, called: '605' });
    await settle();
    first.says({ kind: 'transferChanged', transfer: { kind: 'done' } });
    world.clock.advance(10_000);
    expect(first.commands).toContain('terminate');
    expect(second.commands).not.toContain('terminate');
  });

  it('is asked once, however often it is pressed', async () => {
    const [first] = await two();
    const refer = first.refer.bind(first);
    first.refer = (target) => {
      refer(target);
      first.says({ kind: 'transferChanged', transfer: { kind: 'asked' } });
    };
    await Promise.all([join('600', '601'), join('600', '601')]);
    await phone.calls.do({ kind: 'transfer', callId: callWith('600').id, called: '605' });
    await settle();
    expect(first.commands).toEqual(['hold', 'refer to abc@h']);
  });

  it('is not asked for where the other call ended meanwhile', async () => {
    const [first, second] = await two();
    let agree = (_agreed: boolean): void => undefined;
    second.setHold = () =>
      new Promise((resolve) => {
        agree = resolve;
      });
    void join('600', '601');
    await settle();
    second.dialog = undefined;
    second.says(OVER);
    agree(false);
    await settle();
    expect(first.commands).toEqual(['hold']);
  });

  it('tears nobody away who is dialling somebody else, nor does the end of one that was followed', async () => {
    await phone.app.do({ kind: 'changeSettings', change: { mostCalls: 4 } });
    const first = await talkTo('600');
    await phone.calls.do({ kind: 'transfer', callId: callWith('600').id, called: '602' });
    await press(phone).dial('605');
    await settle();
    first.says({ kind: 'transferChanged', transfer: FAILED });
    await settle();
    expect(seen(phone).call?.remote.user).toBe('605');
    await press(phone).hangUp();
    first.says({ kind: 'referred', referral });
    await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
    await settle();
    const followed = world.userAgent.sessions.at(-1);
    await talkTo('606');
    followed?.says(OVER);
    await settle();
    expect(seen(phone).call?.remote.user).toBe('606');
    expect(callWith('606')).toMatchObject({ hold: 'none' });
  });

  it('asks nobody where there are as many calls as may be, and says so', async () => {
    await two();
    await phone.calls.do({ kind: 'consult', callId: callWith('601').id, called: '602' });
    await settle();
    expect(liveCalls(phone.store.state)).toHaveLength(2);
    expect(phone.store.state.notice).toBe('lineBusy');
  });

  it('follows whoever asks with one call more than may be, and not with another', async () => {
    const [first] = await two();
    for (const id of ['r1', 'r2']) {
      first.says({ kind: 'referred', referral: { ...referral, id } });
      await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
      await settle();
      world.userAgent.sessions.at(-1)?.says({ kind: 'established' });
    }
    expect(first.commands.slice(-2)).toEqual(['accept r1', 'decline r2']);
    expect(liveCalls(phone.store.state)).toHaveLength(3);
  });

  it('does not hang up on somebody who has taken the place of whoever asked', async () => {
    const first = await talkTo('600');
    first.says({ kind: 'referred', referral });
    await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
    await settle();
    world.userAgent.sessions.at(-1)?.says({ kind: 'established' });
    const other = world.userAgent.ring('604', '', first.id);
    await settle();
    world.clock.advance(5000);
    expect(other.commands).not.toContain('terminate');
  });

  it('tells whoever asked at once that the call could not be placed', async () => {
    const first = await talkTo('600');
    first.says({ kind: 'referred', referral });
    world.userAgent.throws = true;
    await phone.calls.do({ kind: 'answerReferral', callId: callWith('600').id, accept: true });
    await settle();
    expect(first.commands).toEqual(['accept r1', 'hold', 'decline r1', 'unhold']);
  });
});
