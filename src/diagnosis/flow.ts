// Whether sound flows in one direction, judged from two statistics samples a second apart.
// Source: thresholds in docs/diagnosis.md; getStats counters (W3C webrtc-stats).
import type { CandidateEnds, MediaPath } from '../media/media-path.ts';
import type { DirectionQuality } from './quality/call-quality.ts';
import type { QualityPoint } from './quality/quality-series.ts';
import type { MicrophoneSign } from './silent-microphone.ts';
import type { SoundSigns } from './signs.ts';
import type { Mending } from './mending.ts';

/**
 * `waiting`: nothing known yet; `flowing`: packets with sound; `quiet`: packets without sound;
 * `sent`: sound leaves, and no report about it came yet, nor is one overdue (RFC 3550 6.4);
 * `unconfirmed`: a report is overdue: the far side does not say that anything arrives;
 * `stopped`: no packets although some should come, or none arrive over there; `unheard`: packets arrive, and whoever they are for hears nothing; `held`: stopped on purpose; `unsent`: they said that they only listen.
 */
export type FlowState =
  'waiting' | 'flowing' | 'quiet' | 'sent' | 'unconfirmed' | 'stopped' | 'unheard' | 'held' | 'unsent';

/** One direction of a call, as of the last sample. */
export interface DirectionVitals {
  readonly flow: FlowState;
  /** Packets in the last second. */
  readonly packetsPerSecond: number;
  /** Payload in the last second, kilobits per second, where the browser counts it. */
  readonly kilobitsPerSecond: number | undefined;
  /** How well the sound of the last second came over. */
  readonly quality?: DirectionQuality | undefined;
}

/** What two samples say of a call. */
export interface FlowVitals {
  readonly youToThem: DirectionVitals;
  readonly themToYou: DirectionVitals;
  readonly path: MediaPath;
  /** Codec name as in SDP (`opus`, `PCMU`), or undefined before any is known. */
  readonly codec: string | undefined;
  readonly clockRateHz: number | undefined;
  /** Round trip to the media server or peer in milliseconds, where known. */
  readonly rttMs: number | undefined;
  /** What kinds of address the path joins, where known. */
  readonly ends?: CandidateEnds | undefined;
}

/** What the call screen shows of a call once a second. */
export interface CallVitals extends FlowVitals {
  /** Whether our microphone gives nothing at all. */
  readonly microphone: MicrophoneSign;
  /** The quality of the last two minutes, a point a second. */
  readonly recent?: readonly QualityPoint[];
  /** What else was seen; absent before anything was. */
  readonly signs?: SoundSigns;
  /** The output that it is played on; empty for the system's choice. */
  readonly speakerId?: string;
  /** What the phone does about it by itself; undefined while that is nothing. */
  readonly mending?: Mending | undefined;
}

const NOTHING_YET: DirectionVitals = { flow: 'waiting', packetsPerSecond: 0, kilobitsPerSecond: 0 };

/** Vitals before the first pair of samples. */
export const NO_VITALS: CallVitals = {
  youToThem: NOTHING_YET,
  themToYou: NOTHING_YET,
  path: 'unknown',
  codec: undefined,
  clockRateHz: undefined,
  rttMs: undefined,
  microphone: 'none',
};

/** What a direction of a live call does; `notYet`: nobody answered, so nothing can pass. */
export type DirectionFlow = FlowState | 'notYet';

/** Packets arrive, with sound or without. */
export function arrives(back: FlowState): boolean {
  return back === 'flowing' || back === 'quiet';
}

/** Sound surely passes in some direction: then the network is there, whatever the browser says of it. */
export function soundFlows({ youToThem, themToYou }: Pick<CallVitals, 'youToThem' | 'themToYou'>): boolean {
  return arrives(themToYou.flow) || youToThem.flow === 'flowing';
}
