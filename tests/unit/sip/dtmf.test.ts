import { describe, expect, it } from 'vitest';
import { isTone, toneFrequencies, TONES } from '../../../src/sip/dtmf.ts';

describe('DTMF', () => {
  it('gives every key its own pair of frequencies (ITU-T Q.23)', () => {
    const pairs = new Set(TONES.map((tone) => toneFrequencies(tone).join()));
    expect(pairs.size).toBe(16);
    expect(toneFrequencies('1')).toEqual([697, 1209]);
    expect(toneFrequencies('5')).toEqual([770, 1336]);
    expect(toneFrequencies('#')).toEqual([941, 1477]);
    expect(toneFrequencies('D')).toEqual([941, 1633]);
  });

  it('knows a tone from another character', () => {
    expect(isTone('*')).toBe(true);
    expect(isTone('d')).toBe(false);
    expect(isTone('')).toBe(false);
  });
});
