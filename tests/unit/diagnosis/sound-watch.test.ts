// What is remembered of a call's sound from sample to sample: what counts anew on another connection, and what stays known.
import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowState } from '../../../src/diagnosis/flow.ts';
import { SoundWatch, type SoundFacts } from '../../../src/diagnosis/sound-watch.ts';
import { NOTHING_COMES, SimulatedCall, TELEPHONE } from '../../doubles/simulated-call.ts';

const ANSWERED: SoundFacts = {
  heldByUs: false,
  heldByThem: false,
  onlyListens: false,
  muted: false,
  steadySinceMs: 0,
};

/** A watch after so many seconds of a healthy call by relay, and the sound that goes on. */
function after(seconds: number): { watch: SoundWatch; sound: SimulatedCall } {
  const watch = new SoundWatch();
  const sound = new SimulatedCall({ ...TELEPHONE, path: 'relayTcp' }, 0);
  for (let second = 1; second <= seconds; second += 1) {
    sound.advance(1000);
    watch.sampled(sound.sample(), ANSWERED);
  }
  return { watch, sound };
}

describe('what is known of the sound of a call', () => {
  it('counts anew on another connection, and keeps what it knew of the call', () => {
    const { watch } = after(5);
    expect(watch.received).toBe(250);
    watch.connectionChanged();
    expect(watch.received).toBeUndefined();
    const other = new SimulatedCall(TELEPHONE, 5000);
    other.advance(1000);
    const first = watch.sampled(other.sample(), ANSWERED);
    expect(first.recent?.map(({ atMs }) => atMs)).toEqual([2000, 3000, 4000, 5000]);
    other.advance(1000);
    expect(watch.sampled(other.sample(), ANSWERED).recent?.at(-1)?.themToYou).toBeCloseTo(91.16, 0);
    expect(watch.receipt).toMatchObject({ themToYou: 'flowed', quality: { themToYou: { mos: 4.37 } } });
  });

  it('remembers the path that broke', () => {
    const { watch, sound } = after(5);
    sound.becomes({ path: 'none' });
    sound.advance(1000);
    expect(watch.sampled(sound.sample(), ANSWERED).path).toBe('relayTcp');
    expect(watch.receipt.quality?.path).toBe('relayTcp');
  });

  it('draws a gap while the call is on hold, and rates nothing', () => {
    const { watch, sound } = after(5);
    sound.advance(1000);
    const held = watch.sampled(sound.sample(), {
      ...ANSWERED,
      heldByUs: true,
      heldByThem: true,
      steadySinceMs: 5500,
    });
    expect(held.recent?.at(-1)).toMatchObject({ youToThem: undefined, themToYou: undefined });
  });

  it('has no quality before anything was rated', () => {
    expect(new SoundWatch().receipt).toEqual({ youToThem: 'unknown', themToYou: 'unknown' });
  });

  it('says that nothing of ours arrives where the far side reports that all of it is lost', () => {
    const { watch, sound } = after(5);
    expect(watch.vitals.youToThem.flow).toBe('flowing');
    sound.becomes({ lostThere: 1 });
    sound.advance(5000);
    expect(watch.sampled(sound.sample(), ANSWERED).youToThem.flow).toBe('stopped');
  });

  it('shows the same object as long as pulses change nothing', () => {
    const { watch, sound } = after(5);
    const { vitals } = watch.pulsed(sound.pulse(), ANSWERED);
    for (let look = 0; look < 3; look += 1) {
      sound.advance(250);
      expect(watch.pulsed(sound.pulse(), ANSWERED).vitals).toBe(vitals);
    }
  });
});

