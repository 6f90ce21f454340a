// Port: a short recording of a microphone, to be heard again at once. It stays in the page's memory and goes nowhere.
import type { Microphone } from './media-session.ts';

/** A recording that was made; `release` forgets it and ends its playback. */
export interface SoundClip {
  /** Loudness of consecutive windows of some 50 ms: RMS, 0 to 1 of full scale. Empty where nothing could be measured. */
  readonly windows: readonly number[];
  /** Plays it once on the output (empty: the system's choice); resolves when it is over or can't be played. Never rejects. */
  play(outputId: string): Promise<void>;
  release(): void;
}

/** A recording being made. Whoever opened the microphone closes it. */
export interface SoundRecording {
  /** Level for a meter: 0 (-60 dBFS or less) to 1 (-6 dBFS RMS), in decibels. */
  level(): number;
  finish(): Promise<SoundClip>;
  /** Ends it and keeps nothing. */
  cancel(): void;
}

/** Begins to record. Rejects with an Error where the recorder can't be loaded. */
export type RecordSound = (microphone: Pick<Microphone, 'stream'>) => Promise<SoundRecording>;
