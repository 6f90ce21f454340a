// What the figures of the lab are made of: silence, what was said of it, and the series that are kept.
import { describe, expect, it } from 'vitest';
import { recordedSeries, unfoldSeries } from '../../fixtures/stats-series.ts';
import type { Moment, Shown } from '../../lab/figures/call-watch.ts';
import { compactSeries } from '../../lab/figures/compact-series.ts';
import { tellingAfter } from '../../lab/figures/judge-shown.ts';
import { silenceAfter } from '../../lab/figures/silence.ts';

/** A moment every 40 ms, 2 packets and some sound in each, but none of either between `fromMs` and `toMs`. */
function moments(fromMs: number, toMs: number, gap: 'packets' | 'sound' = 'packets'): readonly Moment[] {
  let [packets, energy] = [0, 0];
  return Array.from({ length: 200 }, (_, index) => {
    const atMs = index * 40;
    const isGap = atMs > fromMs && atMs <= toMs;
    packets += isGap && gap === 'packets' ? 0 : 2;
    energy += isGap ? 0 : 0.001;
    return { atMs, packets, energy };
  });
}

describe('silence after a strike', () => {
  it('is seen from its beginning to its end', () => {
    const { fromMs = 0, toMs = 0 } = silenceAfter(moments(2000, 4000), 1900);
    expect(fromMs).toBeGreaterThanOrEqual(100);
    expect(fromMs).toBeLessThanOrEqual(400);
    expect(toMs).toBeGreaterThanOrEqual(2100);
    expect(toMs).toBeLessThanOrEqual(2200);
  });

  it('is silence too where packets come without sound', () => {
    expect(silenceAfter(moments(2000, 4000, 'sound'), 1900).toMs).toBeGreaterThanOrEqual(2100);
  });

  it('is none where nobody would notice, and none before the strike', () => {
    expect(silenceAfter(moments(2000, 2200), 1900)).toEqual({ fromMs: undefined, toMs: undefined });
    expect(silenceAfter(moments(2000, 4000), 5000)).toEqual({ fromMs: undefined, toMs: undefined });
  });

  it('is not over where it lasts, or where sound came only for a moment', () => {
    expect(silenceAfter(moments(2000, 100_000), 1900).toMs).toBeUndefined();
    expect(silenceAfter(moments(2000, 7600), 1900).toMs).toBeUndefined();
  });

  it('ends where another connection with counters of its own brings the sound', () => {
    const before = moments(2000, 100_000);
    const after = moments(0, 0).map(({ atMs, ...rest }) => ({ ...rest, atMs: atMs + 8000 }));
    const { toMs = 0 } = silenceAfter([...before, ...after], 1900);
    expect(toMs).toBeGreaterThanOrEqual(6100);
    expect(toMs).toBeLessThanOrEqual(6400);
  });
});

describe('what was said after a strike', () => {
  const shown = (...said: readonly (readonly [number, string])[]): readonly Shown[] =>
    said.map(([atMs, verdict]) => ({ atMs, verdict, sentence: '' }));

  it('has the symptom, the cause, and what was wrong or unknown', () => {
    const all = shown([0, 'bothFlow'], [1200, 'unconfirmed'], [1900, 'muted'], [2500, 'lostOnTheWayOut']);
    expect(tellingAfter(all, 1000, ['lostOnTheWayOut', 'unconfirmed'])).toEqual({
      symptomMs: 200,
      causeMs: 1500,
      said: ['unconfirmed', 'muted', 'lostOnTheWayOut'],
      wrong: ['muted'],
      unknown: ['unconfirmed'],
    });
  });

  it('is nothing where the call was said to be well', () => {
    expect(tellingAfter(shown([0, 'muted'], [1500, 'bothFlow']), 1000, [])).toEqual({
      symptomMs: undefined,
      causeMs: undefined,
      said: [],
      wrong: [],
      unknown: [],
    });
  });
});

describe('a series that is kept', () => {
  const sample = (atMs: number, packets: number, rest: object = {}) => ({
    atMs: 50_000 + atMs,
    entries: [
      { id: 'pair-x7', type: 'candidate-pair', packetsReceived: packets, localCandidateId: 'host-1' },
      { id: 'host-1', type: 'local-candidate', address: '192.168.1.10', candidateType: 'host' },
      { id: 'report', type: 'remote-inbound-rtp', timestamp: 49_000, jitter: 0.25, ...rest },
    ],
  });

  it('comes out as it went in, a sample a second, without addresses', () => {
    const samples = [sample(-1000, 1), sample(-750, 2), sample(0, 3, { jitter: undefined }), sample(1000, 3)];
    const text = compactSeries(samples, 50_000);
    expect(text).not.toContain('192.168');
    const series = unfoldSeries(text);
    expect(series.map(({ atMs }) => atMs)).toEqual([-1000, 0, 1000]);
    expect(series[2]?.entries).toEqual([
      { id: '0', type: 'candidate-pair', packetsReceived: 3, localCandidateId: '1' },
      { id: '1', type: 'local-candidate', candidateType: 'host' },
      { id: '2', type: 'remote-inbound-rtp', timestamp: -1000, jitter: 0.25 },
    ]);
  });
});

describe('what the recorded series show', () => {
  const figure = (name: string, type: string, key: string): readonly (readonly [number, number])[] =>
    recordedSeries(name).map(({ atMs, entries }) => [
      atMs,
      Number(entries.find((entry) => entry.type === type)?.[key]),
    ]);

  /** Feedback a second: what arrives over the pair and is no RTP. */
  function feedback(name: string, fromMs: number, toMs: number): number {
    const pair = figure(name, 'candidate-pair', 'packetsReceived');
    const rtp = figure(name, 'inbound-rtp', 'packetsReceived');
    const rest = pair.map(([atMs, packets], index) => [atMs, packets - (rtp[index]?.[1] ?? 0)] as const);
    const span = rest.filter(([atMs]) => atMs >= fromMs && atMs <= toMs);
    const [first = [0, 0], last = [0, 0]] = [span[0], span.at(-1)];
    return ((last[1] - first[1]) * 1000) / (last[0] - first[0]);
  }

  it('Chromium’s feedback stops as soon as nothing arrives any more, and goes on when muted or held', () => {
    expect(feedback('chromium-app-rtp-out-near', -4000, 0)).toBeGreaterThan(12);
    expect(feedback('chromium-app-rtp-out-near', 1000, 12_000)).toBeLessThan(1);
    expect(feedback('chromium-app-muted-near', 1000, 12_000)).toBeGreaterThan(12);
    expect(feedback('chromium-app-held-near', 1000, 12_000)).toBeGreaterThan(12);
  });

  it('a plain phone’s reports go on when nothing arrives any more, and repeat themselves', () => {
    const jitter = figure('chromium-plain-rtp-out-near', 'remote-inbound-rtp', 'jitter');
    const reports = figure('chromium-plain-rtp-out-near', 'remote-inbound-rtp', 'timestamp');
    const late = jitter.filter((_, index) => (reports[index]?.[1] ?? 0) > 500).map(([, value]) => value);
    expect(new Set(late).size).toBeLessThanOrEqual(2);
    expect(new Set(reports.map(([, atMs]) => atMs)).size).toBeGreaterThanOrEqual(3);
  });

  it('Firefox counts what a far side says it received', () => {
    const received = figure('firefox-app-rtp-in-far', 'remote-inbound-rtp', 'packetsReceived');
    const [first = [0, 0], last = [0, 0]] = [received[0], received.at(-1)];
    expect(last[1] - first[1]).toBeLessThan(400);
  });
});
