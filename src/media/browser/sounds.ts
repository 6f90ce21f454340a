// The phone's own sounds, synthesised with WebAudio: our ring, and ringback, busy and end tones (ITU-T E.180, European cadence).
import type { CallSound, Sounds } from '../sounds.ts';
import { resumeAudioContext, sharedAudioContext } from './audio-context.ts';

/** A sound as notes; all times in seconds within one period. */
interface Score {
  readonly periodSeconds: number;
  readonly repeats: boolean;
  readonly shape: 'sine' | 'bell';
  readonly notes: readonly { readonly at: number; readonly length: number; readonly hertz: number }[];
}

function note(at: number, length: number, hertz: number): Score['notes'][number] {
  return { at, length, hertz };
}

// Two rising fourths and their echo: "there, and back".
const RING = [
  note(0, 0.5, 587.33),
  note(0.18, 0.6, 783.99),
  note(0.55, 0.5, 783.99),
  note(0.73, 0.8, 1046.5),
];

const SCORES: Readonly<Record<CallSound, Score>> = {
  ring: { periodSeconds: 3, repeats: true, shape: 'bell', notes: RING },
  ringback: { periodSeconds: 5, repeats: true, shape: 'sine', notes: [note(0, 1, 425)] },
  busy: { periodSeconds: 1, repeats: true, shape: 'sine', notes: [note(0, 0.5, 425)] },
  callEnded: {
    periodSeconds: 1,
    repeats: false,
    shape: 'bell',
    notes: [note(0, 0.25, 523.25), note(0.14, 0.4, 392)],
  },
};

const KEY_SECONDS = 0.12;
/** Tones are full-scale sines: this keeps them beside a voice, not above it. */
const TONE_GAIN = 0.18;

function playNote(
  context: AudioContext,
  target: AudioNode,
  start: number,
  each: Score['notes'][number],
  shape: Score['shape'],
): OscillatorNode {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = each.hertz;
  const end = start + each.length;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(1, start + 0.012);
  if (shape === 'bell') gain.gain.exponentialRampToValueAtTime(0.001, end);
  else {
    gain.gain.setValueAtTime(1, end - 0.012);
    gain.gain.linearRampToValueAtTime(0, end);
  }
  oscillator.connect(gain).connect(target);
  oscillator.start(start);
  oscillator.stop(end);
  return oscillator;
}

/** One sound being played, period after period. */
class Playing {
  readonly #context: AudioContext;
  readonly #output: GainNode;
  readonly #score: Score;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: AudioContext, score: Score, volume: number) {
    this.#context = context;
    this.#score = score;
    this.#output = context.createGain();
    this.#output.gain.value = volume * (score.shape === 'bell' ? 0.35 : TONE_GAIN);
    this.#output.connect(context.destination);
    this.#period();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#output.gain.setTargetAtTime(0, this.#context.currentTime, 0.02);
    setTimeout(() => {
      this.#output.disconnect();
    }, 200);
  }

  #period(): void {
    const start = this.#context.currentTime + 0.02;
    for (const each of this.#score.notes)
      playNote(this.#context, this.#output, start + each.at, each, this.#score.shape);
    if (!this.#score.repeats) return;
    this.#timer = setTimeout(() => {
      this.#period();
    }, this.#score.periodSeconds * 1000);
  }
}

async function setOutput(context: AudioContext, outputId: string): Promise<void> {
  if (!('setSinkId' in context)) return;
  try {
    await (context as AudioContext & { setSinkId(id: string): Promise<void> }).setSinkId(outputId);
  } catch (error) {
    // A ringer that was unplugged: the sound goes to the system's output instead of nowhere.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** The sounds of this browser. Nothing is created before the first sound or gesture. */
export function browserSounds(): Sounds {
  let playing: Playing | undefined;
  const stop = (): void => {
    playing?.stop();
    playing = undefined;
  };
  return {
    play(sound, volume, outputId): void {
      stop();
      if (volume <= 0) return;
      const context = sharedAudioContext();
      void setOutput(context, outputId);
      playing = new Playing(context, SCORES[sound], volume);
    },
    stop,
    playKey(frequencies, volume): void {
      if (volume <= 0) return;
      const context = sharedAudioContext();
      const output = context.createGain();
      output.gain.value = volume * TONE_GAIN;
      output.connect(context.destination);
      const [low, high] = frequencies;
      playNote(context, output, context.currentTime, note(0, KEY_SECONDS, low), 'sine');
      playNote(context, output, context.currentTime, note(0, KEY_SECONDS, high), 'sine').addEventListener(
        'ended',
        () => {
          output.disconnect();
        },
      );
    },
    get allowed(): boolean {
      return sharedAudioContext().state === 'running';
    },
    enable: resumeAudioContext,
  };
}
