// A voice for Chromium's fake microphone: its own beeps once a second, so that a measurement waits for the next beep. This hums
// without a pause, up and down like speech, so that echo and noise filters leave it alone.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { wavFile } from '../../fixtures/wav.ts';

const RATE_HZ = 48_000;
const SECONDS = 4;
const PEAK = 3600;

/** A pitch between 110 and 190 Hz, five harmonics, loudness in syllables of a quarter of a second that never reach zero. */
function sampleAt(second: number): number {
  const phase = 2 * Math.PI * 150 * second + (40 / 1.5) * Math.sin(2 * Math.PI * 1.5 * second);
  const tone = [1, 0.6, 0.4, 0.3, 0.2].reduce((sum, gain, n) => sum + gain * Math.sin(phase * (n + 1)), 0);
  return tone * PEAK * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * second));
}

/** The arguments that give Chromium this voice. */
export function voiceArguments(): readonly string[] {
  const path = join(mkdtempSync(join(tmpdir(), 'bothways-voice-')), 'voice.wav');
  writeFileSync(path, wavFile(sampleAt, SECONDS, RATE_HZ));
  return [`--use-file-for-fake-audio-capture=${path}`];
}
