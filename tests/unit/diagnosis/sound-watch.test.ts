// What is remembered of a call's sound from sample to sample: what counts anew on another connection, and what stays known.
import { describe, expect, it } from 'vitest';
import { SoundWatch, type SoundFacts } from '../../../src/diagnosis/sound-watch.ts';
import { SimulatedCall, TELEPHONE } from '../../doubles/simulated-call.ts';

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
