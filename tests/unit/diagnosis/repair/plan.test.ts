// The plan of repair against whatever may be said of a call, in any order: one step at a time, bounded, patient where it should be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowState } from '../../../../src/diagnosis/flow.ts';
import { judgeCall } from '../../../../src/diagnosis/judge-call.ts';
import {
  kindOf,
  ladderOf,
  shouldLeaveByRelay,
  type Means,
} from '../../../../src/diagnosis/repair/ladders.ts';
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
import { NO_SIGNS } from '../../../../src/diagnosis/signs.ts';
import type { RepairStep, Verdict, VerdictName } from '../../../../src/diagnosis/verdict.ts';
import type { HeardThereSign } from '../../../../src/diagnosis/watch/heard-there.ts';
import type { MediaPath } from '../../../../src/media/media-path.ts';
import { EVIDENCE, drawEvidence, evidenceFor } from '../../../doubles/evidence.ts';

const NAMES = Object.keys(EVIDENCE) as VerdictName[];
const verdictOf = (name: VerdictName): Verdict => judgeCall(evidenceFor(name));
const VERDICTS = new Map(NAMES.map((name) => [name, verdictOf(name)] as const));
const known = (name: VerdictName): Verdict => VERDICTS.get(name) ?? verdictOf(name);

const MEANS: Means = { relay: true, relayTcp: true, isOurs: false, helpedBefore: undefined };
const factsOf = (name: VerdictName, atMs: number, rest: Partial<RepairFacts> = {}): RepairFacts => ({
  ...MEANS,
  atMs,
  verdict: known(name),
  isCaller: true,
  serverLostMs: undefined,
  ...rest,
});

