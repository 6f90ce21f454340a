import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeDescription, type DescribedSide } from '../../../src/media/code-description.ts';
import {
  CODEC_CHOICES,
  DEFAULT_CODING,
  PACKET_TIMES_MS,
  type SoundCoding,
} from '../../../src/media/sound-coding.ts';

const SDP = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126',
  'c=IN IP4 0.0.0.0',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:9 G722/8000',
  'a=rtpmap:126 telephone-event/8000',
  'a=sendrecv',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=rtpmap:96 VP8/90000',
  '',
].join('\r\n');

const coded = (change: Partial<SoundCoding>, side: DescribedSide = 'local', sdp = SDP): string =>
  codeDescription(sdp, { ...DEFAULT_CODING, ...change }, side);

const coding = fc.record({
  codec: fc.constantFrom(...CODEC_CHOICES),
  errorCorrection: fc.boolean(),
  pausesInSilence: fc.boolean(),
  packetTimeMs: fc.constantFrom(...PACKET_TIMES_MS),
  maxKilobits: fc.integer({ min: 0, max: 510 }),
  marksPackets: fc.boolean(),
  jitterBufferMs: fc.integer({ min: 0, max: 4000 }),
});

describe('how the sound is coded', () => {
  it('leaves a description as it is where nothing else is wanted', () => {
    expect(coded({})).toBe(SDP);
    expect(coded({}, 'remoteAnswer')).toBe(SDP);
  });

  it('puts the preferred codec first, whether it is mapped or static', () => {
    expect(coded({ codec: 'g722' })).toContain('SAVPF 9 111 63 0 8 13 110 126\r\n');
    expect(coded({ codec: 'g711' })).toContain('SAVPF 0 8 111 63 9 13 110 126\r\n');
  });

  it('leaves the order of an answer of theirs alone: they chose', () => {
    expect(coded({ codec: 'g711' }, 'remoteAnswer')).toBe(SDP);
    expect(coded({ codec: 'g711' }, 'remoteOffer')).toContain('SAVPF 0 8 111');
  });

  it('asks for DTX, a bit rate and a packet time, and keeps what stood there', () => {
    const sdp = coded({ pausesInSilence: true, maxKilobits: 24, packetTimeMs: 60 });
    expect(sdp).toContain('a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=24000\r\n');
    expect(sdp).toContain('a=sendrecv\r\na=ptime:60\r\nm=video');
  });

  it('leaves out error correction on both sides where it is not wanted', () => {
    for (const side of ['local', 'remoteOffer', 'remoteAnswer'] as const)
      expect(coded({ errorCorrection: false }, side)).toContain('useinbandfec=0');
  });

  it('does not talk a far side into error correction, nor over its bit rate', () => {
    const theirs = SDP.replace('useinbandfec=1', 'maxaveragebitrate=16000');
    expect(coded({ maxKilobits: 32 }, 'remoteAnswer', theirs)).toContain(
      'a=fmtp:111 minptime=10;maxaveragebitrate=16000\r\n',
    );
  });

  it('writes parameters where there are none', () => {
    const bare = SDP.replace('a=fmtp:111 minptime=10;useinbandfec=1\r\n', '');
    expect(coded({ pausesInSilence: true }, 'remoteAnswer', bare)).toContain(
      'a=rtpmap:111 opus/48000/2\r\na=fmtp:111 usedtx=1\r\n',
    );
  });

  it('takes the packet time of ours in place of theirs', () => {
    const theirs = SDP.replace('a=sendrecv', 'a=ptime:30\r\na=sendrecv');
    const sdp = coded({ packetTimeMs: 40 }, 'remoteAnswer', theirs);
    expect(sdp.match(/a=ptime:\d+/gu)).toEqual(['a=ptime:40']);
  });

  it('sends no longer packets than they take', () => {
    const theirs = SDP.replace('a=sendrecv', 'a=maxptime:40\r\na=sendrecv');
    expect(coded({ packetTimeMs: 60 }, 'remoteOffer', theirs)).toContain('a=ptime:40\r\n');
    expect(coded({ packetTimeMs: 60 }, 'local', theirs)).toContain('a=ptime:60\r\n');
  });

  it('leaves refused audio, video and anything else alone', () => {
    const refused = SDP.replace('m=audio 9', 'm=audio 0');
    fc.assert(
      fc.property(coding, (each) => {
        expect(codeDescription(refused, each, 'local')).toBe(refused);
        expect(codeDescription('', each, 'local')).toBe('');
        expect(codeDescription('nonsense', each, 'remoteAnswer')).toBe('nonsense');
      }),
    );
  });

  it('never loses a payload type or a line, and says the same when done twice', () => {
    const types = (sdp: string): readonly string[] =>
      /m=audio \S+ \S+ (.*)/u.exec(sdp)?.[1]?.split(' ').sort() ?? [];
    fc.assert(
      fc.property(
        coding,
        fc.constantFrom('local' as const, 'remoteOffer' as const, 'remoteAnswer' as const),
        (each, side) => {
          const once = codeDescription(SDP, each, side);
          expect(types(once)).toEqual(types(SDP));
          expect(codeDescription(once, each, side)).toBe(once);
          expect(once.split('\r\n').length).toBeGreaterThanOrEqual(SDP.split('\r\n').length);
        },
      ),
    );
  });
});
