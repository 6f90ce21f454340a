import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mosOf } from '../../../../src/diagnosis/quality/call-quality.ts';
import {
  digestOf,
  pointOf,
  presentRating,
  withPoint,
  type QualityPoint,
} from '../../../../src/diagnosis/quality/quality-series.ts';

/** A series of one point a second, the same both ways. */
const seriesOf = (ratings: readonly (number | undefined)[]): readonly QualityPoint[] =>
  ratings.map((rating, second) => ({ atMs: second * 1000, youToThem: rating, themToYou: rating }));

describe('the series', () => {
  it('reaches back two minutes and no further', () => {
    let series: readonly QualityPoint[] = [];
    for (const point of seriesOf(Array.from({ length: 300 }, () => 90))) series = withPoint(series, point);
    expect(series).toHaveLength(121);
    expect(series[0]?.atMs).toBe(179_000);
  });

  it('begins anew where the clock was set back', () => {
    const later = seriesOf([90, 90, 90]);
    expect(withPoint(later, { atMs: -5000, youToThem: 80, themToYou: 80 })).toHaveLength(1);
  });

  it('is in order and bounded, whatever moments come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 400 }), (moments) => {
        let series: readonly QualityPoint[] = [];
        for (const atMs of moments) series = withPoint(series, { atMs, youToThem: 1, themToYou: 1 });
        expect(series.length).toBeLessThanOrEqual(240);
        expect(series).toEqual([...series].sort((a, b) => a.atMs - b.atMs));
        expect(series.at(-1)?.atMs).toBe(moments.at(-1));
      }),
    );
  });

  it('takes its points from the quality of both directions', () => {
    const quality = { rating: 91, lossRatio: 0, expected: 50, jitterMs: 1 };
    expect(pointOf(7, { youToThem: undefined, themToYou: quality })).toEqual({
      atMs: 7,
      youToThem: undefined,
      themToYou: 91,
    });
  });
});

describe('the present rating', () => {
  it('averages ratings over the last ten seconds', () => {
    const old = Array.from({ length: 20 }, () => 10);
    expect(presentRating(seriesOf([...old, 90, 80, 90, 80, 90, 80, 90, 80, 90, 80]), 'themToYou')).toBe(85);
  });

  it('says nothing from fewer than three seconds', () => {
    expect(presentRating(seriesOf([90, 90]), 'youToThem')).toBeUndefined();
    expect(presentRating(seriesOf([90, 90, 90]), 'youToThem')).toBe(90);
  });

  it('ends with the sound', () => {
    expect(presentRating(seriesOf([90, 90, 90, undefined]), 'youToThem')).toBeUndefined();
    expect(presentRating([], 'youToThem')).toBeUndefined();
  });
});

describe('the digest', () => {
  it('averages ratings, not MOS, and counts the seconds without', () => {
    const digest = digestOf(seriesOf([90, undefined, undefined, 50]), 'youToThem');
    expect(digest.mos).toBe(mosOf(70));
    expect(digest.mos).not.toBeCloseTo((mosOf(90) + mosOf(50)) / 2, 2);
    expect(digest).toMatchObject({ lowestMos: mosOf(50), gapSeconds: 2 });
  });

  it('has no figures where nothing was rated', () => {
    expect(digestOf(seriesOf([undefined]), 'themToYou')).toEqual({
      mos: undefined,
      lowestMos: undefined,
      gapSeconds: 1,
    });
  });
});
