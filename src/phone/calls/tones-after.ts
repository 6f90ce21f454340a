// Keys that were dialled behind a number: sent one by one once the call is answered, by themselves after a pause, or when the person
// says so. What has not been sent stays in sight.
import type { Call } from '../../sip/call-state.ts';
import type { AfterAnswer } from '../../sip/dial/dial-reading.ts';
import { TONE_GAP_MS, TONE_MS, isTone, type Tone } from '../../sip/dtmf.ts';
import type { Clock } from '../clock.ts';

/** One comma waits so long, in milliseconds. */
const PAUSE_MS = 2000;

export interface TonesAfterHooks {
  send(tone: Tone): void;
  /** What is left; undefined for nothing. */
  left(after: AfterAnswer | undefined): void;
}

export class TonesAfter {
  readonly #clock: Clock;
  readonly #hooks: TonesAfterHooks;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, hooks: TonesAfterHooks) {
    this.#clock = clock;
    this.#hooks = hooks;
  }

  /** They answered: what needs no word from the person begins after its pause. */
  answered(call: Call | undefined): void {
    const after = call?.phase === 'established' ? call.after : undefined;
    if (after?.afterMs === undefined) return;
    this.#cancel = this.#clock.after(after.afterMs, () => {
      this.#step(after);
    });
  }

  /** Sends what is left of them now. */
  sendNow(call: Call | undefined): void {
    const after = call?.phase === 'established' ? call.after : undefined;
    if (after === undefined) return;
    this.stop();
    this.#step(after);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #step(after: AfterAnswer): void {
    this.#cancel = undefined;
    const [first = '', ...rest] = after.keys;
    const keys = rest.join('');
    if (first === ';') {
      // The person says when it goes on.
      this.#hooks.left(keys === '' ? undefined : { ...after, keys, afterMs: undefined });
      return;
    }
    if (isTone(first)) this.#hooks.send(first);
    const left = keys === '' ? undefined : { ...after, keys };
    this.#hooks.left(left);
    if (left === undefined) return;
    this.#cancel = this.#clock.after(first === ',' ? PAUSE_MS : TONE_MS + TONE_GAP_MS, () => {
      this.#step(left);
    });
  }
}
