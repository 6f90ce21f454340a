// A capture in memory, and the copies that calls took of it.
import type { AudioDevice } from '../../src/media/devices.ts';
import type { CallMicrophone, Microphone } from '../../src/media/media-session.ts';

/** One call's copy, with all that became of it. */
export class FakeCopy implements CallMicrophone {
  readonly stream = {};
  isShutOff = false;
  isEnded = false;
  isStopped = false;
  isSilent: boolean;
  /** Whether any sound could leave by it, at any time. */
  wasHeard: boolean;
  readonly of: FakeMicrophone;

  constructor(of: FakeMicrophone, isSilent: boolean) {
    this.of = of;
    this.isSilent = isSilent;
    this.wasHeard = !isSilent;
  }

  setSilent(isSilent: boolean): void {
    this.isSilent = isSilent;
    this.wasHeard ||= !isSilent;
  }

  stop(): void {
    this.isStopped = true;
  }
}

export class FakeMicrophone implements Microphone {
  readonly stream = {};
  readonly device: AudioDevice;
  readonly copies: FakeCopy[] = [];
  isOpen = true;
  /** Somebody begins or ends to talk; undefined while nobody listens for that. */
  talk: ((isTalking: boolean) => void) | undefined;
  readonly #stopped: () => void;
  #ended: () => void = () => undefined;

  constructor(device: AudioDevice, stopped: () => void = () => undefined) {
    this.device = device;
    this.#stopped = stopped;
  }

  get running(): readonly FakeCopy[] {
    return this.copies.filter(({ isStopped }) => !isStopped);
  }

  tap(isSilent: boolean): FakeCopy {
    const copy = new FakeCopy(this, isSilent);
    this.copies.push(copy);
    return copy;
  }

  onEnded(listener: () => void): void {
    this.#ended = listener;
  }

  /** It is unplugged. */
  end(): void {
    this.#ended();
  }

  watchTalk(onChange: (isTalking: boolean) => void): () => void {
    this.talk = onChange;
    return () => {
      this.talk = undefined;
    };
  }

  stop(): void {
    this.isOpen = false;
    this.#stopped();
  }
}
