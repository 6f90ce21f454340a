// RTCRtpTransceiver with its sender and receiver (WebRTC 5): directions and tracks, no packets.
import { FakeDtmfSender } from './fake-dtmf-sender.ts';
import { FakeMediaStreamTrack } from './fake-media-stream.ts';
import type { Direction } from './fake-sdp.ts';

export class FakeSender {
  readonly dtmf = new FakeDtmfSender();

  constructor(public track: FakeMediaStreamTrack | null) {}

  replaceTrack(track: FakeMediaStreamTrack | null): Promise<void> {
    this.track = track;
    return Promise.resolve();
  }

  getParameters(): { encodings: object[] } {
    return { encodings: [{}] };
  }

  setParameters(): Promise<void> {
    return Promise.resolve();
  }
}

export class FakeTransceiver {
  readonly receiver = { track: new FakeMediaStreamTrack() };
  readonly sender: FakeSender;
  mid: string | null = null;
  direction: Direction | 'stopped';
  currentDirection: Direction | 'stopped' | null = null;

  constructor(track: FakeMediaStreamTrack | null, direction: Direction) {
    this.sender = new FakeSender(track);
    this.direction = direction;
  }

  /** The direction as a description may name it. */
  get wanted(): Direction {
    return this.direction === 'stopped' ? 'inactive' : this.direction;
  }

  stop(): void {
    this.direction = 'stopped';
    this.currentDirection = 'stopped';
  }
}
