// A server that rightly sends nothing, told from packets that get lost.
import { describe, expect, it } from 'vitest';
import { NOTHING_SAID, nextSent, type SentWatch } from '../../../../src/diagnosis/watch/sent-watch.ts';
import { SimulatedCall, TELEPHONE, type Conditions } from '../../../doubles/simulated-call.ts';

/** Seven seconds of sound, then what `change` says for `seconds`; a sample a second. */
function after(change: Partial<Conditions>, seconds: number, begin: Partial<Conditions> = {}): SentWatch {
  const sound = new SimulatedCall({ ...TELEPHONE, ...begin });
  let watch: SentWatch = NOTHING_SAID;
  for (let second = 1; second <= 7 + seconds; second += 1) {
    if (second === 8) sound.becomes(change);
    sound.advance(1000);
    const silentMs = second > 7 && change.arrived === 0 ? (second - 7) * 1000 : 0;
    watch = nextSent(watch, sound.sample(), silentMs);
  }
  return watch;
}

describe('silence of the far side', () => {
  it('is right where it says that it sent nothing: a queue, a recorder', () => {
    expect(after({ arrived: 0, theySent: 0 }, 15).sign).toBe('notSent');
  });

  it('is right where a few packets of comfort noise got lost', () => {
    expect(after({ arrived: 0, theySent: 1 }, 15).sign).toBe('notSent');
  });

  it('is loss where it says that it sent', () => {
    expect(after({ arrived: 0 }, 10).sign).toBe('lost');
    expect(after({ arrived: 0, theySent: 17 }, 15).sign).toBe('lost');
  });

  it('stays loss however long it lasts, and right however long that lasts', () => {
    expect(after({ arrived: 0 }, 120).sign).toBe('lost');
    expect(after({ arrived: 0, theySent: 0 }, 120).sign).toBe('notSent');
  });

  it('is unknown before its next report, and where it never says how much it sent', () => {
    expect(after({ arrived: 0 }, 2).sign).toBe('unknown');
    expect(after({ arrived: 0 }, 20, { theySent: undefined }).sign).toBe('unknown');
    expect(after({ arrived: 0, reports: false }, 20).sign).toBe('unknown');
  });

  it('is over with the first packet, whatever a report said', () => {
    const sound = new SimulatedCall(TELEPHONE);
    sound.advance(10_000);
    expect(nextSent(after({ arrived: 0 }, 10), sound.sample(), 0).sign).toBe('unknown');
  });

  it('is not made of loss while packets arrive', () => {
    expect(after({ lost: 0.5 }, 20).sign).toBe('unknown');
  });
});
