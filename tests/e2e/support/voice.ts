// A voice for Chromium's fake microphone: its own beeps once a second, so that a measurement waits for the next beep. This hums
// without a pause, up and down like speech, so that echo and noise filters leave it alone.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RATE_HZ = 48_000;
const SECONDS = 4;
const HEADER_BYTES = 44;
const PEAK = 9000;

function sampleAt(index: number): number {
  const t = index / RATE_HZ;
  // A pitch between 110 and 190 Hz, five harmonics, loudness in syllables of an eighth of a second that never reach zero.
  const phase = 2 * Math.PI * (150 * t + (40 / (2 * Math.PI * 1.5)) * Math.sin(2 * Math.PI * 1.5 * t));
  const tone = [1, 0.6, 0.4, 0.3, 0.2].reduce((sum, gain, n) => sum + gain * Math.sin(phase * (n + 1)), 0);
  return Math.round(tone * PEAK * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t)) * 0.4);
}

/** A WAV file (RIFF, 16 bit, mono) of it. */
function wav(): Buffer {
  const samples = RATE_HZ * SECONDS;
  const file = Buffer.alloc(HEADER_BYTES + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE_HZ, 24);
  file.writeUInt32LE(RATE_HZ * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1)
    file.writeInt16LE(sampleAt(index), HEADER_BYTES + index * 2);
  return file;
}

/** The arguments that give Chromium this voice. */
export function voiceArguments(): readonly string[] {
  const path = join(mkdtempSync(join(tmpdir(), 'bothways-voice-')), 'voice.wav');
  writeFileSync(path, wav());
  return [`--use-file-for-fake-audio-capture=${path}`];
}
