// Whether the microphone of a call gives nothing at all. Judges exact silence only: a quiet room has noise.
// Thresholds: docs/diagnosis.md, "One-sided detection"; `muted` of a track: W3C mediacapture-main 4.3.3.

/** `silent`: not one sample differs from zero; `shutOff`: the system or the browser says that it gives nothing; `ended`: it is gone. */
export type MicrophoneSign = 'none' | 'silent' | 'shutOff' | 'ended';

/** What one second tells of the microphone. */
export interface MicrophoneMoment {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Sound is due: the call is answered, not held and not muted by us. */
  readonly due: boolean;
  /** Energy so far (`media-source.totalAudioEnergy`); undefined where the browser has none (Firefox). */
  readonly energy: number | undefined;
  /** What the track says: muted (`shutOff`), which only the system or the browser can do, or ended by itself. */
  readonly track: 'live' | 'ended' | 'shutOff';
}

/** What is remembered from moment to moment. */
export interface MicrophoneWatch {
  readonly sign: MicrophoneSign;
  readonly energy: number | undefined;
  /** Since when nothing came, milliseconds since the epoch. */
  readonly nothingSinceMs: number | undefined;
  readonly track: MicrophoneMoment['track'];
}

/** Before the first second. */
export const NO_WATCH: MicrophoneWatch = {
  sign: 'none',
  energy: undefined,
  nothingSinceMs: undefined,
  track: 'live',
};

/** A working microphone is never exactly silent for so long, in milliseconds. */
export const SILENT_AFTER_MS = 4000;
/** Tracks are muted for a moment when devices change, and one that is gone is replaced at once where there is another. In milliseconds. */
export const TRACK_OUT_AFTER_MS = 700;

/** Another connection sends the same microphone from now on. */
export function countsAnew(watch: MicrophoneWatch): MicrophoneWatch {
  return { ...watch, energy: undefined };
}

/** The next moment, with the energy where there is a sample. Any sound, a mute or a hold ends the sign at once. */
export function watchMicrophone(before: MicrophoneWatch, now: MicrophoneMoment): MicrophoneWatch {
  const { energy, track, atMs } = now;
  if (!now.due) return NO_WATCH;
  // Another connection counts anew: its first figure says nothing, and what was silent goes on to be.
  const isFirst = before.energy === undefined && before.nothingSinceMs !== undefined;
  const isFlat = energy !== undefined && (isFirst || energy === before.energy);
  if (!isFlat && track === 'live') return { ...NO_WATCH, energy };
  const nothingSinceMs = before.track === track ? (before.nothingSinceMs ?? atMs) : atMs;
  const lastedMs = atMs - nothingSinceMs;
  const isOut = lastedMs >= (track === 'live' ? SILENT_AFTER_MS : TRACK_OUT_AFTER_MS);
  const sign = track === 'live' ? 'silent' : track;
  return { sign: isOut ? sign : 'none', energy, nothingSinceMs, track };
}
