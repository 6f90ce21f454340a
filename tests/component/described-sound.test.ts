// What the phone makes of a description of the far side before the browser reads it, in real Chromium: whatever the phone takes the browser
// takes, and whatever it refuses would be refused; the answer fits the offer, section by section (RFC 3264 6).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptionFaults } from '../../src/sip/description-faults.ts';
import { soundDirection } from '../../src/sip/description/direction.ts';
import { readDescription } from '../../src/sip/description/sections.ts';
import { Descriptions } from '../../src/sip/jssip/calls/descriptions.ts';
import { recordedDescription, recordedDescriptions } from '../fixtures/descriptions/recorded.ts';
import { newConnection } from './many-connections.ts';

const track = new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0];

function withSound(): RTCPeerConnection {
  const connection = newConnection();
  if (track !== undefined) connection.addTrack(track);
  return connection;
}

/** The far side's text through the phone into the browser, and its answer back; undefined where the browser refuses. */
async function answerTo(offer: string): Promise<string | undefined> {
  const descriptions = new Descriptions((sdp) => sdp);
  const connection = withSound();
  try {
    await connection.setRemoteDescription({
      type: 'offer',
      sdp: descriptions.describe(offer, 'remoteOffer'),
    });
    await connection.setLocalDescription(await connection.createAnswer());
    return descriptions.describe(connection.localDescription?.sdp ?? '', 'localAnswer');
  } catch {
    return undefined;
  } finally {
    connection.close();
  }
}

/** What the browser makes of an answer to its offer: the direction in force; undefined where it refuses. */
async function directionAfter(answer: (offer: string) => string): Promise<string | null | undefined> {
  const descriptions = new Descriptions((sdp) => sdp);
  const connection = withSound();
  const [transceiver] = connection.getTransceivers();
  try {
    await connection.setLocalDescription(await connection.createOffer());
    const offer = descriptions.describe(connection.localDescription?.sdp ?? '', 'local');
    const sdp = descriptions.describe(answer(offer), 'remoteAnswer');
    await connection.setRemoteDescription({ type: 'answer', sdp });
    return transceiver?.currentDirection;
  } catch {
    return undefined;
  } finally {
    connection.close();
  }
}

const asterisk = recordedDescription('click to call (AMI Originate)');
const mediaLines = (sdp: string): string[] =>
  readDescription(sdp).sections.map(({ media, port }) => `${media} ${port === 0 ? 'no' : 'yes'}`);

const OTHERS: Readonly<Record<string, string>> = {
  'a video as plain RTP': 'm=video 4000 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n',
  'a fax with a mid': 'm=image 4000 udptl t38\r\na=mid:fax\r\na=T38FaxVersion:0\r\n',
  messages: 'm=message 4000 TCP/MSRP *\r\na=accept-types:text/plain\r\n',
  'an application': 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=sctp-port:5000\r\na=mid:data\r\n',
  text: 'm=text 4002 RTP/AVP 98\r\na=rtpmap:98 t140/1000\r\n',
  'a second sound as plain RTP': 'm=audio 4004 RTP/AVP 0\r\n',
  'a kind that nobody knows': 'm=smell 1 FOO/BAR x y\r\n',
  'the same mid again': 'm=video 4000 RTP/AVP 96\r\na=mid:audio-0\r\n',
};

