// Ports: the microphone, the media of one call, and what it reports. Streams and peer connections stay opaque here.
import type { AudioDevice } from './devices.ts';
import type { LevelSource } from './levels.ts';
import type { GatheringReport } from './server-memory.ts';
import type { SoundCoding } from './sound-coding.ts';
import type { StatsSample } from './stats-sample.ts';

/** Why a microphone could not be opened (W3C mediacapture-main 10.3.1). */
export type MicrophoneProblem =
  'refused' | 'dismissed' | 'blockedBySystem' | 'missing' | 'busy' | 'insecurePage';

/** An open microphone of one call. */
export interface Microphone {
  /** The platform's media stream. */
  readonly stream: object;
  readonly device: AudioDevice;
  stop(): void;
}

export type MicrophoneResult =
  | { readonly kind: 'opened'; readonly microphone: Microphone }
  | { readonly kind: 'unavailable'; readonly problem: MicrophoneProblem };

/** What the browser does to the microphone's sound (W3C mediacapture-main 4.3.8): wishes, which a browser may not have. */
export interface VoiceProcessing {
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

/** Opens the microphone `deviceId` (empty: the system's choice); falls back to the system's choice where it is gone. */
export type OpenMicrophone = (deviceId: string, processing: VoiceProcessing) => Promise<MicrophoneResult>;

export type MediaSessionEvent =
  /** `shutOff`: the microphone's track says that the system or the browser muted it. */
  | { readonly kind: 'sampled'; readonly sample: StatsSample; readonly shutOff: boolean }
  /** The browser refused to play without a gesture. */
  | { readonly kind: 'playbackBlocked' }
  | { readonly kind: 'microphoneEnded' }
  /** The chosen output could not be used from the start: sound comes from the system's choice. */
  | { readonly kind: 'speakerRefused' }
  /** The far side was heard for the first time, packets of silence left out: once a connection. */
  | { readonly kind: 'soundHeard' }
  | { readonly kind: 'healthChanged'; readonly health: SoundHealth }
  /** What the STUN and TURN servers did, once an offer or answer. */
  | { readonly kind: 'gathered'; readonly report: GatheringReport }
  /** Addresses were found after the offer or answer had gone out, and there is no path yet: they belong into another offer. */
  | { readonly kind: 'lateCandidates' };

/**
 * Whether sound arrives, seen several times a second: `stalled`: none for a moment, which may mean a lost network; `broken`:
 * ICE has no path (RFC 8445, RFC 7675).
 */
export type SoundHealth = 'flowing' | 'stalled' | 'broken';

/** Another peer connection of the same call: made ready (`spare`), in use from now on (`isTaken`), or given up. */
export interface Renewal {
  readonly spare: object | undefined;
  readonly isTaken: boolean;
}

/** The media of one call, from its peer connection to its speakers. */
export interface MediaSession {
  readonly levels: LevelSource;
  /** Plays to the output `deviceId` (empty: the system's choice); false where the browser refuses. */
  setSpeaker(deviceId: string): Promise<boolean>;
  /** Feeds the call from another microphone without renegotiation. */
  replaceMicrophone(microphone: Microphone): Promise<void>;
  /** Tries playback again, after a gesture. */
  resume(): Promise<void>;
  /** Another connection with the same microphone is made ready, takes the place of the one in use, or is given up. */
  renew(change: Renewal): void;
  /** Ends it. With `keepMicrophone` another session goes on with the same microphone. */
  close(keepMicrophone?: boolean): void;
}

export interface MediaSessionOptions {
  /** What the fastest relay took the last time, in milliseconds, where known. */
  readonly relayMs: number | undefined;
  /** Where the call is heard; empty for the system's choice. */
  readonly speakerId: string;
  readonly coding: SoundCoding;
}

/** Takes over the media of a peer connection that a SIP session has just created. */
export type OpenMediaSession = (
  peerConnection: object,
  microphone: Microphone,
  options: MediaSessionOptions,
  emit: (event: MediaSessionEvent) => void,
) => MediaSession;
