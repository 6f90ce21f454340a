// Sound files: the tone that the plain phone sends, and the energy of what it heard. RIFF WAVE, 16 bit PCM.

const HEADER_BYTES = 44;
const BYTES_A_SAMPLE = 2;
const FULL_SCALE = 32_768;

/** A mono sine as a WAV file. */
export function toneFile(hertz: number, seconds: number, rate = 8000): Buffer {
  const samples = rate * seconds;
  const file = Buffer.alloc(HEADER_BYTES + samples * BYTES_A_SAMPLE);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * BYTES_A_SAMPLE, 28);
  file.writeUInt16LE(BYTES_A_SAMPLE, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * BYTES_A_SAMPLE, 40);
  for (let index = 0; index < samples; index++) {
    const value = Math.round(9000 * Math.sin((2 * Math.PI * hertz * index) / rate));
    file.writeInt16LE(value, HEADER_BYTES + index * BYTES_A_SAMPLE);
  }
  return file;
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
