import { describe, expect, it } from 'vitest';
import { TONE_PLANS } from '../../../src/media/sounds.ts';
import { scoreOf, type Score } from '../../../src/media/tone-plan.ts';

const NETWORK = ['ringback', 'busy', 'congestion', 'callWaiting'] as const;
const OWN = ['ring', 'ringOnce', 'callEnded', 'test'] as const;
const all = [
  ...TONE_PLANS.flatMap((plan) =>
    NETWORK.map((sound) => ({ name: `${sound} of ${plan}`, sound, ...scoreOf(sound, plan) })),
  ),
  ...OWN.map((sound) => ({ name: sound, sound, ...scoreOf(sound, 'europe') })),
  { name: 'a key', sound: 'key', ...scoreOf([697, 1209], 'europe') },
];

const shape = (score: Score): unknown => ({
  period: score.periodSeconds,
  on: score.notes.map(({ at, seconds, hertz }) => [at, seconds, hertz.join('+')]),
});

describe('every score', () => {
  it.each(all)('$name keeps its notes within the period', (score) => {
    expect(score.notes.length).toBeGreaterThan(0);
    for (const { at, seconds, hertz } of score.notes) {
      expect(at).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeGreaterThan(0.05);
      expect(at + seconds).toBeLessThanOrEqual(score.periodSeconds + 1e-9);
      for (const each of hertz) expect(each).toBeGreaterThan(300);
      for (const each of hertz) expect(each).toBeLessThan(3400);
    }
  });

  it('steady tones of a network never overlap themselves', () => {
    for (const { notes } of all.filter((score) => score.shape === 'sine'))
      for (const [index, note] of notes.entries()) {
        const next = notes[index + 1];
        if (next !== undefined) expect(note.at + note.seconds).toBeLessThan(next.at);
      }
  });

  it('lasts a call: what must be heard until something happens repeats, the rest sounds once', () => {
    const repeating = all.filter(({ repeats }) => repeats).map(({ sound }) => sound);
    expect(new Set(repeating)).toEqual(new Set(['ringback', 'busy', 'congestion', 'ring']));
  });
});

describe('the plans of countries (ITU-T E.180 Supplement 2)', () => {
  it.each([
    ['europe', 'ringback', 5, [[0, 1, '425']]],
    ['europe', 'busy', 1, [[0, 0.5, '425']]],
    ['europe', 'congestion', 0.5, [[0, 0.25, '425']]],
    ['northAmerica', 'ringback', 6, [[0, 2, '440+480']]],
    ['northAmerica', 'busy', 1, [[0, 0.5, '480+620']]],
    ['northAmerica', 'congestion', 0.5, [[0, 0.25, '480+620']]],
    ['unitedKingdom', 'busy', 0.75, [[0, 0.375, '400']]],
  ] as const)('%s %s has a period of %d s', (plan, sound, period, on) => {
    expect(shape(scoreOf(sound, plan))).toEqual({ period, on });
  });

  it('rings twice a period in Britain', () => {
    const { periodSeconds, notes } = scoreOf('ringback', 'unitedKingdom');
    expect(periodSeconds).toBeCloseTo(3, 9);
    expect(notes.map(({ at }) => at)).toEqual([0, expect.closeTo(0.6, 9)]);
    expect(notes[1]?.hertz).toEqual([400, 450]);
  });

  it.each(TONE_PLANS)('%s tells congestion from busy, or at least does not slow it down', (plan) => {
    const busy = scoreOf('busy', plan);
    const congestion = scoreOf('congestion', plan);
    expect(congestion.notes[0]?.seconds).toBeLessThanOrEqual((busy.notes[0]?.seconds ?? 0) + 0.025);
  });
});
