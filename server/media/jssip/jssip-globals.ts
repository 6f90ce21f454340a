// The three browser globals that JsSIP asks for, so that it runs in Node (see ADR 2).
// Owns their installation; must run before a UA is made.
import { FarEndPeerConnection } from './peer-connection.ts';

/** JsSIP only makes one to hand it on; werift takes the plain object. */
class SessionDescription {
  readonly type: string;
  readonly sdp: string;

  constructor({ type, sdp }: { type: string; sdp: string }) {
    this.type = type;
    this.sdp = sdp;
  }
}

/** Makes `window`, `RTCPeerConnection` and `RTCSessionDescription` known. Safe to call twice. */
export function installJsSipGlobals(): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  scope['window'] ??= globalThis;
  scope['RTCPeerConnection'] = FarEndPeerConnection;
  scope['RTCSessionDescription'] = SessionDescription;
}
