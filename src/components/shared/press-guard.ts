// Keeps a press that was meant for something else from doing harm: for a second after a question came or changed, the window came
// forward, or a row took the place of another, guarded buttons do nothing and say so by their look.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Longer than the time between seeing a button appear and a hand's stopping, in milliseconds. */
const GUARD_MS = 1000;

/**
 * `question`: the buttons answer a question, and are guarded from its coming and whenever the window comes forward; `row`: they stand in
 * rows of which one may take another's place, and are guarded only from each `arm()`.
 */
type Guarded = 'question' | 'row';

export class PressGuard implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #guarded: Guarded;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen: boolean;
  #wasRefused = false;

  constructor(host: ReactiveControllerHost, guarded: Guarded = 'question') {
    this.#host = host;
    this.#guarded = guarded;
    this.#isOpen = guarded === 'row';
    host.addController(this);
  }

  /** Whether a press counts now. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether somebody pressed in vain, until a press counts again. */
  get wasRefused(): boolean {
    return this.#wasRefused;
  }

  hostConnected(): void {
    if (this.#guarded === 'row') return;
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
      this.#wasRefused = false;
      this.#host.requestUpdate();
    }, GUARD_MS);
    this.#host.requestUpdate();
  };

  /** Whether this press counts; one that doesn't makes the second begin anew, so that neither a row of clicks nor a held key gets through. */
  passes(): boolean {
    if (!this.#isOpen) {
      this.#wasRefused = true;
      this.arm();
    }
    return this.#isOpen;
  }
}
