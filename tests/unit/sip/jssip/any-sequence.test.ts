// Two user agents and whatever may happen between them, in any order: hold and back, ICE restarts, offers that the middle asks for,
// roles that flip, descriptions that a browser refuses or takes half way, refusals, faxes. In the end both sides agree: on the wire, in
// the browser, and on screen.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newCall, nextCall, type Call } from '../../../../src/sip/call-state.ts';
import { BackToBack, type End } from '../../../doubles/sip/back-to-back.ts';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import type { FakePeerConnection } from '../../../doubles/sip/webrtc/fake-peer-connection.ts';
import { readSections } from '../../../doubles/sip/webrtc/fake-sdp.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';
import { settle } from './support/pair.ts';
import { SPOILED } from './support/spoiled.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const FAX = [
  'v=0',
  'o=- 1 1 IN IP4 192.0.2.1',
  's=-',
  'c=IN IP4 192.0.2.1',
  't=0 0',
  'm=audio 0 RTP/AVP 0',
  'm=image 4000 udptl t38',
  'a=T38FaxVersion:0',
  '',
].join('\r\n');

/** Another key or other credentials that nobody has: the middle would end the sound for good, rightly. */
const CHANGES = SPOILED.filter(({ silences }) => silences !== true);

type Step =
  | { readonly kind: 'hold'; readonly end: End; readonly held: boolean }
  | { readonly kind: 'restart' | 'ask' | 'fax'; readonly end: End }
  | { readonly kind: 'change'; readonly end: End; readonly name: string }
  | { readonly kind: 'refuse'; readonly end: End; readonly status: number }
  | { readonly kind: 'wait'; readonly ms: number };

const end = fc.constantFrom<End>('alice', 'bob');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('hold' as const), end, held: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('restart' as const, 'ask' as const, 'fax' as const), end }),
  fc.record({
    kind: fc.constant('change' as const),
    end,
    name: fc.constantFrom(...CHANGES.map(({ name }) => name)),
  }),
  fc.record({ kind: fc.constant('refuse' as const), end, status: fc.constantFrom(488, 491, 500, 503) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(20, 300, 5000) }),
);

/** What the screen of one end stands on: the call as the line keeps it. */
class Screen {
  call: Call;
  #seen = 0;

  constructor(
    private readonly between: BackToBack,
    private readonly end: End,
  ) {
    const remote = { uri: '', user: '', displayName: '' };
    const call = newCall({ id: end, accountId: 'a', direction: 'outgoing', remote, startedAtMs: 0 });
    this.call = nextCall(call, { kind: 'established', atMs: 0 });
  }

  async hold(held: boolean): Promise<void> {
    const { session } = this.between.legs[this.end];
    const agreed = (await session?.setHold(held)) === true;
    if (agreed) this.call = nextCall(this.call, { kind: 'holdChanged', held });
  }

  /** Reads what the session has said since. */
  read(): Call {
    const { phone, session } = this.between.legs[this.end];
    const changes = session === undefined ? [] : phone.changesOf(session);
    for (const change of changes.slice(this.#seen)) {
      if (change.kind === 'remoteHoldChanged') this.call = nextCall(this.call, change);
      if (change.kind === 'terminated')
        this.call = nextCall(this.call, { kind: 'terminated', end: { ...change.end, atMs: 0 } });
    }
    this.#seen = changes.length;
    return this.call;
  }
}

class Run {
  readonly between: BackToBack;
  readonly screens: Readonly<Record<End, Screen>>;

  constructor(network: MemoryNetwork) {
    this.between = new BackToBack(network, settle);
    this.screens = { alice: new Screen(this.between, 'alice'), bob: new Screen(this.between, 'bob') };
  }

