// An hour of each kind of call that is well, or only as bad as its network: no word that something is broken.
import { describe, expect, it } from 'vitest';
import { ListenedCall, type Timing } from '../../doubles/listened-call.ts';
import { BROWSERS, TELEPHONE, type Conditions } from '../../doubles/simulated-call.ts';

const HOUR = 3600;

/** The same numbers each time: 0 to 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Talk and pauses by turns, in milliseconds: packets a second while one is `talking`, and in the pauses. */
const byTurns =
  (talkMs: number, pauseMs: number, pausedRate: number): ((sinceMs: number) => number) =>
  (sinceMs) =>
    sinceMs % (talkMs + pauseMs) < talkMs ? 50 : pausedRate;

interface Kind {
  readonly now: Partial<Conditions>;
  readonly timing?: Timing;
  /** Done at the start, and before each look. */
  readonly begin?: (call: ListenedCall) => void;
  readonly each?: (call: ListenedCall, chance: () => number) => void;
}

const RELAYED = { ...BROWSERS, path: 'relayUdp', rttMs: 120 } as const;

const KINDS: Readonly<Record<string, Kind>> = {
  'two browsers': { now: BROWSERS },
  'by a relay': { now: RELAYED },
  'by a relay over TLS': { now: { ...RELAYED, path: 'relayTls' } },
  'a telephone': { now: TELEPHONE },
  'a telephone that never reports': { now: { ...TELEPHONE, reports: false } },
  'Opus DTX at the other end': { now: { ...BROWSERS, arrived: byTurns(4000, 9000, 2.5) } },
  'Opus DTX at both ends': {
    now: { ...BROWSERS, arrived: byTurns(4000, 9000, 2.5) },
    each: ({ sound }) => {
      const isTalk = sound.atMs % 11_000 < 5000;
      sound.becomes({ sent: isTalk ? 50 : 2.5, feedback: isTalk ? 16 : 2.5 });
    },
  },
  'comfort noise: pauses of up to 2.5 s': { now: { ...TELEPHONE, arrived: byTurns(3000, 2500, 0) } },
  muted: { now: { ...BROWSERS, spoken: 0 }, begin: (call) => call.becomes({ muted: true }) },
  'held by us': {
    now: { ...BROWSERS, arrived: 0, heard: 0 },
    begin: (call) => call.becomes({ hold: 'local' }),
  },
  'held by them, without music': {
    now: { ...TELEPHONE, arrived: 0, heard: 0, sent: 0, feedback: 0, reports: false },
    begin: (call) => call.becomes({ hold: 'remote' }),
  },
  'held by them, with music': { now: TELEPHONE, begin: (call) => call.becomes({ hold: 'remote' }) },
  'held and resumed every 20 s': {
    now: BROWSERS,
    each: (call) => {
      const isHeld = call.sound.atMs % 40_000 < 20_000;
      if (isHeld !== (call.call.hold === 'local')) call.becomes({ hold: isHeld ? 'local' : 'none' });
      // The far side follows after a round trip.
      call.sound.becomes(isHeld ? { arrived: 0, heard: 0 } : { arrived: 50, heard: 0.01 });
    },
  },
  'a far side that only listens': {
    now: { ...TELEPHONE, arrived: 0, heard: 0, theySent: 0 },
    begin: (call) => call.becomes({ onlyListens: true }),
  },
  'silent rooms at both ends': { now: { ...BROWSERS, spoken: 1e-6, heard: 0 } },
  'a browser that measures no microphone': { now: { ...BROWSERS, spoken: undefined } },
  'a hidden page': { now: { ...BROWSERS, isHidden: true }, timing: () => 1000 },
  'a busy machine': { now: BROWSERS, timing: (look) => (look % 3 === 0 ? 250 : 700 + (look % 5) * 170) },
  'sleep every five minutes': { now: BROWSERS, timing: (look) => (look % 1200 === 0 ? 600_000 : 250) },
  'jitter and 10 % loss': {
    now: BROWSERS,
    each: ({ sound }, chance) => {
      const lost = chance() * 0.2;
      sound.becomes({ lost, madeUp: lost, lostThere: 0.1, jitterMs: 20 + chance() * 80 });
      sound.becomes({ feedback: 16 * (0.7 + chance() * 0.4) });
    },
  },
  'short outages of 0.6 s': {
    now: BROWSERS,
    each: ({ sound }) => {
      const isOut = sound.atMs % 30_000 < 600;
      sound.becomes({ arrived: isOut ? 0 : 50, madeUp: isOut ? 1 : 0, madeUpSilence: isOut ? 0.9 : 0 });
    },
  },
  'handed over between a browser and a telephone, each time by a hold': {
    now: BROWSERS,
    each: (call) => {
      const phase = Math.floor(call.sound.atMs / 20_000) % 4;
      const isHeld = phase % 2 === 1;
      if (isHeld !== (call.call.hold === 'remote')) call.becomes({ hold: isHeld ? 'remote' : 'none' });
      call.sound.becomes({ feedback: phase < 2 ? 16 : 0 });
    },
  },
  'a network that changes every two minutes': {
    now: BROWSERS,
    each: ({ sound }) => {
      sound.becomes({ pairId: `pair${String(Math.floor(sound.atMs / 120_000))}` });
    },
  },
};

describe('an hour', () => {
  it.each(Object.entries(KINDS))(
    '%s: nothing bad is said',
    { timeout: 20_000 },
    (_name, { now, timing, begin, each }) => {
      const call = new ListenedCall(now);
      const chance = numbers(7);
      begin?.(call);
      call.pass(HOUR, timing, () => each?.(call, chance));
      const bad = call.said.filter(({ verdict }) => verdict.gravity === 'bad');
      expect(bad.map(({ atMs, verdict }) => [atMs, verdict.name])).toEqual([]);
    },
  );
});
