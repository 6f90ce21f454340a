// Puts a connection in doubt if a request on it gets no answer: long before the next ping would, and only if nothing else
// arrives. A REGISTER has a deadline of its own: it is not urgent, and to doubt it doubles the load of a busy server
// (docs/scale.md); and a report on the sound asks nothing of the connection (docs/adr/0026).
import { isReport } from '../../telling/info-package.ts';
import type { Flow } from './flow.ts';

/** So much silence after a request is suspicious, in milliseconds: a proxy says 100 within 200 ms (RFC 3261 17.2.1). */
const PATIENCE_MS = 1500;

export class AnswerWatch {
  readonly #isCurrent: (flow: Flow) => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the last request left, milliseconds since the epoch. */
  #askedMs = 0;

  constructor(isCurrent: (flow: Flow) => boolean) {
    this.#isCurrent = isCurrent;
  }

  /** A message left over a flow. */
  sent(flow: Flow, text: string): void {
    if (/^(?:ACK |REGISTER |SIP\/)/u.test(text) || isReport(text)) return;
    this.#askedMs = Date.now();
    if (this.#timer === undefined) this.#wait(flow, PATIENCE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(flow: Flow, waitMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#isCurrent(flow) || flow.heardMs > this.#askedMs) return;
      const leftMs = this.#askedMs + PATIENCE_MS - Date.now();
      if (leftMs > 0) this.#wait(flow, leftMs);
      else flow.suspect();
    }, waitMs);
  }
}
