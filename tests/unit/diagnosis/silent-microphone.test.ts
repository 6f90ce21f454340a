import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NO_WATCH,
  watchMicrophone,
  type MicrophoneMoment,
  type MicrophoneSign,
} from '../../../src/diagnosis/silent-microphone.ts';

type Second = Partial<Omit<MicrophoneMoment, 'atMs'>>;

/** The sign after each second. */
function signs(seconds: readonly Second[]): MicrophoneSign[] {
  let watch = NO_WATCH;
  return seconds.map((second, index) => {
    const moment = { due: true, energy: 0.5, track: 'live', ...second, atMs: index * 1000 } as const;
    watch = watchMicrophone(watch, moment);
    return watch.sign;
  });
}

const times = (count: number, second: Second): Second[] => Array.from({ length: count }, () => second);
const sounding = (count: number): Second[] => Array.from({ length: count }, (_, at) => ({ energy: 1 + at }));

describe('watchMicrophone', () => {
  it('says silent after four seconds of exactly the same energy, and no earlier', () => {
    expect(signs(times(7, {}))).toEqual(['none', 'none', 'none', 'none', 'none', 'silent', 'silent']);
  });

  it('is content as soon as sound comes', () => {
    expect(signs([...times(7, {}), { energy: 0.6 }]).at(-1)).toBe('none');
  });

  it.each([
    ['mute or hold', { due: false }],
    ['the least sound', { energy: 0.500_000_000_1 }],
  ])('begins to count anew after %s', (_name, interruption) => {
    const after = signs([...times(4, {}), interruption, ...times(5, {})]);
    expect(new Set(after)).toEqual(new Set(['none']));
    expect(signs([...times(4, {}), interruption, ...times(6, {})]).at(-1)).toBe('silent');
  });

  it('says shut off when the system mutes the track, also where the browser measures no energy', () => {
    expect(signs(times(3, { energy: undefined, track: 'shutOff' }))).toEqual(['none', 'shutOff', 'shutOff']);
    expect(signs([...times(3, { track: 'shutOff' }), { energy: 2 }]).at(-1)).toBe('none');
  });

  it('says nothing where nothing is known', () => {
    expect(new Set(signs(times(20, { energy: undefined })))).toEqual(new Set(['none']));
  });

  it('never speaks up while sound comes or none is due', () => {
    const quiet = fc.record({
      due: fc.constant(false),
      energy: fc.constant(0.5),
      track: fc.constantFrom('live', 'ended', 'shutOff'),
    });
    fc.assert(
      fc.property(fc.array(quiet, { maxLength: 20 }), fc.nat(20), (before, count) => {
        expect(new Set(signs([...before, ...sounding(count)]))).toEqual(
          new Set(before.length + count === 0 ? [] : ['none']),
        );
      }),
    );
  });
});
