// Plays the far side's sound through one audio element a call, to the chosen output (W3C audio-output).
import { outputSelectable } from './device-directory.ts';

export class AudioOutput {
  readonly #element = new Audio();
  readonly #onBlocked: () => void;

  constructor(onBlocked: () => void) {
    this.#onBlocked = onBlocked;
    this.#element.autoplay = true;
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
    this.#element.muted = !isHeard;
  }

  /** Starts playback; tells `onBlocked` where the browser wants a gesture first. */
  async resume(): Promise<void> {
    if (this.#element.srcObject === null) return;
    try {
      await this.#element.play();
    } catch (error) {
      // AbortError: a newer play() or a pause overtook this one; nothing is lost.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#onBlocked();
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
