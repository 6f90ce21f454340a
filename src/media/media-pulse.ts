// What can be seen of a call's sound without statistics, four times a second: nearly free, and seen long before any event tells of it.
// Values only; what they mean is for the diagnosis.

/** What becomes of the sound that arrives. `blocked`: the browser wants a gesture first; `stopped`: paused or muted, by nobody here. */
export type Playback = 'plays' | 'blocked' | 'stopped';

/** RTCPeerConnectionState (W3C webrtc 4.3.3). */
export type ConnectionState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

/** RTCIceTransportState of the transport, or of the connection (W3C webrtc 5.6.4). */
export type IceState = 'new' | 'checking' | 'connected' | 'completed' | 'disconnected' | 'failed' | 'closed';

export interface MediaPulse {
  /** Milliseconds since the epoch, on a clock that is never set. */
  readonly atMs: number;
  /** Another after each packet of sound that was played; undefined where none ever came, or nobody can tell. */
  readonly lastPacket: number | undefined;
  readonly connection: ConnectionState;
  readonly ice: IceState;
  readonly playback: Playback;
  /** `ended`: unplugged or taken away; `shutOff`: the system or the browser muted it. */
  readonly microphone: 'live' | 'ended' | 'shutOff';
  /** The page is not in sight: its timers are slow (HTML 8.1.4.6). */
  readonly isHidden: boolean;
}

/** How often, in milliseconds. */
export const PULSE_MS = 250;
