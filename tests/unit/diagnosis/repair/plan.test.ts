// The plan of repair against whatever may be said of a call, in any order: one step at a time, bounded, patient where it should be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCall } from '../../../../src/diagnosis/judge-call.ts';
import { kindOf, ladderOf, type Means } from '../../../../src/diagnosis/repair/ladders.ts';
import {
  GIVE_UP_AFTER_MS,
  NO_REPAIR,
  askedFor,
  mendingOf,
  nextLookMs,
  nextRepair,
  serverBack,
  type RepairFacts,
  type RepairState,
} from '../../../../src/diagnosis/repair/plan.ts';
import type { RepairStep, Verdict, VerdictName } from '../../../../src/diagnosis/verdict.ts';
import { EVIDENCE, evidenceFor } from '../../../doubles/evidence.ts';

const NAMES = Object.keys(EVIDENCE) as VerdictName[];
const verdictOf = (name: VerdictName): Verdict => judgeCall(evidenceFor(name));
const VERDICTS = new Map(NAMES.map((name) => [name, verdictOf(name)] as const));
const known = (name: VerdictName): Verdict => VERDICTS.get(name) ?? verdictOf(name);

const MEANS: Means = { relay: true, relayTcp: true, helpedBefore: undefined };
const factsOf = (name: VerdictName, atMs: number, rest: Partial<RepairFacts> = {}): RepairFacts => ({
  ...MEANS,
  atMs,
  verdict: known(name),
  isCaller: true,
  serverLostMs: undefined,
  ...rest,
});

interface Done {
  readonly atMs: number;
  readonly step: RepairStep | 'giveUp';
}

/** Looks four times a second, from `fromMs` on; what is found at each moment is asked of `facts`. */
function run(
  facts: (atMs: number) => RepairFacts,
  forMs: number,
  fromMs = 1000,
  from: RepairState = NO_REPAIR,
): { state: RepairState; done: Done[] } {
  let state = from;
  const done: Done[] = [];
  for (let atMs = fromMs; atMs <= fromMs + forMs; atMs += 250) {
    const turn = nextRepair(state, facts(atMs));
    state = turn.state;
    if (turn.step !== undefined) done.push({ atMs, step: turn.step });
    if (turn.step === 'giveUp') break;
  }
  return { state, done };
}

const name = fc.constantFrom(...NAMES);
const means = fc.record({
  relay: fc.boolean(),
  relayTcp: fc.boolean(),
  helpedBefore: fc.constantFrom<RepairStep | undefined>(undefined, 'restart', 'relayTcpRestart', 'offer'),
  isCaller: fc.boolean(),
});
/** What is found, one thing after the other, each for a while. */
const course = fc.array(fc.tuple(name, fc.integer({ min: 250, max: 9000 })), { minLength: 1, maxLength: 12 });

/** What the course says at a moment. */
function at(phases: readonly (readonly [VerdictName, number])[], atMs: number): VerdictName {
  let endMs = 1000;
  for (const [each, lasts] of phases) {
    endMs += lasts;
    if (atMs < endMs) return each;
  }
  return phases.at(-1)?.[0] ?? 'bothFlow';
}

