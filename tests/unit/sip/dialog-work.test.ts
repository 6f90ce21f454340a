import { describe, expect, it } from 'vitest';
import { withOfferAgain, withWork, withoutTones, type DialogWork } from '../../../src/sip/dialog-work.ts';
import { DEFAULT_TONE_TIMES } from '../../../src/sip/tone-times.ts';

const offer = (held: boolean, restart = false): DialogWork => ({ kind: 'offer', held, restart });
const tone = (key: '1' | '2'): DialogWork => ({
  kind: 'tone',
  tone: key,
  times: DEFAULT_TONE_TIMES,
});
const queued = (...work: DialogWork[]): readonly DialogWork[] =>
  work.reduce<readonly DialogWork[]>(withWork, []);

describe('what waits within a call', () => {
  it('keeps its order', () => {
    expect(queued(offer(true), tone('1'), tone('2'), offer(false))).toEqual([
      offer(true),
      tone('1'),
      tone('2'),
      offer(false),
    ]);
  });

  it('makes one offer of several in a row: the last wish, and a restart if any wanted one', () => {
    expect(queued(offer(true, true), offer(false), offer(true))).toEqual([offer(true, true)]);
  });

  it('loses its tones where they are taken back, and nothing else', () => {
    expect(withoutTones(queued(tone('1'), offer(true), tone('2')))).toEqual([offer(true)]);
  });

  it('puts an offer that failed first again, unless a newer one stands there', () => {
    const failed = { kind: 'offer', held: true, restart: true } as const;
    expect(withOfferAgain([tone('1')], failed)).toEqual([failed, tone('1')]);
    expect(withOfferAgain([offer(false)], failed)).toEqual([offer(false, true)]);
  });
});