describe('a sample between two', () => {
  let watch: SoundWatch;
  let sound: SimulatedCall;
  const back = (): FlowState => watch.vitals.themToYou.flow;

  /** Pulses a quarter of a second apart, and a sample each second and when one is wanted; `glances`: one at every pulse. Returns what was said of what comes. */
  function pass(ms: number, glances = false): FlowState[] {
    const said: FlowState[] = [];
    for (let look = 250; look <= ms; look += 250) {
      sound.advance(250);
      const { wantsSample } = watch.pulsed(sound.pulse(), ANSWERED);
      if (glances || wantsSample || sound.atMs % 1000 === 0) watch.sampled(sound.sample(), ANSWERED);
      if (said.at(-1) !== back()) said.push(back());
    }
    return said;
  }

  beforeEach(() => {
    watch = new SoundWatch();
    sound = new SimulatedCall(TELEPHONE, 0);
    pass(5000);
  });

  it('does not make quiet what flows: a few packets are missing from any short while', () => {
    sound.becomes({ arrived: 0, heard: 0, sent: 0, spoken: 0 });
    for (const ms of [20, 100, 300, 279]) {
      sound.advance(ms);
      expect(watch.sampled(sound.sample(), ANSWERED)).toMatchObject({
        themToYou: { flow: 'flowing', packetsPerSecond: 50 },
        youToThem: { flow: 'flowing', packetsPerSecond: 50 },
      });
    }
    sound.advance(1);
    expect(watch.sampled(sound.sample(), ANSWERED).themToYou).toMatchObject({
      flow: 'quiet',
      packetsPerSecond: 0,
    });
  });

  it('is no point of the series, and moves no comparison on, however many there are', () => {
    const { recent } = watch.vitals;
    for (let glance = 0; glance < 6; glance += 1) {
      sound.advance(100);
      watch.sampled(sound.sample(), ANSWERED);
    }
    expect(watch.vitals.recent).toEqual(recent);
    expect(watch.received).toBe(250);
    sound.advance(400);
    watch.sampled(sound.sample(), ANSWERED);
    expect(watch.vitals.recent?.length).toBe((recent?.length ?? 0) + 1);
    expect(watch.received).toBe(300);
  });

  it.each([true, false])(
    'tells what has stopped by what the decoder makes up (at every look: %s)',
    (glances) => {
      sound.becomes(NOTHING_COMES);
      pass(750, glances);
      expect(back()).not.toBe('stopped');
      pass(500, glances);
      expect(back()).toBe('stopped');
    },
  );

  it('is wanted when packets have just stopped, until it is clear what that is, and no longer', () => {
    const wanted = (): boolean[] =>
      Array.from({ length: 8 }, () => {
        sound.advance(250);
        const { wantsSample } = watch.pulsed(sound.pulse(), ANSWERED);
        if (wantsSample || sound.atMs % 1000 === 0) watch.sampled(sound.sample(), ANSWERED);
        return wantsSample;
      });
    expect(wanted()).not.toContain(true);
    sound.becomes(NOTHING_COMES);
    expect(wanted()).toEqual([false, true, true, false, false, false, false, false]);
    expect(wanted()).not.toContain(true);
  });

  it.each([true, false])(
    'leaves a pause alone that was told, by what it does not make up (at every look: %s)',
    (glances) => {
      sound.becomes({ arrived: 0, heard: 0, madeUp: 0 });
      expect(pass(2500, glances)).not.toContain('stopped');
      sound.becomes({ arrived: 50, heard: 0.01 });
      expect(pass(3000, glances).at(-1)).toBe('flowing');
      // Nobody pauses for so long.
      sound.becomes({ arrived: 0, heard: 0 });
      expect(pass(9000, glances).at(-1)).toBe('stopped');
    },
  );

  it('takes what was made up before a pause for no sign in it', () => {
    for (const talkMs of [1250, 1500, 1750, 2000]) {
      sound.becomes({ madeUp: 0.03, arrived: 50, heard: 0.01 });
      pass(talkMs);
      sound.becomes({ arrived: 0, heard: 0, madeUp: 0 });
      expect(pass(2500), `after ${String(talkMs)} ms`).not.toContain('stopped');
    }
  });

  it('tells at once that nothing of ours arrives, where feedback is usual', () => {
    watch = new SoundWatch();
    sound = new SimulatedCall({}, 0);
    pass(5000);
    sound.becomes({ feedback: 0, reports: false });
    sound.advance(300);
    watch.sampled(sound.sample(), ANSWERED);
    expect(watch.vitals).toMatchObject({ youToThem: { flow: 'flowing' }, signs: { heardThere: 'doubtful' } });
    sound.advance(300);
    watch.sampled(sound.sample(), ANSWERED);
    sound.advance(300);
    expect(watch.sampled(sound.sample(), ANSWERED)).toMatchObject({
      youToThem: { flow: 'stopped' },
      signs: { heardThere: 'lost' },
    });
  });
});
