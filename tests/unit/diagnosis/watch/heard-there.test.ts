// Whether what leaves arrives: by feedback within a second where it is usual, by reports within two, and never by what says nothing.
import { describe, expect, it } from 'vitest';
import {
  NOTHING_CAME_BACK,
  nextHeardThere,
  wantsFeedback,
  type HeardThereSign,
  type HeardThereWatch,
} from '../../../../src/diagnosis/watch/heard-there.ts';
import type { ReceiverReport } from '../../../../src/media/stats-sample.ts';
import { SimulatedCall, TELEPHONE, type Conditions } from '../../../doubles/simulated-call.ts';

/** Two ends that hear each other, a sample each `periodMs`. */
class Way {
  readonly sound: SimulatedCall;
  watch: HeardThereWatch = NOTHING_CAME_BACK;

  constructor(now: Partial<Conditions> = {}) {
    this.sound = new SimulatedCall(now);
  }

  /** Lets seconds pass; returns after how many the sign was first said, if it was. */
  until(sign: HeardThereSign, seconds: number, periodMs = 250): number | undefined {
    for (let ms = periodMs; ms <= seconds * 1000; ms += periodMs) {
      this.sound.advance(periodMs);
      this.watch = nextHeardThere(this.watch, this.sound.sample());
      if (this.watch.sign === sign) return ms / 1000;
    }
    return undefined;
  }
}

/** What is lost on the way out, as Chromium tells it: no feedback, its reports go on for a while or leave us out. */
const LOST_OUT: Partial<Conditions> = { feedback: 0, speaksOfUs: false };

describe('a far side whose feedback is usual', () => {
  it('is said to hear us within a second or two', () => {
    expect(new Way().until('arrives', 3)).toBeLessThanOrEqual(2);
  });

  it.each([250, 1000])('is said not to hear us within 0.8 to 2 s (a sample each %i ms)', (periodMs) => {
    const way = new Way();
    way.until('lost', 7, periodMs);
    way.sound.becomes(LOST_OUT);
    const seconds = way.until('lost', 10, periodMs) ?? Number.NaN;
    expect(seconds).toBeGreaterThanOrEqual(0.8);
    expect(seconds).toBeLessThanOrEqual(2);
    expect(wantsFeedback(way.watch, way.watch.before?.atMs ?? 0)).toBe(false);
  });

  it('is asked after twice a second, and at once where feedback stays away', () => {
    const way = new Way();
    way.until('lost', 3);
    const atMs = way.watch.before?.atMs ?? Number.NaN;
    expect(wantsFeedback(way.watch, atMs + 250)).toBe(false);
    expect(wantsFeedback(way.watch, atMs + 500)).toBe(true);
    way.sound.becomes(LOST_OUT);
    way.until('lost', 0.5);
    expect(wantsFeedback(way.watch, way.watch.before?.atMs ?? Number.NaN)).toBe(true);
  });

  it('is doubted before it is called deaf, and no longer once feedback comes again', () => {
    const way = new Way();
    way.until('lost', 7);
    way.sound.becomes({ feedback: 0 });
    expect(way.until('doubtful', 1)).toBeLessThanOrEqual(0.5);
    way.sound.becomes({ feedback: 16 });
    expect(way.until('arrives', 1)).toBeLessThanOrEqual(0.5);
    // Where nothing comes this way either, there is no doubt about the way out.
    way.sound.becomes({ feedback: 0, arrived: 0, reports: false });
    expect(way.until('doubtful', 30)).toBeUndefined();
  });

  it('is not believed where it goes on reporting what it no longer hears', () => {
    const way = new Way();
    way.until('lost', 4.5);
    way.sound.becomes({ feedback: 0 });
    expect(way.until('lost', 2)).toBeDefined();
    expect(way.until('arrives', 20)).toBeUndefined();
    way.sound.becomes({ feedback: 16 });
    expect(way.until('arrives', 1.5)).toBeDefined();
  });

  it('is not called deaf by reports on what it sends that come between those on what it hears', () => {
    const sound = new SimulatedCall({ reports: false });
    let watch = NOTHING_CAME_BACK;
    const REPORTED = [4, 10.4, 16];
    const SENT = [2, 5.6, 8.7, 10, 12.5, 15];
    for (let second = 1; second <= 20; second += 1) {
      sound.advance(1000);
      const last = (times: readonly number[]): number =>
        (times.filter((time) => time <= second).at(-1) ?? 0) * 1000;
      watch = nextHeardThere(watch, {
        ...sound.sample(),
        receiverReport: { atMs: last(REPORTED), fractionLost: 0, rttMs: 20 },
        senderReport: { atMs: last(SENT), packets: 50 },
      });
      expect(watch.sign).not.toBe('lost');
    }
  });

  it('says nothing of the way out where the way in is cut as well, or may be', () => {
    const way = new Way();
    way.until('lost', 4);
    way.sound.becomes({ feedback: 0, reports: false, arrived: 0 });
    expect(way.until('lost', 60)).toBeUndefined();
  });
});

