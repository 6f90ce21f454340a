// What a description lacks, by name. That a browser agrees is shown in tests/component/descriptions.test.ts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptionFaults } from '../../../src/sip/description-faults.ts';
import {
  gsmOffer,
  plainOffer,
  recordedDescription,
  recordedDescriptions,
  sdesOffer,
} from '../../fixtures/descriptions/recorded.ts';

const offer = recordedDescription('click to call (AMI Originate)');

describe('a description of the far side', () => {
  it.each(recordedDescriptions().filter(({ scene }) => !scene.endsWith('=no')))(
    'has no fault where sound flowed: $scene',
    ({ sdp }) => {
      expect(descriptionFaults(sdp)).toEqual([]);
    },
  );

  it('lacks what the endpoint was not told to give', () => {
    expect(descriptionFaults(recordedDescription('endpoint: ice_support=no'))).toEqual(['soundWithoutIce']);
    expect(descriptionFaults(recordedDescription('endpoint: rtcp_mux=no'))).toEqual(['soundWithoutMux']);
  });

  it('names the most fundamental fault first', () => {
    expect(descriptionFaults(plainOffer(offer))).toEqual([
      'soundNotEncrypted',
      'soundWithoutIce',
      'soundWithoutMux',
    ]);
    expect(descriptionFaults(sdesOffer(offer))[0]).toBe('soundNotEncrypted');
    expect(descriptionFaults(gsmOffer(offer))).toEqual(['noCommonCodec']);
  });

  it('has no sound where it describes a fax or a video alone, or refuses the sound', () => {
    expect(descriptionFaults('v=0\r\nm=image 4000 udptl t38\r\n')).toEqual(['noSoundOffered']);
    expect(descriptionFaults('v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n')).toEqual(['noSoundOffered']);
    expect(descriptionFaults(offer.replace(/^m=audio \d+/mu, 'm=audio 0'))).toEqual(['noSoundOffered']);
  });

  it('counts the best of several sounds', () => {
    const plain = /^m=audio[\s\S]*/mu.exec(plainOffer(offer))?.[0] ?? '';
    expect(descriptionFaults(`${offer}${plain}`)).toEqual([]);
  });

  it('is not refused for transport that the section of another kind in its bundle may tell (RFC 9143 7.1.3)', () => {
    const transport = /^a=(?:fingerprint|setup|ice-\w+|rtcp-mux)[^\r]*\r\n/gmu;
    const lines = offer.match(transport)?.join('') ?? '';
    const video = `m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\na=mid:v\r\n${lines}`;
    const bundle = `${offer.replace(transport, '').replace('BUNDLE audio-0', 'BUNDLE v audio-0')}${video}`;
    expect(descriptionFaults(bundle)).toEqual([]);
    expect(descriptionFaults(bundle.replace(/^a=group.*\r\n/mu, ''))[0]).toBe('soundNotEncrypted');
  });

  it('is not judged where it describes no media, and never throws', () => {
    expect(descriptionFaults('')).toEqual([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), fc.nat(offer.length), (text, at) => {
        expect(Array.isArray(descriptionFaults(text))).toBe(true);
        expect(Array.isArray(descriptionFaults(offer.slice(0, at) + text))).toBe(true);
      }),
    );
  });

  it('is read in time that grows with its length alone', () => {
    const startMs = performance.now();
    for (const pump of ['m=audio ', 'm=audio 9 X 0\r\n', 'a=rtpmap:1 ', '\r\n', 'a=rtpmap:'])
      descriptionFaults(`v=0\r\n${pump.repeat(20_000)}`);
    expect(performance.now() - startMs).toBeLessThan(5000);
  });
});
