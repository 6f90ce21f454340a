// Joins a MOS to its word, for the call and for the history.
import type { Rated } from '../../i18n/quality-words.ts';
import { qualityLine } from '../../i18n/quality-words.ts';
import { bandOf, mosOf } from '../../media/call-quality.ts';
import { presentRating, type Direction, type QualityPoint } from '../../media/quality-series.ts';
import type { DirectionSummary, QualitySummary } from '../../media/quality-summary.ts';
import type { FlowReceipt, HistoryEntry } from '../../phone/history.ts';
import type { SoundFacts } from '../../i18n/flow-words.ts';

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

/** Sound that flowed and could hardly be understood is one verdict, not two (MOS below 3.6; ITU-T G.107 Annex B). */
function verdictOf(receipt: FlowReceipt, summary: DirectionSummary | undefined): SoundFacts['youToThem'] {
  const band = rated(summary?.mos)?.band;
  return receipt === 'flowed' && (band === 'poor' || band === 'bad') ? 'choppy' : receipt;
}

/** What a finished call's sound came to, in each direction. */
export function soundOf({ youToThem, themToYou, quality }: HistoryEntry): SoundFacts {
  return {
    youToThem: verdictOf(youToThem, quality?.youToThem),
    themToYou: verdictOf(themToYou, quality?.themToYou),
  };
}
