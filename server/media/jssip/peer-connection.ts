// The far end's RTCPeerConnection: werift, set up for the demo.
// Owns codecs, addresses and ports, and what JsSIP expects beyond them; refuses STUN and TURN (it is on the server).
import { RTCPeerConnection, RTCRtpCodecParameters, type PeerConfig } from 'werift';
import { createPortWindows } from './port-windows.ts';

export type FarEndConfig = Partial<PeerConfig>;

const codec = (mimeType: string, clockRate: number, more: Partial<RTCRtpCodecParameters>) =>
  new RTCRtpCodecParameters({ mimeType, clockRate, ...more });

/** As a server that has no Opus: payload types as chan_pjsip gives them in an offer of its own. */
function g711Codecs(): RTCRtpCodecParameters[] {
  return [
    codec('audio/PCMU', 8000, { channels: 1, payloadType: 0 }),
    codec('audio/telephone-event', 8000, { payloadType: 101, parameters: '0-16' }),
  ];
}

function allCodecs(): RTCRtpCodecParameters[] {
  return [
    codec('audio/opus', 48_000, { channels: 2, payloadType: 111, parameters: 'minptime=10;useinbandfec=1' }),
    codec('audio/PCMU', 8000, { channels: 1, payloadType: 0 }),
    codec('audio/telephone-event', 48_000, { payloadType: 110, parameters: '0-15' }),
    codec('audio/telephone-event', 8000, { payloadType: 126, parameters: '0-15' }),
  ];
}

/** The UDP ports of the far end's media, first and last, unless told otherwise. */
export const DEFAULT_MEDIA_PORTS: readonly [number, number] = [41_000, 41_999];

let nextWindow = createPortWindows(DEFAULT_MEDIA_PORTS);

let audioCodecs = allCodecs;

/** What the connections made from now on speak. */
export function setFarEndCodecs(codecs: 'all' | 'g711'): void {
  audioCodecs = codecs === 'all' ? allCodecs : g711Codecs;
}

/** Sets the UDP ports for the connections made from now on. */
export function setMediaPorts(ports: readonly [number, number]): void {
  nextWindow = createPortWindows(ports);
}

export class FarEndPeerConnection extends RTCPeerConnection {
  constructor(config: FarEndConfig = {}) {
    super({
      codecs: { audio: audioCodecs(), video: [] },
      iceServers: [],
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      icePortRange: nextWindow(),
      ...(config.debug === undefined ? {} : { debug: config.debug }),
    });
  }

  /** JsSIP passes null where it has no constraints; werift takes undefined only. */
  override createOffer(
    options?: { iceRestart?: boolean } | null,
  ): ReturnType<RTCPeerConnection['createOffer']> {
    return super.createOffer(options ?? {});
  }

  /**
   * JsSIP hangs up on `failed`. The demo's far end is patient instead: a phone that lost its network
   * may come back with an ICE restart, and the call's own watch (call-watch.ts) ends it where it does not.
   */
  override get iceConnectionState(): RTCPeerConnection['iceConnectionState'] {
    const state = super.iceConnectionState;
    return state === 'failed' ? 'disconnected' : state;
  }
}
