// MediaStream and MediaStreamTrack (Media Capture and Streams 4) as far as a call touches them: no sound in them.

let lastId = 0;
const newId = (kind: string): string => `${kind}-${String(++lastId)}`;

export class FakeMediaStreamTrack extends EventTarget {
  readonly id: string = newId('track');
  readonly label = 'Fake microphone';
  enabled = true;
  muted = false;
  readyState: 'live' | 'ended' = 'live';

  constructor(readonly kind: 'audio' | 'video' = 'audio') {
    super();
  }

  /** Fires no `ended`, as the standard says. */
  stop(): void {
    this.readyState = 'ended';
  }

  /** The device is gone: the one way in which a track says that it has ended. */
  lose(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  clone(): FakeMediaStreamTrack {
    const copy = new FakeMediaStreamTrack(this.kind);
    copy.enabled = this.enabled;
    copy.readyState = this.readyState;
    return copy;
  }

  getSettings(): { deviceId: string } {
    return { deviceId: 'fake' };
  }
}

export class FakeMediaStream extends EventTarget {
  readonly id: string = newId('stream');
  readonly #tracks: Set<FakeMediaStreamTrack>;

  constructor(tracks: readonly FakeMediaStreamTrack[] | FakeMediaStream = []) {
    super();
    this.#tracks = new Set(tracks instanceof FakeMediaStream ? tracks.getTracks() : tracks);
  }

  /** A stream as getUserMedia gives it for `{audio: true}`. */
  static microphone(): FakeMediaStream {
    return new FakeMediaStream([new FakeMediaStreamTrack()]);
  }

  get active(): boolean {
    return this.getTracks().some((track) => track.readyState === 'live');
  }

  getTracks(): FakeMediaStreamTrack[] {
    return [...this.#tracks];
  }

  getAudioTracks(): FakeMediaStreamTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'audio');
  }

  getVideoTracks(): FakeMediaStreamTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'video');
  }

  addTrack(track: FakeMediaStreamTrack): void {
    this.#tracks.add(track);
  }

  removeTrack(track: FakeMediaStreamTrack): void {
    this.#tracks.delete(track);
  }

  clone(): FakeMediaStream {
    return new FakeMediaStream(this.getTracks().map((track) => track.clone()));
  }
}
