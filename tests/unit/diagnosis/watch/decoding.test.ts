// What arrives and becomes no sound: undecodable within two or three seconds, not played, and neither where all is well or merely lossy.
import { describe, expect, it } from 'vitest';
import { NOTHING_DECODED, nextDecoding } from '../../../../src/diagnosis/watch/decoding.ts';
import { BROWSERS, SimulatedCall, TELEPHONE, type Conditions } from '../../../doubles/simulated-call.ts';

/** The sign after each second of five good ones and `seconds` of what `change` says. */
function signs(change: Partial<Conditions>, seconds = 5, begin: Conditions = BROWSERS): string[] {
  const sound = new SimulatedCall(begin);
  let watch = NOTHING_DECODED;
  return Array.from({ length: 5 + seconds }, (_, second) => {
    if (second === 5) sound.becomes(change);
    sound.advance(1000);
    watch = nextDecoding(watch, sound.sample());
    return watch.sign;
  });
}

describe('what arrives', () => {
  it('and is all made up cannot be decoded', () => {
    expect(signs({ madeUp: 1 }).slice(5)).toEqual(['fine', ...Array<string>(4).fill('undecodable')]);
  });

  it('and is no packet of sound cannot be decoded: another key, another kind', () => {
    expect(signs({ arrived: 0, otherBytes: 4000 }).at(6)).toBe('undecodable');
  });

  it('and is taken by no output is not played', () => {
    expect(signs({ isTaken: false }).at(6)).toBe('notPlayed');
  });

  it.each([
    ['sound', {}],
    ['sound of which a third is lost', { lost: 0.33, madeUp: 0.33 }],
    ['next to nothing, because nearly all is lost', { lost: 0.99, madeUp: 1, theySent: 50 }],
    ['nothing, with feedback and checks', { arrived: 0 }],
    ['nothing, with feedback and reports at their most', { arrived: 0, feedback: 20, otherBytes: 300 }],
    ['packets of Opus DTX', { arrived: 2.5, madeUp: 0 }],
  ] as const)('fine is %s', (_name, change) => {
    expect(new Set(signs(change, 30))).toEqual(new Set(['fine']));
    expect(new Set(signs(change, 30, { ...TELEPHONE, feedback: BROWSERS.feedback }))).toEqual(
      new Set(['fine']),
    );
  });

  it('is fine again two seconds after it is', () => {
    const sound = new SimulatedCall({ madeUp: 1 });
    let watch = NOTHING_DECODED;
    const pass = (seconds: number): void => {
      for (let second = 0; second < seconds; second += 1) {
        sound.advance(1000);
        watch = nextDecoding(watch, sound.sample());
      }
    };
    pass(5);
    expect(watch.sign).toBe('undecodable');
    sound.becomes({ madeUp: 0 });
    pass(2);
    expect(watch.sign).toBe('fine');
  });
});