describe('the plan, whatever happens', () => {
  it('carries out a step at a time, each only after the one before had its time, and never without a server', () => {
    fc.assert(
      fc.property(course, means, fc.integer({ min: 0, max: 40_000 }), (phases, rest, lostAtMs) => {
        const isLost = (atMs: number): boolean => atMs >= lostAtMs && atMs < lostAtMs + 15_000;
        const facts = (atMs: number): RepairFacts =>
          factsOf(at(phases, atMs), atMs, { ...rest, serverLostMs: isLost(atMs) ? lostAtMs : undefined });
        const { done } = run(facts, 90_000);
        for (const [index, { atMs, step }] of done.entries()) {
          expect(isLost(atMs), `${step} without a server`).toBe(false);
          const before = done[index - 1];
          const isSameSpell = before !== undefined && kindOf(at(phases, atMs)) === 'path';
          if (isSameSpell) expect(atMs - before.atMs).toBeGreaterThanOrEqual(500);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never hurries: at most 40 steps towards the far side in a minute, whatever comes and goes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.integer({ min: 250, max: 3000 })), { minLength: 2, maxLength: 6 }),
        means,
        (phases, rest) => {
          const length = phases.reduce((sum, [, lasts]) => sum + lasts, 0);
          const facts = (atMs: number): RepairFacts =>
            factsOf(at(phases, 1000 + ((atMs - 1000) % length)), atMs, rest);
          const { done } = run(facts, 60_000);
          const LOCAL = ['playback', 'systemSpeaker', 'microphone'];
          expect(done.filter(({ step }) => !LOCAL.includes(step)).length).toBeLessThanOrEqual(40);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('comes to an end where nothing changes: idle, helped or failed, and at most 15 steps in any minute', () => {
    fc.assert(
      fc.property(name, means, (each, rest) => {
        const { state, done } = run((atMs) => factsOf(each, atMs, rest), 40_000);
        if (kindOf(each) === undefined) expect([state, done]).toEqual([NO_REPAIR, []]);
        else {
          const kinds = new Set<string>();
          run(
            (atMs) => {
              return factsOf(each, atMs, rest);
            },
            120_000,
            41_000,
            state,
          );
          for (let atMs = 41_000, now = state; atMs < 100_000; atMs += 250) {
            now = nextRepair(now, factsOf(each, atMs, rest)).state;
            kinds.add(now.kind);
          }
          expect(kinds).toContain('failed');
        }
        for (const { atMs } of done)
          expect(
            done.filter((other) => other.atMs >= atMs && other.atMs < atMs + 60_000).length,
          ).toBeLessThanOrEqual(15);
      }),
    );
  });

  it('begins with what helped before, where that can help', () => {
    for (const each of NAMES)
      for (const helpedBefore of ['restart', 'relayTcpRestart', 'offer', 'microphone'] as const) {
        const plain = ladderOf(known(each), MEANS);
        const [first] = ladderOf(known(each), { ...MEANS, helpedBefore });
        expect(first).toBe(plain.includes(helpedBefore) ? helpedBefore : plain[0]);
        expect(new Set(ladderOf(known(each), { ...MEANS, helpedBefore }))).toEqual(new Set(plain));
      }
  });

  it('looks again in time: what it waits for never lies behind it', () => {
    fc.assert(
      fc.property(course, means, fc.boolean(), (phases, rest, isLost) => {
        let state = NO_REPAIR;
        for (let atMs = 1000; atMs < 90_000; atMs += 250) {
          const facts = factsOf(at(phases, atMs), atMs, {
            ...rest,
            serverLostMs: isLost && atMs >= 20_000 ? 20_000 : undefined,
          });
          const turn = nextRepair(state, facts);
          state = turn.state;
          if (turn.step === 'giveUp') return;
          expect(nextLookMs(state, facts) ?? Infinity).toBeGreaterThan(atMs - 1);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what stopped', () => {
  const stepsFor = (each: VerdictName, rest: Partial<RepairFacts> = {}): RepairStep[] =>
    run((atMs) => factsOf(each, atMs, rest), 40_000).done.flatMap(({ step }) =>
      step === 'giveUp' ? [] : [step],
    );

  it('is left alone for a quarter of a second, and a little longer by who was called', () => {
    const first = (isCaller: boolean): number =>
      (run((atMs) => factsOf('nothingArrives', atMs, { isCaller }), 9000).done[0]?.atMs ?? 0) - 1000;
    expect([first(true), first(false)]).toEqual([250, 750]);
  });

  it('is not mended by the callee where the caller has mended it meanwhile', () => {
    const facts = (atMs: number): RepairFacts =>
      factsOf(atMs < 1500 ? 'nothingArrives' : 'bothFlow', atMs, { isCaller: false });
    expect(run(facts, 9000)).toEqual({ state: NO_REPAIR, done: [] });
  });

  it('is mended round a relay, over TCP, by anything, by an offer, by another connection', () => {
    expect(stepsFor('nothingArrives').slice(0, 5)).toEqual([
      ...(['relayRestart', 'relayTcpRestart', 'everythingRestart', 'offer', 'renewal'] as const),
    ]);
    expect(stepsFor('nothingArrives', { relay: false, relayTcp: false }).slice(0, 3)).toEqual([
      ...(['restart', 'offer', 'renewal'] as const),
    ]);
    expect(stepsFor('noKeys')[0]).toBe('renewal');
  });

  it('after a round begins again after 8 s, then 15 s, with a new path', () => {
    const { done } = run((atMs) => factsOf('noKeys', atMs), 120_000);
    const restarts = done.filter(({ step }) => step === 'restart').map(({ atMs }) => atMs);
    // 4 s for the renewal, then 8; 2.5 s and 4 s for both, then 15.
    expect(restarts.slice(0, 3).map((atMs) => atMs - 1250)).toEqual([12_000, 33_500, 55_000]);
  });

  it('helped only once it is measured after the step', () => {
    const until = (ms: number) => (atMs: number) => factsOf(atMs < ms ? 'nothingArrives' : 'bothFlow', atMs);
    expect(run(until(1500), 1000).state.kind).toBe('trying');
    expect(run(until(1500), 1750)).toMatchObject({ state: { kind: 'helped', step: 'relayRestart' } });
    expect(run(until(1500), 9000).state).toEqual(NO_REPAIR);
  });

  it('as they only claim, is no reason for a relay or another connection, whatever helped before', () => {
    for (const each of ['lostOnTheWayOut', 'theyCantDecode', 'theyDontPlay'] as const)
      for (const helpedBefore of [undefined, 'relayRestart', 'renewal', 'relayTcpRestart'] as const) {
        const steps = run((atMs) => factsOf(each, atMs, { helpedBefore }), 300_000).done.map(
          ({ step }) => step,
        );
        expect(steps.filter((step) => step !== 'offer' && step !== 'restart')).toEqual([]);
      }
  });

  it('is left to who can mend it: microphones shut off, muted or silent, and what they do not send', () => {
    for (const each of [
      'microphoneSilent',
      'microphoneShutOff',
      'muted',
      'theySendNothing',
      'theyMuted',
    ] as const)
      expect(stepsFor(each)).toEqual([]);
  });
});

describe('a server that is lost', () => {
  it('together with the sound ends the call after a minute, counted from when both were', () => {
    const facts = (atMs: number): RepairFacts => factsOf('pathDied', atMs, { serverLostMs: 30_000 });
    const { done } = run(facts, 200_000, 50_000);
    expect(done).toEqual([{ atMs: 50_000 + GIVE_UP_AFTER_MS, step: 'giveUp' }]);
    const sound = run((atMs) => factsOf('serverLost', atMs, { serverLostMs: 0 }), 300_000);
    expect(sound).toEqual({ state: NO_REPAIR, done: [] });
  });

  it('brings a restart with it where sound is missing, an offer where it is not', () => {
    expect(serverBack(NO_REPAIR, factsOf('bothFlow', 9000)).step).toBe('offer');
    expect(serverBack(NO_REPAIR, factsOf('nothingArrives', 9000)).step).toBe('restart');
    const { state } = run((atMs) => factsOf('nothingArrives', atMs), 60_000);
    expect(serverBack(state, factsOf('bothFlow', 90_000)).step).toBe('restart');
  });
});

describe('a person who asks', () => {
  it('has the first step tried at once, and a new path where the phone sees nothing wrong', () => {
    expect(askedFor(factsOf('nothingArrives', 5000)).step).toBe('relayRestart');
    expect(askedFor(factsOf('bothFlow', 5000)).step).toBe('restart');
    expect(askedFor(factsOf('microphoneGone', 5000)).step).toBe('microphone');
  });

  it('is told what is tried, what helped and that nothing did', () => {
    expect(mendingOf(NO_REPAIR)).toBeUndefined();
    expect(mendingOf(askedFor(factsOf('bothFlow', 5000)).state)).toEqual({
      state: 'trying',
      step: 'restart',
    });
    const { state } = run((atMs) => factsOf('noKeys', atMs), 6000);
    expect(mendingOf(state)).toEqual({ state: 'failed', step: 'renewal' });
  });
});
