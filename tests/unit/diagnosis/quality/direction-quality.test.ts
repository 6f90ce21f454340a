import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mosOf } from '../../../../src/diagnosis/quality/call-quality.ts';
import {
  inboundQuality,
  outboundQuality,
  roundTripOf,
} from '../../../../src/diagnosis/quality/direction-quality.ts';
import type { FlowState } from '../../../../src/diagnosis/flow.ts';
import { judgeFlow } from '../../../../src/diagnosis/judge-flow.ts';
import type { InboundSample, StatsSample } from '../../../../src/media/stats-sample.ts';

const CODEC = { name: 'PCMU', clockRateHz: 8000 } as const;

/** A healthy call after `seconds`: 50 packets a second each way, 40 ms in the jitter buffer. */
function healthy(seconds: number): StatsSample {
  const packets = seconds * 50;
  return {
    atMs: seconds * 1000,
    outbound: { packets, bytes: packets * 160 },
    inbound: inbound(packets),
    microphoneEnergy: seconds,
    receiverReport: { atMs: seconds * 1000 - 500, fractionLost: 0, rttMs: 50, lost: 0, jitterMs: 2 },
    senderReport: { atMs: seconds * 1000 - 500, packets: undefined },
    pair: { path: 'direct', rttMs: 44, responsesReceived: seconds, packetsSent: packets },
    codec: CODEC,
  };
}

function inbound(packets: number, change: Partial<InboundSample> = {}): InboundSample {
  return {
    packets,
    bytes: packets * 160,
    lost: 0,
    jitterMs: 3,
    energy: packets / 10,
    discarded: 0,
    bufferedMs: packets * 160 * 40,
    emittedSamples: packets * 160,
    totalSamples: packets * 160,
    concealedSamples: 0,
    silentConcealedSamples: 0,
    ...change,
  };
}

const withInbound = (change: Partial<InboundSample>, packets = 1550): StatsSample => ({
  ...healthy(31),
  inbound: inbound(packets, change),
});

const mos = (rating: number | undefined): number => mosOf(rating ?? Number.NaN);

describe('the quality of what comes', () => {
  const before = healthy(30);

  it('is as ITU-T G.107 has it for a healthy call', () => {
    const quality = inboundQuality(before, healthy(31), 'flowing');
    expect(mos(quality?.rating)).toBeCloseTo(4.37, 2);
    expect(quality).toMatchObject({ lossRatio: 0, expected: 50, jitterMs: 3, concealedRatio: 0 });
  });

  it('counts what was lost and what came too late, of what should have come', () => {
    const quality = inboundQuality(before, withInbound({ lost: 10, discarded: 5 }, 1540), 'flowing');
    expect(quality).toMatchObject({ lossRatio: 0.3, expected: 50 });
  });

  it('counts a late packet, which takes a loss back, as no loss', () => {
    const lossy = { ...before, inbound: inbound(1500, { lost: 7 }) };
    expect(inboundQuality(lossy, withInbound({ lost: 5 }), 'flowing')?.lossRatio).toBe(0);
  });

  it('takes the delay of the jitter buffer from this second alone', () => {
    const slower = withInbound({ bufferedMs: 1500 * 160 * 40 + 50 * 160 * 400 });
    const quality = inboundQuality(before, slower, 'flowing');
    expect(mos(quality?.rating)).toBeLessThan(
      mos(inboundQuality(before, healthy(31), 'flowing')?.rating) - 0.4,
    );
  });

  it('counts sound that was made up, without made-up silence', () => {
    const patched = withInbound({ concealedSamples: 1200, silentConcealedSamples: 400 });
    expect(inboundQuality(before, patched, 'flowing')?.concealedRatio).toBeCloseTo(0.1);
  });

  it.each([
    ['nothing came', { ...healthy(31), inbound: before.inbound }],
    ['there is no stream', { ...healthy(31), inbound: undefined }],
  ])('does not exist where %s', (_, now) => {
    expect(inboundQuality(before, now, 'flowing')).toBeUndefined();
  });

  it.each([
    ['the loss', withInbound({ lost: undefined })],
    ['the codec', { ...healthy(31), codec: undefined }],
    ['the round trip', { ...healthy(31), receiverReport: undefined, pair: undefined }],
  ])('has no rating where %s is unknown', (_, now) => {
    const quality = inboundQuality(before, now, 'flowing');
    expect(quality).toBeDefined();
    expect(quality?.rating).toBeUndefined();
  });
});

describe('the quality of what leaves', () => {
  const before = healthy(30);
  const reported = (fractionLost: number, atMs = 30_500): StatsSample => ({
    ...healthy(31),
    receiverReport: { atMs, fractionLost, rttMs: 50, jitterMs: 2 },
  });

  it('is what their last report says', () => {
    const quality = outboundQuality(before, reported(0.03), 'flowing');
    expect(mos(quality?.rating)).toBeCloseTo(4.06, 2);
    expect(quality).toMatchObject({ lossRatio: 0.03, expected: 50, jitterMs: 2 });
  });

  it.each(['waiting', 'sent', 'unconfirmed', 'stopped', 'held'] satisfies FlowState[])(
    'is not known while the sound is %s',
    (flow) => {
      expect(outboundQuality(before, reported(0), flow)).toBeUndefined();
    },
  );

  it('is not known once their report is older than 12 seconds', () => {
    expect(outboundQuality(before, reported(0, 19_000), 'flowing')).toBeDefined();
    expect(outboundQuality(before, reported(0, 18_999), 'flowing')).toBeUndefined();
  });

  it('has no rating where they received nothing', () => {
    expect(outboundQuality(before, reported(1), 'flowing')?.rating).toBeUndefined();
  });
});

describe('a second without packets', () => {
  it('is never rated, whatever the other figures say', () => {
    const figure = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined });
    const flow = fc.constantFrom<FlowState>('flowing', 'quiet', 'waiting', 'sent', 'stopped', 'held');
    fc.assert(
      fc.property(figure, figure, figure, flow, (lost, bufferedMs, rttMs, state) => {
        const before = healthy(30);
        const now: StatsSample = {
          ...healthy(31),
          outbound: before.outbound,
          inbound: inbound(1500, { lost, bufferedMs }),
          receiverReport: { atMs: 31_000, fractionLost: 0, rttMs },
        };
        expect(inboundQuality(before, now, state)).toBeUndefined();
        expect(outboundQuality(before, now, state)).toBeUndefined();
      }),
    );
  });

  it('is never rated on a path that died, although the sender counts on', () => {
    const frozen = { path: 'direct', rttMs: 18, responsesReceived: 30, packetsSent: 1500 } as const;
    const context = { heldByUs: false, heldByThem: false, steadySinceMs: 0 };
    const before = { ...healthy(30), pair: frozen };
    const now = { ...healthy(31), pair: frozen, inbound: before.inbound };
    const vitals = judgeFlow(before, now, context);
    expect([vitals.youToThem.quality, vitals.themToYou.quality]).toEqual([undefined, undefined]);
  });
});

describe('the round trip', () => {
  it('is what reports measured, else what ICE measured', () => {
    expect(roundTripOf(healthy(1))).toBe(50);
    expect(roundTripOf({ ...healthy(1), receiverReport: undefined })).toBe(44);
  });
});
