import { describe, expect, it } from 'vitest';
import {
  withOfferAgain,
  withWork,
  withoutTones,
  type DialogWork,
  type PathChange,
} from '../../../src/sip/dialog-work.ts';
import { DEFAULT_TONE_TIMES } from '../../../src/sip/tone-times.ts';

const offer = (held: boolean, path: PathChange = 'none'): DialogWork => ({ kind: 'offer', held, path });
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

  it('makes one offer of several in a row: the last wish for the hold, and for the path', () => {
    expect(queued(offer(true, 'restart'), offer(false), offer(true))).toEqual([offer(true, 'restart')]);
    expect(queued(offer(true, 'renewal'), offer(false, 'restart'))).toEqual([offer(false, 'restart')]);
    expect(queued(offer(true, 'restart'), offer(false, 'renewal'))).toEqual([offer(false, 'renewal')]);
  });

  it('loses its tones where they are taken back, and nothing else', () => {
    expect(withoutTones(queued(tone('1'), offer(true), tone('2')))).toEqual([offer(true)]);
  });

  it('puts an offer that failed first again, unless a newer one stands there', () => {
    const failed = { kind: 'offer', held: true, path: 'restart' } as const;
    expect(withOfferAgain([tone('1')], failed)).toEqual([failed, tone('1')]);
    expect(withOfferAgain([offer(false)], failed)).toEqual([offer(false, 'restart')]);
  });
});
