// What a call gives to JsSIP of its media: the stream, and how the peer connection may connect.
import { isRelayOverTcp } from '../../relay-url.ts';
import type { IceServer, PathChoice, SessionMedia } from '../../user-agent.ts';

/** The servers as a browser takes them. */
export const serversOf = (entries: SessionMedia['iceServers']): RTCIceServer[] =>
  entries.map((server) => ({ ...server, urls: [...server.urls] }));

/** Options every INVITE or 200 of ours shares. */
export function mediaOptions(media: SessionMedia): {
  mediaStream: MediaStream;
  pcConfig: RTCConfiguration;
  rtcOfferConstraints: RTCOfferOptions;
} {
  if (!(media.microphone instanceof MediaStream))
    throw new TypeError('the microphone is not a browser stream');
  // No bundle policy: with `max-bundle` an answer without a BUNDLE group, as rtpengine makes from a plain phone's, is refused.
  const { iceTransportPolicy } = media;
  const pcConfig: RTCConfiguration = { iceServers: serversOf(media.iceServers), iceTransportPolicy };
  return { mediaStream: media.microphone, pcConfig, rtcOfferConstraints: {} };
}

/** The servers, cut down to what the choice may use. */
function chosen(servers: readonly IceServer[], choice: PathChoice): readonly IceServer[] {
  if (choice !== 'relayOverTcp') return servers;
  return servers
    .map((server) => ({ ...server, urls: server.urls.filter(isRelayOverTcp) }))
    .filter(({ urls }) => urls.length > 0);
}

/** Gives a connection other servers from its next restart on. */
export function useServers(
  connection: RTCPeerConnection,
  servers: SessionMedia['iceServers'],
  choice: PathChoice,
): void {
  if (connection.signalingState === 'closed') return;
  const iceServers = serversOf(chosen(servers, choice));
  const iceTransportPolicy = choice === 'all' ? 'all' : 'relay';
  try {
    const before = connection.getConfiguration();
    connection.setConfiguration({ ...before, iceTransportPolicy, iceServers });
  } catch {
    // A list that the browser will not take (W3C webrtc 4.4.1.6): the restart goes on with the servers it had.
  }
}
