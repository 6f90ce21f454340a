// Plays the far side's sound through one audio element a call, to the chosen output (W3C audio-output).
import type { Playback } from '../media-pulse.ts';
import { outputSelectable } from './device-directory.ts';

export class AudioOutput {
  readonly #element = new Audio();
  readonly #onBlocked: () => void;
  #isBlocked = false;
  #isHeard = true;

  constructor(onBlocked: () => void) {
    this.#onBlocked = onBlocked;
    this.#element.autoplay = true;
  }

  /** What becomes of what it was given to play. */
  get playback(): Playback {
    const { srcObject, paused, muted, volume } = this.#element;
    if (srcObject === null) return 'plays';
    if (this.#isBlocked) return 'blocked';
    return paused || muted === this.#isHeard || volume === 0 ? 'stopped' : 'plays';
  }

  play(stream: MediaStream): void {
    if (this.#element.srcObject !== stream) this.#element.srcObject = stream;
    void this.resume();
  }

  /** Plays a file once, from an address of this page; calls `over` at its end, or where it can't be played. */
  playFile(address: string, over: () => void): void {
    this.#element.addEventListener('ended', over, { once: true });
    this.#element.addEventListener('error', over, { once: true });
    this.#element.src = address;
    this.#element.play().catch(over);
  }

  /** Lets it be heard, or not: what is not heard is played all the same, for only then does Chromium decode it (bug 933677). */
  setHeard(isHeard: boolean): void {
    this.#isHeard = isHeard;
    this.#element.muted = !isHeard;
  }

  /** Starts playback, as loud as it was meant; tells `onBlocked` where the browser wants a gesture first. */
  async resume(): Promise<void> {
    if (this.#element.srcObject === null) return;
    this.#element.muted = !this.#isHeard;
    this.#element.volume = 1;
    try {
      await this.#element.play();
      this.#isBlocked = false;
    } catch (error) {
      // AbortError: a newer play() or a pause overtook this one; nothing is lost.
      this.#isBlocked = error instanceof DOMException && error.name === 'NotAllowedError';
      if (this.#isBlocked) this.#onBlocked();
    }
  }

  /** Moves playback to another output; false where the browser refuses, playback then stays where it was. */
  async setSink(deviceId: string): Promise<boolean> {
    if (!outputSelectable()) return deviceId === '';
    try {
      await this.#element.setSinkId(deviceId);
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  }

  close(): void {
    this.#element.pause();
    this.#element.srcObject = null;
    if (!this.#element.hasAttribute('src')) return;
    // A file is let go of as well: Chromium reads on in one that has ended, and complains where it is gone.
    this.#element.removeAttribute('src');
    this.#element.load();
  }
}
