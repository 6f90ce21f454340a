// One call's share of the microphone: its copy of the capture, and whether that copy is silent. Stays the same whenever the
// capture is replaced, and tells its owner what changed. Asks nobody and opens nothing.
import type { CallMicrophone, Microphone } from '../../media/media-session.ts';

/** A call that wants the microphone. */
export interface Borrower {
  /** Whether it still wants it: asked once the microphone is open. */
  isWanted(): boolean;
  /** Whether it is silent from the first sample on. */
  isSilent(): boolean;
  /** Sends this copy from now on; rejects where that can't be done, the copy from before then goes on. */
  feed(microphone: CallMicrophone): Promise<void>;
}

export class MicrophoneLoan {
  readonly #borrower: Borrower;
  readonly #changed: () => void;
  #capture: Microphone;
  #copy: CallMicrophone;
  /** What is still sent while another takes its place. */
  #leaving: { readonly capture: Microphone; readonly copy: CallMicrophone } | undefined;
  #moves: Promise<unknown> = Promise.resolve();
  #isSilent: boolean;
  #isOver = false;

  /** `changed`: it was given back, or silenced, or not any more. */
  constructor(capture: Microphone, borrower: Borrower, changed: () => void) {
    this.#capture = capture;
    this.#borrower = borrower;
    this.#changed = changed;
    this.#isSilent = borrower.isSilent();
    this.#copy = capture.tap(this.#isSilent);
  }

  /** What the call sends from now on. */
  get microphone(): CallMicrophone {
    return this.#copy;
  }

  /** Whether the call sends a copy of this capture. */
  uses(capture: Microphone): boolean {
    return capture === this.#capture || capture === this.#leaving?.capture;
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  setSilent(isSilent: boolean): void {
    if (this.#isOver || isSilent === this.#isSilent) return;
    this.#isSilent = isSilent;
    this.#copy.setSilent(isSilent);
    this.#leaving?.copy.setSilent(isSilent);
    this.#changed();
  }

  /** Gives it back. */
  release(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#copy.stop();
    this.#leaving?.copy.stop();
    this.#changed();
  }

  /** Feeds the call from another capture, one after the other; false where it could not be moved and goes on as it was. */
  move(capture: Microphone): Promise<boolean> {
    const move = this.#moves.then(() => this.#moveNow(capture));
    this.#moves = move;
    return move;
  }

  async #moveNow(capture: Microphone): Promise<boolean> {
    if (this.#isOver || capture === this.#capture) return true;
    const before = { capture: this.#capture, copy: this.#copy };
    this.#leaving = before;
    this.#capture = capture;
    this.#copy = capture.tap(this.#isSilent);
    try {
      await this.#borrower.feed(this.#copy);
      before.copy.stop();
      return true;
    } catch {
      this.#copy.stop();
      // A call that ended meanwhile has lost nothing.
      if (this.isOver) return true;
      ({ capture: this.#capture, copy: this.#copy } = before);
      return false;
    } finally {
      this.#leaving = undefined;
    }
  }
}
