import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QualitySummary } from '../../../src/diagnosis/quality/quality-summary.ts';
import { readQuality } from '../../../src/storage/read-quality.ts';
import { readHistoryEntry } from '../../../src/storage/read-records.ts';

const KEPT: QualitySummary = {
  youToThem: { mos: 4.31, worstMos: 4.02, lossRatio: 0.004, maxJitterMs: 12 },
  themToYou: { mos: 4.2, worstMos: 3.9, lossRatio: 0, maxJitterMs: 7 },
  rttMs: 42,
  path: 'relayTls',
  codec: 'opus',
};

const RECORD = { id: 'a', remote: { uri: 'sip:600@example.org' }, startedAtMs: 5 };

describe('the quality in a kept call', () => {
  it('comes back as it was kept', () => {
    expect(readQuality(structuredClone(KEPT))).toEqual(KEPT);
    expect(readHistoryEntry({ ...RECORD, quality: KEPT })?.quality).toEqual(KEPT);
  });

  it('is absent from entries of before, which stay readable', () => {
    const entry = readHistoryEntry(RECORD);
    expect(entry).toMatchObject({ id: 'a' });
    expect(entry).not.toHaveProperty('quality');
  });

  it('takes figures out of range as unknown', () => {
    const wrong = {
      ...KEPT,
      themToYou: { mos: 9, worstMos: 0, lossRatio: -1, maxJitterMs: 'long' },
      rttMs: Number.NaN,
      path: 'tunnel',
      codec: 'x'.repeat(65),
    };
    expect(readQuality(wrong)).toEqual({
      youToThem: KEPT.youToThem,
      themToYou: { mos: undefined, worstMos: undefined, lossRatio: undefined, maxJitterMs: undefined },
      rttMs: undefined,
      path: 'unknown',
      codec: undefined,
    });
  });

  it('never throws, and never makes the call unreadable', () => {
    fc.assert(
      fc.property(fc.anything(), (quality) => {
        expect(readHistoryEntry({ ...RECORD, quality })?.id).toBe('a');
      }),
    );
  });

  it('is nothing where no direction has a figure', () => {
    expect(readQuality({ ...KEPT, youToThem: {}, themToYou: null })).toBeUndefined();
  });
});

describe('the conference that a kept call was in', () => {
  it('comes back with how many others were in it', () => {
    expect(readHistoryEntry({ ...RECORD, joinedWith: 2 })?.joinedWith).toBe(2);
  });

  it.each([undefined, 0, -1, 7, 1e9, '3', Number.NaN, null])(
    'is none where the record says %o',
    (joinedWith) => {
      expect(readHistoryEntry({ ...RECORD, joinedWith })).not.toHaveProperty('joinedWith');
    },
  );
});
