// Whether the far side is heard, by what was played and not by what a description promises (RFC 3960 3.2): packets of silence, comfort
// noise (RFC 3389) and a line's own noise are no sound. Pure.

/** What was played of the far side so far. */
export interface Played {
  readonly atMs: number;
  /** Sum of squared level times seconds (W3C webrtc-stats, totalAudioEnergy); undefined where nothing came or nobody counts. */
  readonly energy: number | undefined;
  readonly packets: number;
}

/**
 * Energy a second of what counts as sound: peaks of -40 dB below full scale. Ringback and announcements are 10 to 25 dB above, comfort
 * noise 10 to 25 dB below.
 */
export const SOUND_ENERGY = 1e-4;

/** Whether sound was played between two looks. Where nobody counts energy, packets must do. */
export function isSoundBetween(before: Played, now: Played): boolean {
  const seconds = (now.atMs - before.atMs) / 1000;
  if (seconds <= 0 || now.packets <= before.packets) return false;
  if (now.energy === undefined) return true;
  return (now.energy - (before.energy ?? 0)) / seconds >= SOUND_ENERGY;
}
