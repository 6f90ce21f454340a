// Runs in the page before the app: keeps hold of what faults inside the page need, and can make the browser say what it says when a device is
// gone. Chromium's fake devices can't be unplugged: what the app sees is made here, and what it does about it is real.

export interface PageFaults {
  /** Playback stops, as after the system's own "pause" or a lost focus of sound. */
  pause(): void;
  /** The chosen output vanishes: it is no longer listed, nothing is heard, and the element still says that it plays. */
  loseSink(): void;
  /** The microphone's track ends. `unplugged`: its device is no longer listed, and the browser tells. */
  endTrack(unplugged: boolean): void;
  /** The system shuts the microphone off (`muted`), or on again. */
  shutOff(isOff: boolean): void;
}

/** Self-contained: Playwright sends its source to the page. */
export function hookFaults(): void {
  const elements = new Set<HTMLMediaElement>();
  const tracks = new Set<MediaStreamTrack>();
  const element = HTMLMediaElement.prototype;
  const { play, pause, setSinkId, addEventListener } = element;
  const isPaused = Object.getOwnPropertyDescriptor(element, 'paused');
  const gone = new Set<HTMLMediaElement>();
  const unplugged = new Set<string>();

  const playing = (): HTMLMediaElement[] =>
    [...elements].filter((each) => each.srcObject !== null && isPaused?.get?.call(each) === false);

  element.play = function (): Promise<void> {
    elements.add(this);
    return gone.has(this) ? Promise.resolve() : play.call(this);
  };
  element.setSinkId = async function (id: string): Promise<void> {
    await setSinkId.call(this, id);
    // Another output was chosen: the sound is taken again.
    if (gone.delete(this)) await play.call(this);
  };
  Object.defineProperty(element, 'paused', {
    get(this: HTMLMediaElement): boolean {
      return !gone.has(this) && isPaused?.get?.call(this) === true;
    },
  });
  // An output that vanishes tells the element nothing.
  element.addEventListener = function (this: HTMLMediaElement, ...given: unknown[]): void {
    const [type, listener] = given;
    if (type !== 'pause' || typeof listener !== 'function') {
      Reflect.apply(addEventListener, this, given);
      return;
    }
    const unlessGone = (event: Event): void => {
      if (!gone.has(this)) Reflect.apply(listener, this, [event]);
    };
    Reflect.apply(addEventListener, this, [type, unlessGone, ...given.slice(2)]);
  } as typeof addEventListener;

  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  const list = devices.enumerateDevices.bind(devices);
  devices.getUserMedia = async (wanted) => {
    const stream = await open(wanted);
    for (const track of stream.getAudioTracks()) tracks.add(track);
    return stream;
  };
  devices.enumerateDevices = async () => (await list()).filter(({ deviceId }) => !unplugged.has(deviceId));
  const { clone } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.clone = function (): MediaStreamTrack {
    const copy = clone.call(this);
    tracks.add(copy);
    return copy;
  };
  const live = (): MediaStreamTrack[] => [...tracks].filter(({ readyState }) => readyState === 'live');

  const faults: PageFaults = {
    pause: () => {
      for (const each of playing()) pause.call(each);
    },
    loseSink: () => {
      for (const each of playing()) {
        unplugged.add(each.sinkId);
        gone.add(each);
        pause.call(each);
      }
      devices.dispatchEvent(new Event('devicechange'));
    },
    endTrack: (isUnplugged) => {
      const ended = live();
      if (isUnplugged) unplugged.add(ended[0]?.getSettings().deviceId ?? '');
      for (const track of ended) {
        track.stop();
        // What a browser says where the page did not stop it itself.
        track.dispatchEvent(new Event('ended'));
      }
      if (isUnplugged) devices.dispatchEvent(new Event('devicechange'));
    },
    shutOff: (isOff) => {
      const enabled = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, 'enabled');
      for (const track of live()) {
        enabled?.set?.call(track, !isOff);
        Object.defineProperty(track, 'muted', { value: isOff, configurable: true });
        Object.defineProperty(track, 'enabled', { value: true, writable: true, configurable: true });
        if (!isOff) Reflect.deleteProperty(track, 'enabled');
        track.dispatchEvent(new Event(isOff ? 'mute' : 'unmute'));
      }
    },
  };
  Object.defineProperty(globalThis, 'faultsOfThePage', { value: faults });
}