/** They say that nothing of ours arrives, and this is what comes back. */
const outLost = (heardThere: HeardThereSign, relayConfigured: boolean): Verdict => {
  const sketch = EVIDENCE.lostOnTheWayOut;
  const signs = { ...sketch.signs, heardThere };
  return judgeCall(drawEvidence({ ...sketch, signs, around: { relayConfigured } }));
};

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
  isOurs: fc.boolean(),
  helpedBefore: fc.constantFrom<RepairStep | undefined>(undefined, 'restart', 'relayTcpRenewal', 'offer'),
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
      for (const helpedBefore of ['restart', 'relayTcpRenewal', 'offer', 'microphone'] as const) {
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

  it('is mended round a relay, by another connection, over TCP, by an offer where the far side is ours', () => {
    const isOurs = true;
    expect(stepsFor('nothingArrives', { isOurs }).slice(0, 5)).toEqual([
      ...(['relayRenewal', 'renewal', 'everythingRestart', 'relayTcpRenewal', 'offer'] as const),
    ]);
    expect(stepsFor('nothingArrives', { isOurs, relay: false, relayTcp: false }).slice(0, 3)).toEqual([
      ...(['renewal', 'everythingRestart', 'offer'] as const),
    ]);
    expect(stepsFor('undecodable', { isOurs }).slice(0, 2)).toEqual(['relayRenewal', 'renewal']);
    expect(stepsFor('noKeys')[0]).toBe('renewal');
  });

  it('is mended round a relay, by a restart, by an offer where the far side is not ours', () => {
    expect(stepsFor('nothingArrives').slice(0, 3)).toEqual([
      ...(['relayRestart', 'everythingRestart', 'offer'] as const),
    ]);
    expect(stepsFor('nothingArrives', { relay: false, relayTcp: false }).slice(0, 2)).toEqual([
      ...(['restart', 'offer'] as const),
    ]);
    expect(stepsFor('undecodable').slice(0, 2)).toEqual(['offer', 'restart']);
    expect(stepsFor('nothingLeaves').slice(0, 3)).toEqual(['microphone', 'offer', 'restart']);
  });

  it.each<FlowState>(['flowing', 'sent', 'quiet', 'unconfirmed'])(
    'has no other connection tried with others, however long it lasts, where ours leaves (%s)',
    (leaves) => {
      const stepsOf = (each: VerdictName, out: FlowState, rest: Partial<RepairFacts>): RepairStep[] => {
        const sketch = EVIDENCE[each];
        const back = sketch.flows?.[1] ?? 'flowing';
        const verdict = judgeCall(drawEvidence({ ...sketch, flows: [out, back] }));
        expect(verdict.name).toBe(each);
        return run((atMs) => factsOf(each, atMs, { verdict, ...rest }), 300_000).done.flatMap(({ step }) =>
          step === 'giveUp' ? [] : [step],
        );
      };
      const RENEWALS: readonly RepairStep[] = ['renewal', 'relayRenewal', 'relayTcpRenewal'];
      for (const relay of [true, false]) {
        for (const each of ['nothingArrives', 'lostOnTheWayIn', 'undecodable', 'pathDied'] as const)
          for (const helpedBefore of [undefined, ...RENEWALS]) {
            const steps = stepsOf(each, leaves, { relay, relayTcp: relay, helpedBefore });
            expect(steps.length, each).toBeGreaterThan(10);
            expect(
              steps.filter((step) => RENEWALS.includes(step)),
              each,
            ).toEqual([]);
          }
        // Where nothing of ours leaves either, one is.
        expect(stepsOf('pathDied', 'stopped', { relay })).toContain(relay ? 'relayRenewal' : 'renewal');
      }
    },
  );

  it('after a round begins again after 8 s, then 15 s, with a new path', () => {
    const { done } = run((atMs) => factsOf('noKeys', atMs), 120_000);
    const restarts = done.filter(({ step }) => step === 'restart').map(({ atMs }) => atMs);
    // 3.5 s for the renewal, then 8; 2.5 s and 3.5 s for both, then 15.
    expect(restarts.slice(0, 3).map((atMs) => atMs - 1250)).toEqual([11_500, 32_500, 53_500]);
  });

  it('helped only once it is measured after the step', () => {
    const until = (ms: number) => (atMs: number) => factsOf(atMs < ms ? 'nothingArrives' : 'bothFlow', atMs);
    expect(run(until(1500), 1000).state.kind).toBe('trying');
    expect(run(until(1500), 1750)).toMatchObject({ state: { kind: 'helped', step: 'relayRestart' } });
    expect(run(until(1500), 9000).state).toEqual(NO_REPAIR);
  });

  it('as they only claim, is no reason for a relay or another connection, whatever helped before', () => {
    for (const each of ['lostOnTheWayOut', 'theyCantDecode', 'theyDontPlay'] as const)
      for (const helpedBefore of [undefined, 'relayRestart', 'renewal', 'relayTcpRenewal'] as const) {
        const steps = run((atMs) => factsOf(each, atMs, { helpedBefore }), 300_000).done.map(
          ({ step }) => step,
        );
        expect(steps.filter((step) => step !== 'offer' && step !== 'restart')).toEqual([]);
      }
  });

  it('on the way out, is left to a far side of ours for a while, which mends it from its end', () => {
    const first = (heardThere: HeardThereSign, isOurs: boolean): number => {
      const verdict = outLost(heardThere, true);
      return (run((atMs) => factsOf('bothFlow', atMs, { verdict, isOurs }), 9000).done[0]?.atMs ?? 0) - 1000;
    };
    expect([first('lost', false), first('lost', true)]).toEqual([250, 1750]);
    expect([first('arrives', false), first('doubtful', false)]).toEqual([3000, 3000]);
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

  it('takes the sound with it: what goes so soon after another way to it was found is a change of address', () => {
    const facts = (serverBackMs: number | undefined) => (atMs: number) =>
      factsOf('nothingArrives', atMs, { serverBackMs, isOurs: true });
    expect(run(facts(900), 1000).done[0]).toEqual({ atMs: 1250, step: 'restart' });
    expect(run(facts(undefined), 1000).done[0]?.step).toBe('relayRenewal');
    expect(run((atMs) => facts(atMs - 6000)(atMs), 1000).done[0]?.step).toBe('relayRenewal');
  });

  it('brings a restart with it where packets have not come for a moment, before that is said', () => {
    const well = factsOf('bothFlow', 9000);
    const { evidence } = well.verdict;
    const signs = { ...NO_SIGNS, ...evidence.vitals.signs, isArrivalDoubted: true };
    const verdict = judgeCall({ ...evidence, vitals: { ...evidence.vitals, signs } });
    expect(verdict.name).toBe('bothFlow');
    expect(serverBack(NO_REPAIR, { ...well, verdict }).step).toBe('restart');
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

describe('the steps against sound that does not arrive', () => {
  const onPath = (
    path: MediaPath,
    change: Partial<Means> = {},
    each: VerdictName = 'nothingArrives',
  ): string =>
    ladderOf(judgeCall(drawEvidence({ ...EVIDENCE[each], vitals: { path } })), { ...MEANS, ...change }).join(
      ' ',
    );
  const NO_RELAY = { relay: false, relayTcp: false } as const;

  it('leave a path that runs by another connection at once where the far side is ours, by a restart where not', () => {
    const isOurs = true;
    expect(onPath('direct', { isOurs })).toBe('relayRenewal renewal everythingRestart relayTcpRenewal offer');
    expect(onPath('direct', { isOurs, relayTcp: false })).toBe(
      'relayRenewal renewal everythingRestart offer',
    );
    expect(onPath('direct', { isOurs, ...NO_RELAY })).toBe('renewal everythingRestart offer');
    for (const relayTcp of [true, false])
      expect(onPath('direct', { relayTcp })).toBe('relayRestart everythingRestart offer');
    expect(onPath('direct', NO_RELAY)).toBe('restart offer');
  });

  it('leave one relay by TCP, and a relay over TCP by anything else, where the far side is ours', () => {
    const isOurs = true;
    expect(onPath('relayUdp', { isOurs })).toBe('relayTcpRenewal renewal everythingRestart offer');
    expect(onPath('relayUdp', { isOurs, relayTcp: false })).toBe('renewal everythingRestart offer');
    for (const path of ['relayTcp', 'relayTls'] as const)
      expect(onPath(path, { isOurs })).toBe('renewal everythingRestart offer');
  });

  it('leave a relay by a restart where the far side is not ours', () => {
    for (const path of ['relayUdp', 'relayTcp', 'relayTls'] as const)
      for (const relayTcp of [true, false]) expect(onPath(path, { relayTcp })).toBe('restart offer');
  });

  it('look for other addresses first where the path died, whoever the far side is', () => {
    expect(onPath('direct', {}, 'pathDied')).toBe(
      'restart relayRestart everythingRestart offer relayRenewal',
    );
    expect(onPath('direct', { isOurs: true }, 'pathDied')).toMatch(/^restart relayRenewal /u);
    expect(onPath('relayTcp', {}, 'pathDied')).toBe('restart offer renewal');
    expect(onPath('relayTcp', { isOurs: true }, 'pathDied')).toBe('restart renewal everythingRestart');
  });
});

describe('what leaves here and is lost', () => {
  it('should leave by a relay of this side, where there is one and more than their word speaks for it', () => {
    expect(shouldLeaveByRelay(outLost('lost', true))).toBe(true);
    expect(shouldLeaveByRelay(outLost('doubtful', true))).toBe(true);
    for (const sign of ['arrives', 'unknown'] as const)
      expect(shouldLeaveByRelay(outLost(sign, true)), sign).toBe(false);
    expect(shouldLeaveByRelay(outLost('lost', false))).toBe(false);
  });

  it('alone: nothing else that is said asks for it, whatever comes back', () => {
    for (const each of NAMES.filter((other) => other !== 'lostOnTheWayOut')) {
      const sketch = EVIDENCE[each];
      const signs = { ...sketch.signs, heardThere: 'doubtful' } as const;
      const verdict = judgeCall(
        drawEvidence({ ...sketch, signs, around: { ...sketch.around, relayConfigured: true } }),
      );
      expect(shouldLeaveByRelay(verdict), verdict.name).toBe(false);
    }
  });
});
