// The media of a call whose peer connection may be replaced by another: the two exist side by side, with the same microphone,
// until it is known which one is kept. A connection that is only prepared reports what the ICE servers did, and nothing of the
// call.
import type { ConferenceSeat } from '../conference.ts';
import type {
  CallMicrophone,
  MediaSession,
  MediaSessionEvent,
  MediaSessionOptions,
  Renewal,
} from '../media-session.ts';
import { openConnectionMedia, type ConnectionSession } from './media-session.ts';

class RenewableSession implements MediaSession {
  readonly #options: MediaSessionOptions;
  readonly #emit: (event: MediaSessionEvent) => void;
  #speakerId: string;
  #microphone: CallMicrophone;
  #used: ConnectionSession;
  #spare: ConnectionSession | undefined;
  #seat: ConferenceSeat | undefined;

  readonly levels = { read: () => this.#used.levels.read() };

  constructor(
    connection: object,
    microphone: CallMicrophone,
    options: MediaSessionOptions,
    emit: (event: MediaSessionEvent) => void,
  ) {
    this.#options = options;
    this.#speakerId = options.speakerId;
    this.#emit = emit;
    this.#microphone = microphone;
    this.#used = this.#open(connection);
  }

  async setSpeaker(deviceId: string): Promise<boolean> {
    const isSet = await this.#used.setSpeaker(deviceId);
    if (isSet) this.#speakerId = deviceId;
    return isSet;
  }

  async replaceMicrophone(microphone: CallMicrophone): Promise<void> {
    const before = this.#microphone;
    this.#microphone = microphone;
    this.#tellSounds();
    try {
      await this.#feedAll();
    } catch (problem) {
      if (this.#microphone === microphone) this.#microphone = before;
      this.#tellSounds();
      throw problem;
    }
  }

  /** Both connections: whichever goes on sends the mix from its first packet. */
  async join(seat: ConferenceSeat | undefined): Promise<void> {
    this.#seat = seat;
    this.#tellSounds();
    this.#spare?.join(seat).catch(() => undefined);
    await this.#used.join(seat);
  }

  resume(): Promise<void> {
    return this.#used.resume();
  }

  look(): void {
    this.#used.look();
  }

  renew(change: Renewal): void {
    if (change.spare !== undefined) {
      this.#spare?.close();
      this.#spare = this.#open(change.spare);
      return;
    }
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare !== undefined && change.isTaken) this.#take(spare);
    else spare?.close();
  }

  close(): void {
    this.#spare?.close();
    this.#used.close();
  }

  #open(connection: object): ConnectionSession {
    const options = { ...this.#options, speakerId: this.#speakerId };
    const session: ConnectionSession = openConnectionMedia(connection, this.#microphone, options, (event) => {
      if (this.#spare === session && event.kind !== 'gathered') return;
      if (event.kind === 'farSideChanged') this.#tellSounds();
      else this.#emit(event);
    });
    session.join(this.#seat).catch(() => undefined);
    return session;
  }

  #take(spare: ConnectionSession): void {
    const before = this.#used;
    this.#used = spare;
    before.close();
    this.#tellSounds();
    // It may have been changed while the other was still in use.
    void spare.setSpeaker(this.#speakerId);
  }

  #tellSounds(): void {
    this.#seat?.soundsChanged({ microphone: this.#microphone.stream, farSide: this.#used.farSide });
  }

  /** Both: whichever of them goes on sends what it should from its first packet. What the one in use says counts. */
  async #feedAll(): Promise<void> {
    const used = this.#used;
    const microphone = this.#microphone;
    this.#spare?.replaceMicrophone(microphone).catch(() => undefined);
    try {
      await used.replaceMicrophone(microphone);
    } catch (problem) {
      // Another took its place meanwhile, and was fed the same.
      if (used === this.#used) throw problem;
    }
  }
}

/** Takes over the media of a peer connection. Throws a TypeError where it is not one of this browser's. */
export function openMediaSession(
  peerConnection: object,
  microphone: CallMicrophone,
  options: MediaSessionOptions,
  emit: (event: MediaSessionEvent) => void,
): MediaSession {
  return new RenewableSession(peerConnection, microphone, options, emit);
}
