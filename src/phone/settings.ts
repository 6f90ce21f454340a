// What the person prefers; every field has a default, so a lost or damaged store never stops the phone.
import type { VoiceProcessing } from '../media/media-session.ts';
import { DEFAULT_CODING, type SoundCoding } from '../media/sound-coding.ts';
import type { TonePlan } from '../media/sounds.ts';
import { type DtmfMethod, type ToneManner } from '../sip/dtmf.ts';
import { DEFAULT_TONE_TIMES } from '../sip/tone-times.ts';
import { DEFAULT_KEEP_ALIVE, type KeepAliveTimes } from '../sip/transport/keep-alive-times.ts';

export interface Settings extends VoiceProcessing, SoundCoding {
  readonly theme: 'system' | 'light' | 'dark';
  readonly dtmfMethod: DtmfMethod;
  /** Length of a tone and of the gap behind it, in milliseconds within `TONE_BOUNDS`. */
  readonly toneMs: number;
  readonly toneGapMs: number;
  /** Device ids of the browser; empty for the system's choice. */
  readonly microphoneId: string;
  readonly speakerId: string;
  readonly ringerId: string;
  /** 0 (off) to 1. */
  readonly ringVolume: number;
  /** Ringback, busy and key sounds, 0 (off) to 1. */
  readonly toneVolume: number;
  /** The country whose ringback, busy and congestion tones are heard. */
  readonly tonePlan: TonePlan;
  /** So many calls there may be at a time, 1 to 6; a further one is busy. */
  readonly mostCalls: number;
  /** Single keys do something wherever the focus is, fields aside (WCAG 2.1.4); otherwise only on the call itself. */
  readonly singleKeys: boolean;
  /** After so much silence the server is asked for a sign of life, in seconds: 5 to 120, and 2 to 60 during a call. */
  readonly keepAliveSeconds: number;
  readonly keepAliveInCallSeconds: number;
}

export const DEFAULT_SETTINGS: Settings = {
  ...DEFAULT_CODING,
  theme: 'system',
  dtmfMethod: 'rfc4733',
  toneMs: DEFAULT_TONE_TIMES.toneMs,
  toneGapMs: DEFAULT_TONE_TIMES.gapMs,
  microphoneId: '',
  speakerId: '',
  ringerId: '',
  ringVolume: 0.8,
  toneVolume: 0.5,
  tonePlan: 'europe',
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  mostCalls: 2,
  singleKeys: true,
  keepAliveSeconds: DEFAULT_KEEP_ALIVE.idleMs / 1000,
  keepAliveInCallSeconds: DEFAULT_KEEP_ALIVE.callMs / 1000,
};

/** Bounds of how many calls there may be at a time. */
export const MOST_CALLS_BOUNDS = [1, 6] as const;

/** Bounds of the two keep-alive settings, in seconds. */
export const KEEP_ALIVE_BOUNDS = { idle: [5, 120], call: [2, 60] } as const;

/** The keep-alive times that the person chose. */
export function keepAliveOf(settings: Settings): KeepAliveTimes {
  return {
    ...DEFAULT_KEEP_ALIVE,
    idleMs: settings.keepAliveSeconds * 1000,
    callMs: settings.keepAliveInCallSeconds * 1000,
  };
}

/** How keys of a call are sent. */
export function toneMannerOf({ dtmfMethod, toneMs, toneGapMs }: Settings): ToneManner {
  return { method: dtmfMethod, toneMs, gapMs: toneGapMs };
}

/** Whether both ask the browser for the same treatment of the microphone's sound. */
export function isSameProcessing(one: VoiceProcessing, other: VoiceProcessing): boolean {
  return (
    one.echoCancellation === other.echoCancellation &&
    one.noiseSuppression === other.noiseSuppression &&
    one.autoGainControl === other.autoGainControl
  );
}
