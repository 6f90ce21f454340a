// Keys sent one after another in a call, with pauses: `,` waits two seconds, `;` waits for the person. Keys without a pause
// between them are passed on as one run, so that the sender can time them exactly; what is left follows from the keys reported as
// sent, never from a guess.
//
//   idle     --begin--> sending, pausing (a comma stands in front) or waiting (a semicolon does)
//   sending  --all of the run reported--> sending, pausing, waiting or idle, by what comes next
//   pausing  --time--> sending, pausing, waiting or idle
//   sending, pausing  --stop--> waiting, with everything that has not begun
//   waiting  --goOn--> as begin
//   any      --clear--> idle
import { PAUSE_MS, isTone, type PendingKeys, type Tone } from '../../sip/dtmf.ts';
import type { ToneTimes } from '../../sip/tone-times.ts';
import type { Clock } from '../clock.ts';

export interface KeySequenceListener {
  /** Sends a run. Each tone of it is reported to `sent` as it goes out. */
  send(run: readonly Tone[]): void;
  /** Takes back what has not gone out; answers how many tones. */
  drop(): number;
  /** What is left; undefined for nothing. */
  left(keys: PendingKeys | undefined): void;
}

type State =
  | { readonly phase: 'idle' }
  | { readonly phase: 'waiting'; readonly rest: PendingKeys }
  | { readonly phase: 'pausing'; readonly rest: PendingKeys; readonly cancel: () => void }
  /** `run`: tones at the front of `rest` that were handed on and not reported yet. */
  | { readonly phase: 'sending'; readonly rest: PendingKeys; readonly run: number };

const IDLE: State = { phase: 'idle' };

const restOf = (state: State): PendingKeys | undefined => (state.phase === 'idle' ? undefined : state.rest);

function without(count: number, keys: PendingKeys): PendingKeys {
  return { ...keys, keys: keys.keys.slice(count) };
}

/** The tones in front of the first pause. */
function runOf({ keys }: PendingKeys): readonly Tone[] {
  const end = Array.from(keys).findIndex((key) => !isTone(key));
  return Array.from(end < 0 ? keys : keys.slice(0, end)).filter(isTone);
}

export class KeySequence {
  readonly #clock: Clock;
  readonly #times: () => ToneTimes;
  readonly #on: KeySequenceListener;
  #state: State = IDLE;

  constructor(clock: Clock, times: () => ToneTimes, on: KeySequenceListener) {
    this.#clock = clock;
    this.#times = times;
    this.#on = on;
  }

  get isIdle(): boolean {
    return this.#state.phase === 'idle';
  }

  get isGoing(): boolean {
    return this.#state.phase === 'sending' || this.#state.phase === 'pausing';
  }

  /**
   * Begins; keys of before are not lost: those that are going come first, those that wait for the person go on waiting behind a
   * semicolon.
   */
  start(keys: PendingKeys): void {
    const before = restOf(this.#state);
    if (this.#state.phase === 'sending' || this.#state.phase === 'pausing') {
      const rest: PendingKeys = {
        ...this.#state.rest,
        kind: 'tones',
        keys: this.#state.rest.keys + keys.keys,
      };
      this.#become({ ...this.#state, rest });
      return;
    }
    const all: PendingKeys =
      before === undefined ? keys : { ...keys, kind: 'tones', keys: `${keys.keys};${before.keys}` };
    if (all.phase === 'waiting') this.#become({ phase: 'waiting', rest: all });
    else this.#step(all, 0);
  }

  /** Comes behind all that is left, whether that is going or waits for the person. */
  append(keys: PendingKeys): void {
    const state = this.#state;
    if (state.phase === 'idle') this.start(keys);
    else
      this.#become({ ...state, rest: { ...state.rest, kind: 'tones', keys: state.rest.keys + keys.keys } });
  }

  /** The person says that what waits may be sent. */
  goOn(): void {
    if (this.#state.phase === 'waiting') this.#step({ ...this.#state.rest, phase: 'going' }, 0);
  }

  /** A tone of a call went out; true where it was one of these. */
  sent(tone: Tone): boolean {
    const state = this.#state;
    if (state.phase !== 'sending' || !state.rest.keys.startsWith(tone)) return false;
    const rest = without(1, state.rest);
    if (state.run > 1) {
      this.#become({ phase: 'sending', rest, run: state.run - 1 });
      return true;
    }
    const { toneMs, gapMs } = this.#times();
    this.#step(rest, toneMs + gapMs);
    return true;
  }

  /** Nothing more is sent before the person says so; a pause that was under way is over then. */
  stop(): void {
    const state = this.#state;
    if (state.phase !== 'sending' && state.phase !== 'pausing') return;
    const begun = state.phase === 'sending' ? Math.max(0, state.run - this.#on.drop()) : 0;
    if (state.phase === 'pausing') state.cancel();
    const keys = without(begun, state.rest).keys.replace(/^[,;]+/u, '');
    this.#wait({ ...state.rest, keys });
  }

  /** Nothing is left. */
  clear(): void {
    if (this.#state.phase === 'sending') this.#on.drop();
    if (this.#state.phase === 'pausing') this.#state.cancel();
    this.#become(IDLE);
  }

  /** `afterMs`: until the last tone and its gap are over. */
  #step(rest: PendingKeys, afterMs: number): void {
    const [first] = rest.keys;
    if (first === undefined) this.#become(IDLE);
    else if (first === ';') this.#wait(without(1, rest));
    else if (first === ',') this.#pause(rest, afterMs + PAUSE_MS);
    else {
      const run = runOf(rest);
      this.#become({ phase: 'sending', rest, run: run.length });
      this.#on.send(run);
    }
  }

  #pause(rest: PendingKeys, ms: number): void {
    const cancel = this.#clock.after(ms, () => {
      const now = restOf(this.#state);
      if (now !== undefined) this.#step(without(1, now), 0);
    });
    this.#become({ phase: 'pausing', rest, cancel });
  }

  #wait(rest: PendingKeys): void {
    if (rest.keys === '') this.#become(IDLE);
    else this.#become({ phase: 'waiting', rest: { ...rest, phase: 'waiting' } });
  }

  #become(state: State): void {
    const before = restOf(this.#state);
    this.#state = state;
    const rest = restOf(state);
    if (rest !== before) this.#on.left(rest);
  }
}
