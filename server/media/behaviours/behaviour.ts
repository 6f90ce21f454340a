// What a demo number does with the audio of a call that is answered.
// Owns the shape; one file a behaviour.
import type { MediaLine } from '../audio/media-line.ts';

export interface BehaviourSettings {
  /** When 604 and 608 fall silent, in ms after the answer. */
  readonly dropAfterMs: number;
  readonly random: () => number;
}

export interface Behaviour {
  /** Called when the far end has answered; returns what ends it. */
  start(line: MediaLine, settings: BehaviourSettings): () => void;
  /** Called when the caller has restarted ICE (RFC 8839 section 4.4.1.1.1). */
  iceRestarted?(line: MediaLine, settings: BehaviourSettings): void;
}

/** For a behaviour that has nothing to end. */
export function nothing(): void {
  // on purpose
}
