import { describe, expect, it } from 'vitest';
import { heldToneMs, isTone, toneFrequencies, TONES } from '../../../src/sip/dtmf.ts';
import { DEFAULT_TONE_TIMES } from '../../../src/sip/tone-times.ts';

describe('DTMF', () => {
  it('gives every key its own pair of frequencies (ITU-T Q.23)', () => {
    const pairs = new Set(TONES.map((tone) => toneFrequencies(tone).join()));
    expect(pairs.size).toBe(16);
    expect(toneFrequencies('1')).toEqual([697, 1209]);
    expect(toneFrequencies('5')).toEqual([770, 1336]);
    expect(toneFrequencies('#')).toEqual([941, 1477]);
    expect(toneFrequencies('D')).toEqual([941, 1633]);
  });

  it('lasts as long as its key was held, within what a browser can play', () => {
    const of = (heldMs: number): number => heldToneMs(heldMs, DEFAULT_TONE_TIMES);
    expect([of(20), of(800.4), of(60_000), of(Infinity)]).toEqual([120, 800, 6000, 6000]);
  });

  it('knows a tone from another character', () => {
    expect(isTone('*')).toBe(true);
    expect(isTone('d')).toBe(false);
    expect(isTone('')).toBe(false);
  });
});
