// The one gate for everything that we send within a call besides its end: nothing passes before the connection has proved
// that it lives, one thing at a time, in order. What fails goes back into the queue or is reported, and never ends the call.
import {
  withOfferAgain,
  withoutTones,
  withWork,
  type DialogWork,
  type OfferWork,
  type ToneWork,
} from '../../dialog-work.ts';
import type { OfferOutcome } from './re-invite.ts';

export interface GateListener {
  /** Calls back once the connection is known to live; maybe much later. */
  prove(onAlive: () => void): void;
  makeOffer(work: OfferWork): Promise<OfferOutcome>;
  sendTone(work: ToneWork): Promise<void>;
  /** An offer came to an end: `agreed` or not. */
  offered(work: OfferWork, agreed: boolean): void;
  /** The far side does not know the call. */
  gone(): void;
}

/** Waits before an offer is made again, in milliseconds; at their end the person hears of it. */
const LOST_AGAIN_MS: readonly number[] = [0, 1000, 2000];
/** A far side that asks for patience again and again gets this many offers more, at least so far apart in milliseconds. */
const MOST_LATER = 10;
const SOONEST_LATER_MS = 500;
/** An offer of theirs is over within 32 s (RFC 3261 13.3.1.4), with or without its ACK. */
const MOST_WAITS = 80;
const UNREACHABLE_AGAIN_MS: readonly number[] = [500, 1000, 2000, 4000, 8000];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class DialogGate {
  readonly #listener: GateListener;
  #queue: readonly DialogWork[] = [];
  #isRunning = false;
  #isClosed = false;
  #failures = 0;
  #delays = 0;
  /** How often this side was busy itself, in a row. */
  #waits = 0;

  constructor(listener: GateListener) {
    this.#listener = listener;
  }

  add(work: DialogWork): void {
    if (this.#isClosed) return;
    this.#queue = withWork(this.#queue, work);
    if (!this.#isRunning) void this.#run();
  }

  /** Tones that wait are not sent; answers how many. */
  dropTones(): number {
    const before = this.#queue.length;
    this.#queue = withoutTones(this.#queue);
    return before - this.#queue.length;
  }

  /** The call is over: what waits is dropped. */
  close(): void {
    this.#isClosed = true;
    this.#queue = [];
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#queue.length > 0) {
      await new Promise<void>((resolve) => {
        this.#listener.prove(resolve);
      });
      const [work, ...rest] = this.#queue;
      if (work === undefined) break;
      this.#queue = rest;
      if (work.kind === 'tone') await this.#listener.sendTone(work);
      else if (work.kind === 'offer') await this.#offer(work);
      else work.send();
    }
    this.#isRunning = false;
  }

  async #offer(work: OfferWork): Promise<void> {
    const outcome = await this.#listener.makeOffer(work);
    if (this.#isClosed) return;
    switch (outcome.kind) {
      case 'agreed':
        this.#failures = 0;
        this.#delays = 0;
        this.#waits = 0;
        this.#listener.offered(work, true);
        return;
      case 'refused':
        this.#listener.offered(work, false);
        return;
      case 'gone':
        this.#listener.gone();
        return;
      case 'later':
        await this.#later(work, outcome);
        return;
      case 'lost':
      case 'unreachable':
        await this.#retry(work, outcome.kind === 'lost' ? LOST_AGAIN_MS : UNREACHABLE_AGAIN_MS);
    }
  }

  /** Our own side is busy only for a moment; a far side that asks for patience may ask for ever. */
  async #later(
    work: OfferWork,
    { afterMs, isAsked }: Extract<OfferOutcome, { kind: 'later' }>,
  ): Promise<void> {
    if (isAsked) this.#delays += 1;
    else this.#waits += 1;
    if (this.#delays <= MOST_LATER && this.#waits <= MOST_WAITS) {
      await this.#again(work, isAsked ? Math.max(afterMs, SOONEST_LATER_MS) : afterMs);
      return;
    }
    this.#delays = 0;
    this.#waits = 0;
    this.#listener.offered(work, false);
  }

  async #retry(work: OfferWork, waitsMs: readonly number[]): Promise<void> {
    const waitMs = waitsMs[this.#failures];
    this.#failures += 1;
    if (waitMs !== undefined) {
      await this.#again(work, waitMs);
      return;
    }
    this.#failures = 0;
    this.#listener.offered(work, false);
  }

  async #again(work: OfferWork, afterMs: number): Promise<void> {
    if (afterMs > 0) await pause(afterMs);
    if (!this.#isClosed) this.#queue = withOfferAgain(this.#queue, work);
  }
}
