import { describe, expect, it } from 'vitest';
import { CallRecord, type CallFacts } from '../../../src/phone/calls/call-record.ts';
import type { StatsSample } from '../../../src/media/stats-sample.ts';

const ANSWERED: CallFacts = { hold: 'none', muted: false, steadySinceMs: 0 };

/** A moment of a call whose counters began `counted` seconds ago. */
function sample(second: number, counted = second): StatsSample {
  return {
    atMs: second * 1000,
    outbound: { packets: counted * 50, bytes: counted * 8000 },
    inbound: { packets: counted * 50, bytes: counted * 8000, lost: 0, jitterMs: 2, energy: counted },
    microphoneEnergy: counted,
    receiverReport: { atMs: second * 1000, fractionLost: 0, rttMs: 50 },
    senderReportAtMs: second * 1000,
    pair: { path: 'relayTcp', rttMs: 30, responsesReceived: counted, packetsSent: counted * 50 },
    codec: { name: 'PCMU', clockRateHz: 8000 },
  };
}

/** A record after seconds 1 to `seconds` of a healthy call. */
function after(seconds: number): CallRecord {
  const record = new CallRecord();
  for (let second = 1; second <= seconds; second += 1) record.judge(sample(second), false, ANSWERED);
  return record;
}

describe('the record of a call', () => {
  it('counts anew on another connection, and keeps what it knew of the call', () => {
    const record = after(5);
    record.connectionChanged();
    const first = record.judge(sample(6, 1), false, ANSWERED);
    expect(first.recent?.map(({ atMs }) => atMs)).toEqual([2000, 3000, 4000, 5000]);
    expect(record.judge(sample(7, 2), false, ANSWERED).recent?.at(-1)?.themToYou).toBeCloseTo(91.16, 1);
    expect(record.receipt).toMatchObject({ youToThem: 'flowed', quality: { themToYou: { mos: 4.37 } } });
  });

  it('remembers the path that broke', () => {
    const record = after(5);
    expect(record.judge({ ...sample(6, 5), pair: undefined }, false, ANSWERED).path).toBe('relayTcp');
    expect(record.receipt.quality?.path).toBe('relayTcp');
  });

  it('draws a gap while the call is on hold, and rates nothing', () => {
    const record = after(5);
    const held = record.judge(sample(6), false, { hold: 'both', muted: false, steadySinceMs: 5500 });
    expect(held.recent?.at(-1)).toMatchObject({ youToThem: undefined, themToYou: undefined });
  });

  it('has no quality before anything was rated', () => {
    expect(new CallRecord().receipt).toEqual({ youToThem: 'unknown', themToYou: 'unknown' });
  });
});
