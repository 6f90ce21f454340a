// What counts as sound of a far side before the answer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSoundBetween, SOUND_ENERGY } from '../../../src/media/early-sound.ts';

const quiet = { atMs: 0, energy: 1, packets: 10 };

describe('sound between two looks', () => {
  it('is an announcement or a ringback', () => {
    // A tone at -20 dB below full scale for 200 ms.
    expect(isSoundBetween(quiet, { atMs: 200, energy: 1 + 0.01 * 0.2, packets: 20 })).toBe(true);
    expect(isSoundBetween({ ...quiet, energy: undefined }, { atMs: 200, energy: 0.002, packets: 20 })).toBe(
      true,
    );
  });

  it('is not silence, comfort noise at -50 dB, or energy without packets', () => {
    expect(isSoundBetween(quiet, { atMs: 200, energy: 1, packets: 20 })).toBe(false);
    expect(isSoundBetween(quiet, { atMs: 200, energy: 1 + 1e-5 * 0.2, packets: 20 })).toBe(false);
    expect(isSoundBetween(quiet, { atMs: 200, energy: 2, packets: 10 })).toBe(false);
    expect(isSoundBetween(quiet, { ...quiet, energy: 2, packets: 20 })).toBe(false);
  });

  it('is packets where nobody counts energy', () => {
    expect(isSoundBetween(quiet, { atMs: 200, energy: undefined, packets: 20 })).toBe(true);
  });

  it('does not depend on how far apart the looks are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ms, level) => {
          const now = { atMs: ms, energy: 1 + (level * ms) / 1000, packets: 11 };
          if (Math.abs(level - SOUND_ENERGY) < 1e-9) return;
          expect(isSoundBetween(quiet, now)).toBe(level > SOUND_ENERGY);
        },
      ),
    );
  });
});
