import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ANSWER_MS,
  CALM_MS,
  isTelling,
  LONG_TROUBLE_MS,
  NEW_PACE,
  nextPace,
  paceDuty,
  SOONEST_MS,
  type Pace,
  type PaceEvent,
} from '../../../../src/sip/telling/pace.ts';
import type { SoundReport } from '../../../../src/sip/telling/sound-report.ts';

const WELL: SoundReport = { hear: 'sound', play: 'yes', speak: 'sound' };
const DEAF: SoundReport = { ...WELL, hear: 'nothing' };

let nowMs: number;
let pace: Pace;

function note(event: PaceEvent | PaceEvent['kind']): void {
  pace = nextPace(pace, typeof event === 'string' ? ({ kind: event } as PaceEvent) : event, nowMs);
}

const tell = (report: SoundReport): void => {
  note({ kind: 'reported', report });
};

/** Lets time pass in steps of 100 ms with a report in each, as a far side that answers at once sees it: when each was sent. */
function sentWithin(ms: number, report: (atMs: number) => SoundReport): number[] {
  const sent: number[] = [];
  for (const untilMs = nowMs + ms; nowMs < untilMs; nowMs += 100) {
    tell(report(nowMs));
    if (paceDuty(pace, nowMs).kind !== 'tell') continue;
    sent.push(nowMs);
    note('sent');
    note('answered');
  }
  return sent;
}

beforeEach(() => {
  nowMs = 0;
  pace = NEW_PACE;
});

describe('the pace of reports', () => {
  it('tells nothing to a far side that has not said that it takes reports', () => {
    expect(sentWithin(60_000, () => DEAF)).toEqual([]);
    expect(isTelling(pace)).toBe(false);
  });

  it('tells at once, then every 10 s while all is well', () => {
    note('listed');
    expect(sentWithin(31_000, () => WELL)).toEqual([0, 10_000, 20_000, 30_000]);
  });

  it('tells of a change at once, and at most one a second', () => {
    note('listed');
    const report = (atMs: number): SoundReport => (atMs < 5000 ? WELL : DEAF);
    expect(sentWithin(8000, report)).toEqual([0, 5000, 6000, 7000]);
    nowMs = 0;
    pace = NEW_PACE;
    note('listed');
    const flapping = sentWithin(10_000, (atMs) => ((atMs / 100) % 2 === 0 ? WELL : DEAF));
    expect(flapping.every((atMs, at) => at === 0 || atMs - (flapping[at - 1] ?? 0) >= SOONEST_MS)).toBe(true);
  });

  it('tells of the same trouble once a second for a minute, and then no more often than of none', () => {
    note('listed');
    const sent = sentWithin(LONG_TROUBLE_MS + 3 * CALM_MS, () => DEAF);
    expect(sent.filter((atMs) => atMs <= LONG_TROUBLE_MS)).toHaveLength(61);
    expect(sent.filter((atMs) => atMs > LONG_TROUBLE_MS)).toEqual([70_000, 80_000]);
  });

  it('sends only the newest of those that wait, and waits for an answer before the next', () => {
    note('listed');
    tell(WELL);
    note('sent');
    nowMs = 1500;
    tell(DEAF);
    tell({ ...DEAF, received: 7 });
    expect(paceDuty(pace, nowMs)).toEqual({ kind: 'wait', untilMs: ANSWER_MS });
    note('answered');
    expect(paceDuty(pace, nowMs)).toEqual({ kind: 'tell', report: { ...DEAF, received: 7 } });
    note('sent');
    note('answered');
    nowMs += 60_000;
    expect(paceDuty(pace, nowMs)).toEqual({ kind: 'rest' });
  });

  it('forgets what could not be sent', () => {
    note('listed');
    tell(DEAF);
    note('dropped');
    expect(paceDuty(pace, nowMs)).toEqual({ kind: 'rest' });
    tell(WELL);
    expect(paceDuty(pace, nowMs)).toEqual({ kind: 'tell', report: WELL });
  });

  it('stops after a refusal; one that lists the package again is told again, three times at most', () => {
    for (const isAgain of [true, true, false]) {
      note('listed');
      tell(WELL);
      note('sent');
      note('refused');
      expect(isTelling(pace)).toBe(false);
      note('interrupted');
      expect(isTelling(pace)).toBe(false);
      note('listed');
      expect(isTelling(pace)).toBe(isAgain);
    }
  });

  it('stops after two requests in a row that nobody answers, until another connection stands', () => {
    note('listed');
    const miss = (): void => {
      tell(DEAF);
      expect(paceDuty(pace, nowMs).kind).toBe('tell');
      note('sent');
      nowMs += ANSWER_MS;
      expect(paceDuty(pace, nowMs)).toEqual({ kind: 'giveUp' });
      note('unanswered');
    };
    miss();
    expect(isTelling(pace)).toBe(true);
    tell(DEAF);
    note('sent');
    note('answered');
    nowMs += SOONEST_MS;
    miss();
    miss();
    expect(isTelling(pace)).toBe(false);
    note('interrupted');
    expect(isTelling(pace)).toBe(true);
  });

  it('ends when the far side takes no more, and begins anew with somebody else there', () => {
    note('listed');
    tell(WELL);
    note('sent');
    note('unlisted');
    expect(isTelling(pace)).toBe(false);
    note('answered');
    expect(isTelling(pace)).toBe(false);
    note('listed');
    tell(WELL);
    expect(paceDuty(pace, nowMs).kind).toBe('tell');
  });

  it('never has two under way or two within a second, whatever happens short of another far side', () => {
    const anyEvent = fc.oneof(
      fc
        .constantFrom('dropped', 'answered', 'refused', 'unanswered', 'interrupted')
        .map((kind) => ({ kind })),
      fc.constantFrom(WELL, DEAF).map((report): PaceEvent => ({ kind: 'reported', report })),
      fc.constant<PaceEvent>({ kind: 'sent' }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, fc.nat(1500)), { maxLength: 100 }), (events) => {
        let [state, atMs, lastMs] = [nextPace(NEW_PACE, { kind: 'listed' }, 0), 0, -SOONEST_MS];
        for (const [event, passedMs] of events) {
          atMs += passedMs;
          const duty = paceDuty(state, atMs);
          if (event.kind === 'sent' && duty.kind !== 'tell') continue;
          if (event.kind === 'sent') {
            expect(state.phase).toBe('ready');
            expect(atMs - lastMs).toBeGreaterThanOrEqual(SOONEST_MS);
            lastMs = atMs;
          }
          state = nextPace(state, event, atMs);
          const next = paceDuty(state, atMs);
          if (next.kind === 'wait') expect(next.untilMs).toBeGreaterThan(atMs);
        }
      }),
    );
  });
});
