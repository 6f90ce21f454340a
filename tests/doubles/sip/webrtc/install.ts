// The browser globals that the SIP and media adapters ask for, as doubles. Undo with `vi.unstubAllGlobals()`.
import { vi } from 'vitest';
import { FakeMediaStream, FakeMediaStreamTrack } from './fake-media-stream.ts';
import { FakePeerConnection } from './fake-peer-connection.ts';

class FakeSessionDescription {
  readonly type: RTCSdpType;
  readonly sdp: string;

  constructor({ type, sdp = '' }: RTCSessionDescriptionInit) {
    this.type = type;
    this.sdp = sdp;
  }
}

class FakeIceEvent extends Event {
  readonly candidate: RTCIceCandidate | null;

  constructor(type: string, init: { candidate?: RTCIceCandidate | null } = {}) {
    super(type);
    this.candidate = init.candidate ?? null;
  }
}

/** Makes WebRTC known, with no connection made yet. */
export function installFakeWebRtc(): void {
  FakePeerConnection.made = [];
  FakePeerConnection.gathering = { kind: 'auto', delayMs: 0 };
  FakePeerConnection.findsPath = true;
  const mediaDevices = Object.assign(new EventTarget(), {
    getUserMedia: () => Promise.resolve(FakeMediaStream.microphone()),
    enumerateDevices: () => Promise.resolve([]),
  });
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('RTCPeerConnection', FakePeerConnection);
  vi.stubGlobal('RTCSessionDescription', FakeSessionDescription);
  vi.stubGlobal('RTCPeerConnectionIceEvent', FakeIceEvent);
  vi.stubGlobal('MediaStream', FakeMediaStream);
  vi.stubGlobal('MediaStreamTrack', FakeMediaStreamTrack);
  vi.stubGlobal('navigator', { userAgent: 'Node', onLine: true, mediaDevices });
}
