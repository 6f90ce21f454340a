// The sections of two descriptions correspond one by one, whatever is offered; the browser sees the sound alone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptionFaults } from '../../../../src/sip/description-faults.ts';
import {
  hearAnswer,
  hearOffer,
  NO_LAYOUT,
  tellAnswer,
  tellOffer,
  UNUSABLE,
} from '../../../../src/sip/description/layout.ts';
import { midOf, readDescription } from '../../../../src/sip/description/sections.ts';
import { withKeysThatArrive } from '../../../../src/sip/description/tone-order.ts';
import { recordedDescription, recordedDescriptions } from '../../../fixtures/descriptions/recorded.ts';

const offer = recordedDescription('click to call (AMI Originate)');
const [head = '', sound = ''] = offer.split(/(?=^m=audio)/mu);
/** What a browser says, with the sound alone. */
const ours = (mid: string): string =>
  `v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE ${mid}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:${mid}\r\na=sendrecv\r\n`;

const section = fc.record({
  media: fc.constantFrom('video', 'image', 'message', 'application', 'text', 'audio', 'x-odd'),
  port: fc.nat(65_535),
  protocol: fc.constantFrom('RTP/AVP', 'udptl', 'TCP/MSRP', 'UDP/DTLS/SCTP'),
  formats: fc.array(fc.constantFrom('t38', '*', '96', 'webrtc-datachannel'), { maxLength: 3 }),
  mid: fc.constantFrom(undefined, 'a', 'b', 'audio-0'),
});
const text = ({
  media,
  port,
  protocol,
  formats,
  mid,
}: {
  media: string;
  port: number;
  protocol: string;
  formats: string[];
  mid: string | undefined;
}): string =>
  `m=${media} ${String(port)} ${protocol} ${formats.join(' ')}\r\n${mid === undefined ? '' : `a=mid:${mid}\r\n`}`;

describe('an offer of many sections', () => {
  it('is answered section by section, with the one sound that can be used', () => {
    fc.assert(
      fc.property(
        fc.array(section, { maxLength: 5 }),
        fc.array(section, { maxLength: 5 }),
        (before, after) => {
          const whole = head + before.map(text).join('') + sound + after.map(text).join('');
          const heard = hearOffer(whole, NO_LAYOUT);
          const given = readDescription(heard.sdp);
          expect(given.sections).toHaveLength(1);
          expect(descriptionFaults(heard.sdp)).toEqual([]);
          const mid = given.sections.map(midOf)[0] ?? '';
          const answer = readDescription(tellAnswer(ours(mid), heard.layout));
          const offered = readDescription(whole).sections;
          expect(answer.sections.map(({ media, protocol }) => [media, protocol])).toEqual(
            offered.map(({ media, protocol }) => [media, protocol]),
          );
          const used = answer.sections.flatMap(({ port }, index) => (port === 0 ? [] : [index]));
          expect(used).toEqual([before.length]);
          expect(answer.sections.every(({ formats }) => formats.length > 0)).toBe(true);
          const mids = answer.sections.map(midOf);
          expect(mids[before.length]).toBe('audio-0');
          expect(mids.filter((each) => each === 'audio-0')).toHaveLength(1);
          // Our own next offer has the same sections, and theirs again the same sound.
          const next = tellOffer(ours(mid), heard.layout);
          expect(readDescription(next.sdp).sections.map(({ media }) => media)).toEqual(
            offered.map(({ media }) => media),
          );
          expect(readDescription(hearAnswer(whole, next.layout)).sections).toHaveLength(1);
        },
      ),
    );
  });

  it('is refused whole where no sound can be used', () => {
    expect(hearOffer(`${head}m=video 9 RTP/AVP 96\r\n`, NO_LAYOUT)).toEqual({
      sdp: UNUSABLE,
      layout: NO_LAYOUT,
    });
    expect(hearAnswer(offer.replace(/^m=audio \d+/mu, 'm=audio 0'), NO_LAYOUT)).toBe(UNUSABLE);
  });

  it('keeps the sound where it was, though another would do as well, and the mid by which the browser knows it', () => {
    const first = hearOffer(`${head}m=video 9 RTP/AVP 96\r\n${sound}`, NO_LAYOUT);
    const again = hearOffer(`${head}${sound}${sound}`.replaceAll('audio-0', 'new'), first.layout);
    expect(again.layout).toMatchObject({ sound: 1, mid: 'audio-0' });
    expect(again.sdp).toContain('a=mid:audio-0\r\n');
    expect(tellAnswer(ours('audio-0'), again.layout)).toContain('a=mid:new\r\n');
  });

  it('leaves our own offer as it is before anything was heard', () => {
    expect(tellOffer(ours('0'), NO_LAYOUT)).toEqual({
      sdp: ours('0'),
      layout: { sections: undefined, sound: 0, mid: '0' },
    });
  });

  it('has the browser’s own mid in its answer where it had none, as browsers do', () => {
    const heard = hearOffer(offer.replace(/^a=(?:mid|group)[^\r]*\r\n/gmu, ''), NO_LAYOUT);
    expect(heard.sdp).toContain('a=mid:0\r\n');
    expect(tellAnswer(ours('0'), heard.layout)).toContain('a=mid:0\r\n');
  });
});

