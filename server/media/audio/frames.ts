// What the demo says by itself, 20 ms at a time: a tone and digital silence, in Opus and in G.711 mu-law.
// Owns the payloads and their clock; the bytes of the Opus tone are in opus-tone.ts.
import { OPUS_TONE_BASE64 } from './opus-tone.ts';

export interface FrameSource {
  /** RTP clock ticks in 20 ms (RFC 7587: 960; RFC 3551: 160). */
  readonly ticks: number;
  /** The payload of the n-th packet, n from 0. */
  frame(index: number): Buffer;
}

const OPUS_TONE = OPUS_TONE_BASE64.map((frame) => Buffer.from(frame, 'base64'));
/** A CELT frame of silence, 20 ms. */
const OPUS_SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const PCMU_SILENCE = Buffer.alloc(160, 0xff);

/** One 16-bit sample in G.711 mu-law (ITU-T G.711). */
export function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function pcmuToneSecond(): Buffer {
  const samples = Array.from({ length: 8000 }, (_, at) => Math.sin((2 * Math.PI * 440 * at) / 8000));
  return Buffer.from(samples.map((sample) => muLaw(Math.round(sample * 9830))));
}

const PCMU_TONE = pcmuToneSecond();

/** A 440 Hz tone for a codec (`audio/opus` or `audio/PCMU`). */
export function toneFrames(mimeType: string): FrameSource {
  if (/pcmu/i.test(mimeType)) {
    return { ticks: 160, frame: (index) => PCMU_TONE.subarray((index % 50) * 160, (index % 50) * 160 + 160) };
  }
  return { ticks: 960, frame: (index) => OPUS_TONE[index % OPUS_TONE.length] ?? OPUS_SILENCE };
}

/** What a codec can make nothing of: for Opus a packet that ends before the count of its frames (RFC 6716 3.2.5), else one without a sample. */
export function brokenFrames(mimeType: string): FrameSource {
  const isPcmu = /pcmu/i.test(mimeType);
  return { ticks: isPcmu ? 160 : 960, frame: () => Buffer.from(isPcmu ? [] : [0xff]) };
}

/** Digital silence for a codec: packets that flow and say nothing. */
export function silenceFrames(mimeType: string): FrameSource {
  if (/pcmu/i.test(mimeType)) return { ticks: 160, frame: () => PCMU_SILENCE };
  return { ticks: 960, frame: () => OPUS_SILENCE };
}
