// Whether the microphone of a call gives nothing at all, second by second. Judges exact silence only: a quiet room has noise.
// Thresholds: docs/diagnosis.md, "One-sided detection"; `muted` of a track: W3C mediacapture-main 4.3.3.

/** `silent`: not one sample differs from zero; `shutOff`: the system or the browser says that it gives nothing. */
export type MicrophoneSign = 'none' | 'silent' | 'shutOff';

/** What one second tells of the microphone. */
export interface MicrophoneMoment {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Sound is due: the call is answered, not held and not muted by us. */
  readonly due: boolean;
  /** Energy so far (`media-source.totalAudioEnergy`); undefined where the browser has none (Firefox). */
  readonly energy: number | undefined;
  /** The track says that it is muted, which only the system or the browser can do. */
  readonly shutOff: boolean;
}

/** What is remembered from second to second. */
export interface MicrophoneWatch {
  readonly sign: MicrophoneSign;
  readonly energy: number | undefined;
  /** Since when nothing came, milliseconds since the epoch. */
  readonly nothingSinceMs: number | undefined;
}

/** Before the first second. */
export const NO_WATCH: MicrophoneWatch = { sign: 'none', energy: undefined, nothingSinceMs: undefined };

/** A working microphone is never exactly silent for so long, in milliseconds. */
export const SILENT_AFTER_MS = 4000;
/** Tracks are muted for a moment when devices change, in milliseconds. */
export const SHUT_OFF_AFTER_MS = 1000;

/** The next second. Any sound, a mute or a hold ends the sign at once. */
export function watchMicrophone(before: MicrophoneWatch, now: MicrophoneMoment): MicrophoneWatch {
  const { energy } = now;
  if (!now.due) return NO_WATCH;
  const isFlat = energy !== undefined && energy === before.energy;
  if (!isFlat && !now.shutOff) return { ...NO_WATCH, energy };
  const nothingSinceMs = before.nothingSinceMs ?? now.atMs;
  const lastedMs = now.atMs - nothingSinceMs;
  if (now.shutOff)
    return { sign: lastedMs >= SHUT_OFF_AFTER_MS ? 'shutOff' : 'none', energy, nothingSinceMs };
  return { sign: lastedMs >= SILENT_AFTER_MS ? 'silent' : 'none', energy, nothingSinceMs };
}
