// Keeps a press that was meant for something else from answering a question that has just appeared: for a second after the question came
// or changed, or the window came forward, guarded buttons do nothing and say so by their look.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Longer than the time between seeing a button appear and a hand's stopping, in milliseconds. */
const GUARD_MS = 1000;

export class PressGuard implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether a press counts now. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  hostConnected(): void {
    window.addEventListener('focus', this.arm);
    document.addEventListener('visibilitychange', this.arm);
    this.arm();
  }

  hostDisconnected(): void {
    window.removeEventListener('focus', this.arm);
    document.removeEventListener('visibilitychange', this.arm);
    clearTimeout(this.#timer);
  }

  /** The second begins anew. */
  readonly arm = (): void => {
    clearTimeout(this.#timer);
    this.#isOpen = false;
    this.#timer = setTimeout(() => {
      this.#isOpen = true;
      this.#host.requestUpdate();
    }, GUARD_MS);
    this.#host.requestUpdate();
  };

  /** Whether this press counts; one that doesn't makes the second begin anew, so that neither a row of clicks nor a held key gets through. */
  passes(): boolean {
    if (!this.#isOpen) this.arm();
    return this.#isOpen;
  }
}
