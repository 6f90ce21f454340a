// G.711 mu-law (PCMU) as sound, and which tones are in it. Pure.
import { HERTZ, VOICES, type Voice } from '../../../fixtures/voices.ts';

const RATE_HZ = 8000;
const BIAS = 132;
const FULL_SCALE = 32_768;
/** What a phone's own tone has at its end is 0.08 (a browser) or 0.27 (the plain phone); what is below the second figure is none. */
const HEARD = 0.02;
const SILENT = 0.004;

/** Samples of -1 to 1 (ITU-T G.711, table 2a). */
export function soundOfPcmu(bytes: Buffer): Float64Array {
  return Float64Array.from(bytes, (byte) => {
    const inverted = ~byte & 255;
    const magnitude = (((inverted & 15) << 3) + BIAS) << ((inverted >> 4) & 7);
    return ((inverted & 128) === 0 ? magnitude - BIAS : BIAS - magnitude) / FULL_SCALE;
  });
}

/** The amplitude of one frequency, from 0 to 1, through a Hann window. */
function amplitudeAt(samples: Float64Array, hertz: number): number {
  const step = (2 * Math.PI) / Math.max(1, samples.length);
  const turn = (2 * Math.PI * hertz) / RATE_HZ;
  let [real, imaginary, weights] = [0, 0, 0];
  for (const [index, value] of samples.entries()) {
    const weight = 1 - Math.cos(step * index);
    real += weight * value * Math.cos(turn * index);
    imaginary += weight * value * Math.sin(turn * index);
    weights += weight;
  }
  return weights === 0 ? 0 : (2 * Math.hypot(real, imaginary)) / weights;
}

/** Whose tones are in it, as `heardBy` says it of a browser: `a plain`, or empty. */
export function voicesIn(samples: Float64Array): string {
  const levels = VOICES.map((voice): readonly [Voice, number] => [voice, amplitudeAt(samples, HERTZ[voice])]);
  const unsure = levels.filter(([, level]) => level > SILENT && level < HEARD);
  if (unsure.length > 0) return `unsure: ${JSON.stringify(unsure)}`;
  return levels.flatMap(([voice, level]) => (level >= HEARD ? [voice] : [])).join(' ');
}
