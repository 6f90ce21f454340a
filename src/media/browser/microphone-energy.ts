// How much sound a microphone has given, for browsers whose statistics don't tell (Firefox): the energy of a short window several times a
// second, summed up as `totalAudioEnergy` is (W3C webrtc-stats 8.12). Nothing is measured before the statistics were seen to lack it.
import { meterStream, type StreamMeter } from './level-meter.ts';

export class MicrophoneEnergy {
  readonly #stream: () => MediaStream | undefined;
  #metered: MediaStream | undefined;
  #meter: StreamMeter | undefined;
  #isWanted = false;
  #energy: number | undefined;
  #readAtMs: number | undefined;

  constructor(stream: () => MediaStream | undefined) {
    this.#stream = stream;
  }

  /** The energy so far; undefined where nothing was measured, as while the browser lets no audio run. The first question begins it. */
  read(): number | undefined {
    this.#isWanted = true;
    return this.#energy;
  }

  /** Measures now; several times a second. */
  measure(atMs: number): void {
    if (!this.#isWanted) return;
    const stream = this.#stream();
    if (stream !== this.#metered) {
      this.#meter?.close();
      this.#metered = stream;
      this.#meter = stream && meterStream(stream);
    }
    const rms = this.#meter?.rms();
    const seconds = Math.min(1, (atMs - (this.#readAtMs ?? atMs)) / 1000);
    this.#readAtMs = atMs;
    if (rms !== undefined) this.#energy = (this.#energy ?? 0) + rms * rms * seconds;
  }

  close(): void {
    this.#meter?.close();
    this.#meter = undefined;
    this.#isWanted = false;
  }
}
