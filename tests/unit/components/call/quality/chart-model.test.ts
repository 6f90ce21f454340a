import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHART, chartLines, heightOf } from '../../../../../src/components/call/quality/chart-model.ts';
import type { QualityPoint } from '../../../../../src/diagnosis/quality/quality-series.ts';

/** One point a second. */
const seriesOf = (ratings: readonly (number | undefined)[]): readonly QualityPoint[] =>
  ratings.map((rating, second) => ({ atMs: second * 1000, youToThem: rating, themToYou: undefined }));

const lines = (ratings: readonly (number | undefined)[]) => chartLines(seriesOf(ratings), 'youToThem');

describe('the chart of a direction', () => {
  it('is one line while all is well, newest at the right edge', () => {
    const [line, ...more] = lines([90, 90, 90]);
    expect(more).toEqual([]);
    expect(line?.mood).toBe('well');
    expect(line?.way).toMatch(/L238 /u);
  });

  it('breaks where nothing was rated', () => {
    expect(lines([90, 90, undefined, 90])).toHaveLength(2);
    expect(chartLines(seriesOf([90, 90]), 'themToYou')).toEqual([]);
  });

  it('breaks where no sample came for a while', () => {
    const [first, second] = seriesOf([90, 90]);
    const late = { ...second!, atMs: 3000 };
    expect(chartLines([first!, late], 'youToThem')).toHaveLength(2);
  });

  it('changes its mood with the quality, and stays whole where it does', () => {
    const drawn = lines([90, 65, 40]);
    expect(drawn.map(({ mood }) => mood)).toEqual(['well', 'weak', 'bad']);
    for (const [index, { way }] of drawn.entries()) {
      const before = drawn[index - 1];
      if (before !== undefined) expect(way.slice(1)).toMatch(new RegExp(`^${endOf(before.way)}L`, 'u'));
    }
  });

  it('is lower the worse it sounds', () => {
    expect(heightOf(4.4)).toBeLessThan(heightOf(2));
  });

  it('stays within the drawing, whatever the ratings', () => {
    const rating = fc.option(fc.double({ min: 0, max: 93.2, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(rating, { maxLength: 121 }), (ratings) => {
        for (const { way } of lines(ratings)) {
          for (const [, x, y] of way.matchAll(/[ML]([\d.-]+) ([\d.-]+)/gu)) {
            expect(Number(x)).toBeGreaterThanOrEqual(0);
            expect(Number(x)).toBeLessThanOrEqual(CHART.width);
            expect(Number(y)).toBeGreaterThanOrEqual(0);
            expect(Number(y)).toBeLessThanOrEqual(CHART.height);
          }
        }
      }),
    );
  });
});

/** The last spot of a line. */
function endOf(way: string): string {
  return /([\d.]+ [\d.]+)(?:h0)?$/u.exec(way)?.[1] ?? 'nothing';
}
