// Any sequence of what the person orders and what other ends do, over two accounts: the person is heard in one place, never where they are
// muted or on hold; every call has an end, and one line in the history; the state is plain and holds no secret.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { activeCall, liveCalls } from '../../../../src/phone/calls/calls-state.ts';
import type { CallCommand } from '../../../../src/phone/commands.ts';
import type { Call } from '../../../../src/sip/call-state.ts';
import type { SessionEvent } from '../../../../src/sip/user-agent.ts';
import type { FakeCopy } from '../../../doubles/fake-microphone.ts';
import type { FakeSession, FakeUserAgent } from '../../../doubles/fake-user-agent.ts';
import { settle, signedInPhone, type SignedInPhone } from '../../../doubles/signed-in-phone.ts';

const MOST_CALLS = 4;

const KINDS = [
  ...['dial', 'ring', 'established', 'answer', 'answerInstead', 'decline', 'hangUp', 'over'],
  ...[
    'switchTo',
    'hold',
    'goOn',
    'mute',
    'unmute',
    'confer',
    'conferAll',
    'leave',
    'join',
    'transfer',
    'consult',
  ],
  ...['transferred', 'transferFailed', 'transferUnknown', 'referred', 'follow', 'stay'],
  ...['replaced', 'asksToReplace', 'letReplace', 'refuseReplace', 'theyHold', 'theyGoOn'],
  ...['refusesHold', 'agreesToHold', 'holdsAreSlow', 'holdsAreFast', 'lateHold', 'answersTakeTime'],
  ...['keys', 'time', 'dismiss', 'unknown', 'signOut', 'signIn'],
] as const;
type Kind = (typeof KINDS)[number];

interface Step {
  readonly kind: Kind;
  /** Which call, session or account it is about, and with which other call. */
  readonly one: number;
  readonly other: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Kind>(...KINDS) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Kind>('dial', 'ring', 'established', 'answer', 'switchTo', 'confer'),
    },
  ),
  one: fc.nat(5),
  other: fc.nat(5),
});

const OVER: SessionEvent = {
  kind: 'terminated',
  end: { by: 'remote', cause: undefined, statusCode: undefined, reasonPhrase: undefined },
};
const isEnd = (command: string): boolean => command === 'terminate' || command.startsWith('reject');
const pick = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length];

class Run {
  readonly at: SignedInPhone;
  /** Everybody's number is another, so that a call tells its session. */
  #users = 100;
  readonly #sessions = new Map<string, FakeSession>();
  readonly #over = new Set<FakeSession>();
  readonly #up = new Set<FakeSession>();
  readonly #rings = new Set<FakeSession>();
  readonly #shown = new Set<string>();
  #late: (() => void)[] = [];
  #isSlow = false;
  #answersItself = true;

  constructor(at: SignedInPhone) {
    this.at = at;
    at.phone.store.subscribe(({ calls }) => {
      for (const { id } of calls) this.#shown.add(id);
    });
  }

  static async begun(): Promise<Run> {
    const run = new Run(await signedInPhone());
    await run.at.phone.app.do({ kind: 'changeSettings', change: { mostCalls: MOST_CALLS } });
    run.#signIn();
    await settle();
    return run;
  }

  async take({ kind, one, other }: Step): Promise<void> {
    this.#steps[kind]?.(one, other);
    const command = this.#commandOf(kind, one, other);
    if (command !== undefined) void this.at.phone.calls.do(command);
    await settle();
    this.#meetAll();
    await settle();
  }

