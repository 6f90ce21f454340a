import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandOf,
  mosOf,
  ratingOf,
  shownMos,
  type RatingInput,
} from '../../../../src/diagnosis/quality/call-quality.ts';

const input = (change: Partial<RatingInput>): RatingInput => ({
  codec: 'PCMU',
  fec: undefined,
  lossRatio: 0,
  rttMs: 50,
  bufferMs: 40,
  ...change,
});

const mos = (change: Partial<RatingInput>): number => mosOf(ratingOf(input(change)) ?? Number.NaN);

const anyInput = fc.record({
  codec: fc.constantFrom('PCMU', 'PCMA', 'G722', 'opus'),
  fec: fc.constantFrom(true, false, undefined),
  lossRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  rttMs: fc.double({ min: 0, max: 20_000, noNaN: true }),
  bufferMs: fc.double({ min: 0, max: 5000, noNaN: true }),
});

describe('the MOS of a direction', () => {
  it.each([
    [0, 4.37],
    [0.01, 4.27],
    [0.03, 4.06],
    [0.05, 3.84],
    [0.1, 3.31],
  ])('of G.711 with a loss of %d is %d', (lossRatio, expected) => {
    expect(mos({ lossRatio })).toBeCloseTo(expected, 2);
    expect(mos({ lossRatio, codec: 'PCMA' })).toBeCloseTo(expected, 2);
  });

  it.each([
    [0, 4.37],
    [0.01, 4.25],
    [0.03, 3.98],
    [0.05, 3.7],
    [0.1, 3.07],
  ])('of Opus with error correction and a loss of %d is %d', (lossRatio, expected) => {
    expect(mos({ lossRatio, codec: 'opus', fec: true })).toBeCloseTo(expected, 2);
  });

  it('suffers more from loss without error correction, and takes unknown as without', () => {
    const lossy = { codec: 'opus', lossRatio: 0.03 };
    expect(mos({ ...lossy, fec: false })).toBeLessThan(mos({ ...lossy, fec: true }) - 0.3);
    expect(mos({ ...lossy, fec: undefined })).toBe(mos({ ...lossy, fec: false }));
  });

  it('falls faster once people talk over each other', () => {
    const fall = (rttMs: number): number => mos({ rttMs }) - mos({ rttMs: rttMs + 100 });
    expect(fall(400)).toBeGreaterThan(3 * fall(50));
  });

  it('has no rating for a codec without figures, nor for a name of Object', () => {
    expect(ratingOf(input({ codec: 'L16' }))).toBeUndefined();
    expect(ratingOf(input({ codec: 'constructor' }))).toBeUndefined();
  });

  it('stays within 1 and 4.5', () => {
    fc.assert(
      fc.property(anyInput, (one) => {
        expect(mos(one)).toBeGreaterThanOrEqual(1);
        expect(mos(one)).toBeLessThanOrEqual(4.5);
      }),
    );
  });

  it('never rises with loss, nor with delay', () => {
    const more = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyInput, more, (one, by) => {
        expect(mos({ ...one, lossRatio: one.lossRatio + by })).toBeLessThanOrEqual(mos(one));
        expect(mos({ ...one, rttMs: one.rttMs + by * 1000 })).toBeLessThanOrEqual(mos(one));
        expect(mos({ ...one, bufferMs: one.bufferMs + by * 1000 })).toBeLessThanOrEqual(mos(one));
      }),
    );
  });

  it('never falls as the rating rises, even where the polynomial dips below 1', () => {
    const rating = fc.double({ min: -10, max: 110, noNaN: true });
    fc.assert(
      fc.property(rating, rating, (one, other) => {
        expect(mosOf(Math.max(one, other))).toBeGreaterThanOrEqual(mosOf(Math.min(one, other)));
      }),
    );
  });
});

describe('the word for a MOS', () => {
  it.each([
    [4.4, 'good'],
    [4.2, 'good'],
    [4.16, 'good'],
    [4.14, 'decent'],
    [4, 'decent'],
    [3.9, 'fair'],
    [3.6, 'fair'],
    [3.5, 'poor'],
    [3.1, 'poor'],
    [3, 'bad'],
    [1, 'bad'],
  ])('%d is %s', (value, word) => {
    expect(bandOf(value)).toBe(word);
  });

  it('fits the number that stands beside it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 4.5, noNaN: true }), (value) => {
        expect(bandOf(shownMos(value))).toBe(bandOf(value));
      }),
    );
  });
});
