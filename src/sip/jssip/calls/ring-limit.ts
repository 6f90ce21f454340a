// How long an incoming call goes on ringing after its connection was lost: a CANCEL may have been sent over that connection
// (Asterisk sends it there), and then nobody waits for an answer any more.

const RING_ON_MS = 60_000;

export class RingLimit {
  readonly #passed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(passed: () => void) {
    this.#passed = passed;
  }

  /** The connection that brought the call is gone. Counts once. */
  begin(): void {
    this.#timer ??= setTimeout(this.#passed, RING_ON_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
