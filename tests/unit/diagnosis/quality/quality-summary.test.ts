import { describe, expect, it } from 'vitest';
import { mosOf, type DirectionQuality } from '../../../../src/diagnosis/quality/call-quality.ts';
import { pointOf, withPoint, type QualityPoint } from '../../../../src/diagnosis/quality/quality-series.ts';
import {
  EMPTY_TALLY,
  summaryOf,
  withSecond,
  type QualitySecond,
  type QualitySummary,
} from '../../../../src/diagnosis/quality/quality-summary.ts';

const good: DirectionQuality = { rating: 90, lossRatio: 0, expected: 50, jitterMs: 3 };

type Second = Partial<Omit<QualitySecond, 'quality' | 'series'>> & {
  readonly out?: DirectionQuality | undefined;
  readonly back?: DirectionQuality | undefined;
};

/** The summary of a call that went second by second like this. */
function after(seconds: readonly Second[]): QualitySummary | undefined {
  let tally = EMPTY_TALLY;
  let series: readonly QualityPoint[] = [];
  for (const [index, { out, back, ...rest }] of seconds.entries()) {
    const quality = { youToThem: out, themToYou: back };
    series = withPoint(series, pointOf(index * 1000, quality));
    tally = withSecond(tally, { quality, series, rttMs: 40, path: 'direct', codec: 'opus', ...rest });
  }
  return summaryOf(tally);
}

const times = (count: number, second: Second): Second[] => Array.from({ length: count }, () => second);

describe('the summary of a call', () => {
  it('has each direction by itself', () => {
    const summary = after(times(30, { out: good, back: { ...good, rating: 60, jitterMs: 25.4 } }));
    expect(summary?.youToThem).toEqual({ mos: 4.34, worstMos: 4.34, lossRatio: 0, maxJitterMs: 3 });
    expect(summary?.themToYou).toEqual({ mos: 3.1, worstMos: 3.1, lossRatio: 0, maxJitterMs: 25 });
    expect(summary).toMatchObject({ rttMs: 40, path: 'direct', codec: 'opus' });
  });

  it('averages ratings, and keeps the worst figure that was shown', () => {
    const summary = after([...times(30, { back: good }), ...times(30, { back: { ...good, rating: 50 } })]);
    expect(summary?.themToYou.mos).toBeCloseTo(mosOf(70), 2);
    expect(summary?.themToYou.worstMos).toBeCloseTo(mosOf(50), 2);
  });

  it('weighs loss by packets', () => {
    const few = { ...good, lossRatio: 0.5, expected: 5 };
    const summary = after([...times(10, { back: good }), ...times(10, { back: few })]);
    expect(summary?.themToYou.lossRatio).toBeCloseTo(25 / 550, 4);
  });

  it('takes the median round trip of the seconds in which something flowed', () => {
    const seconds = [20, 30, 400].flatMap((rttMs) => times(2, { back: good, rttMs }));
    expect(after([...seconds, ...times(50, { rttMs: 9 })])?.rttMs).toBe(30);
  });

  it('keeps the last path and codec that were known', () => {
    const summary = after([
      ...times(3, { back: good, path: 'relayTls' }),
      { path: 'unknown', codec: undefined },
    ]);
    expect(summary).toMatchObject({ path: 'relayTls', codec: 'opus' });
  });

  it('does not exist where nothing could be rated for three seconds', () => {
    expect(after(times(2, { out: good, back: good }))).toBeUndefined();
    expect(after(times(9, { back: { ...good, rating: undefined } }))).toBeUndefined();
    expect(after(times(3, { back: good }))?.youToThem.mos).toBeUndefined();
  });

  it('stays small in a call of hours', () => {
    let tally = EMPTY_TALLY;
    for (let second = 0; second < 5000; second += 1) {
      const quality = { youToThem: good, themToYou: good };
      const rttMs = (second * 7.3) % 9000;
      tally = withSecond(tally, { quality, series: [], rttMs, path: 'direct', codec: 'opus' });
    }
    expect(tally.rtts.size).toBeLessThanOrEqual(200 + 481);
  });
});
