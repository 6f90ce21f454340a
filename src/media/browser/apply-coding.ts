// What a description can't say of how the sound is coded: bit rate, marking of packets, jitter buffer.
// Source: W3C webrtc 5.2 (RTCRtpEncodingParameters), webrtc-extensions (jitterBufferTarget, networkPriority), RFC 8837.
import type { SoundCoding } from '../sound-coding.ts';

/** Not in every browser, nor in TypeScript's types of all of them. */
interface Extended {
  jitterBufferTarget?: number | null;
}

async function applyToSender(sender: RTCRtpSender, coding: SoundCoding): Promise<void> {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (encoding === undefined) return;
  if (coding.maxKilobits > 0) encoding.maxBitrate = coding.maxKilobits * 1000;
  else delete encoding.maxBitrate;
  encoding.priority = coding.marksPackets ? 'high' : 'low';
  encoding.networkPriority = coding.marksPackets ? 'high' : 'low';
  await sender.setParameters(parameters);
}

/** Applies it to every audio sender and receiver; what a browser does not have is left out. Never rejects. */
export async function applyCoding(connection: RTCPeerConnection, coding: SoundCoding): Promise<void> {
  for (const receiver of connection.getReceivers() as readonly (RTCRtpReceiver & Extended)[]) {
    if (receiver.track.kind === 'audio' && 'jitterBufferTarget' in receiver)
      receiver.jitterBufferTarget = coding.jitterBufferMs > 0 ? coding.jitterBufferMs : null;
  }
  const senders = connection.getSenders().filter(({ track }) => track?.kind === 'audio');
  // The connection may have been closed or renegotiated meanwhile; the next stable state applies it again.
  await Promise.allSettled(senders.map((sender) => applyToSender(sender, coding)));
}
