// Port: the sounds the phone itself makes. All are synthesised; none is a file from elsewhere. The notes: tone-plan.ts.

/** `europe`: the 425 Hz tones of most of Europe and of much of the world (ITU-T E.180 recommends 400 to 450 Hz). */
export const TONE_PLANS = ['europe', 'unitedKingdom', 'france', 'northAmerica', 'australia'] as const;
export type TonePlan = (typeof TONE_PLANS)[number];

/** What a telephone network sounds to say how a call fares (ITU-T E.182). */
export type NetworkTone = 'ringback' | 'busy' | 'congestion' | 'callWaiting';

/** `ring` goes on until it is stopped, `ringOnce` lets one hear it; `test` says where the speaker is. */
export type CallSound = NetworkTone | 'ring' | 'ringOnce' | 'callEnded' | 'test';

/** The two frequencies of a key in hertz (ITU-T Q.23). */
export type KeySound = readonly [number, number];

export interface Sounding {
  /** 0 (nothing) to 1. */
  readonly volume: number;
  /** The chosen output; empty for the system's choice. */
  readonly outputId: string;
  /** The country whose network tones are meant. */
  readonly plan: TonePlan;
}

export interface Sounds {
  /** Plays one sound until it is over, another starts or `stop` is called. */
  play(sound: CallSound, how: Sounding): void;
  stop(): void;
  /** Plays a short sound beside whatever sounds: key tones, a call waiting. */
  beep(sound: CallSound | KeySound, how: Sounding): void;
  /** Whether the browser lets the phone make sound now (autoplay policy). */
  readonly allowed: boolean;
  /** Called from a click; resolves to whether sound is allowed now. */
  enable(): Promise<boolean>;
}
