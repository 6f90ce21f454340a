// Two calls between two real user agents, and 50 random sequences of what people and networks do to them: hold, swap, mute, transfers that come
// to nothing, holds of both sides at once (491), lost connections. In the end what each person wants, what each screen says and what each
// description says is the same. A failure prints the seed to run it again with.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newCall, nextCall, type Call } from '../../../../src/sip/call-state.ts';
import type { Session, SessionEvent } from '../../../../src/sip/user-agent.ts';
import { DOMAIN, media, type TestPhone } from '../../../doubles/sip/test-phone.ts';
import { type FakeMediaStream } from '../../../doubles/sip/webrtc/fake-media-stream.ts';
import { directionOf } from '../../../doubles/sip/webrtc/fake-sdp.ts';
import { Pair, settle } from './support/pair.ts';

type Side = 'alice' | 'bob';
type Step =
  | { readonly kind: 'hold'; readonly side: Side; readonly call: 0 | 1; readonly held: boolean }
  | { readonly kind: 'both'; readonly call: 0 | 1; readonly held: readonly [boolean, boolean] }
  | { readonly kind: 'swap' | 'drop'; readonly side: Side }
  | { readonly kind: 'mute'; readonly side: Side; readonly call: 0 | 1; readonly muted: boolean }
  | { readonly kind: 'transfer'; readonly side: Side; readonly call: 0 | 1; readonly taken: boolean }
  | { readonly kind: 'wait'; readonly ms: number };

const side = fc.constantFrom<Side>('alice', 'bob');
const call = fc.constantFrom<0 | 1>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('hold' as const), side, call, held: fc.boolean() }) },
  fc.record({ kind: fc.constant('both' as const), call, held: fc.tuple(fc.boolean(), fc.boolean()) }),
  fc.record({ kind: fc.constantFrom('swap' as const, 'drop' as const), side }),
  fc.record({ kind: fc.constant('mute' as const), side, call, muted: fc.boolean() }),
  fc.record({ kind: fc.constant('transfer' as const), side, call, taken: fc.boolean() }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(20, 300, 5000, 25_000) }),
);

const DIRECTIONS = { none: 'sendrecv', local: 'sendonly', remote: 'recvonly', both: 'inactive' } as const;
const OTHERS = { none: 'none', local: 'remote', remote: 'local', both: 'both' } as const;

type Aside = Extract<
  SessionEvent,
  { readonly kind: 'peerConnectionCreated' | 'renewal' | 'tellingChanged' | 'theyTold' | 'theyAnswered' }
>;

/** What is said of the sound alone. */
function isAside(change: SessionEvent): change is Aside {
  return ['peerConnectionCreated', 'renewal', 'tellingChanged', 'theyTold', 'theyAnswered'].includes(
    change.kind,
  );
}

/** One end of one call, as the phone keeps it: the session, the state, the person's wishes, and a microphone of its own. */
class Leg {
  state: Call;
  muted = false;
  /** What was wanted last, as far as it was agreed to. */
  wanted = false;
  readonly microphone: FakeMediaStream;
  #seen = 0;
  #hold: Promise<void> = Promise.resolve();

  constructor(
    readonly phone: TestPhone,
    readonly session: Session,
    microphone: object,
  ) {
    this.microphone = microphone as FakeMediaStream;
    const remote = { uri: '', user: '', displayName: '' };
    this.state = newCall({ id: session.id, accountId: 'a', direction: 'outgoing', remote, startedAtMs: 0 });
    this.state = nextCall(this.state, { kind: 'established', atMs: 0 });
  }

  /** One wish after another, as a screen lets them be made; the microphone is silent from the wish on. */
  hold(held: boolean): void {
    this.#hold = this.#hold.then(async () => {
      this.#quieten(held || this.wanted);
      const agreed = await this.session.setHold(held);
      if (agreed) this.wanted = held;
      this.state = nextCall(this.state, agreed ? { kind: 'holdChanged', held } : { kind: 'holdRefused' });
      this.#quieten(this.wanted);
    });
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.#quieten(this.wanted);
  }

  /** What the session has said since; answers what it is asked. */
  read(takes: boolean): void {
    const changes = this.phone.changesOf(this.session);
    for (const change of changes.slice(this.#seen)) {
      if (change.kind === 'terminated')
        this.state = nextCall(this.state, { kind: 'terminated', end: { ...change.end, atMs: 0 } });
      else if (change.kind === 'established') this.state = nextCall(this.state, { ...change, atMs: 0 });
      else if (!isAside(change)) this.state = nextCall(this.state, change);
      if (change.kind === 'referred') this.#follow(change.referral.id, change.referral.uri, takes);
    }
    this.#seen = changes.length;
  }

  get isQuiet(): boolean {
    return this.microphone.getTracks().every(({ enabled }) => !enabled);
  }

  #follow(referralId: string, uri: string, takes: boolean): void {
    this.session.answerRefer(referralId, takes);
    // Nobody is registered there.
    if (takes) this.phone.userAgent.call(uri, media(), { referralId });
  }

  #quieten(held: boolean): void {
    for (const track of this.microphone.getTracks()) track.enabled = !this.muted && !held;
  }
}

