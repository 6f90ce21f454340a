// Port: the sounds the phone itself makes. All are synthesised; none is a file from elsewhere.

export type CallSound = 'ring' | 'ringback' | 'busy' | 'callEnded';

export interface Sounds {
  /** Plays one sound until another starts or `stop` is called. Volumes are 0 to 1. */
  play(sound: CallSound, volume: number, outputId: string): void;
  stop(): void;
  /** A short pair of tones as feedback for a key; frequencies in hertz. */
  playKey(frequencies: readonly [number, number], volume: number): void;
  /** Whether the browser lets the phone make sound now (autoplay policy). */
  readonly allowed: boolean;
  /** Called from a click; resolves to whether sound is allowed now. */
  enable(): Promise<boolean>;
}
