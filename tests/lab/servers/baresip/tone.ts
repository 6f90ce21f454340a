// Sound files: the tone that the plain phone sends, and the energy of what it heard. RIFF WAVE, 16 bit PCM.

import { BYTES_A_SAMPLE, HEADER_BYTES, wavFile } from '../../../fixtures/wav.ts';

const FULL_SCALE = 32_768;
const PEAK = 9000;

/** A mono sine as a WAV file. */
export function toneFile(hertz: number, seconds: number, rate = 8000): Buffer {
  return wavFile((second) => PEAK * Math.sin(2 * Math.PI * hertz * second), seconds, rate);
}

/** What a recording holds that may still be growing (its header then says nothing of its length). */
export function soundIn(file: Buffer): { samples: number; energyOfLastSecond: number } {
  if (file.length <= HEADER_BYTES) return { samples: 0, energyOfLastSecond: 0 };
  const rate = file.readUInt32LE(24) * file.readUInt16LE(22);
  const samples = Math.floor((file.length - HEADER_BYTES) / BYTES_A_SAMPLE);
  const looked = Math.min(samples, rate);
  let sum = 0;
  for (let index = samples - looked; index < samples; index++) {
    sum += (file.readInt16LE(HEADER_BYTES + index * BYTES_A_SAMPLE) / FULL_SCALE) ** 2;
  }
  return { samples, energyOfLastSecond: looked === 0 ? 0 : Math.sqrt(sum / looked) };
}
