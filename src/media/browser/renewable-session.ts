// The media of a call whose peer connection may be exchanged for another: both live side by side until it is known which one goes on,
// with the same microphone. What is only made ready says what the servers did, and nothing of the call.
import type {
  MediaSession,
  MediaSessionEvent,
  MediaSessionOptions,
  Microphone,
  Renewal,
} from '../media-session.ts';
import { openConnectionMedia, type ConnectionSession } from './media-session.ts';

interface Side {
  readonly session: ConnectionSession;
  readonly microphone: Microphone;
}

class RenewableSession implements MediaSession {
  readonly #options: MediaSessionOptions;
  readonly #emit: (event: MediaSessionEvent) => void;
  #speakerId: string;
  #used: Side;
  #spare: Side | undefined;

  readonly levels = { read: () => this.#used.session.levels.read() };

  constructor(
    connection: object,
    microphone: Microphone,
    options: MediaSessionOptions,
    emit: (event: MediaSessionEvent) => void,
  ) {
    this.#options = options;
    this.#speakerId = options.speakerId;
    this.#emit = emit;
    this.#used = this.#open(connection, microphone);
  }

  async setSpeaker(deviceId: string): Promise<boolean> {
    const isSet = await this.#used.session.setSpeaker(deviceId);
    if (isSet) this.#speakerId = deviceId;
    return isSet;
  }

  async replaceMicrophone(microphone: Microphone): Promise<void> {
    const { session } = this.#used;
    await session.replaceMicrophone(microphone);
    if (session === this.#used.session) this.#used = { session, microphone };
    else await this.#used.session.replaceMicrophone(microphone);
  }

  resume(): Promise<void> {
    return this.#used.session.resume();
  }

  renew(change: Renewal): void {
    if (change.spare !== undefined) {
      this.#spare?.session.close(true);
      this.#spare = this.#open(change.spare, this.#used.microphone);
      return;
    }
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare !== undefined && change.isTaken) this.#take(spare);
    else spare?.session.close(true);
  }

  close(keepMicrophone?: boolean): void {
    this.#spare?.session.close(true);
    this.#used.session.close(keepMicrophone);
  }

  #open(connection: object, microphone: Microphone): Side {
    const options = { ...this.#options, speakerId: this.#speakerId };
    const side: Side = {
      microphone,
      session: openConnectionMedia(connection, microphone, options, (event) => {
        if (this.#spare !== side || event.kind === 'gathered') this.#emit(event);
      }),
    };
    return side;
  }

  #take(spare: Side): void {
    const before = this.#used;
    this.#used = spare;
    before.session.close(true);
    // Its own watch began with it; what the one before saw is over.
    this.#emit({ kind: 'healthChanged', health: 'flowing' });
    // Either may have been changed while the other was still in use.
    void spare.session.setSpeaker(this.#speakerId);
    if (before.microphone !== spare.microphone) void this.#feed(spare.session, before.microphone);
  }

  async #feed(session: ConnectionSession, microphone: Microphone): Promise<void> {
    this.#used = { session, microphone };
    try {
      await session.replaceMicrophone(microphone);
    } catch {
      // Without a microphone the call says so itself.
      this.#emit({ kind: 'microphoneEnded' });
    }
  }
}

/** Takes over the media of a peer connection. Throws a TypeError where it is not one of this browser's. */
export function openMediaSession(
  peerConnection: object,
  microphone: Microphone,
  options: MediaSessionOptions,
  emit: (event: MediaSessionEvent) => void,
): MediaSession {
  return new RenewableSession(peerConnection, microphone, options, emit);
}
