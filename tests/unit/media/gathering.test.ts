import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_GATHERING_MS } from '../../../src/media/gathering-policy.ts';
import { Gathering, type GatheringSetup, type SeenCandidate } from '../../../src/media/gathering.ts';

const STUN = { urls: ['stun:s.example.org'] };
const TURN = { urls: ['turn:t.example.org'], username: 'u', credential: 'c' };
const KEYS = ['stun:s.example.org:3478', 'turn:t.example.org:3478?transport=udp'] as const;

const restart = (change: Partial<GatheringSetup> = {}): Gathering =>
  new Gathering({ servers: [STUN, TURN], relayMs: undefined, isRestart: true, role: 'offers', ...change });

const candidate = (type: SeenCandidate['type'], change: Partial<SeenCandidate> = {}): SeenCandidate => ({
  type,
  protocol: 'udp',
  address: '192.0.2.1',
  ...change,
});

describe('a gathering', () => {
  it('that the browser ends with nothing lets a restart wait for an address, and a first description go', () => {
    const lost = restart();
    lost.complete();
    expect(lost.hasLeft).toBe(false);
    expect(lost.mayLeave(1000)).toBe(false);
    lost.saw(candidate('host'), 1100);
    lost.saw(candidate('srflx'), 1101);
    lost.saw(candidate('relay'), 1150);
    expect(lost.mayLeave(1180)).toBe(true);
    const first = restart({ isRestart: false });
    first.complete();
    expect(first.hasLeft).toBe(true);
  });

  it('owes what comes after the browser ended it with a dead address alone', () => {
    const gathering = restart();
    gathering.saw(candidate('host'), 100);
    gathering.complete();
    expect(gathering.hasLeft).toBe(true);
    expect(gathering.offerDueMs).toBeUndefined();
    gathering.saw(candidate('srflx'), 1000);
    gathering.saw(candidate('relay'), 1040);
    expect(gathering.offerDueMs).toBe(1050);
  });

  it('leaves the side that offered the first word', () => {
    const answerer = restart({ role: 'answers' });
    answerer.saw(candidate('host'), 10);
    answerer.complete();
    answerer.saw(candidate('relay'), 100);
    expect(answerer.offerDueMs).toBeGreaterThanOrEqual(600);
    answerer.told();
    expect(answerer.offerDueMs, 'an answer has told it').toBeUndefined();
  });

  it('owes no address that helps nobody', () => {
    const gathering = restart();
    gathering.saw(candidate('host'), 10);
    gathering.complete();
    gathering.saw(candidate('host', { address: '127.0.0.1' }), 20);
    gathering.saw(candidate('host', { protocol: 'tcp' }), 20);
    expect(gathering.offerDueMs).toBeUndefined();
    gathering.saw(candidate('host'), 30);
    expect(gathering.offerDueMs).toBe(80);
    const first = restart({ isRestart: false });
    first.complete();
    first.saw(candidate('host'), 20);
    expect(first.offerDueMs, 'the far side learns own addresses of a first call by itself').toBeUndefined();
  });
});

type Happening =
  | { readonly kind: 'candidate'; readonly type: 'host' | 'srflx' | 'relay'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly key: string; readonly atMs: number }
  | { readonly kind: 'complete'; readonly atMs: number };

const atMs = fc.integer({ min: 0, max: 12_000 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant('candidate' as const),
    type: fc.constantFrom('host', 'srflx', 'relay'),
    atMs,
  }),
  fc.record({ kind: fc.constant('failed' as const), key: fc.constantFrom(...KEYS), atMs }),
  fc.record({ kind: fc.constant('complete' as const), atMs }),
);

/** Every description that goes out, as the number of addresses that it tells of, and when; the browser adds those that are there. */
function descriptionsOf(gathering: Gathering, happenings: readonly Happening[]) {
  const sent: { readonly atMs: number; readonly addresses: number }[] = [];
  let addresses = 0;
  for (let nowMs = 0; nowMs <= 30_000; nowMs += 10) {
    for (const each of happenings.filter((one) => one.atMs > nowMs - 10 && one.atMs <= nowMs)) {
      if (each.kind === 'candidate') addresses += 1;
      if (each.kind === 'candidate') gathering.saw(candidate(each.type), nowMs);
      else if (each.kind === 'failed')
        gathering.failed({ url: each.key, errorCode: 701, errorText: '' }, nowMs);
      else gathering.complete();
    }
    const wasThere = sent.length > 0;
    if (!wasThere && (gathering.hasLeft || gathering.mayLeave(nowMs))) sent.push({ atMs: nowMs, addresses });
    const dueMs = gathering.offerDueMs;
    if (dueMs === undefined || dueMs > nowMs) continue;
    gathering.offered();
    sent.push({ atMs: nowMs, addresses });
  }
  return { sent, addresses };
}

describe('a restart, whatever comes in which order,', () => {
  const setup = fc.record({
    servers: fc.subarray([STUN, TURN]),
    relayMs: fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }),
    isRestart: fc.constant(true),
    role: fc.constantFrom('offers' as const, 'answers' as const),
  });

  it('never ends with a description without addresses where one was found', () => {
    fc.assert(
      fc.property(setup, fc.array(happening, { maxLength: 30 }), (given, happenings) => {
        const { sent, addresses } = descriptionsOf(new Gathering(given), happenings);
        expect(sent[0]?.atMs ?? Infinity).toBeLessThanOrEqual(2 * LONGEST_GATHERING_MS);
        if (addresses > 0) expect(sent.at(-1)?.addresses).toBeGreaterThan(0);
        expect(sent.length).toBeLessThanOrEqual(5);
        if (sent.length < 4) expect(sent.at(-1)?.addresses, 'nothing is kept back').toBe(addresses);
      }),
      { numRuns: 2000 },
    );
  });

  it('tells of the first address that comes late within a moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 20_000 }),
        fc.constantFrom('host', 'srflx', 'relay'),
        (lateMs, type) => {
          const gathering = restart();
          const dead: Happening[] = [
            { kind: 'candidate', type: 'host', atMs: 50 },
            { kind: 'complete', atMs: 60 },
          ];
          const { sent } = descriptionsOf(gathering, [...dead, { kind: 'candidate', type, atMs: lateMs }]);
          expect(sent.map(({ addresses }) => addresses)).toEqual([1, 2]);
          expect((sent[1]?.atMs ?? Infinity) - lateMs).toBeLessThanOrEqual(70);
        },
      ),
    );
  });
});
