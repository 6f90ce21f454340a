// The media of one peer connection in a browser: gathering cut, playback, meters and one statistics sample a second.
import type { MediaSession, MediaSessionEvent, MediaSessionOptions, Microphone } from '../media-session.ts';
import type { GatheringReport } from '../server-memory.ts';
import type { SoundCoding } from '../sound-coding.ts';
import { sampleOf, type StatsEntry } from '../stats-sample.ts';
import { applyCoding } from './apply-coding.ts';
import { AudioOutput } from './audio-output.ts';
import { watchForSound } from './early-sound.ts';
import { cutGathering } from './gathering-cut.ts';
import { watchSound } from './sound-watch.ts';
import { meterStream, type StreamMeter } from './level-meter.ts';

/** What one connection of a call can do by itself. */
export type ConnectionSession = Omit<MediaSession, 'renew'>;

const SAMPLE_PERIOD_MS = 1000;

function entriesOf(report: RTCStatsReport): readonly StatsEntry[] {
  const entries: StatsEntry[] = [];
  report.forEach((entry: StatsEntry) => entries.push(entry));
  return entries;
}

class ConnectionMedia implements ConnectionSession {
  readonly #connection: RTCPeerConnection;
  readonly #emit: (event: MediaSessionEvent) => void;
  readonly #coding: SoundCoding;
  readonly #output: AudioOutput;
  readonly #endGathering: () => void;
  readonly #endWatch: () => void;
  readonly #endSoundWatch: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #remote = new MediaStream();
  #microphone: Microphone;
  #microphoneTrack: MediaStreamTrack | undefined;
  #yourMeter: StreamMeter | undefined;
  #theirMeter: StreamMeter | undefined;
  #closed = false;
  #end: () => void = () => undefined;
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  readonly levels = { read: () => ({ you: this.#yourLevel(), them: this.#theirMeter?.read() ?? 0 }) };

  constructor(
    connection: RTCPeerConnection,
    microphone: Microphone,
    { relayMs, speakerId, coding }: MediaSessionOptions,
    emit: (event: MediaSessionEvent) => void,
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
    this.#followMicrophone();
    this.#endWatch = watchSound(connection, (health) => {
      emit({ kind: 'healthChanged', health });
    });
    this.#endSoundWatch = watchForSound(connection, () => {
      emit({ kind: 'soundHeard' });
    });
    this.#timer = setInterval(() => void this.#sample(), SAMPLE_PERIOD_MS);
  }

  setSpeaker(deviceId: string): Promise<boolean> {
    return this.#output.setSink(deviceId);
  }

  async replaceMicrophone(microphone: Microphone): Promise<void> {
    const track = streamOf(microphone).getAudioTracks()[0];
    const sender = this.#connection.getSenders().find((each) => each.track?.kind === 'audio');
    if (track === undefined || sender === undefined) throw new Error('there is no audio to replace');
    const before = sender.track;
    track.enabled = before?.enabled ?? true;
    // A connection that is closed meanwhile may never answer (W3C webrtc 5.2, replaceTrack).
    await Promise.race([sender.replaceTrack(track), this.#ended]);
    if (this.#closed) throw new Error('the call ended meanwhile');
    // The person may have muted meanwhile, which the old track was told.
    if (before !== null) track.enabled = before.enabled;
    this.#microphone.stop();
    this.#microphone = microphone;
    this.#followMicrophone();
  }

  resume(): Promise<void> {
    return this.#output.resume();
  }

  close(keepMicrophone = false): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#end();
    clearInterval(this.#timer);
    this.#endGathering();
    this.#endWatch();
    this.#endSoundWatch();
    this.#connection.removeEventListener('track', this.#onTrack);
    this.#connection.removeEventListener('signalingstatechange', this.#onSignalingState);
    this.#output.close();
    this.#yourMeter?.close();
    this.#theirMeter?.close();
    this.#microphoneTrack?.removeEventListener('ended', this.#onMicrophoneEnded);
    if (!keepMicrophone) this.#microphone.stop();
  }

  readonly #onTrack = (event: RTCTrackEvent): void => {
    if (event.track.kind !== 'audio') return;
    for (const old of this.#remote.getTracks()) this.#remote.removeTrack(old);
    this.#remote.addTrack(event.track);
    this.#output.play(this.#remote);
    this.#theirMeter?.close();
    this.#theirMeter = meterStream(this.#remote);
  };

  readonly #onSignalingState = (): void => {
    if (this.#connection.signalingState === 'stable') void applyCoding(this.#connection, this.#coding);
  };

  /** Nobody waits for what becomes of the speaker chosen beforehand: a refusal has to be told. */
  async #useSpeaker(deviceId: string): Promise<void> {
    const isUsed = await this.#output.setSink(deviceId);
    if (!isUsed && !this.#closed) this.#emit({ kind: 'speakerRefused' });
  }

  #followMicrophone(): void {
    const stream = streamOf(this.#microphone);
    this.#yourMeter?.close();
    this.#yourMeter = meterStream(stream);
    this.#microphoneTrack?.removeEventListener('ended', this.#onMicrophoneEnded);
    this.#microphoneTrack = stream.getAudioTracks()[0];
    this.#microphoneTrack?.addEventListener('ended', this.#onMicrophoneEnded);
  }

  readonly #onMicrophoneEnded = (): void => {
    if (!this.#closed) this.#emit({ kind: 'microphoneEnded' });
  };

  #yourLevel(): number {
    return this.#yourMeter?.read() ?? 0;
  }

  async #sample(): Promise<void> {
    const report = await this.#connection.getStats();
    if (this.#closed) return;
    const shutOff = this.#microphoneTrack?.muted ?? false;
    this.#emit({
      kind: 'sampled',
      sample: sampleOf(entriesOf(report), performance.timeOrigin + performance.now()),
      shutOff,
    });
  }
}

function streamOf(microphone: Microphone): MediaStream {
  if (!(microphone.stream instanceof MediaStream))
    throw new TypeError('the microphone is not a browser stream');
  return microphone.stream;
}

/** Takes over the media of a peer connection. Throws a TypeError where it is not one of this browser's. */
export function openConnectionMedia(
  peerConnection: object,
  microphone: Microphone,
  options: MediaSessionOptions,
  emit: (event: MediaSessionEvent) => void,
): ConnectionSession {
  if (!(peerConnection instanceof RTCPeerConnection))
    throw new TypeError('not a peer connection of this browser');
  return new ConnectionMedia(peerConnection, microphone, options, emit);
}
