// The media of one peer connection in a browser: gathering cut, playback, meters and one statistics sample a second.
import type { ConferenceSeat } from '../conference.ts';
import type {
  CallMicrophone,
  MediaSession,
  MediaSessionEvent,
  MediaSessionOptions,
} from '../media-session.ts';
import type { GatheringReport } from '../server-memory.ts';
import type { SoundCoding } from '../sound-coding.ts';
import { sampleOf } from '../stats-sample.ts';
import { applyCoding } from './apply-coding.ts';
import { AudioOutput } from './audio-output.ts';
import { watchForSound } from './early-sound.ts';
import { ConnectionLevels, entriesOf } from './connection-levels.ts';
import { cutGathering } from './gathering-cut.ts';
import { MicrophoneEnergy } from './microphone-energy.ts';
import { feelPulse } from './pulse.ts';

/** What one connection of a call can do by itself. */
export interface ConnectionSession extends Omit<MediaSession, 'renew'> {
  /** What comes from the far side; another stream for each track. */
  readonly farSide: MediaStream | undefined;
}

/** What one connection says. */
export type ConnectionEvent = MediaSessionEvent | { readonly kind: 'farSideChanged' };

const SAMPLE_PERIOD_MS = 1000;

class ConnectionMedia implements ConnectionSession {
  readonly #connection: RTCPeerConnection;
  readonly #emit: (event: ConnectionEvent) => void;
  readonly #coding: SoundCoding;
  readonly #output: AudioOutput;
  readonly #endGathering: () => void;
  readonly #endPulse: () => void;
  readonly #endSoundWatch: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #farSide: MediaStream | undefined;
  #microphone: CallMicrophone;
  #seat: ConferenceSeat | undefined;
  #hasStood = false;
  readonly #energy = new MicrophoneEnergy(() => this.#measurable(streamOf(this.#microphone.stream)));
  #closed = false;
  #isSampling = false;
  #end: () => void = () => undefined;
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  /** Nothing is measured before the connection stands. */
  readonly levels = new ConnectionLevels({
    connection: () => (this.#hasStood && !this.#closed ? this.#connection : undefined),
    you: () => this.#measurable(streamOf(this.#microphone.stream)),
    them: () => this.#measurable(this.#farSide),
  });

  constructor(
    connection: RTCPeerConnection,
    microphone: CallMicrophone,
    { relayMs, speakerId, coding }: MediaSessionOptions,
    emit: (event: ConnectionEvent) => void,
  ) {
    this.#connection = connection;
    this.#microphone = microphone;
    this.#emit = emit;
    this.#coding = coding;
    this.#output = new AudioOutput(() => {
      emit({ kind: 'playbackBlocked' });
    });
    if (speakerId !== '') void this.#useSpeaker(speakerId);
    this.#endGathering = cutGathering(connection, relayMs, {
      reported: (report: GatheringReport) => {
        emit({ kind: 'gathered', report });
      },
      late: (isRestart) => {
        // After a restart the state is still the old path's: it says nothing about the new one.
        if (isRestart || connection.connectionState !== 'connected') emit({ kind: 'lateCandidates' });
      },
    });
    connection.addEventListener('track', this.#onTrack);
    connection.addEventListener('signalingstatechange', this.#onSignalingState);
    connection.addEventListener('connectionstatechange', this.#onConnectionState);
    trackOf(microphone.stream);
    const sources = { microphone: () => this.#microphone, playback: () => this.#output.playback };
    this.#endPulse = feelPulse(connection, sources, (pulse) => {
      this.#energy.measure(pulse.atMs);
      emit({ kind: 'pulsed', pulse });
    });
    this.#endSoundWatch = watchForSound(connection, () => {
      emit({ kind: 'soundHeard' });
    });
    this.#timer = setInterval(() => void this.#sample(), SAMPLE_PERIOD_MS);
  }

  setSpeaker(deviceId: string): Promise<boolean> {
    return this.#output.setSink(deviceId);
  }

  async replaceMicrophone(microphone: CallMicrophone): Promise<void> {
    this.#microphone = microphone;
    await this.#feed();
    if (this.#closed) throw new Error('the call ended meanwhile');
  }

  get farSide(): MediaStream | undefined {
    return this.#farSide;
  }

  async join(seat: ConferenceSeat | undefined): Promise<void> {
    this.#seat = seat;
    this.#output.setHeard(seat?.isPlayed ?? true);
    await this.#feed();
  }

  resume(): Promise<void> {
    return this.#output.resume();
  }

  look(): void {
    void this.#sample();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#end();
    clearInterval(this.#timer);
    this.#endGathering();
    this.#endPulse();
    this.#endSoundWatch();
    this.#connection.removeEventListener('track', this.#onTrack);
    this.#connection.removeEventListener('signalingstatechange', this.#onSignalingState);
    this.#connection.removeEventListener('connectionstatechange', this.#onConnectionState);
    this.#output.close();
    this.#energy.close();
    this.levels.close();
  }

  readonly #onTrack = (event: RTCTrackEvent): void => {
    if (event.track.kind !== 'audio') return;
    const farSide = new MediaStream([event.track]);
    this.#farSide = farSide;
    this.#output.play(farSide);
    this.#emit({ kind: 'farSideChanged' });
  };

  readonly #onSignalingState = (): void => {
    if (this.#connection.signalingState === 'stable') void applyCoding(this.#connection, this.#coding);
    // The stack adds what it was given when it began; another may have taken its place since.
    this.#feed().catch(() => undefined);
  };

  readonly #onConnectionState = (): void => {
    if (this.#hasStood || this.#connection.connectionState !== 'connected') return;
    this.#hasStood = true;
    this.#emit({ kind: 'connected' });
  };

  /** Gives the sender what it should send. One that has nothing yet is given it by the stack, and looked after then. */
  async #feed(): Promise<void> {
    if (this.#closed) return;
    const track = trackOf(this.#seat?.mix ?? this.#microphone.stream);
    const sender = this.#connection.getSenders().find((each) => each.track?.kind === 'audio');
    if (sender === undefined || sender.track === track) return;
    // A connection that is closed meanwhile may never answer (W3C webrtc 5.2, replaceTrack).
    await Promise.race([sender.replaceTrack(track), this.#ended]);
  }

  /** Nobody waits for what becomes of the speaker chosen beforehand: a refusal has to be told. */
  async #useSpeaker(deviceId: string): Promise<void> {
    const isUsed = await this.#output.setSink(deviceId);
    if (!isUsed && !this.#closed) this.#emit({ kind: 'speakerRefused' });
  }

  #measurable(stream: MediaStream | undefined): MediaStream | undefined {
    return this.#hasStood && !this.#closed ? stream : undefined;
  }

  async #sample(): Promise<void> {
    if (this.#isSampling) return;
    this.#isSampling = true;
    const report = await this.#connection.getStats();
    this.#isSampling = false;
    if (this.#closed) return;
    const atMs = performance.timeOrigin + performance.now();
    const sample = sampleOf(entriesOf(report), atMs);
    const microphoneEnergy = sample.microphoneEnergy ?? this.#energy.read();
    this.#emit({ kind: 'sampled', sample: { ...sample, microphoneEnergy } });
  }
}

function streamOf(stream: object): MediaStream {
  if (!(stream instanceof MediaStream)) throw new TypeError('not a stream of this browser');
  return stream;
}

function trackOf(stream: object): MediaStreamTrack {
  const [track] = streamOf(stream).getAudioTracks();
  if (track === undefined) throw new TypeError('the stream has no sound');
  return track;
}

/** Takes over the media of a peer connection. Throws a TypeError where it is not one of this browser's. */
export function openConnectionMedia(
  peerConnection: object,
  microphone: CallMicrophone,
  options: MediaSessionOptions,
  emit: (event: ConnectionEvent) => void,
): ConnectionSession {
  if (!(peerConnection instanceof RTCPeerConnection))
    throw new TypeError('not a peer connection of this browser');
  return new ConnectionMedia(peerConnection, microphone, options, emit);
}
