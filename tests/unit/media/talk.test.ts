// Talk stands out of the room for longer than a click: judged from loudness alone.
import { describe, expect, it } from 'vitest';
import { NO_TALK, watchForTalk, type TalkWatch } from '../../../src/media/talk.ts';

/** Windows of 100 ms, one after the other. */
function after(windows: readonly number[], before: TalkWatch = NO_TALK): TalkWatch {
  return windows.reduce(watchForTalk, before);
}

const times = (count: number, ...windows: readonly number[]): readonly number[] =>
  Array.from({ length: count }, () => windows).flat();

/** About -54 dBFS. */
const ROOM = times(20, 0.002);
/** Three loud windows, one gap, as syllables come. */
const SPEECH = [0.05, 0.08, 0.04, 0.003];

describe('talk', () => {
  it('is told within a second of speech, and holds through its gaps', () => {
    expect(after(ROOM).isTalking).toBe(false);
    const talking = after([...ROOM, ...times(3, ...SPEECH)]);
    expect(talking.isTalking).toBe(true);
    expect(after(times(8, 0.002), talking).isTalking).toBe(true);
  });

  it('is over two seconds after the last word', () => {
    const talking = after([...ROOM, ...times(20, ...SPEECH)]);
    expect(after(times(20, 0.002), talking).isTalking).toBe(false);
  });

  it.each([
    ['a click', [...ROOM, 0.5, ...ROOM]],
    ['a cough', [...ROOM, 0.5, 0.3, 0.1, ...ROOM]],
    ['silence', times(100, 0)],
    ['a loud room that stays as it is', times(100, 0.03)],
    ['a room below what anybody would hear', [...times(20, 0.0001), ...times(40, 0.002, 0.004)]],
  ])('is not %s', (_what, windows) => {
    windows.reduce((before, rms) => {
      const now = watchForTalk(before, rms);
      expect(now.isTalking).toBe(false);
      return now;
    }, NO_TALK);
  });

  it('is not a fan that starts, once it is known for one', () => {
    const fan = after([...ROOM, ...times(90, 0.02)]);
    expect(fan.isTalking).toBe(false);
    expect(after(times(3, 0.2, 0.2, 0.2, 0.02), fan).isTalking).toBe(true);
  });

  it('is heard from the first word on where the room was never heard', () => {
    expect(after(times(4, ...SPEECH)).isTalking).toBe(true);
  });
});
