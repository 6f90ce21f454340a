import { describe, expect, it } from 'vitest';
import { Intake, REPORTS_A_SECOND, REPORTS_AT_ONCE } from '../../../../src/sip/telling/intake.ts';
import type { SoundReport } from '../../../../src/sip/telling/sound-report.ts';

const report: SoundReport = { hear: 'sound', play: 'yes', speak: 'sound' };

describe('what is listened to of the reports that arrive', () => {
  it('drops one that is older than one before, and a copy', () => {
    const intake = new Intake('00000000');
    const taken = [1, 3, 2, 3, 4].map(
      (number) => intake.take({ teller: 'aaaaaaaa', number, report }) !== undefined,
    );
    expect(taken).toEqual([true, true, false, false, true]);
  });

  it('compares the numbers of one teller alone: somebody else may be there now', () => {
    const intake = new Intake('00000000');
    intake.take({ teller: 'aaaaaaaa', number: 900, report });
    expect(intake.take({ teller: 'bbbbbbbb', number: 1, report })).toEqual(report);
  });

  it('does not listen to itself', () => {
    expect(new Intake('00000000').take({ teller: '00000000', number: 1, report })).toBeUndefined();
  });

  it('has room for a few a second on average, of a thousand', () => {
    const intake = new Intake('00000000');
    let taken = 0;
    for (let atMs = 0; atMs < 10_000; atMs += 1) if (intake.hasRoom(atMs)) taken += 1;
    expect(taken).toBeGreaterThan(10 * REPORTS_A_SECOND - 2);
    expect(taken).toBeLessThanOrEqual(10 * REPORTS_A_SECOND + REPORTS_AT_ONCE);
    expect(intake.hasRoom(60_000)).toBe(true);
  });

  it('gives no room to a clock that goes back', () => {
    const intake = new Intake('00000000');
    for (let count = 0; count < REPORTS_AT_ONCE; count += 1) intake.hasRoom(1000);
    expect(intake.hasRoom(500)).toBe(false);
    expect(intake.hasRoom(900)).toBe(true);
  });
});
