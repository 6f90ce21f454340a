// What the far side told last, for as long as it speaks for the present: it tells every second while something is wrong, and every 10 s
// while all is well (docs/adr/0026).
import type { SoundReport } from '../../sip/telling/sound-report.ts';

export interface Told {
  readonly report: SoundReport;
  /** When it came, milliseconds since the epoch. */
  readonly atMs: number;
  /** It tells that something is wrong (sip/telling/sound-report.ts). */
  readonly isTrouble: boolean;
}

/** Three of the reports that should have come, and a round trip. */
const TROUBLE_FOR_MS = 4000;
const CALM_FOR_MS = 25_000;

/** What they told, if that still holds at `atMs`. */
export function freshlyTold(told: Told | undefined, atMs: number): SoundReport | undefined {
  if (told === undefined) return undefined;
  return atMs - told.atMs <= (told.isTrouble ? TROUBLE_FOR_MS : CALM_FOR_MS) ? told.report : undefined;
}
