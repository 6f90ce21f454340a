// The one owner of the microphone: one capture for all calls, and a copy of it for each. Opened for the first call that needs it,
// closed when the last releases it. Another device or other voice processing replaces the capture in every call at once, and a
// silent call stays silent through it.
import type { AudioDevice } from '../../media/devices.ts';
import type {
  Microphone,
  MicrophoneProblem,
  MicrophoneResult,
  OpenMicrophone,
  VoiceProcessing,
} from '../../media/media-session.ts';
import { MicrophoneLoan, type Borrower } from './microphone-loan.ts';

/** What the person chose: the device (empty: the system's choice), and what the browser does to its sound. */
export interface MicrophoneChoice extends VoiceProcessing {
  readonly microphoneId: string;
}

/** What becomes of the microphone by itself. */
export interface MicrophoneOwnerListener {
  /** `device` gives nothing any more: every call is silent until `change` found another. */
  ended(device: AudioDevice): void;
  /** Somebody talks into the microphone, or not any more, while every call that has it is silent. */
  talksUnheard(isTalking: boolean): void;
}

export type LendResult =
  | { readonly kind: 'lent'; readonly loan: MicrophoneLoan }
  | { readonly kind: 'unavailable'; readonly problem: MicrophoneProblem }
  /** Whoever asked wants it no more. */
  | { readonly kind: 'unwanted' };

export class MicrophoneOwner {
  readonly #open: OpenMicrophone;
  readonly #choice: () => MicrophoneChoice;
  readonly #on: MicrophoneOwnerListener;
  readonly #loans = new Set<MicrophoneLoan>();
  /** The one in use, and those that a call could not be moved away from. */
  readonly #captures = new Set<Microphone>();
  /** Undefined while none is open, or while the one that was has ended. */
  #capture: Microphone | undefined;
  #opening: Promise<MicrophoneResult> | undefined;
  /** How many wait for the microphone to open. */
  #waiting = 0;
  #changes: Promise<unknown> = Promise.resolve();
  #watch: { readonly capture: Microphone; end(): void } | undefined;
  #isTalking = false;

  /** `choice` is read whenever a microphone is opened for a first call. */
  constructor(open: OpenMicrophone, choice: () => MicrophoneChoice, on: MicrophoneOwnerListener) {
    this.#open = open;
    this.#choice = choice;
    this.#on = on;
  }

  /** What feeds the calls; undefined where nothing does. */
  get device(): AudioDevice | undefined {
    return this.#capture?.device;
  }

  /** Whether any call has it. */
  get isLent(): boolean {
    return this.#loans.size > 0;
  }

  /** Lends the microphone to a call; all who ask while it opens share one question of the browser's. Rejects where `OpenMicrophone` does. */
  async lend(borrower: Borrower): Promise<LendResult> {
    this.#waiting += 1;
    try {
      const result = await this.#opened();
      if (!borrower.isWanted()) return { kind: 'unwanted' };
      if (result.kind === 'unavailable') return result;
      const loan = new MicrophoneLoan(result.microphone, borrower, () => {
        this.#review();
      });
      this.#loans.add(loan);
      return { kind: 'lent', loan };
    } finally {
      this.#waiting -= 1;
      this.#review();
    }
  }

  /** The list of devices says that the one in use is gone, which its capture may tell late or never. */
  lose(): void {
    this.#capture = undefined;
    this.#review();
  }

  /**
   * Feeds every call from another capture, one change after the other; does nothing while no call has the microphone. `busy`: it opened,
   * and a call could not be moved to it.
   */
  change(deviceId: string, processing: VoiceProcessing): Promise<MicrophoneProblem | undefined> {
    return this.#inTurn(() => this.#changeNow(deviceId, processing));
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#changes.then(work);
    // Whoever asked hears of a failure; the next change has its turn all the same.
    this.#changes = mine.catch(() => undefined);
    return mine;
  }

  async #opened(): Promise<MicrophoneResult> {
    for (;;) {
      if (this.#capture !== undefined) return { kind: 'opened', microphone: this.#capture };
      this.#opening ??= this.#openNow();
      const result = await this.#opening;
      // One that is gone before anybody had it is no answer.
      if (result.kind === 'unavailable' || this.#isInUse(result.microphone)) return result;
    }
  }

  #isInUse(capture: Microphone): boolean {
    return capture === this.#capture;
  }

  async #openNow(): Promise<MicrophoneResult> {
    try {
      const choice = this.#choice();
      const result = await this.#open(choice.microphoneId, choice);
      if (result.kind === 'opened') {
        this.#adopt(result.microphone);
        // Calls whose microphone had ended hear from this one as well.
        void this.#moveAll(result.microphone);
      }
      return result;
    } finally {
      this.#opening = undefined;
    }
  }

  async #changeNow(deviceId: string, processing: VoiceProcessing): Promise<MicrophoneProblem | undefined> {
    await this.#opening?.catch(() => undefined);
    if (!this.#isNeeded()) return undefined;
    const result = await this.#open(deviceId, processing);
    if (result.kind === 'unavailable') return this.#isNeeded() ? result.problem : undefined;
    const before = this.#capture;
    this.#adopt(result.microphone);
    const isMoved = await this.#moveAll(result.microphone);
    if (this.#loans.size > 0 && !this.#isUsed(result.microphone)) this.#capture = before;
    this.#review();
    return isMoved ? undefined : 'busy';
  }

  #isUsed(capture: Microphone): boolean {
    return [...this.#loans].some((loan) => loan.uses(capture));
  }

  #isNeeded(): boolean {
    return this.#loans.size > 0 || this.#waiting > 0;
  }

  #adopt(capture: Microphone): void {
    this.#capture = capture;
    this.#captures.add(capture);
    capture.onEnded(() => {
      // A change that is on its way decides first: it may be about to replace what ended.
      void this.#inTurn(() => this.#ended(capture));
    });
  }

  #ended(capture: Microphone): Promise<void> {
    if (capture === this.#capture) {
      this.lose();
      this.#on.ended(capture.device);
    }
    return Promise.resolve();
  }

  /** False where a call could not be moved. */
  async #moveAll(capture: Microphone): Promise<boolean> {
    const moves = [...this.#loans].map((loan) => loan.move(capture));
    const areMoved = await Promise.all(moves);
    this.#review();
    return areMoved.every(Boolean);
  }

  /** After any change: closes what nobody uses, and listens for talk where nobody else does. */
  #review(): void {
    for (const loan of this.#loans) if (loan.isOver) this.#loans.delete(loan);
    for (const capture of this.#captures) {
      if (this.#isUsed(capture) || (capture === this.#capture && this.#isNeeded())) continue;
      capture.stop();
      this.#captures.delete(capture);
      if (capture === this.#capture) this.#capture = undefined;
    }
    this.#followTalk();
  }

  #followTalk(): void {
    const isUnheard = this.#loans.size > 0 && [...this.#loans].every(({ isSilent }) => isSilent);
    const capture = isUnheard ? this.#capture : undefined;
    if (capture === this.#watch?.capture) return;
    this.#watch?.end();
    this.#watch = undefined;
    this.#say(false);
    if (capture === undefined) return;
    const end = capture.watchTalk((isTalking) => {
      this.#say(isTalking);
    });
    this.#watch = { capture, end };
  }

  #say(isTalking: boolean): void {
    if (isTalking === this.#isTalking) return;
    this.#isTalking = isTalking;
    this.#on.talksUnheard(isTalking);
  }
}
