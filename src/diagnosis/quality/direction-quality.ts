// The quality of each direction in one second, from two samples: theirs to us by our own counters, ours to them by what their
// receiver reports say (RFC 3550 6.4). No packets, no rating: loss stays at 0 % while nothing comes.
import { TYPICAL_BUFFER_MS, ratingOf, type DirectionQuality } from './call-quality.ts';
import type { FlowState } from '../flow.ts';
import type { CodecSample, InboundSample, StatsSample } from '../../media/stats-sample.ts';

/** How long a receiver report speaks for the present: a little longer than the slowest far ends take (Asterisk: 8 to 10 s). */
const REPORT_RATES_FOR_MS = 12_000;

/** How a counter grew; undefined where the browser does not have it. One that falls (a late packet) did not grow. */
function growth(now: number | undefined, before: number | undefined): number | undefined {
  return now === undefined ? undefined : Math.max(0, now - (before ?? 0));
}

function ratio(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined || whole <= 0) return undefined;
  return Math.min(1, part / whole);
}

/** The round trip in milliseconds: as the far side's reports measure it, else as ICE does. */
export function roundTripOf(sample: StatsSample): number | undefined {
  return sample.receiverReport?.rttMs ?? sample.pair?.rttMs;
}

function rating(
  codec: CodecSample | undefined,
  lossRatio: number | undefined,
  rttMs: number | undefined,
  bufferMs: number,
): number | undefined {
  if (codec === undefined || lossRatio === undefined || rttMs === undefined) return undefined;
  // Everything lost is nothing heard: that has no quality.
  if (lossRatio >= 1) return undefined;
  return ratingOf({ codec: codec.name, fec: codec.fec, lossRatio, rttMs, bufferMs });
}

/** What a sample waited in our jitter buffer on average, milliseconds. */
function bufferOf(now: InboundSample, before: InboundSample | undefined): number {
  const waited = growth(now.bufferedMs, before?.bufferedMs);
  const played = growth(now.emittedSamples, before?.emittedSamples);
  return waited === undefined || played === undefined || played === 0 ? TYPICAL_BUFFER_MS : waited / played;
}

function concealedOf(now: InboundSample, before: InboundSample | undefined): number | undefined {
  const concealed = growth(now.concealedSamples, before?.concealedSamples);
  if (concealed === undefined) return undefined;
  const silent = growth(now.silentConcealedSamples, before?.silentConcealedSamples) ?? 0;
  return ratio(Math.max(0, concealed - silent), growth(now.totalSamples, before?.totalSamples));
}

/** What came from them between two samples; undefined where nothing came. */
export function inboundQuality(
  before: StatsSample,
  now: StatsSample,
  flow: FlowState,
): DirectionQuality | undefined {
  const received = growth(now.inbound?.packets, before.inbound?.packets) ?? 0;
  if (now.inbound === undefined || received === 0 || flow === 'held') return undefined;
  const lost = growth(now.inbound.lost, before.inbound?.lost);
  const discarded = growth(now.inbound.discarded, before.inbound?.discarded) ?? 0;
  const expected = received + (lost ?? 0);
  const lossRatio = lost === undefined ? undefined : ratio(lost + discarded, expected);
  const codec = now.inbound.codec ?? now.codec;
  return {
    rating: rating(codec, lossRatio, roundTripOf(now), bufferOf(now.inbound, before.inbound)),
    lossRatio,
    expected,
    jitterMs: now.inbound.jitterMs,
    concealedRatio: concealedOf(now.inbound, before.inbound),
  };
}

/** What reached them, by their last report; undefined where nothing left, or nobody says that it arrived. */
export function outboundQuality(
  before: StatsSample,
  now: StatsSample,
  flow: FlowState,
): DirectionQuality | undefined {
  const sent = growth(now.outbound?.packets, before.outbound?.packets) ?? 0;
  const report = now.receiverReport;
  const isHeard = flow === 'flowing' || flow === 'quiet';
  if (report === undefined || sent === 0 || !isHeard) return undefined;
  if (now.atMs - report.atMs > REPORT_RATES_FOR_MS) return undefined;
  const lossRatio = report.fractionLost;
  const codec = now.outbound?.codec ?? now.codec;
  return {
    rating: rating(codec, lossRatio, roundTripOf(now), TYPICAL_BUFFER_MS),
    lossRatio,
    expected: sent,
    jitterMs: report.jitterMs,
  };
}
