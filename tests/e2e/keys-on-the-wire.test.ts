// What a far side gets of a pressed key, packet by packet (RFC 4733 2.5): a real browser against a WebRTC stack in Node that answers with
// the formats of real servers, first as it says it, then as the phone gives it to the browser.
import type { Page } from '@playwright/test';
import { RTCPeerConnection as FarSide, RTCRtpCodecParameters, type RtpPacket } from 'werift';
import { withKeysThatArrive } from '../../src/sip/description/tone-order.ts';
import { expect, test } from './support/test.ts';

const codec = (name: string, clockRate: number, payloadType: number, channels = 1): RTCRtpCodecParameters =>
  new RTCRtpCodecParameters({ mimeType: `audio/${name}`, clockRate, payloadType, channels });
const OPUS = codec('opus', 48_000, 111, 2);
const PCMU = codec('PCMU', 8000, 0);
const KEYS_48 = codec('telephone-event', 48_000, 110);
const KEYS_8 = codec('telephone-event', 8000, 126);

interface Pressed {
  readonly canPress: boolean;
  readonly codec: string;
  /** Packets of the key: how many, and how many that say it is over. */
  readonly packets: number;
  readonly ends: number;
  /** How long it lasted, in its own clock. */
  readonly longest: number;
}

/** The offer without what this far side does not know. */
function understood(offer: string, codecs: readonly RTCRtpCodecParameters[]): string {
  const known = codecs.map(({ payloadType }) => String(payloadType));
  return offer
    .replace(
      /^(m=audio \S+ \S+) (.*)$/mu,
      (_line, head: string, all: string) =>
        `${head} ${all
          .trim()
          .split(' ')
          .filter((one) => known.includes(one))
          .join(' ')}`,
    )
    .split('\r\n')
    .filter((line) => known.includes(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /u.exec(line)?.[1] ?? known[0] ?? ''))
    .join('\r\n');
}

/** Calls, and presses 5 for 120 ms. */
async function press(
  page: Page,
  codecs: readonly RTCRtpCodecParameters[],
  order: readonly RTCRtpCodecParameters[],
  change: (sdp: string) => string,
): Promise<Pressed> {
  const farSide = new FarSide({ codecs: { audio: [...codecs] } });
  const packets: RtpPacket[] = [];
  farSide.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe((packet) => packets.push(packet));
  });
  const offer = await page.evaluate(async () => {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context);
    const source = new MediaStreamAudioDestinationNode(context);
    oscillator.connect(source);
    oscillator.start();
    const connection = new RTCPeerConnection();
    Object.assign(window, { connection });
    const [track] = source.stream.getAudioTracks();
    if (track !== undefined) connection.addTrack(track);
    await connection.setLocalDescription(await connection.createOffer());
    while (connection.iceGatheringState !== 'complete')
      await new Promise((resolve) => setTimeout(resolve, 20));
    return connection.localDescription?.sdp ?? '';
  });
  await farSide.setRemoteDescription({ type: 'offer', sdp: understood(offer, codecs) });
  await farSide.setLocalDescription(await farSide.createAnswer());
  const types = order.map(({ payloadType }) => String(payloadType)).join(' ');
  const answer = (farSide.localDescription?.sdp ?? '').replace(/^(m=audio \S+ \S+) .*$/mu, `$1 ${types}`);
  const said = await page.evaluate(async (sdp) => {
    const { connection } = window as unknown as { connection: RTCPeerConnection };
    await connection.setRemoteDescription({ type: 'answer', sdp });
    while (connection.connectionState !== 'connected')
      await new Promise((resolve) => setTimeout(resolve, 20));
    const dtmf = connection.getSenders()[0]?.dtmf;
    const canPress = dtmf?.canInsertDTMF === true;
    if (canPress) {
      const over = new Promise((resolve) =>
        dtmf.addEventListener('tonechange', ({ tone }) => tone === '' && resolve(undefined)),
      );
      dtmf.insertDTMF('5', 120, 70);
      await over;
    }
    const isSent = (each: { type: string; packetsSent?: number }): boolean =>
      each.type === 'outbound-rtp' && (each.packetsSent ?? 0) > 0;
    for (;;) {
      const stats = [
        ...(
          (await connection.getStats()) as unknown as Map<
            string,
            { id: string; type: string; packetsSent?: number; codecId?: string; mimeType?: string }
          >
        ).values(),
      ];
      const codecId = stats.find(isSent)?.codecId;
      const mimeType = stats.find(({ id }) => id === codecId)?.mimeType;
      if (mimeType !== undefined) return { canPress, codec: mimeType };
    }
  }, change(answer));
  const keys = (): RtpPacket[] => packets.filter(({ header }) => [110, 126].includes(header.payloadType));
  if (said.canPress)
    await expect.poll(() => keys().filter(({ payload }) => ((payload[1] ?? 0) & 0x80) !== 0).length).toBe(3);
  await page.evaluate(() => {
    (window as unknown as { connection: RTCPeerConnection }).connection.close();
  });
  await farSide.close();
  const heard = keys();
  return {
    ...said,
    packets: heard.length,
    ends: heard.filter(({ payload }) => ((payload[1] ?? 0) & 0x80) !== 0).length,
    longest: Math.max(0, ...heard.map(({ payload }) => payload.readUInt16BE(2))),
  };
}

const asSaid = (sdp: string): string => sdp;

test.beforeEach(async ({ phone }) => {
  await phone.open();
});

test('beside Opus a key goes by its clock, which the phone puts first', async ({ phone }) => {
  const codecs = [OPUS, KEYS_8, KEYS_48];
  expect(await press(phone.page, codecs, codecs, asSaid)).toMatchObject({
    codec: 'audio/opus',
    packets: 3,
    ends: 3,
  });
  const mended = await press(phone.page, codecs, codecs, withKeysThatArrive);
  expect(mended).toMatchObject({ codec: 'audio/opus', ends: 3, longest: 5760 });
  expect(mended.packets).toBeGreaterThan(6);
});

test('where keys go with G.711 alone, sound goes as G.711', async ({ phone }) => {
  const codecs = [OPUS, PCMU, KEYS_8];
  expect(await press(phone.page, codecs, codecs, asSaid)).toMatchObject({
    codec: 'audio/opus',
    packets: 3,
    ends: 3,
  });
  const mended = await press(phone.page, codecs, codecs, withKeysThatArrive);
  expect(mended).toMatchObject({ codec: 'audio/PCMU', ends: 3, longest: 960 });
  expect(mended.packets).toBeGreaterThan(6);
});

test('keys that go with no codec are not promised', async ({ phone }) => {
  const codecs = [OPUS, KEYS_8];
  expect(await press(phone.page, codecs, codecs, withKeysThatArrive)).toMatchObject({
    canPress: false,
    codec: 'audio/opus',
  });
});
