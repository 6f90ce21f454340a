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
    expect(sample.codec).toEqual({ name: 'opus', clockRateHz: 48_000, fec: true });
  });

  it('has what the quality of a call needs', () => {
    const { inbound, receiverReport, pair } = sampleOf(recorded('chromium-156-echo-direct'), 1);
    expect(inbound).toMatchObject({ lost: 0, discarded: 0, concealedSamples: 0, silentConcealedSamples: 0 });
    expect(inbound?.totalSamples).toBeGreaterThan(300_000);
    // 23 ms on average: seconds in the report, milliseconds here.
    expect((inbound?.bufferedMs ?? 0) / (inbound?.emittedSamples ?? 1)).toBeCloseTo(23.2, 1);
    expect(receiverReport).toMatchObject({ lost: 0 });
    expect(receiverReport?.jitterMs).toBeCloseTo(0.395);
    expect(pair?.ends).toEqual({ local: 'host', remote: 'host', protocol: 'udp' });
  });

  it('names the relay', () => {
    expect(sampleOf(recorded('chromium-156-echo-relay-udp'), 1).pair?.path).toBe('relayUdp');
  });

  it('shows an uplink that nobody reports on', () => {
    const sample = sampleOf(recorded('chromium-156-uplink-lost'), 1);
    expect(sample.receiverReport).toBeUndefined();
    expect(sample.senderReport?.atMs).toBeGreaterThan(0);
    expect(sample.inbound?.packets).toBeGreaterThan(200);
  });

  it('shows a far side that reports and sends nothing', () => {
    const sample = sampleOf(recorded('chromium-156-downlink-absent'), 1);
    expect(sample.inbound?.packets ?? 0).toBe(0);
    expect(sample.receiverReport).toBeDefined();
  });
});

describe('a statistics sample of Firefox', () => {
  const sample = sampleOf(recorded('firefox-153-call-relay'), 1);

  it('has both directions, the reports and the pair', () => {
    expect(sample.outbound?.packets).toBe(714);
    expect(sample.inbound).toMatchObject({ packets: 894, lost: 0, discarded: 0, concealedSamples: 1730 });
    // 49 ms on average.
    expect((sample.inbound?.bufferedMs ?? 0) / (sample.inbound?.emittedSamples ?? 1)).toBeCloseTo(49.1, 1);
    expect(sample.receiverReport).toMatchObject({ fractionLost: 0, lost: 0 });
    expect(sample.receiverReport?.rttMs).toBeCloseTo(1.343);
    expect(sample.senderReport?.atMs).toBe(1_795_614_673_149);
    expect(sample.pair?.path).toBe('relayUdp');
    expect(sample.pair?.ends).toEqual({ local: 'relay', remote: 'prflx', protocol: 'udp' });
    expect(sample.codec).toEqual({ name: 'opus', clockRateHz: 48_000, fec: true });
  });

  it('knows no energy of the microphone, which is not the same as none', () => {
    expect(sample.microphoneEnergy).toBeUndefined();
  });
});

describe('a statistics sample of WebKit (written after the standard, not recorded)', () => {
  const sample = sampleOf(recorded('webkit-from-the-standard'), 1);

  it('has every figure, and finds the pair although the transport names none', () => {
    expect(sample.inbound).toMatchObject({ packets: 500, lost: 5, discarded: 1, concealedSamples: 4800 });
    expect(sample.receiverReport).toMatchObject({
      fractionLost: 0.01953125,
      rttMs: 48,
      lost: 4,
      jitterMs: 5,
    });
    expect(sample.pair).toMatchObject({
      path: 'relayTls',
      ends: { local: 'relay', remote: 'prflx', protocol: 'udp' },
    });
  });

  it('knows no error correction where the codec shows no parameters', () => {
    expect(sample.inbound?.codec).toEqual({ name: 'PCMU', clockRateHz: 8000, fec: undefined });
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
      senderReport: undefined,
      pair: undefined,
      codec: undefined,
    });
  });

  it.each([
    ['bytes', 'bytesReceived'],
    ['lost', 'packetsLost'],
    ['jitterMs', 'jitter'],
    ['energy', 'totalAudioEnergy'],
    ['discarded', 'packetsDiscarded'],
    ['bufferedMs', 'jitterBufferDelay'],
    ['emittedSamples', 'jitterBufferEmittedCount'],
    ['totalSamples', 'totalSamplesReceived'],
    ['concealedSamples', 'concealedSamples'],
    ['silentConcealedSamples', 'silentConcealedSamples'],
  ] as const)('takes %s as unknown, never as zero, where there is no %s', (field, key) => {
    const full = recorded('chromium-156-echo-direct');
    const less = full.map((entry) => (entry.type === 'inbound-rtp' ? { ...entry, [key]: undefined } : entry));
    expect(sampleOf(full, 1).inbound?.[field]).toBeDefined();
    expect(sampleOf(less, 1).inbound?.[field]).toBeUndefined();
  });

  it.each([
    ['minptime=10;useinbandfec=1', true],
    ['useinbandfec=0;minptime=10', false],
    ['minptime=10', false],
    ['x-useinbandfec=1', false],
  ])('reads the error correction from %s', (sdpFmtpLine, fec) => {
    const codec = { id: 'c', type: 'codec', mimeType: 'audio/opus', clockRate: 48_000, sdpFmtpLine };
    const inbound = { id: 'i', type: 'inbound-rtp', kind: 'audio', packetsReceived: 1, codecId: 'c' };
    expect(sampleOf([codec, inbound], 1).inbound?.codec?.fec).toBe(fec);
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