describe('an offer with more than sound', () => {
  it.each(Object.entries(OTHERS))(
    '%s is refused by its section alone, wherever it stands',
    async (_name, other) => {
      const [head = '', sound = ''] = asterisk.split(/(?=^m=audio)/mu);
      const kind = /^m=(\w+)/u.exec(other)?.[1] ?? '';
      const refused = `${kind} no`;
      expect(mediaLines((await answerTo(`${head}${sound}${other}`)) ?? '')).toEqual(['audio yes', refused]);
      expect(mediaLines((await answerTo(`${head}${other}${sound}`)) ?? '')).toEqual([refused, 'audio yes']);
      const bundled = head.replace('BUNDLE audio-0', 'BUNDLE audio-0 fax data nobody');
      expect(mediaLines((await answerTo(`${bundled}${other}${sound}${other}`)) ?? '')).toEqual([
        refused,
        'audio yes',
        refused,
      ]);
    },
  );

  it('a browser takes the answer that refuses its video, its second sound and its data', async () => {
    const connection = withSound();
    connection.addTransceiver('video');
    connection.addTransceiver('audio');
    connection.createDataChannel('x');
    await connection.setLocalDescription(await connection.createOffer());
    const answer = (await answerTo(connection.localDescription?.sdp ?? '')) ?? '';
    expect(mediaLines(answer)).toEqual(['audio yes', 'video no', 'audio no', 'application no']);
    await connection.setRemoteDescription({ type: 'answer', sdp: answer });
    // What was refused is gone (W3C webrtc 4.4.1.5).
    expect(connection.getTransceivers().map(({ currentDirection }) => currentDirection)).toEqual([
      'sendrecv',
    ]);
    connection.close();
  });

  it('is answered the same way when it is made again, and our own offer keeps every section', async () => {
    const video = OTHERS['a video as plain RTP'] ?? '';
    const [head = '', sound = ''] = asterisk.split(/(?=^m=audio)/mu);
    const descriptions = new Descriptions((sdp) => sdp);
    const connection = withSound();
    const answer = async (offer: string): Promise<string> => {
      await connection.setRemoteDescription({
        type: 'offer',
        sdp: descriptions.describe(offer, 'remoteOffer'),
      });
      await connection.setLocalDescription(await connection.createAnswer());
      return descriptions.describe(connection.localDescription?.sdp ?? '', 'localAnswer');
    };
    expect(mediaLines(await answer(`${head}${video}${sound}`))).toEqual(['video no', 'audio yes']);
    const renamed = `${head}${video}${sound}`.replaceAll('audio-0', 'other');
    const again = await answer(renamed);
    expect(mediaLines(again)).toEqual(['video no', 'audio yes']);
    expect(again).toContain('a=mid:other\r\n');
    await connection.setLocalDescription(await connection.createOffer());
    const ours = descriptions.describe(connection.localDescription?.sdp ?? '', 'local');
    expect(mediaLines(ours)).toEqual(['video no', 'audio yes']);
    const theirs = renamed.replace('setup:actpass', 'setup:passive').replace('m=video 4000', 'm=video 0');
    await connection.setRemoteDescription({
      type: 'answer',
      sdp: descriptions.describe(theirs, 'remoteAnswer'),
    });
    expect(connection.signalingState).toBe('stable');
    connection.close();
  });
});

const HARMLESS: Readonly<Record<string, (sdp: string) => string>> = {
  'no line end': (sdp) => sdp.trimEnd(),
  'an empty line at the end': (sdp) => `${sdp}\r\n`,
  'empty lines within': (sdp) => sdp.replaceAll('\r\n', '\r\n\r\n'),
  'bare line feeds': (sdp) => sdp.replaceAll('\r\n', '\n'),
  'bare carriage returns': (sdp) => sdp.replaceAll('\r\n', '\r'),
  'spaces at line ends': (sdp) => sdp.replaceAll('\r\n', '  \r\n'),
  'no mid': (sdp) => sdp.replace(/^a=(?:mid|group)[^\r]*\r\n/gmu, ''),
  'an empty session name': (sdp) => sdp.replace(/^s=.*$/mu, 's='),
  'no session name': (sdp) => sdp.replace(/^s=[^\r]*\r\n/mu, ''),
  'no time': (sdp) => sdp.replace(/^t=[^\r]*\r\n/mu, ''),
  'an owner that is none': (sdp) => sdp.replace(/^o=.*$/mu, 'o=- x'),
  'rubbish lines': (sdp) => sdp.replaceAll('\r\na=', '\r\nrubbish\r\na='),
  'a candidate that is none': (sdp) => `${sdp}a=candidate:1 1 udp x y z\r\n`,
  'a map that is none': (sdp) => `${sdp}a=rtpmap:0 PCMU\r\na=rtpmap:x y/z\r\n`,
  'a bandwidth that is none': (sdp) => sdp.replace(/^(m=audio.*)$/mu, '$1\r\nb=AS:x'),
  'a range of ports': (sdp) => sdp.replace(/^m=audio (\d+)/mu, 'm=audio $1/2'),
  'formats that are none': (sdp) => sdp.replace(/^(m=audio.*)$/mu, '$1 200 abc 0'),
  'the profile of plain RTP': (sdp) => sdp.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'),
  'rtcp-mux for all': (sdp) =>
    sdp.replace('a=rtcp-mux\r\n', '').replace('t=0 0\r\n', 't=0 0\r\na=rtcp-mux\r\n'),
  'keys beside the fingerprint': (sdp) =>
    `${sdp}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n`,
  'a bundle with nobody in it': (sdp) => sdp.replace(/^a=group.*$/mu, 'a=group:BUNDLE audio-0 nobody'),
  'a broken ssrc': (sdp) => `${sdp}a=ssrc:x y\r\na=ssrc-group:FID 1\r\na=extmap:x\r\na=msid:\r\n`,
};

