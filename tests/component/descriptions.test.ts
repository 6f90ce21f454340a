// Whether what the phone reads in a description is what a browser really does with it: recorded ones and their kin, in Chromium.
import { describe, expect, it } from 'vitest';
import { descriptionFaults } from '../../src/sip/description-faults.ts';
import { singleSdp } from '../../src/sip/wire/sdp-body.ts';
import {
  gsmOffer,
  plainOffer,
  recordedDescription,
  recordedDescriptions,
  sdesOffer,
} from '../fixtures/descriptions/recorded.ts';

async function takes(kind: 'offer' | 'answer', sdp: string): Promise<boolean> {
  const connection = new RTCPeerConnection();
  connection.addTransceiver('audio');
  try {
    if (kind === 'answer') await connection.setLocalDescription(await connection.createOffer());
    await connection.setRemoteDescription({ type: kind, sdp });
    if (kind === 'offer') await connection.setLocalDescription(await connection.createAnswer());
    // A section may be taken for its keys alone (telephone-event): no sound.
    const local = connection.localDescription?.sdp ?? '';
    const isRefused = /^m=audio 0 /mu.test(local);
    return !isRefused && /^a=rtpmap:\d+ (?!telephone-event|CN)/imu.test(local);
  } catch {
    return false;
  } finally {
    connection.close();
  }
}

describe('a description that the phone would refuse is one that the browser refuses', () => {
  it.each(recordedDescriptions())('as recorded: $kind, $scene', async ({ kind, sdp }) => {
    expect(descriptionFaults(sdp).length === 0).toBe(await takes(kind, sdp));
  });

  const offer = recordedDescription('click to call (AMI Originate)');
  it.each([
    ['plain RTP', plainOffer(offer)],
    ['keys in the description (SDES)', sdesOffer(offer)],
    ['GSM alone', gsmOffer(offer)],
    ['no ICE', offer.replace(/^a=ice-\w+:[^\r]*\r\n/gmu, '')],
    ['no rtcp-mux', offer.replace('a=rtcp-mux\r\n', '')],
    ['audio refused', offer.replace(/^m=audio \d+/mu, 'm=audio 0')],
  ])('derived: %s', async (_name, sdp) => {
    expect(descriptionFaults(sdp)).not.toEqual([]);
    expect(await takes('offer', sdp)).toBe(false);
  });

  it.each([
    ['no line end', offer.trimEnd()],
    ['an empty line', `${offer}\r\n`],
  ])('with %s at its end is put right before the browser reads it', async (_name, sdp) => {
    expect(await takes('offer', sdp)).toBe(false);
    expect(await takes('offer', singleSdp('application/sdp', sdp) ?? sdp)).toBe(true);
  });
});
