// Looks at one connection four times a second, without statistics.
import { PULSE_MS, type IceState, type MediaPulse, type Playback } from '../media-pulse.ts';
import type { CallMicrophone } from '../media-session.ts';

/** What is looked at besides the connection. */
export interface PulseSources {
  microphone(): CallMicrophone;
  playback(): Playback;
}

/** A mark of the last packet that was played: it changes with each. */
function lastPacketOf(receiver: RTCRtpReceiver | undefined): number | undefined {
  const times = (receiver?.getSynchronizationSources() ?? []).map(({ timestamp }) => timestamp);
  return times.length === 0 ? undefined : Math.max(...times);
}

function receiverOf(connection: RTCPeerConnection): RTCRtpReceiver | undefined {
  return connection
    .getTransceivers()
    .find(
      ({ receiver, currentDirection }) => receiver.track.kind === 'audio' && currentDirection !== 'stopped',
    )?.receiver;
}

/** Firefox tells of the whole connection later than of its one transport. */
function iceOf(connection: RTCPeerConnection, receiver: RTCRtpReceiver | undefined): IceState {
  return receiver?.transport?.iceTransport.state ?? connection.iceConnectionState;
}

function microphoneOf({ isEnded, isShutOff }: CallMicrophone): MediaPulse['microphone'] {
  if (isEnded) return 'ended';
  return isShutOff ? 'shutOff' : 'live';
}

function pulseOf(connection: RTCPeerConnection, sources: PulseSources): MediaPulse {
  const receiver = receiverOf(connection);
  return {
    atMs: performance.timeOrigin + performance.now(),
    lastPacket: lastPacketOf(receiver),
    connection: connection.connectionState,
    ice: iceOf(connection, receiver),
    playback: sources.playback(),
    microphone: microphoneOf(sources.microphone()),
    isHidden: document.hidden,
  };
}

/** Tells of each look; the returned function ends it. */
export function feelPulse(
  connection: RTCPeerConnection,
  sources: PulseSources,
  onPulse: (pulse: MediaPulse) => void,
): () => void {
  const timer = setInterval(() => {
    onPulse(pulseOf(connection, sources));
  }, PULSE_MS);
  return () => {
    clearInterval(timer);
  };
}