  expectSense(): void {
    const { phone, world } = this.at;
    const { state } = phone.store;
    const live = liveCalls(state);
    const copies = [...world.openMicrophones].flatMap(({ running }) => running);
    const heard = live.filter((call) => this.#copyOf(call, copies)?.isSilent === false);
    const parties = state.conference.map(({ callId }) => callId);
    const isOne = heard.length <= 1 || heard.every(({ id }) => parties.includes(id));
    expect(isOne, `heard in ${String(heard.length)} calls`).toBe(true);
    for (const call of heard)
      expect(
        call.phase === 'established' && (call.muted || call.hold === 'local' || call.hold === 'both'),
      ).toBe(false);
    expect(parties.every((id) => live.some((call) => call.id === id && call.phase === 'established'))).toBe(
      true,
    );
    expect([new Set(parties).size, parties.length === 1]).toEqual([parties.length, false]);
    expect(state.activeCallId === undefined || state.calls.some(({ id }) => id === state.activeCallId)).toBe(
      true,
    );
    expect(phone.busy).toBe(live.length > 0);
    // One more where somebody sends us on.
    expect(live.length).toBeLessThanOrEqual(MOST_CALLS + 1);
    expect(world.openMicrophones.size).toBeLessThanOrEqual(1);
    expect(structuredClone(state)).toEqual(state);
    expect(JSON.stringify(state)).not.toContain('secret');
  }

  async end(): Promise<void> {
    const { phone, world } = this.at;
    this.#isSlow = false;
    while (this.#late.length > 0) this.#late.shift()?.();
    await settle();
    this.#expectHeardWhereTheyAre();
    for (const { id } of liveCalls(phone.store.state)) await phone.calls.do({ kind: 'hangUp', callId: id });
    world.clock.advance(60_000);
    await settle();
    this.expectSense();
    expect(phone.busy).toBe(false);
    expect(world.openMicrophones.size).toBe(0);
    const kept = phone.store.state.history.map(({ id }) => id);
    expect([...kept].sort()).toEqual([...new Set(kept)].sort());
    for (const id of this.#shown) expect(kept).toContain(id);
    for (const session of this.#sessions.values()) expect(this.#isOver(session)).toBe(true);
  }

  /** Nobody talks into a call on screen that is neither muted nor on hold, and is not heard. */
  #expectHeardWhereTheyAre(): void {
    const call = activeCall(this.at.phone.store.state);
    if (call?.phase !== 'established' || call.muted || call.hold === 'local' || call.hold === 'both') return;
    const copies = [...this.at.world.openMicrophones].flatMap(({ running }) => running);
    expect(this.#copyOf(call, copies)?.isSilent).toBe(false);
  }

  // --- what happens ---

  readonly #steps: Partial<Readonly<Record<Kind, (one: number, other: number) => void>>> = {
    ring: (one) => {
      this.#ring(this.#agent(one));
    },
    established: (one) => pick(this.#answerable(), one)?.says({ kind: 'established' }),
    over: (one) => pick(this.#alive(), one)?.says(OVER),
    transferred: (one) => this.#talking(one)?.says({ kind: 'transferChanged', transfer: { kind: 'done' } }),
    transferUnknown: (one) =>
      this.#talking(one)?.says({ kind: 'transferChanged', transfer: { kind: 'unknown' } }),
    transferFailed: (one) => {
      const failed = { kind: 'failed', cause: 'busy', statusCode: 486, reasonPhrase: undefined } as const;
      this.#talking(one)?.says({ kind: 'transferChanged', transfer: failed });
    },
    referred: (one) => {
      const user = this.#newUser();
      const uri = `sip:${user}@example.org`;
      const target = { uri, user, displayName: '' };
      const referral = { id: `to-${user}`, uri, target, referredBy: undefined, isJoining: false };
      this.#talking(one)?.says({ kind: 'referred', referral });
    },
    replaced: (one) => {
      this.#replace(one, true);
    },
    asksToReplace: (one) => {
      this.#replace(one, false);
    },
    theyHold: (one) => this.#talking(one)?.says({ kind: 'remoteHoldChanged', held: true }),
    theyGoOn: (one) => this.#talking(one)?.says({ kind: 'remoteHoldChanged', held: false }),
    refusesHold: (one) => {
      this.#setAgreement(one, false);
    },
    agreesToHold: (one) => {
      this.#setAgreement(one, true);
    },
    holdsAreSlow: () => {
      this.#isSlow = true;
    },
    holdsAreFast: () => {
      this.#isSlow = false;
    },
    lateHold: () => this.#late.shift()?.(),
    answersTakeTime: (one) => {
      this.#answersItself = one % 2 === 0;
    },
    time: (one) => {
      this.at.world.clock.advance(one * 1000);
    },
    signOut: () => {
      const [, second] = this.at.phone.store.state.accounts;
      if (second !== undefined) void this.at.phone.accounts.do({ kind: 'signOutOf', accountId: second.id });
    },
    signIn: () => {
      this.#signIn();
    },
  };

  #commandOf(kind: Kind, one: number, other: number): CallCommand | undefined {
    const { state } = this.at.phone.store;
    const live = liveCalls(state);
    const callId = pick(live, one)?.id ?? 'nobody';
    const withId = pick(live, other)?.id ?? 'nobody';
    const commands: Partial<Readonly<Record<Kind, () => CallCommand>>> = {
      dial: () => {
        const account = pick(state.accounts, other);
        return {
          kind: 'dial',
          called: this.#newUser(),
          ...(account === undefined ? {} : { accountId: account.id }),
        };
      },
      answer: () => ({ kind: 'answer', callId }),
      answerInstead: () => ({ kind: 'answer', callId, present: 'end' }),
      decline: () => ({ kind: 'decline', callId }),
      hangUp: () => ({ kind: 'hangUp', callId }),
      switchTo: () => ({ kind: 'switchTo', callId }),
      hold: () => ({ kind: 'setHold', callId, held: true }),
      goOn: () => ({ kind: 'setHold', callId, held: false }),
      mute: () => ({ kind: 'setMuted', callId, muted: true }),
      unmute: () => ({ kind: 'setMuted', callId, muted: false }),
      confer: () => ({ kind: 'confer', callIds: [callId, withId, callId] }),
      conferAll: () => ({ kind: 'confer', callIds: live.map(({ id }) => id) }),
      leave: () => ({ kind: 'leaveConference', callId }),
      join: () => ({ kind: 'join', callId, withId }),
      transfer: () => ({ kind: 'transfer', callId, called: this.#newUser() }),
      consult: () => ({ kind: 'consult', callId, called: this.#newUser() }),
      follow: () => ({ kind: 'answerReferral', callId, accept: true }),
      stay: () => ({ kind: 'answerReferral', callId, accept: false }),
      letReplace: () => ({ kind: 'answerTakeover', callId, accept: true }),
      refuseReplace: () => ({ kind: 'answerTakeover', callId, accept: false }),
      keys: () => ({ kind: 'sendKeys', callId, keys: '1,2;3' }),
      dismiss: () => ({ kind: 'dismissCall', callId: pick(state.calls, one)?.id ?? 'nobody' }),
      unknown: () => ({ kind: 'switchTo', callId: '__proto__' }),
    };
    return commands[kind]?.();
  }

  #signIn(): void {
    const form = this.at.phone.editableSignIn();
    if (form !== undefined) this.at.phone.signIn({ ...form, username: '1002', password: 'secret' });
  }

  #replace(one: number, isAgreed: boolean): void {
    const session = this.#talking(one);
    const agent = this.at.world.userAgents.find(
      ({ sessions }) => session !== undefined && sessions.includes(session),
    );
    if (session !== undefined && agent !== undefined) this.#ring(agent, session.id, isAgreed);
  }

  #setAgreement(one: number, agrees: boolean): void {
    const session = pick(this.#alive(), one);
    if (session !== undefined) session.agreesToHold = agrees;
  }

  // --- who is there ---

  #newUser(): string {
    this.#users += 1;
    return String(this.#users);
  }

  #agent(index: number): FakeUserAgent {
    const working = this.at.world.userAgents.filter(({ state }) => state === 'started');
    return pick(working, index) ?? this.at.world.userAgent;
  }

  #ring(agent: FakeUserAgent, replacesId?: string, isAgreed = true): void {
    const user = this.#newUser();
    const session = agent.ring(user, '', replacesId, isAgreed);
    this.#rings.add(session);
    this.#meet(session, user);
  }

  /** Sessions that were made since the last step. */
  #meetAll(): void {
    for (const { sessions, targets } of this.at.world.userAgents) {
      const outgoing = sessions.filter((session) => !this.#rings.has(session));
      for (const [index, session] of outgoing.entries())
        this.#meet(session, /^sip:([^@]*)/u.exec(targets[index] ?? '')?.[1] ?? '');
    }
  }

  #meet(session: FakeSession, user: string): void {
    if (this.#sessions.get(user) === session) return;
    this.#sessions.set(user, session);
    session.dialog = {
      callId: session.id,
      localTag: 'l',
      remoteTag: 'r',
      remoteTarget: `sip:${user}@h.invalid`,
    };
    if (session.answersItself && session.media !== undefined && this.#rings.has(session))
      this.#up.add(session);
    session.answersItself = this.#answersItself;
    const says = session.says.bind(session);
    session.says = (change) => {
      if (this.#over.has(session)) return;
      if (change.kind === 'established') this.#up.add(session);
      if (change.kind === 'terminated') {
        this.#over.add(session);
        session.dialog = undefined;
      }
      says(change);
    };
    const setHold = session.setHold.bind(session);
    session.setHold = (held) =>
      this.#isSlow
        ? new Promise((resolve) => {
            this.#late.push(() => void setHold(held).then(resolve));
          })
        : setHold(held);
  }

  #isOver(session: FakeSession): boolean {
    return this.#over.has(session) || session.commands.some(isEnd);
  }

  #alive(): readonly FakeSession[] {
    return [...this.#sessions.values()].filter((session) => !this.#isOver(session));
  }

  #answerable(): readonly FakeSession[] {
    return this.#alive().filter(
      (session) => !this.#up.has(session) && (!this.#rings.has(session) || session.media !== undefined),
    );
  }

  #talking(index: number): FakeSession | undefined {
    return pick(
      this.#alive().filter((session) => this.#up.has(session)),
      index,
    );
  }

  #copyOf({ remote }: Call, copies: readonly FakeCopy[]): FakeCopy | undefined {
    const media = this.#sessions.get(remote.user)?.media;
    return copies.find(({ stream }) => stream === media?.microphone);
  }
}

it('any sequence leaves the person heard in one place, and nothing open at the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30, size: 'max' }), async (steps) => {
      const run = await Run.begun();
      for (const one of steps) {
        await run.take(one);
        run.expectSense();
      }
      await run.end();
    }),
    { numRuns: 150 },
  );
}, 120_000);