describe('what is no loss', () => {
  it.each([
    ['mute by zeros: packets and feedback go on', { spoken: 0 }],
    ['our hold: they send nothing, and feedback goes on', { arrived: 0, heard: 0 }],
    ['a far side that is quiet by DTX', { arrived: 2.5 }],
    ['our own DTX, with feedback as rare as what we send', { sent: 2.5, feedback: 2.5 }],
    ['our own DTX, with feedback that takes several packets at once', { sent: 2.5, feedback: 0.8 }],
    ['nothing sent at all', { sent: 0, feedback: 0 }],
    ['half the feedback lost', { feedback: 8 }],
    ['another path, whose counters begin anew', { pairId: 'pair2' }],
  ] as const)('%s', (_name, change) => {
    const way = new Way();
    way.until('lost', 10);
    way.sound.becomes(change);
    expect(way.until('lost', 60, 1000)).toBeUndefined();
  });

  it('a telephone that never gave feedback', () => {
    const way = new Way(TELEPHONE);
    expect(way.until('lost', 60, 1000)).toBeUndefined();
    expect(way.watch).toMatchObject({ sign: 'arrives', isFeedbackUsual: false });
  });

  it('a far side that never says anything', () => {
    const way = new Way({ ...TELEPHONE, reports: false });
    way.until('lost', 60, 1000);
    expect(way.watch.sign).toBe('unknown');
  });

  it('a far side that reports, but never of us', () => {
    const way = new Way({ ...TELEPHONE, speaksOfUs: false });
    way.until('lost', 60, 1000);
    expect(way.watch.sign).toBe('unknown');
  });
});

describe('a far side that only reports', () => {
  it('and leaves us out of two reports in a row does not hear us any more', () => {
    const way = new Way(TELEPHONE);
    way.until('lost', 12, 1000);
    way.sound.becomes({ speaksOfUs: false });
    expect(way.until('lost', 30, 1000)).toBe(8);
  });

  it('and tells that all was lost is believed, and so is the next that came', () => {
    const way = new Way(TELEPHONE);
    way.until('lost', 11, 1000);
    way.sound.becomes({ lostThere: 0.97 });
    expect(way.until('lost', 6, 1000)).toBe(4);
    way.sound.becomes({ lostThere: 0.4 });
    expect(way.until('arrives', 6, 1000)).toBe(5);
  });
});