describe('what does no harm', () => {
  it.each(Object.entries(HARMLESS))('in an offer: %s', async (_name, change) => {
    expect(descriptionFaults(change(asterisk))).toEqual([]);
    expect(mediaLines((await answerTo(change(asterisk))) ?? '')).toEqual(['audio yes']);
  });

  it.each(Object.entries(HARMLESS))('in an answer: %s', async (_name, change) => {
    const echo = recordedDescription('echo')
      .replace('a=mid:0', 'a=mid:audio-0')
      .replace('BUNDLE 0', 'BUNDLE audio-0');
    expect(await directionAfter(() => change(echo))).toBe('sendrecv');
  });

  it('in an answer: a role that was not chosen, sections too many', async () => {
    const echo = recordedDescription('echo');
    expect(await directionAfter(() => echo.replace('setup:active', 'setup:actpass'))).toBe('sendrecv');
    expect(await directionAfter(() => `${echo}m=video 0 RTP/AVP 96\r\n`)).toBe('sendrecv');
    expect(await directionAfter(() => echo.replace(/^m=audio \d+/mu, 'm=audio 0'))).toBeUndefined();
  });
});

describe('the direction that the phone reads is the one that the browser has', () => {
  const mirrored = {
    sendrecv: 'sendrecv',
    sendonly: 'recvonly',
    recvonly: 'sendonly',
    inactive: 'inactive',
  } as const;

  it.each([
    ['sendonly', (sdp: string) => sdp.replace('a=sendrecv', 'a=sendonly')],
    ['recvonly', (sdp: string) => sdp.replace('a=sendrecv', 'a=recvonly')],
    ['inactive', (sdp: string) => sdp.replace('a=sendrecv', 'a=inactive')],
    ['sendonly', (sdp: string) => sdp.replace('a=sendrecv\r\n', '').replace('t=0 0', 't=0 0\r\na=sendonly')],
    ['inactive', (sdp: string) => sdp.replace('a=sendrecv', 'a=sendrecv\r\na=inactive')],
    ['sendonly', (sdp: string) => sdp.replace(/^c=.*$/mu, 'c=IN IP4 0.0.0.0')],
    ['sendonly', (sdp: string) => sdp.replace(/^c=.*$/mu, 'c=IN IP6 ::')],
    ['sendonly', (sdp: string) => sdp.replace(/^(m=audio.*)$/mu, '$1\r\nb=AS:0')],
  ] as const)('%s', async (direction, change) => {
    const changed = change(recordedDescription('echo'));
    expect(soundDirection(changed)).toBe(direction);
    expect(await directionAfter(() => change(recordedDescription('echo')))).toBe(mirrored[direction]);
    expect(soundDirection((await answerTo(change(asterisk))) ?? '')).toBe(mirrored[direction]);
  });
});

describe('whatever is done to a description', () => {
  const originals = recordedDescriptions()
    .filter(({ kind }) => kind === 'offer')
    .map(({ sdp }) => sdp);
  const step = fc.record({
    what: fc.constantFrom('drop', 'double', 'swap', 'cut', 'spoil'),
    at: fc.nat(60),
    to: fc.nat(60),
  });
  interface Step {
    readonly what: string;
    readonly at: number;
    readonly to: number;
  }

  function changed(lines: readonly string[], { what, at, to }: Step): readonly string[] {
    const index = at % lines.length;
    const line = lines[index] ?? '';
    const others = lines.filter((_line, each) => each !== index);
    if (what === 'drop') return others;
    if (what === 'double') return [...lines.slice(0, index), line, ...lines.slice(index)];
    if (what === 'swap')
      return [...others.slice(0, to % lines.length), line, ...others.slice(to % lines.length)];
    const cut = line.slice(0, to % (line.length + 1));
    return lines.map((each, position) =>
      position === index ? (what === 'cut' ? cut : `${cut}%${line.slice(cut.length + 1)}`) : each,
    );
  }

  it('the browser takes it where the phone finds no fault, and never where it does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals),
        fc.array(step, { minLength: 1, maxLength: 4 }),
        async (original, steps) => {
          const lines = steps.reduce<readonly string[]>(
            (all, each) => changed(all, each),
            original.trimEnd().split('\r\n'),
          );
          const offer = lines.join('\r\n');
          if (descriptionFaults(offer).length === 0 && readDescription(offer).sections.length > 0) {
            const answer = await answerTo(offer);
            expect(answer, offer).toBeDefined();
            expect(mediaLines(answer ?? '').map((line) => line.split(' ')[0])).toEqual(
              readDescription(offer).sections.map(({ media }) => media),
            );
          } else if (readDescription(offer).sections.length > 0)
            expect(await answerTo(offer), offer).toBeUndefined();
        },
      ),
      { numRuns: 400, seed: 12 },
    );
  }, 60_000);
});
