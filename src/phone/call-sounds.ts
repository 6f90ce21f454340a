// Which sound goes with which moment of a call, at the volume and on the output that the person chose.
import type { Sounds } from '../media/sounds.ts';
import type { CallDirection, CallEnd } from '../sip/call-state.ts';
import { toneFrequencies, type Tone } from '../sip/dtmf.ts';
import type { Clock } from './clock.ts';
import type { Settings } from './settings.ts';

/** How long the busy tone sounds, in milliseconds. */
const BUSY_TONE_MS = 3000;

export class CallSounds {
  readonly #sounds: Sounds;
  readonly #clock: Clock;
  readonly #settings: () => Settings;
  #endBusyTone: (() => void) | undefined;

  constructor(sounds: Sounds, clock: Clock, settings: () => Settings) {
    this.#sounds = sounds;
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Rings; false where the browser would not let anyone hear it. */
  ring(): boolean {
    const { ringVolume, ringerId } = this.#settings();
    this.#sounds.play('ring', ringVolume, ringerId);
    return ringVolume === 0 || this.#sounds.allowed;
  }

  ringback(): void {
    const { toneVolume, speakerId } = this.#settings();
    this.#sounds.play('ringback', toneVolume, speakerId);
  }

  key(tone: Tone): void {
    this.#sounds.playKey(toneFrequencies(tone), this.#settings().toneVolume);
  }

  /** The sound that tells how a call ended, if one does. */
  ended(direction: CallDirection, end: CallEnd): void {
    this.stop();
    const { toneVolume, speakerId } = this.#settings();
    if (direction === 'outgoing' && end.cause === 'busy') {
      this.#sounds.play('busy', toneVolume, speakerId);
      this.#endBusyTone = this.#clock.after(BUSY_TONE_MS, () => {
        this.#sounds.stop();
      });
    } else if (end.by === 'remote') this.#sounds.play('callEnded', toneVolume, speakerId);
  }

  stop(): void {
    this.#endBusyTone?.();
    this.#endBusyTone = undefined;
    this.#sounds.stop();
  }
}
