// The keys of one call: pressed, typed or pasted, or dialled behind its number. A key that the person presses goes first and
// stops what was being sent; the rest stays on screen and waits. Behind a pause that the person typed, keys follow in their order, as
// in a text that was pasted. Nothing is sent while the person holds the call.
import { isHeldHere, type Call } from '../../sip/call-state.ts';
import {
  heldToneMs,
  isKeySequence,
  isTone,
  type PendingKeys,
  type Tone,
  type ToneManner,
  type TonePause,
} from '../../sip/dtmf.ts';
import type { Session, SessionEvent } from '../../sip/user-agent.ts';
import type { Clock } from '../clock.ts';
import { KeySequence } from './key-sequence.ts';

export interface CallKeysListener {
  call(): Call | undefined;
  session(): Session | undefined;
  manner(): ToneManner;
  /** Lets the person hear a key. */
  sound(tone: Tone): void;
  /** What is left to send. */
  left(keys: PendingKeys | undefined): void;
}

export class CallKeys {
  readonly #on: CallKeysListener;
  readonly #sequence: KeySequence;
  /** What becomes of a key pressed next: it goes out `now`, `behind` a typed pause, or once the person has `asked` for it. */
  #next: 'now' | 'behind' | 'asked' = 'now';

  constructor(clock: Clock, on: CallKeysListener) {
    this.#on = on;
    this.#sequence = new KeySequence(clock, () => on.manner(), {
      send: (run) => on.session()?.sendTones(run, on.manner()),
      drop: () => on.session()?.dropTones() ?? 0,
      left: (keys) => {
        on.left(keys);
      },
    });
  }

  /** A key of the person. `heldMs`: how long it was held, in milliseconds; undefined where it was only pressed. */
  press(tone: Tone, heldMs?: number): void {
    if (!this.#isOpen() || !isTone(tone)) return;
    if (this.#next === 'asked' || (this.#next === 'behind' && this.#sequence.isGoing)) {
      this.#append(tone);
      return;
    }
    this.#next = 'now';
    this.#sequence.stop();
    const manner = this.#on.manner();
    const toneMs = heldMs === undefined || Number.isNaN(heldMs) ? manner.toneMs : heldToneMs(heldMs, manner);
    this.#on.session()?.sendTones([tone], { ...manner, toneMs });
    this.#on.sound(tone);
  }

  /** A pause of the person, between keys: they mean what they mean in a text (`readKeys`). */
  typePause(pause: TonePause): void {
    if (!this.#isOpen()) return;
    if (pause === ';') this.#next = 'asked';
    else if (this.#next === 'now') this.#next = 'behind';
    // Alone it has nothing to wait for yet.
    if (pause === ',' || !this.#sequence.isIdle) this.#append(pause);
  }

  /** Sends keys as `readKeys` gives them, in order; on hold they wait for the person. Nothing of a text that is anything else. */
  send(keys: string): void {
    if (!isKeySequence(keys) || this.#on.call()?.phase !== 'established') return;
    this.#next = 'now';
    this.#sequence.start({ kind: 'tones', keys, phase: this.#isOpen() ? 'going' : 'waiting' });
  }

  goOn(): void {
    if (!this.#isOpen()) return;
    this.#next = 'now';
    this.#sequence.goOn();
  }

  /** What is being sent waits; what waits already is put away. */
  stop(): void {
    const call = this.#on.call();
    this.#next = 'now';
    if (call?.phase !== 'established') {
      const keys = call?.keys;
      this.#on.left(keys?.phase === 'going' ? { ...keys, phase: 'waiting' } : undefined);
    } else if (this.#sequence.isGoing) this.#sequence.stop();
    else this.#sequence.clear();
  }

  /** What the call's session says, once the call knows it. */
  heard(event: SessionEvent): void {
    if (event.kind === 'established') this.#answered();
    else if (event.kind === 'toneSent') {
      if (this.#sequence.sent(event.tone)) this.#on.sound(event.tone);
    } else if (
      event.kind === 'tonesAnswered' ? !event.isTaken : event.kind === 'remoteHoldChanged' && event.held
    )
      this.interrupt();
  }

  /** The call goes on hold, has another at its other end, or its keys are refused: the rest waits. */
  interrupt(): void {
    this.#next = 'now';
    this.#sequence.stop();
  }

  ended(): void {
    this.#sequence.clear();
  }

  #append(keys: string): void {
    this.#sequence.append({ kind: 'tones', keys, phase: this.#next === 'asked' ? 'waiting' : 'going' });
  }

  /** What was dialled behind the number begins. */
  #answered(): void {
    const keys = this.#on.call()?.keys;
    if (keys !== undefined && this.#sequence.isIdle) this.#sequence.start(keys);
  }

  #isOpen(): boolean {
    const call = this.#on.call();
    return call?.phase === 'established' && !isHeldHere(call.hold);
  }
}
