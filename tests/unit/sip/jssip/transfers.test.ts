// Transfers between three real user agents on the demo's proxy, under a fake clock: blind and attended, to the end.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PERSONALITIES } from '../../../../server/personality/catalogue.ts';
import type { MemoryPbxOptions } from '../../../doubles/sip/memory-pbx.ts';
import type { Referral, Transfer } from '../../../../src/sip/transfer.ts';
import type { Session } from '../../../../src/sip/user-agent.ts';
import { DOMAIN, TestPhone, media } from '../../../doubles/sip/test-phone.ts';
import { Pair, settle, type Talk } from './support/pair.ts';

let pair: Pair;
let carol: TestPhone;

async function startAll(options: MemoryPbxOptions = {}): Promise<void> {
  pair = new Pair(options);
  await pair.start();
  carol = new TestPhone('1003');
  carol.userAgent.start();
  await settle();
}

async function stopAll(): Promise<void> {
  const stopped = carol.userAgent.stop();
  await settle(3000);
  await stopped;
  expect(carol.problems).toEqual([]);
  await pair.stop();
}

beforeEach(async () => {
  vi.useFakeTimers();
  await startAll();
});

afterEach(stopAll);

/** A B2BUA follows a REFER itself (tests/unit/server/personality/transfers.test.ts): none reaches the other phone. */
const PROXIES = PERSONALITIES.filter(({ manners }) => !manners.standsBetween);

const fate = (phone: TestPhone, session: Session): Transfer[] =>
  phone.changesOf(session).flatMap((change) => (change.kind === 'transferChanged' ? [change.transfer] : []));

function asked(phone: TestPhone, session: Session): Referral {
  const found = phone.changesOf(session).find(({ kind }) => kind === 'referred');
  if (found?.kind !== 'referred') throw new Error(`${phone.user} was not asked`);
  return found.referral;
}

/** Takes the referral, as the phone does: yes, and the call. */
function follow(phone: TestPhone, session: Session): Session {
  const { id, uri } = asked(phone, session);
  session.answerRefer(id, true);
  return phone.userAgent.call(uri, media(), { referralId: id });
}

const lastOf = (phone: TestPhone, session: Session): unknown => phone.changesOf(session).at(-1);

async function consult(): Promise<{ mine: Session; theirs: Session }> {
  const mine = pair.alice.call('1003');
  await settle();
  carol.ringing.answer(media());
  await settle();
  return { mine, theirs: carol.ringing };
}

describe('a transfer', () => {
  it('tells with its fate whom it goes to, each of several its own', async () => {
    const talk = await pair.talk();
    const [first, second] = ['1003', '1009'].map((user) => ({
      uri: `sip:${user}@${DOMAIN}`,
      user,
      displayName: '',
    }));
    for (const to of [first, second]) talk.calling.refer({ uri: to!.uri, to: to! });
    await settle();
    expect(fate(pair.alice, talk.calling).map(({ kind, to }) => [kind, to?.user])).toEqual([
      ['asked', '1003'],
      ['asked', '1009'],
      ['failed', '1009'],
    ]);
  });
});

describe('a blind transfer', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await pair.talk();
    talk.calling.refer({ uri: `sip:1003@${DOMAIN}` });
    await settle();
  });

  it('asks the one who is transferred, tells the one who transfers, and ends with the new call', async () => {
    expect(asked(pair.bob, talk.called)).toMatchObject({
      uri: `sip:1003@${DOMAIN}`,
      target: { user: '1003' },
      referredBy: { user: '1001', claim: 'all' },
      isJoining: false,
    });
    const next = follow(pair.bob, talk.called);
    await settle();
    expect(pair.requests('INVITE').at(-1)).toMatch(/^Referred-By: <sip:1001@/mu);
    carol.ringing.answer(media());
    await settle();
    expect(fate(pair.alice, talk.calling)).toEqual([
      { kind: 'asked' },
      { kind: 'accepted' },
      { kind: 'progress', statusCode: 100 },
      { kind: 'progress', statusCode: 180 },
      { kind: 'done' },
    ]);
    expect(pair.bob.changesOf(next).map(({ kind }) => kind)).toContain('established');
    talk.calling.terminate();
    await settle();
    expect(lastOf(pair.bob, talk.called)).toMatchObject({ kind: 'terminated' });
    expect(pair.isOver(pair.bob, next)).toBe(false);
  });

  it('is refused by a person who says no', async () => {
    talk.called.answerRefer(asked(pair.bob, talk.called).id, false);
    await settle();
    expect(fate(pair.alice, talk.calling).at(-1)).toMatchObject({
      kind: 'failed',
      statusCode: 603,
      cause: 'declined',
    });
    expect(pair.isOver(pair.alice, talk.calling)).toBe(false);
  });

  it('waits for a person who takes long behind a 202, and gives up in the end', async () => {
    await settle(20_000);
    expect(fate(pair.alice, talk.calling).at(-1)).toEqual({ kind: 'progress', statusCode: 100 });
    await settle(101_000);
    expect(lastOf(pair.bob, talk.called)).toMatchObject({ kind: 'referralEnded' });
    expect(fate(pair.alice, talk.calling).at(-1)).toMatchObject({ kind: 'failed', statusCode: 603 });
  });

  it('can still be taken behind the 202, and refused', async () => {
    await settle(25_000);
    follow(pair.bob, talk.called);
    await settle();
    carol.ringing.reject('busy');
    await settle();
    expect(fate(pair.alice, talk.calling).at(-1)).toMatchObject({
      kind: 'failed',
      statusCode: 486,
      cause: 'busy',
    });
  });

  it('fails where the one who took it makes no call', async () => {
    const { id } = asked(pair.bob, talk.called);
    talk.called.answerRefer(id, true);
    await settle();
    talk.called.answerRefer(id, false);
    await settle();
    expect(fate(pair.alice, talk.calling).at(-1)).toMatchObject({ kind: 'failed', statusCode: 603 });
  });

  it('has worked where they hang up before they say how it went', async () => {
    follow(pair.bob, talk.called);
    await settle();
    talk.called.terminate();
    await settle();
    expect(fate(pair.alice, talk.calling).at(-1)).toEqual({ kind: 'done' });
    expect(pair.isOver(pair.alice, talk.calling)).toBe(true);
  });

  it('is answered at the end of a call that it was asked in', async () => {
    talk.calling.terminate();
    await settle();
    expect(fate(pair.alice, talk.calling).at(-1)).toEqual({ kind: 'unknown' });
    const answers = pair.network.texts('toServer').filter((text) => /^CSeq: \d+ REFER/imu.test(text));
    expect(answers.at(-1)).toMatch(/^SIP\/2.0 487 /u);
  });

  it('is one question at a time', async () => {
    talk.calling.refer({ uri: `sip:1009@${DOMAIN}` });
    await settle();
    expect(fate(pair.alice, talk.calling).at(-1)).toMatchObject({ kind: 'failed', statusCode: 491 });
    expect(pair.bob.changesOf(talk.called).filter(({ kind }) => kind === 'referred')).toHaveLength(1);
    follow(pair.bob, talk.called);
    await settle();
    carol.ringing.answer(media());
    await settle();
    // The first has worked after all: the far side has somebody else now.
    expect(fate(pair.alice, talk.calling).at(-1)).toEqual({ kind: 'done' });
  });
});

