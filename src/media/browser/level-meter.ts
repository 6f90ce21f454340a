// Reads the level of a stream with an AnalyserNode: of one that no connection carries, and where a browser keeps no figures of its own
// (connection-levels.ts).
import { borrowAudioContext } from './audio-context.ts';

/** Full deflection of a meter is about -6 dBFS RMS; the floor is -60 dBFS. */
const FLOOR_DB = -60;
const FULL_DB = -6;

function rmsOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

/** The deflection of a meter, 0 to 1, for an RMS of 0 to 1 of full scale. */
export function levelOf(rms: number): number {
  if (rms === 0) return 0;
  const decibels = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (decibels - FLOOR_DB) / (FULL_DB - FLOOR_DB)));
}

export interface StreamMeter {
  /** Level from 0 (below -60 dBFS) to 1 (-6 dBFS RMS or more). */
  read(): number;
  /** RMS of the last 20 ms or so, 0 to 1 of full scale; undefined while the browser lets no audio run. */
  rms(): number | undefined;
  close(): void;
}

/** Meters a stream without playing it. */
export function meterStream(stream: MediaStream): StreamMeter {
  const loan = borrowAudioContext();
  const { context } = loan;
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const measure = (): number => {
    analyser.getFloatTimeDomainData(samples);
    return rmsOf(samples);
  };
  return {
    read: () => levelOf(measure()),
    rms: () => (context.state === 'running' ? measure() : undefined),
    close: () => {
      source.disconnect();
      loan.release();
    },
  };
}

/** So long a meter goes on that nobody reads, in milliseconds: long enough to look at another call and back. */
const LINGER_MS = 10_000;
/** The first packet waits for no meter, in milliseconds. */
const IDLE_WITHIN_MS = 500;

function whenIdle(work: () => void): void {
  // Safari has no requestIdleCallback.
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: IDLE_WITHIN_MS });
  else setTimeout(work, 0);
}

/** A meter of whatever stream there is now, that runs only while somebody reads it, and is made when the browser has nothing else to do. */
export class LazyMeter {
  readonly #stream: () => MediaStream | undefined;
  #metered: MediaStream | undefined;
  #meter: StreamMeter | undefined;
  #isAwaited = false;
  #readAtMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(stream: () => MediaStream | undefined) {
    this.#stream = stream;
  }

  /** Level from 0 to 1, as of `StreamMeter`; 0 while there is nothing to measure, or not yet. */
  read(): number {
    this.#readAtMs = performance.now();
    if (this.#stream() !== this.#metered && !this.#isAwaited) {
      this.#isAwaited = true;
      whenIdle(() => {
        this.#isAwaited = false;
        this.#follow(this.#stream());
      });
    }
    return this.#meter?.read() ?? 0;
  }

  /** Measures nothing any more until it is read again. */
  close(): void {
    this.#follow(undefined);
  }

  #follow(stream: MediaStream | undefined): void {
    clearInterval(this.#timer);
    this.#meter?.close();
    this.#metered = stream;
    this.#meter = stream === undefined ? undefined : meterStream(stream);
    if (stream === undefined) return;
    this.#timer = setInterval(() => {
      if (performance.now() - this.#readAtMs > LINGER_MS) this.close();
    }, LINGER_MS);
  }
}
