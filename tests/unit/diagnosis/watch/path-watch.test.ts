// What becomes of the path, by each line of the table in the header of path-watch.ts, and how often it changes.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  NO_PATH_YET,
  expectSwitch,
  flaps,
  isAnswered,
  nextPath,
  withPair,
  type PathState,
  type PathWatch,
} from '../../../../src/diagnosis/watch/path-watch.ts';
import type { ConnectionState, IceState } from '../../../../src/media/media-pulse.ts';
import { SimulatedCall } from '../../../doubles/simulated-call.ts';

type Phase = readonly [connection: ConnectionState, ice: IceState, seconds: number];

/** The states passed through, each once, by looks a quarter of a second apart. */
function through(phases: readonly Phase[], isDue = true, from = NO_PATH_YET): PathState[] {
  const sound = new SimulatedCall();
  let watch: PathWatch = from;
  const states: PathState[] = [];
  for (const [connection, ice, seconds] of phases)
    for (let look = 0; look < seconds * 4; look += 1) {
      sound.advance(250);
      watch = nextPath(watch, { ...sound.pulse(), connection, ice }, isDue);
      if (states.at(-1) !== watch.state) states.push(watch.state);
    }
  return states;
}

const STANDS: Phase = ['connected', 'connected', 1];

describe('the path of a call', () => {
  it.each<readonly [string, readonly Phase[], readonly PathState[]]>([
    ['stands once it is connected', [['connecting', 'checking', 5], STANDS], ['opening', 'stands']],
    ['is none after 10 s of checks', [['connecting', 'checking', 11]], ['opening', 'noPair']],
    ['is none at once where all checks failed', [['failed', 'failed', 1]], ['noPair']],
    ['is found after all', [['connecting', 'checking', 11], STANDS], ['opening', 'noPair', 'stands']],
    ['has no keys 5 s after the pair', [['connecting', 'connected', 6]], ['opening', 'noKeys']],
    ['has none at once where the handshake failed', [['failed', 'connected', 1]], ['noKeys']],
    ['gets its keys late', [['connecting', 'connected', 6], STANDS], ['opening', 'noKeys', 'stands']],
    ['died where it failed', [STANDS, ['failed', 'failed', 1]], ['stands', 'died']],
    ['died where it is away for 2 s', [STANDS, ['disconnected', 'disconnected', 3]], ['stands', 'died']],
    [
      'lives where it is away for a moment',
      [STANDS, ['disconnected', 'disconnected', 1.5], STANDS],
      ['stands'],
    ],
    ['lives through checks of a restart', [STANDS, ['connecting', 'checking', 20]], ['stands']],
    ['comes back', [STANDS, ['failed', 'failed', 9], STANDS], ['stands', 'died', 'stands']],
  ])('%s', (_name, phases, states) => {
    expect(through(phases)).toEqual(states);
  });

  it('is owed by nobody before the answer', () => {
    expect(through([['connecting', 'checking', 60]], false)).toEqual(['opening']);
  });
});

describe('a network that changes its mind', () => {
  /** A watch through these pairs, one every `apartMs`. */
  function switched(count: number, apartMs: number): PathWatch {
    const sound = new SimulatedCall();
    let watch = NO_PATH_YET;
    for (let round = 0; round <= count; round += 1) {
      sound.becomes({ pairId: `pair${String(round)}` });
      sound.advance(apartMs);
      watch = withPair(watch, sound.sample());
    }
    return watch;
  }

  it('flaps with three changes in 30 s, and not with fewer or slower', () => {
    expect(flaps(switched(3, 5000))).toBe(true);
    expect(flaps(switched(2, 5000))).toBe(false);
    expect(flaps(switched(20, 20_000))).toBe(false);
  });

  it('does not flap by what we wanted', () => {
    const sound = new SimulatedCall();
    let watch = NO_PATH_YET;
    for (let round = 0; round < 10; round += 1) {
      watch = expectSwitch(watch);
      sound.becomes({ pairId: `pair${String(round)}` });
      sound.advance(2000);
      watch = withPair(watch, sound.sample());
    }
    expect(flaps(watch)).toBe(false);
  });
});

describe('checks on the path', () => {
  let sound: SimulatedCall;
  let watch: PathWatch;

  /** So many seconds, and whether checks are answered then. */
  function pass(seconds: number): boolean | undefined {
    for (let second = 0; second < seconds; second += 1) {
      sound.advance(1000);
      watch = withPair(watch, sound.sample());
    }
    return isAnswered(watch, sound.atMs);
  }

  beforeEach(() => {
    sound = new SimulatedCall();
    watch = NO_PATH_YET;
  });

  it('are answered as long as answers come as they did before, and unknown where nobody counts them', () => {
    expect(isAnswered(NO_PATH_YET, 0)).toBeUndefined();
    expect(pass(30)).toBe(true);
    sound.becomes({ isAnswered: false });
    // One in 2.5 s came, the last just now: 3 s apart as seen once a second.
    expect(pass(4)).toBe(true);
    expect(pass(1)).toBe(false);
    sound.becomes({ isAnswered: true });
    expect(pass(3)).toBe(true);
  });

  it('say nothing before two answers were seen to come: others answer one in 4 to 6 s', () => {
    sound.becomes({ isAnswered: false });
    expect(pass(2)).toBeUndefined();
    sound.becomes({ isAnswered: true });
    expect(pass(1)).toBeUndefined();
    sound.becomes({ isAnswered: false });
    expect(pass(20)).toBeUndefined();
    // Now it is known that they come 22 s apart.
    sound.becomes({ isAnswered: true });
    expect(pass(2)).toBe(true);
    sound.becomes({ isAnswered: false });
    expect(pass(30)).toBe(true);
    expect(pass(3)).toBe(false);
  });

  it('on another pair are not late by what was on the pair before', () => {
    expect(pass(30)).toBe(true);
    sound.becomes({ isAnswered: false, pairId: 'pair2' });
    expect(pass(4)).toBe(true);
    expect(pass(3)).toBe(false);
  });
});