describe('an attended transfer', () => {
  it.each(['caller', 'callee'] as const)('joins the two where the consulted one was %s', async (role) => {
    const talk = await pair.talk();
    expect(await held(talk.calling)).toBe(true);
    let mine: Session;
    let theirs: Session;
    if (role === 'callee') ({ mine, theirs } = await consult());
    else {
      theirs = carol.call('1001');
      await settle();
      mine = pair.alice.ringing;
      mine.answer(media());
      await settle();
    }
    const { dialog } = mine;
    if (dialog === undefined) throw new Error('the consulted call has no dialog');
    talk.calling.refer({ replaces: dialog });
    await settle();
    expect(asked(pair.bob, talk.called)).toMatchObject({ uri: `sip:1003@${DOMAIN}`, isJoining: true });
    const next = follow(pair.bob, talk.called);
    await settle();
    const came = carol.events.findLast((event) => event.kind === 'incomingCall');
    if (came?.kind !== 'incomingCall') throw new Error('carol was not called');
    expect(came.replaces).toEqual({ sessionId: theirs.id, isAgreed: true });
    came.session.answer(media());
    await settle(1000);
    expect(fate(pair.alice, talk.calling).at(-1)).toEqual({ kind: 'done' });
    expect(pair.isOver(pair.alice, mine)).toBe(true);
    talk.calling.terminate();
    await settle();
    const flows = [
      [pair.bob, next],
      [carol, came.session],
    ] as const;
    for (const [phone, session] of flows) {
      expect(pair.isOver(phone, session)).toBe(false);
      expect(phone.connectionOf(session).getTransceivers()[0]?.currentDirection).toBe('sendrecv');
    }
  });

  it('brings the caller back where the consulted call is over', async () => {
    const talk = await pair.talk();
    const { mine } = await consult();
    const { dialog } = mine;
    if (dialog === undefined) throw new Error('the consulted call has no dialog');
    mine.terminate();
    await settle();
    expect(mine.dialog).toBeUndefined();
    talk.calling.refer({ replaces: dialog });
    await settle();
    follow(pair.bob, talk.called);
    await settle(1000);
    expect(fate(pair.alice, talk.calling).at(-1)).toMatchObject({ kind: 'failed', statusCode: 481 });
    expect(pair.isOver(pair.alice, talk.calling)).toBe(false);
  });
});

describe.each(PROXIES.map((like) => ({ like, name: like.name })))('with a server like $name', ({ like }) => {
  it('a consulted call is joined, and both ends hear each other', async () => {
    await stopAll();
    vi.useFakeTimers();
    await startAll({ like });
    const talk = await pair.talk();
    const { mine } = await consult();
    const { dialog } = mine;
    if (dialog === undefined) throw new Error('the consulted call has no dialog');
    talk.calling.refer({ replaces: dialog });
    await settle();
    const next = follow(pair.bob, talk.called);
    await settle();
    const came = carol.ringing;
    came.answer(media());
    await settle(1000);
    expect(fate(pair.alice, talk.calling).at(-1)).toEqual({ kind: 'done' });
    expect(pair.isOver(pair.alice, mine)).toBe(true);
    for (const [phone, session] of [
      [pair.bob, next],
      [carol, came],
    ] as const)
      expect(phone.connectionOf(session).getTransceivers()[0]?.currentDirection).toBe('sendrecv');
  });
});

async function held(session: Session): Promise<boolean> {
  const agreed = session.setHold(true);
  await settle(1000);
  return agreed;
}
