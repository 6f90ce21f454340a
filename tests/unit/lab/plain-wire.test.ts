// What is read at the plain phone's cable: packets counted by direction, and the tones in what came.
import { describe, expect, it } from 'vitest';
import { HERTZ } from '../../fixtures/voices.ts';
import { pcmuInCapture } from '../../lab/servers/baresip/capture.ts';
import { soundOfPcmu, voicesIn } from '../../lab/servers/baresip/pcmu.ts';

const OWN = '203.0.113.50';
const OTHER = '203.0.113.40';
const SILENCE = 0xff;

/** mu-law of a sample of -1 to 1, by search: the code whose sound is nearest. */
function codeOf(sample: number): number {
  const sounds = soundOfPcmu(Buffer.from(Array.from({ length: 256 }, (_, code) => code)));
  return sounds.reduce((best, sound, code) => {
    return Math.abs(sound - sample) < Math.abs((sounds[best] ?? 0) - sample) ? code : best;
  }, 0);
}

function tones(count: number, ...hertz: readonly number[]): Buffer {
  const at = (index: number) =>
    hertz.reduce((sum, each) => sum + 0.08 * Math.sin((2 * Math.PI * each * index) / 8000), 0);
  return Buffer.from(Array.from({ length: count }, (_, index) => codeOf(at(index))));
}

interface Rtp {
  readonly source: string;
  readonly payload: Buffer;
  readonly type?: number;
  readonly extensionWords?: number;
}

function packet({ source, payload, type = 0, extensionWords }: Rtp): Buffer {
  const extension =
    extensionWords === undefined
      ? Buffer.alloc(0)
      : Buffer.concat([Buffer.from([0xbe, 0xde, 0, extensionWords]), Buffer.alloc(extensionWords * 4, 9)]);
  const rtp = Buffer.alloc(12);
  rtp[0] = extensionWords === undefined ? 0x80 : 0x90;
  rtp[1] = type;
  const ip = Buffer.alloc(20);
  ip[0] = 0x45;
  Buffer.from(source.split('.').map(Number)).copy(ip, 12);
  const frame = Buffer.concat([Buffer.alloc(14), ip, Buffer.alloc(8), rtp, extension, payload]);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(frame.length, 8);
  header.writeUInt32LE(frame.length, 12);
  return Buffer.concat([header, frame]);
}

const capture = (...packets: readonly Buffer[]): Buffer => Buffer.concat([Buffer.alloc(24), ...packets]);

describe('the cable of the plain phone', () => {
  it('tells both directions apart, and what is no sound from what is', () => {
    const payload = Buffer.alloc(160, SILENCE);
    const file = capture(
      packet({ source: OTHER, payload }),
      packet({ source: OWN, payload }),
      packet({ source: OWN, payload }),
      packet({ source: OWN, payload, type: 200 }),
      packet({ source: OTHER, payload, type: 101 }),
      packet({ source: OTHER, payload, extensionWords: 3 }),
      packet({ source: OTHER, payload: Buffer.alloc(0) }),
    );
    const { sent, received, samples } = pcmuInCapture(file, OWN);
    expect({ sent, received, samples: samples.length }).toEqual({ sent: 2, received: 2, samples: 320 });
    expect(samples.every((sample) => sample === 0)).toBe(true);
  });

  it('reads a capture that is cut off, or has nothing yet', () => {
    const payload = Buffer.alloc(160, SILENCE);
    const file = capture(packet({ source: OTHER, payload }), packet({ source: OTHER, payload }));
    expect(pcmuInCapture(file.subarray(0, file.length - 1), OWN).received).toBe(1);
    expect(pcmuInCapture(file.subarray(0, 24), OWN)).toMatchObject({ sent: 0, received: 0 });
    expect(pcmuInCapture(Buffer.alloc(0), OWN).received).toBe(0);
  });

  it('names those whose tones came, and nobody where it was quiet', () => {
    expect(voicesIn(soundOfPcmu(tones(5600, HERTZ.a)))).toBe('a');
    expect(voicesIn(soundOfPcmu(tones(5600, HERTZ.b, HERTZ.d)))).toBe('b d');
    expect(voicesIn(soundOfPcmu(tones(5600, HERTZ.a, HERTZ.b, HERTZ.c, HERTZ.plain)))).toBe('a b c plain');
    expect(voicesIn(soundOfPcmu(tones(5600, 500)))).toBe('');
    expect(voicesIn(soundOfPcmu(Buffer.alloc(5600, SILENCE)))).toBe('');
    expect(voicesIn(new Float64Array())).toBe('');
  });

  it('is unsure of a tone that is faint', () => {
    const faint = soundOfPcmu(tones(5600, HERTZ.a)).map((sample) => sample / 8);
    expect(voicesIn(faint)).toContain('unsure');
  });
});
