// Ports: the microphone, the media of one call, and what it reports. Streams and peer connections stay opaque here.
import type { ConferenceCall } from './conference.ts';
import type { AudioDevice } from './devices.ts';
import type { LevelSource } from './levels.ts';
import type { MediaPulse } from './media-pulse.ts';
import type { GatheringReport } from './server-memory.ts';
import type { SoundCoding } from './sound-coding.ts';
import type { StatsSample } from './stats-sample.ts';

/** Why a microphone could not be opened (W3C mediacapture-main 10.3.1). */
export type MicrophoneProblem =
  'refused' | 'dismissed' | 'blockedBySystem' | 'missing' | 'busy' | 'insecurePage';

/**
 * One capture of a microphone. No call sends the capture itself: each gets a copy of its own, so that one call's mute is never another's
 * (W3C mediacapture-main 4.3.4, clone).
 */
export interface Microphone {
  /** The platform's media stream of the capture: for whoever records it, never for a call. */
  readonly stream: object;
  readonly device: AudioDevice;
  /** A copy of its sound for one call, silent from the first sample on where asked. */
  tap(isSilent: boolean): CallMicrophone;
  /** Calls the listener once the capture gives nothing any more by itself: unplugged, or taken away by the system. */
  onEnded(listener: () => void): void;
  /** Tells whenever somebody begins and ends to talk into it; the returned function ends that. The sound is measured in the page and kept nowhere. */
  watchTalk(onChange: (isTalking: boolean) => void): () => void;
  /** Ends the capture. Its copies go on until they are stopped themselves, and the device stays in use until then. */
  stop(): void;
}

/** One call's copy of the microphone. */
export interface CallMicrophone {
  /** The platform's media stream. */
  readonly stream: object;
  /** The system or the browser says that the microphone gives nothing (W3C mediacapture-main 4.3.3, `muted`). */
  readonly isShutOff: boolean;
  /** It ended by itself: unplugged, or taken away (W3C mediacapture-main 4.3.3, `ended`). */
  readonly isEnded: boolean;
  /** Silence in place of the sound, from now on. Packets go on, so that no far end and no NAT takes the call for lost. */
  setSilent(isSilent: boolean): void;
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
  /** Once a second. */
  | { readonly kind: 'sampled'; readonly sample: StatsSample }
  /** Four times a second. */
  | { readonly kind: 'pulsed'; readonly pulse: MediaPulse }
  /** There is a path, and keys for it (RFC 8445, RFC 5764): packets can flow. Once a connection. */
  | { readonly kind: 'connected' }
  /** The browser refused to play without a gesture. */
  | { readonly kind: 'playbackBlocked' }
  /** The chosen output could not be used from the start: sound comes from the system's choice. */
  | { readonly kind: 'speakerRefused' }
  /** The far side was heard for the first time, packets of silence left out: once a connection. */
  | { readonly kind: 'soundHeard' }
  /** What the STUN and TURN servers did, once an offer or answer. */
  | { readonly kind: 'gathered'; readonly report: GatheringReport }
  /** Addresses were found after the offer or answer had gone out, and there is no path yet: they belong into another offer. */
  | { readonly kind: 'lateCandidates' };

/** Another peer connection of the same call: made ready (`spare`), in use from now on (`isTaken`), or given up. */
export interface Renewal {
  readonly spare: object | undefined;
  readonly isTaken: boolean;
}

/** The media of one call, from its peer connection to its speakers. */
export interface MediaSession extends ConferenceCall {
  readonly levels: LevelSource;
  /** Plays to the output `deviceId` (empty: the system's choice); false where the browser refuses. */
  setSpeaker(deviceId: string): Promise<boolean>;
  /**
   * Feeds the call from another copy without renegotiation. Rejects where the browser refuses, or the call ended meanwhile. Whoever took
   * the copies stops them.
   */
  replaceMicrophone(microphone: CallMicrophone): Promise<void>;
  /** Tries playback again, after a gesture. */
  resume(): Promise<void>;
  /** Takes a sample now, besides the one a second. */
  look(): void;
  /** Another connection with the same microphone is made ready, takes the place of the one in use, or is given up. */
  renew(change: Renewal): void;
  /** Ends it; the microphone stays as it is. */
  close(): void;
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
  microphone: CallMicrophone,
  options: MediaSessionOptions,
  emit: (event: MediaSessionEvent) => void,
) => MediaSession;
