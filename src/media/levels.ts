/** Sound levels for meters, read as often as a meter draws. */
export interface LevelSource {
  /** Level of what is sent from here, and of the far side's sound: 0 (-60 dBFS or less) to 1 (-6 dBFS RMS), in decibels. */
  read(): { readonly you: number; readonly them: number };
}

/** Silence in both directions: what a meter shows outside a call. */
export const SILENT_LEVELS: LevelSource = { read: () => ({ you: 0, them: 0 }) };
