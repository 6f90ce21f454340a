// The quality of a call over time: a bounded series for the chart, and a tally of the whole call for the history. Ratings are
// averaged, never MOS, whose scale is not linear (ITU-T G.107 Annex B). Pure; the caller adds each second.
import { mosOf, type DirectionQuality } from './call-quality.ts';

/** One second: the rating of each direction, undefined where nothing flowed or nothing is known. */
export interface QualityPoint {
  readonly atMs: number;
  readonly youToThem: number | undefined;
  readonly themToYou: number | undefined;
}

export type Direction = 'youToThem' | 'themToYou';

/** How far back the series reaches, milliseconds. */
export const SERIES_MS = 120_000;
/** The number beside the chart is the average of this long, milliseconds: single lost packets should not make it jump. */
const SHOWN_OVER_MS = 10_000;
/** Fewer rated seconds than this say nothing. */
export const FEWEST_POINTS = 3;

/** Samples come once a second; twice as many can't be right. */
const MOST_POINTS = (2 * SERIES_MS) / 1000;

/** The series with one more point; what is older than two minutes, or later than now (the clock was set back), goes. */
export function withPoint(series: readonly QualityPoint[], point: QualityPoint): readonly QualityPoint[] {
  const kept = series.filter(({ atMs }) => atMs < point.atMs && atMs >= point.atMs - SERIES_MS);
  return [...kept, point].slice(-MOST_POINTS);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function ratingsSince(series: readonly QualityPoint[], direction: Direction, sinceMs: number): number[] {
  return series
    .filter(({ atMs }) => atMs > sinceMs)
    .map((point) => point[direction])
    .filter((rating) => rating !== undefined);
}

/**
 * The rating of the last 10 s, for the eye; undefined below three rated seconds, and where the newest second has none: what was
 * good a moment ago says nothing about silence.
 */
export function presentRating(series: readonly QualityPoint[], direction: Direction): number | undefined {
  const last = series.at(-1);
  if (last?.[direction] === undefined) return undefined;
  const ratings = ratingsSince(series, direction, last.atMs - SHOWN_OVER_MS);
  return ratings.length < FEWEST_POINTS ? undefined : mean(ratings);
}

/** The series in figures, for who can't see the chart. */
export interface SeriesDigest {
  /** The mean over what was rated; undefined where nothing was. */
  readonly mos: number | undefined;
  readonly lowestMos: number | undefined;
  /** Seconds without a rating. */
  readonly gapSeconds: number;
}

/** Sums one direction of a series up. */
export function digestOf(series: readonly QualityPoint[], direction: Direction): SeriesDigest {
  const ratings = ratingsSince(series, direction, -Infinity);
  const gapSeconds = series.length - ratings.length;
  if (ratings.length === 0) return { mos: undefined, lowestMos: undefined, gapSeconds };
  return { mos: mosOf(mean(ratings)), lowestMos: mosOf(Math.min(...ratings)), gapSeconds };
}

/** Both directions of one second of a call. */
export type QualityPair = Readonly<Record<Direction, DirectionQuality | undefined>>;

/** The point of one second. */
export function pointOf(atMs: number, quality: QualityPair): QualityPoint {
  return { atMs, youToThem: quality.youToThem?.rating, themToYou: quality.themToYou?.rating };
}