class Run {
  readonly pair = new Pair();
  readonly legs: Record<Side, Leg[]> = { alice: [], bob: [] };
  takes = true;

  async begin(): Promise<void> {
    await this.pair.start();
    for (let made = 0; made < 2; made += 1) {
      const [mine, theirs] = [media(), media()];
      const calling = this.pair.alice.userAgent.call(`sip:1002@${DOMAIN}`, mine);
      await settle();
      const called = this.pair.bob.ringing;
      called.answer(theirs);
      await settle();
      this.legs.alice.push(new Leg(this.pair.alice, calling, mine.microphone));
      this.legs.bob.push(new Leg(this.pair.bob, called, theirs.microphone));
    }
    this.read();
  }

  read(): void {
    for (const leg of [...this.legs.alice, ...this.legs.bob]) leg.read(this.takes);
  }

  take(one: Step): void {
    if (one.kind === 'hold') this.legs[one.side][one.call]?.hold(one.held);
    if (one.kind === 'mute') this.legs[one.side][one.call]?.mute(one.muted);
    if (one.kind === 'both') {
      this.legs.alice[one.call]?.hold(one.held[0]);
      this.legs.bob[one.call]?.hold(one.held[1]);
    }
    if (one.kind === 'swap') {
      const [first, second] = this.legs[one.side];
      const isFirst = first?.wanted === false;
      first?.hold(isFirst);
      second?.hold(!isFirst);
    }
    if (one.kind === 'drop') this.#drop(this.pair[one.side]);
    if (one.kind === 'transfer') {
      this.takes = one.taken;
      this.legs[one.side][one.call]?.session.refer({ uri: `sip:1009@${DOMAIN}` });
    }
  }

  /** Breaks the connection of a phone, where it has one that its server knows. */
  #drop(phone: TestPhone): void {
    const kinds = phone.kinds();
    if (kinds.lastIndexOf('registered') > kinds.lastIndexOf('disconnected')) this.pair.wireOf(phone).drop();
  }

  expectAgreement(): void {
    for (const index of [0, 1]) {
      const [mine, theirs] = [this.legs.alice[index], this.legs.bob[index]];
      if (mine === undefined || theirs === undefined) throw new Error('there is no such call');
      for (const [leg, other] of [
        [mine, theirs],
        [theirs, mine],
      ] as const) {
        const { state } = leg;
        if (state.phase !== 'established') throw new Error('the call is over');
        expect(state.lost).toBeUndefined();
        expect(state.holdPending).toBe(false);
        // A REFER or its last word may be lost with a connection.
        expect([undefined, 'failed', 'unknown']).toContain(state.transfer?.kind);
        const hold = state.hold;
        expect(hold === 'local' || hold === 'both').toBe(leg.wanted);
        expect(hold === 'remote' || hold === 'both').toBe(other.wanted);
        expect(other.state.phase === 'established' && other.state.hold).toBe(OTHERS[hold]);
        expect(leg.isQuiet).toBe(leg.muted || leg.wanted);
        const connection = leg.phone.connectionOf(leg.session);
        expect(connection.signalingState).toBe('stable');
        expect(connection.getTransceivers()[0]?.currentDirection).toBe(DIRECTIONS[hold]);
        const sent = connection.localDescription?.sdp ?? '';
        const got = other.phone.connectionOf(other.session).remoteDescription?.sdp ?? '';
        expect(directionOf(got)).toBe(directionOf(sent));
      }
    }
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('any sequence of what may happen to two calls', () => {
  it('ends with the wish of each, its screen and the wire agreed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        vi.useFakeTimers();
        const run = new Run();
        await run.begin();
        for (const one of steps) {
          run.take(one);
          await settle(one.kind === 'wait' ? one.ms : 5);
          run.read();
        }
        for (let round = 0; round < 40; round += 1) {
          await settle(5000);
          run.read();
        }
        run.expectAgreement();
        await run.pair.stop();
      }),
      { numRuns: 50 },
    );
  }, 240_000);
});