  take(one: Step): void {
    if (one.kind === 'wait') return;
    const leg = this.between.legs[one.end];
    if (one.kind === 'hold') void this.screens[one.end].hold(one.held);
    if (one.kind === 'restart') leg.session?.restartIce('all');
    if (one.kind === 'ask') void this.between.asksForOffer(one.end);
    if (one.kind === 'fax') void this.between.offers(one.end, FAX);
    if (one.kind === 'change') leg.change = CHANGES.find(({ name }) => name === one.name)?.spoil;
    if (one.kind === 'refuse') leg.refusal = one.status;
  }

  /** Whether each has the credentials, the key and the role that the other goes by: else there is no sound. */
  get isHeard(): boolean {
    const [one, other] = [this.connection('alice'), this.connection('bob')];
    const knows = (each: FakePeerConnection, peer: FakePeerConnection): boolean => {
      const [said] = readSections(each.remoteDescription?.sdp ?? '');
      const [own] = readSections(peer.localDescription?.sdp ?? '');
      return said?.ufrag === own?.ufrag && said?.fingerprint === own?.fingerprint;
    };
    return one.role !== other.role && knows(one, other) && knows(other, one);
  }

  /**
   * What the middle changed and nobody could know (credentials left out of a restart, the role of a new association) breaks the sound, and
   * what repairs the sound puts it right.
   */
  async repair(): Promise<void> {
    for (let round = 0; round < 3 && !this.isHeard; round += 1) {
      const isDtls = this.connection('alice').role === this.connection('bob').role;
      for (const end of ['alice', 'bob'] as const) {
        this.connection(end).become('failed', isDtls ? 'connected' : 'failed');
        this.between.legs[end].session?.restartIce('all');
      }
      await settle(30_000);
    }
  }

  connection(of: End): FakePeerConnection {
    const { phone, session } = this.between.legs[of];
    if (session === undefined) throw new Error('there is no call');
    return phone.connectionOf(session);
  }
}

const DIRECTIONS = { none: 'sendrecv', local: 'sendonly', remote: 'recvonly', both: 'inactive' } as const;
const OTHERS = { none: 'none', local: 'remote', remote: 'local', both: 'both' } as const;

function expectAgreement(run: Run): void {
  const [alice, bob] = [run.screens.alice.read(), run.screens.bob.read()];
  if (alice.phase !== 'established' || bob.phase !== 'established') throw new Error('the call is over');
  expect(bob.hold).toBe(OTHERS[alice.hold]);
  const [one, other] = [run.connection('alice'), run.connection('bob')];
  for (const [connection, peer, call] of [
    [one, other, alice],
    [other, one, bob],
  ] as const) {
    expect(connection.signalingState).toBe('stable');
    const direction = connection.getTransceivers()[0]?.currentDirection;
    // Who holds and is answered with port 0 rests as well.
    expect(call.hold === 'local' ? ['sendonly', 'inactive'] : [DIRECTIONS[call.hold]]).toContain(direction);
    const [said] = readSections(connection.remoteDescription?.sdp ?? '');
    const [own] = readSections(peer.localDescription?.sdp ?? '');
    expect([said?.ufrag, said?.fingerprint]).toEqual([own?.ufrag, own?.fingerprint]);
  }
  expect([one.role, other.role].sort()).toEqual(['active', 'passive']);
  expect(run.between.answers.filter((status) => status < 300)).toEqual([]);
  const problems = [...run.between.legs.alice.phone.problems, ...run.between.legs.bob.phone.problems];
  expect(problems).toEqual([]);
}

describe('any sequence of what may happen within a call', () => {
  it('ends with both sides agreed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        installFakeWebRtc();
        const network = new MemoryNetwork();
        vi.stubGlobal('WebSocket', network.WebSocket);
        const run = new Run(network);
        await run.between.talk();
        for (const one of steps) {
          run.take(one);
          await settle(one.kind === 'wait' ? one.ms : 5);
        }
        for (const leg of Object.values(run.between.legs)) {
          leg.change = undefined;
          leg.refusal = undefined;
        }
        await settle(90_000);
        await run.repair();
        expectAgreement(run);
        await run.between.stop();
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
