// Joins a MOS to its word, for the call and for the history.
import type { Rated } from '../../i18n/quality-words.ts';
import { qualityLine } from '../../i18n/quality-words.ts';
import { bandOf, mosOf } from '../../diagnosis/quality/call-quality.ts';
import { presentRating, type Direction, type QualityPoint } from '../../diagnosis/quality/quality-series.ts';
import type { QualitySummary } from '../../diagnosis/quality/quality-summary.ts';

/** A MOS with its word. */
export function rated(mos: number | undefined): Rated | undefined {
  return mos === undefined ? undefined : { mos, band: bandOf(mos) };
}

/** How good a direction is at present. */
export function presentlyRated(series: readonly QualityPoint[], direction: Direction): Rated | undefined {
  const rating = presentRating(series, direction);
  return rating === undefined ? undefined : rated(mosOf(rating));
}

/** A finished call's quality in one line; undefined where it was not rated. */
export function summaryLine(summary: QualitySummary | undefined): string | undefined {
  return qualityLine(rated(summary?.youToThem.mos), rated(summary?.themToYou.mos));
}
