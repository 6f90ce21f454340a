import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeMicrophone } from '../../../src/media/microphone-check.ts';

const windows = (rms: number): number[] => Array.from({ length: 60 }, () => rms);
const RANK = { unmeasured: 0, silent: 1, quiet: 2, heard: 3 };

describe('judgeMicrophone', () => {
  it.each([
    ['a voice with pauses', windows(0.0004).fill(0.08, 10, 30), 'heard'],
    ['a room and nobody speaking', windows(0.0004), 'quiet'],
    ['a click in a quiet room', windows(0.0004).fill(0.6, 10, 12), 'quiet'],
    ['a voice far below the usual level', windows(0.0004).fill(0.006, 10, 30), 'quiet'],
    ['zeros', windows(0), 'silent'],
    ['zeros with one sample of dither', windows(0).fill(0.00001, 7, 8), 'quiet'],
    ['nothing that could be measured', [], 'unmeasured'],
  ] as const)('judges %s', (_name, levels, verdict) => {
    expect(judgeMicrophone(levels)).toBe(verdict);
  });

  it('never judges worse when everything is louder', () => {
    const rms = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(rms), fc.double({ min: 1, max: 100, noNaN: true }), (levels, gain) => {
        const louder = levels.map((level) => level * gain);
        expect(RANK[judgeMicrophone(louder)]).toBeGreaterThanOrEqual(RANK[judgeMicrophone(levels)]);
      }),
    );
  });
});
