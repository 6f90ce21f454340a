// Tones in the sound (RFC 4733) by the browser's sender, which times a run of them exactly, in a hidden tab too. All tones in its
// buffer last equally long (W3C webrtc 7.2): what shall last otherwise waits here until the buffer is empty.
import { isTone, type Tone } from '../../dtmf.ts';
import type { ToneTimes } from '../../tone-times.ts';

interface Run {
  readonly tones: string;
  readonly times: ToneTimes;
}

/** A sender that says nothing for so long, in milliseconds beyond the tone it plays, has stopped (the call went on hold). */
const SILENT_MS = 1000;

const isSame = (one: ToneTimes, other: ToneTimes): boolean =>
  one.toneMs === other.toneMs && one.gapMs === other.gapMs;

export class SoundTones {
  readonly #sent: (tone: Tone) => void;
  #sender: RTCDTMFSender | undefined;
  /** How long the tones last that the sender has; undefined where it has none. */
  #playing: ToneTimes | undefined;
  #heardAtMs = 0;
  #waiting: readonly Run[] = [];

  /** `sent`: hears of each tone as it begins. */
  constructor(sent: (tone: Tone) => void) {
    this.#sent = sent;
  }

  /** Behind those that are on their way. `sender`: the one of now, a call may get another. */
  play(sender: RTCDTMFSender, tones: readonly Tone[], times: ToneTimes): void {
    this.#listenTo(sender);
    this.#waiting = [...this.#waiting, { tones: tones.join(''), times }];
    this.#next();
  }

  /** Those that have not begun are not played; answers how many. */
  drop(): number {
    const sender = this.#sender;
    const left = this.#buffer().length;
    const waiting = this.#waiting.reduce((sum, { tones }) => sum + tones.length, 0);
    this.#waiting = [];
    // One that may not insert any more plays nothing either.
    if (sender?.canInsertDTMF !== true) this.#playing = undefined;
    else if (left > 0) sender.insertDTMF('');
    return left + waiting;
  }

  #listenTo(sender: RTCDTMFSender): void {
    if (sender === this.#sender) return;
    this.#sender?.removeEventListener('tonechange', this.#changed);
    this.#sender = sender;
    this.#playing = undefined;
    this.#waiting = [];
    sender.addEventListener('tonechange', this.#changed);
  }

  #next(): void {
    const [run, ...rest] = this.#waiting;
    const sender = this.#sender;
    if (run === undefined || sender?.canInsertDTMF !== true) return;
    const playing = this.#current();
    if (playing !== undefined && !isSame(playing, run.times)) return;
    this.#waiting = rest;
    const before = this.#buffer();
    if (playing === undefined) this.#heardAtMs = Date.now();
    this.#playing = run.times;
    // Inserting replaces what has not been played yet (W3C webrtc 7.2).
    sender.insertDTMF(before + run.tones, run.times.toneMs, run.times.gapMs);
    this.#next();
  }

  /** What will be played; a sender that stopped keeps in its buffer what it never will. */
  #buffer(): string {
    return this.#current() === undefined ? '' : (this.#sender?.toneBuffer ?? '');
  }

  /** How long the tones last that sound now; undefined where none do. */
  #current(): ToneTimes | undefined {
    const times = this.#playing;
    if (times === undefined) return undefined;
    const isSilent = Date.now() - this.#heardAtMs > times.toneMs + times.gapMs + SILENT_MS;
    return isSilent ? undefined : times;
  }

  readonly #changed = ({ tone }: RTCDTMFToneChangeEvent): void => {
    this.#heardAtMs = Date.now();
    if (isTone(tone)) {
      this.#sent(tone);
      return;
    }
    this.#playing = undefined;
    this.#next();
  };
}