describe('reports that repeat the one before', () => {
  /** After how many of these reports, one in 5 s beside 50 packets a second, it is said that we are lost; 0 is the first. */
  function lostAfter(
    reports: readonly Partial<ReceiverReport>[],
    now: Partial<Conditions> = TELEPHONE,
  ): number | undefined {
    const way = new Way({ ...now, reports: false });
    for (const [index, said] of reports.entries())
      for (let second = 0; second < 5; second += 1) {
        way.sound.advance(1000);
        const report = { atMs: 1000 + index * 5000, fractionLost: 0, rttMs: 20, lost: 0, ...said };
        way.watch = nextHeardThere(way.watch, { ...way.sound.sample(), receiverReport: report });
        if (way.watch.sign === 'lost') return index;
      }
    return undefined;
  }
  const jitters = (...all: readonly number[]): { jitterMs: number }[] =>
    all.map((jitterMs) => ({ jitterMs }));
  const repeated = (jitterMs: number, count: number): number[] =>
    Array.from({ length: count }, () => jitterMs);

  it('twice in a row tell that nothing arrives', () => {
    expect(lostAfter(jitters(4, 3.25, ...repeated(2.5, 5)))).toBe(4);
    expect(lostAfter(jitters(4, 3, 3, 2, 2, 5, 5, 1.5, 3))).toBeUndefined();
  });

  it('tell it on a quiet network after six in a row, since they may be alike by chance there', () => {
    expect(lostAfter(jitters(4, ...repeated(0.75, 9)))).toBe(7);
    expect(lostAfter(jitters(4, ...repeated(0.75, 6), 0.5, ...repeated(0.75, 6)))).toBeUndefined();
  });

  it('are not those that tell another loss, and not those with hardly a packet of ours between them', () => {
    const rising = repeated(3, 20).map((jitterMs, index) => ({ jitterMs, lost: index }));
    expect(lostAfter([{ jitterMs: 4 }, ...rising])).toBeUndefined();
    expect(lostAfter(jitters(4, ...repeated(3, 20)), { ...TELEPHONE, sent: 2.5 })).toBeUndefined();
  });

  it('tell nothing where feedback is usual, which tells it better', () => {
    expect(lostAfter(jitters(4, ...repeated(3, 20)), {})).toBeUndefined();
  });

  it.each([0, 0.125, 3, 1e6])(
    'tell nothing of a far side that does not measure: always %d ms',
    (jitterMs) => {
      expect(lostAfter(jitters(...repeated(jitterMs, 30)))).toBeUndefined();
    },
  );

  it('tell nothing where jitter has come down to nothing, or is not told', () => {
    expect(lostAfter(jitters(4, 1, ...repeated(0, 30)))).toBeUndefined();
    expect(lostAfter(Array.from({ length: 30 }, () => ({})))).toBeUndefined();
  });

  it('confirm nothing meanwhile, until another comes', () => {
    const way = new Way({ ...TELEPHONE, reports: false });
    const hears = (atMs: number, jitterMs: number): HeardThereSign => {
      way.sound.advance(5000);
      const receiverReport = { atMs, fractionLost: 0, rttMs: 20, lost: 0, jitterMs };
      way.watch = nextHeardThere(way.watch, { ...way.sound.sample(), receiverReport });
      return way.watch.sign;
    };
    expect([hears(1, 4), hears(2, 3), hears(3, 3), hears(4, 3)]).toEqual([
      ...(['arrives', 'arrives', 'arrives', 'lost'] as const),
    ]);
    expect([hears(5, 3), hears(6, 2)]).toEqual(['lost', 'arrives']);
  });

  it('by the packets that arrived, where the browser works that out (Firefox), tell it at once', () => {
    const received = (...all: readonly number[]): Partial<ReceiverReport>[] =>
      all.map((each, index) => ({ received: each, jitterMs: 3 + index }));
    expect(lostAfter(received(50, 300, 550, 550))).toBe(3);
    expect(lostAfter(received(50, 300, 550, 574, 580))).toBe(3);
    // Bad as it is, something arrives; and who saves packets sends hardly any.
    expect(lostAfter(received(50, 100, 150, 200, 250))).toBeUndefined();
    expect(lostAfter(received(50, 50, 50, 50), { ...TELEPHONE, sent: 2.5 })).toBeUndefined();
  });
});
