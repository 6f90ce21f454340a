// The drawing of one direction's quality over the last two minutes: lines of MOS against time, broken where nothing was rated.
// Newest at the right edge. Pure; the component only draws what this returns.
import { mosOf } from '../../../diagnosis/quality/call-quality.ts';
import { SERIES_MS, type Direction, type QualityPoint } from '../../../diagnosis/quality/quality-series.ts';

/** The drawing's size, in its own units; two units a second. */
export const CHART = { width: 240, height: 70 } as const;

/** Room that the width of the line takes, in units. */
const MARGIN = 2;
const BEST_MOS = 4.5;
const WORST_MOS = 1;
/** Samples come once a second; a longer pause is a gap. */
const GAP_MS = 2500;

/** `well`: most are content; `weak`: many are not; `bad`: nearly nobody is (ITU-T G.107 Annex B). */
export type Mood = 'well' | 'weak' | 'bad';

/** A piece of the line in one mood, as SVG path data. */
export interface ChartLine {
  readonly mood: Mood;
  readonly way: string;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
  readonly mood: Mood;
}

/** The height of a MOS in the drawing. */
export function heightOf(mos: number): number {
  const ratio = (BEST_MOS - mos) / (BEST_MOS - WORST_MOS);
  return Math.round((MARGIN + ratio * (CHART.height - 2 * MARGIN)) * 10) / 10;
}

function moodOf(mos: number): Mood {
  if (mos >= 3.6) return 'well';
  return mos >= 3.1 ? 'weak' : 'bad';
}

function spotOf(point: QualityPoint, rating: number, endMs: number): Spot {
  const mos = mosOf(rating);
  const ago = (endMs - point.atMs) / SERIES_MS;
  const x = Math.round((CHART.width - MARGIN - ago * (CHART.width - 2 * MARGIN)) * 10) / 10;
  return { x, y: heightOf(mos), atMs: point.atMs, mood: moodOf(mos) };
}

/** Pieces without a gap. */
function pieces(series: readonly QualityPoint[], direction: Direction): Spot[][] {
  const endMs = series.at(-1)?.atMs ?? 0;
  const all: Spot[][] = [];
  let last: Spot | undefined;
  for (const point of series) {
    const rating = point[direction];
    const spot = rating === undefined ? undefined : spotOf(point, rating, endMs);
    if (spot !== undefined) {
      if (last === undefined || spot.atMs - last.atMs > GAP_MS) all.push([spot]);
      else all.at(-1)?.push(spot);
    }
    last = spot;
  }
  return all;
}

/** One piece, cut where the mood changes; each cut begins where the one before ended, so that the line stays whole. */
function byMood(piece: readonly Spot[]): ChartLine[] {
  const lines: { mood: Mood; way: string }[] = [];
  for (const [index, { x, y, mood }] of piece.entries()) {
    const before = piece[index - 1];
    const line = lines.at(-1);
    if (before === undefined) lines.push({ mood, way: `M${String(x)} ${String(y)}h0` });
    else if (line?.mood === mood) line.way += `L${String(x)} ${String(y)}`;
    else lines.push({ mood, way: `M${String(before.x)} ${String(before.y)}L${String(x)} ${String(y)}` });
  }
  return lines;
}

/** The lines of one direction, oldest first. */
export function chartLines(series: readonly QualityPoint[], direction: Direction): readonly ChartLine[] {
  return pieces(series, direction).flatMap(byMood);
}
