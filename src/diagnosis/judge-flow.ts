// From two samples to what the call screen says of each direction. Holds no state: everything it needs is passed in.
// Thresholds: docs/diagnosis.md, "One-sided detection".
import { inboundQuality, outboundQuality, roundTripOf } from './quality/direction-quality.ts';
import { NO_VITALS, type DirectionVitals, type FlowState, type FlowVitals } from './flow.ts';
import type { StatsSample } from '../media/stats-sample.ts';

/** What the judgement needs besides the numbers. */
export interface FlowContext {
  /** We hold the call: we play nothing and the far side should send nothing. */
  readonly heldByUs: boolean;
  /** The far side holds: it sends nothing and drops what we send. */
  readonly heldByThem: boolean;
  /** The far side said that it sends nothing, and hears us. */
  readonly theyOnlyListen?: boolean;
  /** Packets came since then, as four looks a second tell: then one second without any is a pause, until it lasts too long for one. */
  readonly hasHeard?: boolean;
  /** When this direction layout last changed (answer, hold, unhold), milliseconds since the epoch. */
  readonly steadySinceMs: number;
}

/** Grace before missing packets count, in milliseconds: jitter, hold and answer all take a moment. */
export const STOPPED_AFTER_MS = 3000;
/** A far side that sends reports at all sends one about us within this time (RFC 3550 6.2; Asterisk: 8 to 10 s). */
export const UNCONFIRMED_AFTER_MS = 12_000;
/** Older receiver reports say nothing about now. */
export const REPORT_STALE_AFTER_MS = 20_000;
/** Energy a second below this is digital silence (a quiet room is about 1e-7). */
const SILENCE_ENERGY = 1e-9;

interface Counted {
  readonly packets: number;
  readonly bytes: number | undefined;
}

function rate(now: number, before: number, seconds: number): number {
  return seconds <= 0 ? 0 : Math.max(0, now - before) / seconds;
}

function packetRate(now: Counted | undefined, before: Counted | undefined, seconds: number): number {
  return rate(now?.packets ?? 0, before?.packets ?? 0, seconds);
}

function vitals(
  flow: FlowState,
  now: Counted | undefined,
  before: Counted | undefined,
  seconds: number,
): DirectionVitals {
  const bytes = now?.bytes === undefined ? undefined : rate(now.bytes, before?.bytes ?? 0, seconds);
  return {
    flow,
    packetsPerSecond: Math.round(packetRate(now, before, seconds)),
    kilobitsPerSecond: bytes === undefined ? undefined : Math.round((bytes * 8) / 1000),
  };
}

function sounds(now: number | undefined, before: number | undefined): boolean {
  return now === undefined || now - (before ?? 0) > SILENCE_ENERGY;
}

function settled(now: StatsSample, context: FlowContext, graceMs: number): boolean {
  return now.atMs - context.steadySinceMs >= graceMs;
}

function inboundFlow(
  before: StatsSample,
  now: StatsSample,
  packets: number,
  context: FlowContext,
): FlowState {
  if (context.heldByUs || context.heldByThem) return packets > 0 && !context.heldByUs ? 'quiet' : 'held';
  if (packets > 0) return sounds(now.inbound?.energy, before.inbound?.energy) ? 'flowing' : 'quiet';
  if (context.theyOnlyListen === true) return 'unsent';
  if (context.hasHeard === true) return 'quiet';
  return settled(now, context, STOPPED_AFTER_MS) ? 'stopped' : 'waiting';
}

/** What the far side's reports say about our sound; `notYet` where none ever came and none is overdue. */
function confirmation(now: StatsSample, context: FlowContext): 'fine' | 'notYet' | 'missing' {
  const report = now.receiverReport;
  if (report === undefined) {
    const theyReport = now.senderReport !== undefined;
    return theyReport && settled(now, context, UNCONFIRMED_AFTER_MS) ? 'missing' : 'notYet';
  }
  if (!settled(now, context, UNCONFIRMED_AFTER_MS) || now.atMs - report.atMs <= REPORT_STALE_AFTER_MS)
    return 'fine';
  const isTheirFresh =
    now.senderReport !== undefined && now.atMs - now.senderReport.atMs < REPORT_STALE_AFTER_MS;
  return isTheirFresh ? 'missing' : 'fine';
}

/** `outbound-rtp` keeps counting on a dead path; the candidate pair does not. */
function leaves(before: StatsSample, now: StatsSample, packets: number): boolean {
  if (packets === 0) return false;
  const pairNow = now.pair?.packetsSent;
  const pairBefore = before.pair?.packetsSent;
  return pairNow === undefined || pairBefore === undefined || pairNow !== pairBefore;
}

function outboundFlow(
  before: StatsSample,
  now: StatsSample,
  packets: number,
  context: FlowContext,
): FlowState {
  if (context.heldByThem || context.heldByUs) return 'held';
  if (now.pair === undefined || !leaves(before, now, packets)) {
    return settled(now, context, STOPPED_AFTER_MS) ? 'stopped' : 'waiting';
  }
  const heard = confirmation(now, context);
  if (heard === 'missing') return 'unconfirmed';
  if (!sounds(now.microphoneEnergy, before.microphoneEnergy)) return 'quiet';
  return heard === 'notYet' ? 'sent' : 'flowing';
}

/** Judges the second (or so) between two samples of one call; `before` undefined at the first sample. */
export function judgeFlow(
  before: StatsSample | undefined,
  now: StatsSample,
  context: FlowContext,
): FlowVitals {
  const path = now.pair?.path ?? 'unknown';
  const codec = { codec: now.codec?.name, clockRateHz: now.codec?.clockRateHz };
  if (before === undefined) return { ...NO_VITALS, path, ...codec };
  const seconds = (now.atMs - before.atMs) / 1000;
  const sent = packetRate(now.outbound, before.outbound, seconds);
  const received = packetRate(now.inbound, before.inbound, seconds);
  const out = vitals(outboundFlow(before, now, sent, context), now.outbound, before.outbound, seconds);
  const back = vitals(inboundFlow(before, now, received, context), now.inbound, before.inbound, seconds);
  return {
    youToThem: { ...out, quality: outboundQuality(before, now, out.flow) },
    themToYou: { ...back, quality: inboundQuality(before, now, back.flow) },
    path,
    ...codec,
    rttMs: roundTripOf(now),
    ends: now.pair?.ends,
  };
}
