// What a test recording says of a microphone. Judges loudness only: whether words were understood the person hears for themselves.
// Thresholds: docs/diagnosis.md, "One-sided detection".

/**
 * `heard`: loud enough for a call; `quiet`: sound came, but too little; `silent`: not one sample differed from zero, as no working
 * microphone in a room can be; `unmeasured`: the browser let nothing be measured.
 */
export type MicrophoneVerdict = 'heard' | 'quiet' | 'silent' | 'unmeasured';

/** Speech below this is hard to follow at the far end: RMS of full scale, about -40 dBFS. */
export const QUIET_BELOW = 0.01;
/** A click is no voice: this share of the recording has to be loud. */
const LOUD_SHARE = 0.05;

/** Judges the loudness of consecutive short windows (some 50 ms each): RMS from 0 to 1 of full scale, in any order. */
export function judgeMicrophone(windows: readonly number[]): MicrophoneVerdict {
  if (windows.length === 0) return 'unmeasured';
  if (windows.every((rms) => rms === 0)) return 'silent';
  const loud = windows.filter((rms) => rms >= QUIET_BELOW).length;
  return loud > windows.length * LOUD_SHARE ? 'heard' : 'quiet';
}
