import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleOf, type StatsEntry } from '../../../src/media/stats-sample.ts';

const recorded = (name: string): StatsEntry[] =>
  JSON.parse(
    readFileSync(new URL(`../../fixtures/stats/${name}.json`, import.meta.url), 'utf8'),
  ) as StatsEntry[];

describe('a statistics sample of Chromium', () => {
  it('has every figure of a direct echo call', () => {
    const sample = sampleOf(recorded('chromium-156-echo-direct'), 1);
    expect(sample.outbound?.packets).toBeGreaterThan(200);
    expect(sample.inbound?.packets).toBeGreaterThan(200);
    expect(sample.inbound?.energy).toBeGreaterThan(0);
    expect(sample.microphoneEnergy).toBeGreaterThan(0);
    expect(sample.receiverReport).toMatchObject({ fractionLost: 0 });
    expect(sample.pair).toMatchObject({ path: 'direct' });
    expect(sample.pair?.responsesReceived).toBeGreaterThan(0);
    expect(sample.codec).toEqual({ name: 'opus', clockRateHz: 48_000 });
  });

  it('names the relay', () => {
    expect(sampleOf(recorded('chromium-156-echo-relay-udp'), 1).pair?.path).toBe('relayUdp');
  });

  it('shows an uplink that nobody reports on', () => {
    const sample = sampleOf(recorded('chromium-156-uplink-lost'), 1);
    expect(sample.receiverReport).toBeUndefined();
    expect(sample.senderReportAtMs).toBeGreaterThan(0);
    expect(sample.inbound?.packets).toBeGreaterThan(200);
  });

  it('shows a far side that reports and sends nothing', () => {
    const sample = sampleOf(recorded('chromium-156-downlink-absent'), 1);
    expect(sample.inbound?.packets ?? 0).toBe(0);
    expect(sample.receiverReport).toBeDefined();
  });
});

describe('a statistics sample of any browser', () => {
  it('leaves unknown what is not there', () => {
    expect(sampleOf([], 5)).toEqual({
      atMs: 5,
      outbound: undefined,
      inbound: undefined,
      microphoneEnergy: undefined,
      receiverReport: undefined,
      senderReportAtMs: undefined,
      pair: undefined,
      codec: undefined,
    });
  });

  it('takes the live stream where a dead one lingers after a renegotiation', () => {
    const dead = { id: 'a', type: 'inbound-rtp', kind: 'audio', packetsReceived: 10 };
    const live = { id: 'b', type: 'inbound-rtp', kind: 'audio', packetsReceived: 900 };
    expect(sampleOf([dead, live], 1).inbound?.packets).toBe(900);
  });

  it('ignores video and fields of the wrong type', () => {
    const video = { id: 'v', type: 'outbound-rtp', kind: 'video', packetsSent: 5 };
    const broken = { id: 'x', type: 'inbound-rtp', kind: 'audio', packetsReceived: 'many' };
    expect(sampleOf([video, broken], 1)).toMatchObject({ outbound: undefined, inbound: undefined });
  });

  it('finds the pair where no transport entry names it, as in older Firefox', () => {
    const pair = {
      id: 'p',
      type: 'candidate-pair',
      selected: true,
      localCandidateId: 'l',
      currentRoundTripTime: 0.02,
    };
    const local = { id: 'l', type: 'local-candidate', candidateType: 'relay', relayProtocol: 'tls' };
    expect(sampleOf([pair, local], 1).pair).toMatchObject({ path: 'relayTls', rttMs: 20 });
  });
});