describe('what the browser is given', () => {
  it('is the same when it is read again, and has no fault where the whole had none', () => {
    for (const { sdp } of recordedDescriptions().filter((each) => descriptionFaults(each.sdp).length === 0)) {
      const once = hearOffer(sdp, NO_LAYOUT).sdp;
      expect(hearOffer(once, NO_LAYOUT).sdp).toBe(once);
      expect(descriptionFaults(once)).toEqual([]);
    }
  });

  it('is written of anything, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 1000 }), fc.nat(offer.length), (rubbish, at) => {
        const heard = hearOffer(offer.slice(0, at) + rubbish, NO_LAYOUT);
        tellAnswer(ours('0'), heard.layout);
        expect(typeof withKeysThatArrive(heard.sdp)).toBe('string');
      }),
    );
  });

  it('is written in time that grows with its length alone', () => {
    const startMs = performance.now();
    for (const pump of [
      'm=audio ',
      'a=rtpmap:1 ',
      '\r\n',
      'a=candidate:1 1 udp 1 1 1 typ host\r\n',
      'a=ssrc:1 a:',
      'c=IN IP4 ',
    ])
      hearOffer(`${offer}${pump.repeat(20_000)}`, NO_LAYOUT);
    expect(performance.now() - startMs).toBeLessThan(5000);
  });
});

describe('keys', () => {
  const formatsOf = (sdp: string): readonly string[] => readDescription(sdp).sections[0]?.formats ?? [];
  const described = (formats: string, ...maps: readonly string[]): string =>
    `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF ${formats}\r\n${maps.map((map) => `a=rtpmap:${map}\r\n`).join('')}`;
  const OPUS = '111 opus/48000/2';
  const AT_8 = '101 telephone-event/8000';
  const AT_48 = '110 telephone-event/48000';

  it.each([
    ['those of its clock beside Opus', described('111 0 101 110', OPUS, AT_8, AT_48), ['111', '0', '110']],
    [
      'G.711 first where they go with it alone',
      described('111 0 8 101', OPUS, AT_8),
      ['0', '111', '8', '101'],
    ],
    ['none where they go with nothing', described('111 101', OPUS, AT_8), ['111']],
    ['Opus first where they go with it alone', described('0 111 110', OPUS, AT_48), ['111', '0', '110']],
    ['nothing changed where there are none', described('111 0', OPUS), ['111', '0']],
    ['nothing changed where they fit', described('9 101', AT_8), ['9', '101']],
  ])('%s', (_name, sdp, formats) => {
    expect(formatsOf(withKeysThatArrive(sdp))).toEqual(formats);
    expect(withKeysThatArrive(withKeysThatArrive(sdp))).toBe(withKeysThatArrive(sdp));
  });
});
