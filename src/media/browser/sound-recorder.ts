// Records a microphone with MediaRecorder, measures it with the level meter, and plays it through an audio element.
// Source: W3C mediastream-recording. Where a browser has no MediaRecorder it measures only.
import type { Microphone } from '../media-session.ts';
import type { SoundClip, SoundRecording } from '../sound-recorder.ts';
import { resumeAudioContext } from './audio-context.ts';
import { AudioOutput } from './audio-output.ts';
import { meterStream } from './level-meter.ts';

const WINDOW_MS = 50;

class Clip implements SoundClip {
  readonly windows: readonly number[];
  readonly #sound: Blob | undefined;
  #end: () => void = () => undefined;

  constructor(windows: readonly number[], sound: Blob | undefined) {
    this.windows = windows;
    this.#sound = sound;
  }

  play(outputId: string): Promise<void> {
    this.release();
    const sound = this.#sound;
    if (sound === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const output = new AudioOutput(() => {
        this.release();
      });
      const address = URL.createObjectURL(sound);
      this.#end = () => {
        this.#end = () => undefined;
        output.close();
        URL.revokeObjectURL(address);
        resolve();
      };
      void output.setSink(outputId).then(() => {
        output.playFile(address, this.#end);
      });
    });
  }

  release(): void {
    this.#end();
  }
}

/** Collects what a recorder records; undefined at the end where there is no recorder. */
function collect(stream: MediaStream): { stop(): Promise<Blob | undefined> } {
  if (!('MediaRecorder' in window)) return { stop: () => Promise.resolve(undefined) };
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  // It also stops by itself when the microphone is unplugged.
  const stopped = new Promise((resolve) => {
    recorder.addEventListener('stop', resolve);
  });
  recorder.start();
  return {
    async stop() {
      if (recorder.state !== 'inactive') recorder.stop();
      await stopped;
      return new Blob(parts, { type: recorder.mimeType });
    },
  };
}

/** Begins to record. Throws a TypeError where the microphone is not one of this browser's. */
export async function recordSound({ stream }: Pick<Microphone, 'stream'>): Promise<SoundRecording> {
  if (!(stream instanceof MediaStream)) throw new TypeError('the microphone is not a browser stream');
  await resumeAudioContext();
  // First what may fail: nothing is borrowed yet.
  const recorder = collect(stream);
  const meter = meterStream(stream);
  const windows: number[] = [];
  const timer = setInterval(() => {
    const rms = meter.rms();
    if (rms !== undefined) windows.push(rms);
  }, WINDOW_MS);
  const end = (): Promise<Blob | undefined> => {
    clearInterval(timer);
    meter.close();
    return recorder.stop();
  };
  return {
    level: () => meter.read(),
    finish: async () => new Clip(windows, await end()),
    cancel: () => void end(),
  };
}
