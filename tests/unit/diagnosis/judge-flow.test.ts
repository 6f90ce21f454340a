import { describe, expect, it } from 'vitest';
import { judgeFlow, type FlowContext } from '../../../src/diagnosis/judge-flow.ts';
import type { StatsSample } from '../../../src/media/stats-sample.ts';

const NOT_HELD: FlowContext = { heldByUs: false, heldByThem: false, steadySinceMs: 0 };

/** A healthy call after `seconds`, 50 packets a second each way. */
function healthy(seconds: number): StatsSample {
  const packets = seconds * 50;
  return {
    atMs: seconds * 1000,
    outbound: { packets, bytes: packets * 100 },
    inbound: { packets, bytes: packets * 100, lost: 0, jitterMs: 3, energy: seconds * 0.01 },
    microphoneEnergy: seconds * 0.02,
    receiverReport: { atMs: seconds * 1000 - 500, fractionLost: 0, rttMs: 20 },
    senderReport: { atMs: seconds * 1000 - 500, packets: undefined },
    pair: { path: 'direct', rttMs: 18, responsesReceived: seconds, packetsSent: packets },
    codec: { name: 'opus', clockRateHz: 48_000 },
  };
}

describe('the flow of a call', () => {
  it('flows both ways in a healthy call', () => {
    const vitals = judgeFlow(healthy(30), healthy(31), NOT_HELD);
    const flowing = { flow: 'flowing', packetsPerSecond: 50, kilobitsPerSecond: 40 };
    expect(vitals).toMatchObject({ youToThem: flowing, themToYou: flowing });
    expect(vitals).toMatchObject({ path: 'direct', codec: 'opus', rttMs: 20 });
    expect(vitals.themToYou.quality).toMatchObject({ lossRatio: 0, jitterMs: 3 });
  });

  it('knows nothing at the first sample', () => {
    expect(judgeFlow(undefined, healthy(1), NOT_HELD).themToYou.flow).toBe('waiting');
  });

  it('gives the far side three seconds before its silence counts', () => {
    const before = { ...healthy(1), inbound: undefined };
    expect(judgeFlow(before, { ...healthy(2), inbound: undefined }, NOT_HELD).themToYou.flow).toBe('waiting');
    expect(judgeFlow(before, { ...healthy(4), inbound: undefined }, NOT_HELD).themToYou.flow).toBe('stopped');
  });

  it('tells packets of silence from sound', () => {
    const now = {
      ...healthy(31),
      inbound: { packets: 1550, bytes: 1, lost: 0, jitterMs: 1, energy: 0.3 },
      microphoneEnergy: 0.6,
    };
    const vitals = judgeFlow(healthy(30), now, NOT_HELD);
    expect(vitals.themToYou.flow).toBe('quiet');
    expect(vitals.youToThem.flow).toBe('quiet');
  });

  it('does not believe a sender counter that runs on over a dead path', () => {
    const frozen = { path: 'direct', rttMs: 18, responsesReceived: 30, packetsSent: 1500 } as const;
    const vitals = judgeFlow({ ...healthy(30), pair: frozen }, { ...healthy(31), pair: frozen }, NOT_HELD);
    expect(vitals.youToThem.flow).toBe('stopped');
  });

  it('says stopped while no path was ever found', () => {
    const before = { ...healthy(9), pair: undefined, outbound: undefined, inbound: undefined };
    const vitals = judgeFlow(before, { ...before, atMs: 10_000 }, NOT_HELD);
    expect([vitals.youToThem.flow, vitals.themToYou.flow]).toEqual(['stopped', 'stopped']);
  });

  it('says unconfirmed where the far side reports, but never about us', () => {
    const silent = (seconds: number): StatsSample => ({ ...healthy(seconds), receiverReport: undefined });
    expect(judgeFlow(silent(10), silent(11), NOT_HELD).youToThem.flow).toBe('sent');
    expect(judgeFlow(silent(12), silent(13), NOT_HELD).youToThem.flow).toBe('unconfirmed');
  });

  it('takes a far side that sends no reports at all as unknown, not as broken', () => {
    const mute = (seconds: number): StatsSample => ({
      ...healthy(seconds),
      receiverReport: undefined,
      senderReport: undefined,
    });
    expect(judgeFlow(mute(60), mute(61), NOT_HELD).youToThem.flow).toBe('sent');
  });

  it('says unconfirmed once reports about us have stopped for 20 seconds', () => {
    const stale = (seconds: number): StatsSample => ({
      ...healthy(seconds),
      receiverReport: { atMs: 30_000, fractionLost: 0, rttMs: 20 },
    });
    expect(judgeFlow(stale(48), stale(49), NOT_HELD).youToThem.flow).toBe('flowing');
    expect(judgeFlow(stale(50), stale(51), NOT_HELD).youToThem.flow).toBe('unconfirmed');
  });

  it('rests on hold, whichever side holds', () => {
    const still = { ...healthy(31), inbound: healthy(30).inbound };
    expect(judgeFlow(healthy(30), still, { ...NOT_HELD, heldByUs: true }).themToYou.flow).toBe('held');
    expect(judgeFlow(healthy(30), still, { ...NOT_HELD, heldByThem: true }).youToThem.flow).toBe('held');
  });

  it('gives a call that was just taken off hold its grace again', () => {
    const still = { ...healthy(31), inbound: healthy(30).inbound };
    expect(judgeFlow(healthy(30), still, { ...NOT_HELD, steadySinceMs: 30_000 }).themToYou.flow).toBe(
      'waiting',
    );
    expect(judgeFlow(healthy(30), still, NOT_HELD).themToYou.flow).toBe('stopped');
  });

  it('counts loss of the last second only', () => {
    const now = { ...healthy(31), inbound: { packets: 1540, bytes: 1, lost: 10, jitterMs: 3, energy: 1 } };
    expect(judgeFlow(healthy(30), now, NOT_HELD).themToYou.quality?.lossRatio).toBeCloseTo(0.2);
  });

  it('knows no bit rate where the browser counts no bytes', () => {
    const now = { ...healthy(31), outbound: { packets: 1550, bytes: undefined } };
    expect(judgeFlow(healthy(30), now, NOT_HELD).youToThem.kilobitsPerSecond).toBeUndefined();
  });
});
