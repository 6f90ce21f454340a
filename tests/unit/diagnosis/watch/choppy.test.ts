// When a direction is called choppy, and why: raised at 3 %, cleared at 1 %, over 15 s, by what a listener hears.
import { describe, expect, it } from 'vitest';
import {
  NOT_CHOPPY,
  choppyCause,
  nextChoppy,
  type ChoppyFacts,
} from '../../../../src/diagnosis/watch/choppy.ts';
import { inboundQuality } from '../../../../src/diagnosis/quality/direction-quality.ts';
import { SimulatedCall, type Conditions } from '../../../doubles/simulated-call.ts';

interface Second {
  readonly made: number;
  readonly lost?: number;
}

function after(seconds: readonly Second[], from = NOT_CHOPPY): typeof NOT_CHOPPY {
  return seconds.reduce(
    (watch, { made, lost = made }) =>
      nextChoppy(watch, { rating: 80, lossRatio: lost, expected: 50, jitterMs: 3, concealedRatio: made }),
    from,
  );
}

const times = (count: number, made: number, lost?: number): Second[] =>
  Array.from({ length: count }, () => ({ made, ...(lost === undefined ? {} : { lost }) }));

const FACTS: ChoppyFacts = { path: 'direct', rttMs: 40, jitterMs: 5, isBusy: false };

describe('a direction', () => {
  it('is choppy after five seconds with 3 % made up, and not before, nor below', () => {
    expect(after(times(4, 0.2)).missing.isRaised).toBe(false);
    expect(after(times(5, 0.03)).missing.isRaised).toBe(true);
    expect(after(times(60, 0.029)).missing.isRaised).toBe(false);
    expect(after([...times(14, 0), { made: 0.4 }]).missing.isRaised).toBe(false);
  });

  it('stays so between 1 % and 3 %, and no longer below', () => {
    const raised = after(times(15, 0.05));
    expect(after(times(60, 0.02), raised).missing.isRaised).toBe(true);
    expect(after(times(11, 0), raised).missing.isRaised).toBe(true);
    expect(after(times(13, 0), raised).missing.isRaised).toBe(false);
  });

  it('does not flicker around one limit', () => {
    let watch = NOT_CHOPPY;
    let changes = 0;
    for (let second = 0; second < 600; second += 1) {
      const next = after([{ made: second % 2 === 0 ? 0.05 : 0.015 }], watch);
      if (next.missing.isRaised !== watch.missing.isRaised) changes += 1;
      watch = next;
    }
    expect(changes).toBe(1);
  });

  it('says nothing of seconds in which nothing was due, or nothing is known', () => {
    const raised = after(times(15, 0.05));
    expect(nextChoppy(raised, undefined)).toBe(raised);
    const quiet = { rating: undefined, lossRatio: 0, expected: 0, jitterMs: undefined, concealedRatio: 0.9 };
    let watch = NOT_CHOPPY;
    for (let second = 0; second < 20; second += 1) watch = nextChoppy(watch, quiet);
    expect(watch.missing.isRaised).toBe(false);
  });

  /** The share that is counted as made up in a second of these conditions. */
  const counted = (change: Partial<Conditions>): number | undefined => {
    const sound = new SimulatedCall(change);
    sound.advance(1000);
    const before = sound.sample();
    sound.advance(1000);
    return inboundQuality(before, sound.sample(), 'flowing')?.concealedRatio;
  };

  it('is not choppy by silence made up in the place of silence', () => {
    expect(counted({ madeUp: 0.5, madeUpSilence: 0.5 })).toBeCloseTo(0);
    expect(counted({ madeUp: 0.5, madeUpSilence: 0.1 })).toBeCloseTo(0.4);
  });
});

describe('the reason', () => {
  it.each<readonly [string, Second, Partial<ChoppyFacts>]>([
    ['loss', { made: 0.1, lost: 0.1 }, {}],
    ['loss', { made: 0.1, lost: 0.06 }, { jitterMs: 90 }],
    ['jitter', { made: 0.1, lost: 0 }, { jitterMs: 90 }],
    ['jitter', { made: 0.1, lost: 0.01 }, { jitterMs: 5 }],
    ['relayTcp', { made: 0.1, lost: 0.1 }, { path: 'relayTcp' }],
    ['relayTcp', { made: 0.1, lost: 0 }, { path: 'relayTls' }],
    ['relayOverloaded', { made: 0.1, lost: 0.1 }, { path: 'relayUdp', rttMs: 700 }],
    ['busy', { made: 0.1, lost: 0 }, { isBusy: true, path: 'relayTcp' }],
    ['delay', { made: 0, lost: 0 }, { rttMs: 900 }],
  ])('%s', (cause, second, facts) => {
    expect(choppyCause(after(times(15, second.made, second.lost)), { ...FACTS, ...facts })).toBe(cause);
  });
});
