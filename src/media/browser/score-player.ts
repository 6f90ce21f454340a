// Plays scores of the tone plan with WebAudio. Whatever has sounded is disconnected, so that a long day of calls leaves nothing behind.
import type { CallSound, KeySound, Sounding } from '../sounds.ts';
import { scoreOf, type Note, type Score } from '../tone-plan.ts';
import { borrowAudioContext, type AudioContextLoan } from './audio-context.ts';
import { openOutput, type SoundOutput } from './sound-output.ts';

/** Full-scale sines would stand above a voice: this keeps them beside it. */
const GAIN = { bell: 0.35, sine: 0.18 } as const;
/** Rise and fall of a tone in seconds; without them it clicks. */
const EDGE_SECONDS = 0.012;

function envelope(gain: AudioParam, start: number, end: number, shape: Score['shape'], peak: number): void {
  gain.setValueAtTime(0, start);
  gain.linearRampToValueAtTime(peak, start + EDGE_SECONDS);
  if (shape === 'bell') gain.exponentialRampToValueAtTime(0.001, end);
  else {
    gain.setValueAtTime(peak, end - EDGE_SECONDS);
    gain.linearRampToValueAtTime(0, end);
  }
}

/** Sounds a note at `start` (seconds of the context); its gain lets go of the target when its last oscillator ends. */
function playNote(context: AudioContext, target: AudioNode, start: number, note: Note, score: Score): void {
  const gain = context.createGain();
  const end = start + note.seconds;
  envelope(gain.gain, start, end, score.shape, 1 / Math.sqrt(note.hertz.length));
  gain.connect(target);
  let left = note.hertz.length;
  for (const hertz of note.hertz) {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = hertz;
    oscillator.connect(gain);
    oscillator.onended = () => {
      oscillator.disconnect();
      left -= 1;
      if (left === 0) gain.disconnect();
    };
    oscillator.start(start);
    oscillator.stop(end);
  }
}

/** One sound being played, period after period, until it is stopped or over. */
class Playing {
  readonly #loan: AudioContextLoan;
  readonly #gain: GainNode;
  readonly #output: SoundOutput;
  readonly #score: Score;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(score: Score, volume: number, outputId: string) {
    this.#loan = borrowAudioContext();
    const { context } = this.#loan;
    this.#score = score;
    this.#output = openOutput(context, outputId);
    this.#gain = context.createGain();
    this.#gain.gain.value = volume * GAIN[score.shape];
    this.#gain.connect(this.#output.node);
    this.#period();
  }

  stop(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#gain.gain.setTargetAtTime(0, this.#loan.context.currentTime, 0.02);
    setTimeout(() => {
      this.#close();
    }, 200);
  }

  #period(): void {
    const { notes, repeats, periodSeconds } = this.#score;
    const { context } = this.#loan;
    const start = context.currentTime + 0.02;
    for (const note of notes) playNote(context, this.#gain, start + note.at, note, this.#score);
    const next = (): void => {
      if (repeats) this.#period();
      else this.stop();
    };
    this.#timer = setTimeout(next, periodSeconds * 1000 + (repeats ? 0 : 100));
  }

  #close(): void {
    this.#gain.disconnect();
    this.#output.close();
    this.#loan.release();
  }
}

let playing: Playing | undefined;

/** Plays a sound beside whatever sounds; undefined at volume 0. */
export function beep(sound: CallSound | KeySound, { volume, outputId, plan }: Sounding): Playing | undefined {
  if (volume <= 0) return undefined;
  return new Playing(scoreOf(sound, plan), volume, outputId);
}

export function stop(): void {
  playing?.stop();
  playing = undefined;
}

/** Plays a sound in the place of the one before. */
export function play(sound: CallSound, how: Sounding): void {
  stop();
  playing = beep(sound, how);
}
