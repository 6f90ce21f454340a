// What becomes of the path, by each line of the table in the header of path-watch.ts, and how often it changes.
import { describe, expect, it } from 'vitest';
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

  it('is answered as long as checks are, and unknown where nobody counts them', () => {
    const sound = new SimulatedCall();
    let watch = NO_PATH_YET;
    const pass = (seconds: number): boolean | undefined => {
      for (let second = 0; second < seconds; second += 1) {
        sound.advance(1000);
        watch = withPair(watch, sound.sample());
      }
      return isAnswered(watch, sound.atMs);
    };
    expect(isAnswered(NO_PATH_YET, 0)).toBeUndefined();
    expect(pass(30)).toBe(true);
    sound.becomes({ isAnswered: false });
    expect(pass(5)).toBe(true);
    expect(pass(6)).toBe(false);
  });
});
