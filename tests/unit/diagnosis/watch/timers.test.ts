// A busy computer told from one that slept, and from a page that nobody sees.
import { describe, expect, it } from 'vitest';
import {
  ON_TIME,
  hasJustWoken,
  isBusy,
  nextTimers,
  type TimerWatch,
} from '../../../../src/diagnosis/watch/timers.ts';
import { SimulatedCall } from '../../../doubles/simulated-call.ts';

const pulse = new SimulatedCall().pulse();

/** Looks so many milliseconds apart, one after the other. */
function looks(gaps: readonly number[], isHidden = false, from: TimerWatch = ON_TIME): TimerWatch {
  let atMs = from.lookedAtMs ?? 0;
  return gaps.reduce((watch, gap) => nextTimers(watch, { ...pulse, isHidden, atMs: (atMs += gap) }), from);
}

const times = (count: number, gap: number): number[] => Array.from({ length: count }, () => gap);

describe('looks that come late', () => {
  it('four times in 10 s mean a busy computer, for 10 s', () => {
    const busy = looks([...times(4, 250), ...times(4, 900)]);
    expect(isBusy(busy)).toBe(true);
    expect(isBusy(looks(times(41, 250), false, busy))).toBe(false);
  });

  it('are no matter where there are fewer, or they are little late', () => {
    expect(isBusy(looks([...times(8, 250), ...times(3, 900)]))).toBe(false);
    expect(isBusy(looks(times(100, 600)))).toBe(false);
    expect(isBusy(looks(times(20, 4000).flatMap((gap) => [gap, ...times(4, 250)])))).toBe(false);
  });

  it('are as they should be in a hidden page', () => {
    expect(isBusy(looks(times(60, 1000), true))).toBe(false);
    expect(hasJustWoken(looks(times(5, 60_000), true))).toBe(false);
  });

  it('once and very late mean that the computer slept, for a few seconds', () => {
    const woken = looks([250, 250, 3_600_000]);
    expect([isBusy(woken), hasJustWoken(woken)]).toEqual([false, true]);
    expect(hasJustWoken(looks(times(20, 250), false, woken))).toBe(true);
    expect(hasJustWoken(looks(times(24, 250), false, woken))).toBe(false);
    expect(hasJustWoken(looks([1000, 120_000], true))).toBe(true);
  });

  it('say nothing the first time', () => {
    expect(looks([7_000_000])).toMatchObject({ lateAtMs: [], wokeAtMs: undefined });
  });
});
