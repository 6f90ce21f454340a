// The words for how well a call sounds: a word for a MOS (ITU-T G.107), both directions in one line, and the chart for who can't
// see it.
import { msg, str } from '@lit/localize';
import { formatMos } from './format.ts';
import { formatDuration } from './format-time.ts';

/** What a MOS comes to, best first. */
export type QualityKey = 'good' | 'decent' | 'fair' | 'poor' | 'bad';

/** A direction's MOS, 1 to 4.5, and its word. */
export interface Rated {
  readonly mos: number;
  readonly band: QualityKey;
}

const BAND: Readonly<Record<QualityKey, () => string>> = {
  good: () => msg('good'),
  decent: () => msg('quite good'),
  fair: () => msg('fair'),
  poor: () => msg('poor'),
  bad: () => msg('bad'),
};

const BOTH: Readonly<Record<QualityKey, () => string>> = {
  good: () => msg('Good both ways'),
  decent: () => msg('Quite good both ways'),
  fair: () => msg('Fair both ways'),
  poor: () => msg('Poor both ways'),
  bad: () => msg('Bad both ways'),
};

/** One direction: `good, 4.3`; that nothing is known where nothing is. */
export function ratedWords(rated: Rated | undefined): string {
  if (rated === undefined) return msg('not known');
  return msg(str`${BAND[rated.band]()}, ${formatMos(rated.mos)}`);
}

/** Both directions in one line, with their MOS; undefined where neither is known. */
export function qualityLine(youToThem: Rated | undefined, themToYou: Rated | undefined): string | undefined {
  if (youToThem === undefined && themToYou === undefined) return undefined;
  if (youToThem === undefined) return msg(str`Them to you: ${oneWay(themToYou)}`);
  if (themToYou === undefined) return msg(str`You to them: ${oneWay(youToThem)}`);
  const out = formatMos(youToThem.mos);
  const back = formatMos(themToYou.mos);
  if (youToThem.band === themToYou.band)
    return msg(str`${BOTH[youToThem.band]()}, MOS\u00a0${out}\u00a0/\u00a0${back}`);
  const outWord = BAND[youToThem.band]();
  const backWord = BAND[themToYou.band]();
  return msg(str`You to them ${outWord}, them to you ${backWord}, MOS\u00a0${out}\u00a0/\u00a0${back}`);
}

function oneWay(rated: Rated | undefined): string {
  if (rated === undefined) return msg('not known');
  return msg(str`${BAND[rated.band]()}, MOS\u00a0${formatMos(rated.mos)}`);
}

/** A direction over time, as a chart would show it. */
export interface ChartFigures {
  readonly direction: 'out' | 'back';
  readonly seconds: number;
  readonly mean: Rated | undefined;
  readonly lowestMos: number | undefined;
  readonly gapSeconds: number;
}

/** The chart of one direction in a sentence. */
export function chartWords(figures: ChartFigures): string {
  const { direction, seconds, mean, lowestMos, gapSeconds } = figures;
  const name = direction === 'out' ? msg('You to them') : msg('Them to you');
  const span = formatDuration(seconds);
  if (mean === undefined || lowestMos === undefined) return msg(str`${name}: nothing could be rated yet.`);
  const lowest = formatMos(lowestMos);
  const words = msg(str`${name}, last ${span}: ${oneWay(mean)} on average, ${lowest} at the lowest`);
  if (gapSeconds === 0) return msg(str`${words}.`);
  return msg(str`${words}, without a figure for ${formatDuration(gapSeconds)}.`);
}
