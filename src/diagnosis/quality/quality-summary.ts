// The quality of a whole call, counted second by second in bounded memory, and the few figures of it that the history keeps.
// Averages are of ratings (ITU-T G.107), loss is weighted by packets; the worst is the lowest figure that was shown.
import { mosOf, type DirectionQuality } from './call-quality.ts';
import type { MediaPath } from '../../media/media-path.ts';
import {
  FEWEST_POINTS,
  presentRating,
  type Direction,
  type QualityPair,
  type QualityPoint,
} from './quality-series.ts';

/** One direction of a call that is over. */
export interface DirectionSummary {
  /** 1 to 4.5, to two decimals; undefined where nothing was rated. */
  readonly mos: number | undefined;
  readonly worstMos: number | undefined;
  /** 0 to 1 over the whole call. */
  readonly lossRatio: number | undefined;
  readonly maxJitterMs: number | undefined;
}

/** What is kept of a call's quality. */
export interface QualitySummary extends Readonly<Record<Direction, DirectionSummary>> {
  /** The median round trip, milliseconds. */
  readonly rttMs: number | undefined;
  /** The last path and codec that were known. */
  readonly path: MediaPath;
  readonly codec: string | undefined;
}

interface DirectionTally {
  readonly ratings: number;
  readonly count: number;
  readonly worst: number | undefined;
  readonly lost: number;
  readonly expected: number;
  readonly maxJitterMs: number | undefined;
}

/** Sums over a call so far. */
export interface QualityTally extends Readonly<Record<Direction, DirectionTally>> {
  /** How often each round trip was seen: in steps of 1 ms, of 10 ms from 200 ms on. */
  readonly rtts: ReadonlyMap<number, number>;
  readonly path: MediaPath;
  readonly codec: string | undefined;
}

/** Round trips beyond this count as this, which bounds the tally; milliseconds. */
const LONGEST_RTT_MS = 5000;
const FINE_RTT_MS = 200;

const NOTHING: DirectionTally = {
  ratings: 0,
  count: 0,
  worst: undefined,
  lost: 0,
  expected: 0,
  maxJitterMs: undefined,
};

export const EMPTY_TALLY: QualityTally = {
  youToThem: NOTHING,
  themToYou: NOTHING,
  rtts: new Map(),
  path: 'unknown',
  codec: undefined,
};

/** One second of a call, as the vitals have it. */
export interface QualitySecond {
  readonly quality: QualityPair;
  /** The series with this second as its last point. */
  readonly series: readonly QualityPoint[];
  readonly rttMs: number | undefined;
  readonly path: MediaPath;
  readonly codec: string | undefined;
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function most(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

function counted(
  tally: DirectionTally,
  quality: DirectionQuality | undefined,
  shown: number | undefined,
): DirectionTally {
  if (quality === undefined) return tally;
  const { rating, lossRatio, expected, jitterMs } = quality;
  return {
    ratings: tally.ratings + (rating ?? 0),
    count: tally.count + (rating === undefined ? 0 : 1),
    worst: least(tally.worst, shown),
    lost: tally.lost + (lossRatio ?? 0) * expected,
    expected: tally.expected + (lossRatio === undefined ? 0 : expected),
    maxJitterMs: most(tally.maxJitterMs, jitterMs),
  };
}

function withRtt(rtts: ReadonlyMap<number, number>, rttMs: number | undefined): ReadonlyMap<number, number> {
  if (rttMs === undefined) return rtts;
  const bounded = Math.min(LONGEST_RTT_MS, Math.max(0, rttMs));
  const step = bounded < FINE_RTT_MS ? 1 : 10;
  const seen = Math.round(bounded / step) * step;
  return new Map(rtts).set(seen, (rtts.get(seen) ?? 0) + 1);
}

/** The tally with one more second. */
export function withSecond(tally: QualityTally, second: QualitySecond): QualityTally {
  const { quality, series } = second;
  const flows = quality.youToThem !== undefined || quality.themToYou !== undefined;
  return {
    youToThem: counted(tally.youToThem, quality.youToThem, presentRating(series, 'youToThem')),
    themToYou: counted(tally.themToYou, quality.themToYou, presentRating(series, 'themToYou')),
    // A path that is dead or on hold keeps its last figure for ever: it must not outvote the call.
    rtts: withRtt(tally.rtts, flows ? second.rttMs : undefined),
    path: second.path === 'unknown' ? tally.path : second.path,
    codec: second.codec ?? tally.codec,
  };
}

function median(counts: ReadonlyMap<number, number>): number | undefined {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen * 2 >= total) return value;
  }
  return undefined;
}

function toDecimals(value: number | undefined, decimals: number): number | undefined {
  if (value === undefined) return undefined;
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

function summed(tally: DirectionTally): DirectionSummary {
  const { ratings, count, worst, lost, expected, maxJitterMs } = tally;
  const mean = count < FEWEST_POINTS ? undefined : ratings / count;
  const lowest = mean === undefined ? undefined : least(worst, mean);
  return {
    mos: mean === undefined ? undefined : toDecimals(mosOf(mean), 2),
    worstMos: lowest === undefined ? undefined : toDecimals(mosOf(lowest), 2),
    lossRatio: expected === 0 ? undefined : toDecimals(lost / expected, 4),
    maxJitterMs: toDecimals(maxJitterMs, 0),
  };
}

/** What is kept of a call; undefined where neither direction could be rated. */
export function summaryOf(tally: QualityTally): QualitySummary | undefined {
  const youToThem = summed(tally.youToThem);
  const themToYou = summed(tally.themToYou);
  if (youToThem.mos === undefined && themToYou.mos === undefined) return undefined;
  const { path, codec } = tally;
  return { youToThem, themToYou, rttMs: median(tally.rtts), path, codec };
}
