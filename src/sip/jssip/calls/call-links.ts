// Carries out what sip/links.ts decides for one call: holds its timer, and passes on what is to be done. Decides nothing.
import { WHOLE, lostIn, nextLinks, nextTimeMs, type LinkEvent, type LinkStep } from '../../links.ts';
import type { Lost } from '../../call-state.ts';

export interface CallLinksListener {
  /** Whether the call has been answered: before that nothing is done about a loss. */
  isTalking(): boolean;
  step(step: LinkStep): void;
  /** Something else is lost now; undefined: nothing. */
  lost(lost: Lost | undefined): void;
}

export class CallLinks {
  readonly #on: CallLinksListener;
  #links = WHOLE;
  #told: Lost | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(on: CallLinksListener) {
    this.#on = on;
  }

  note(event: LinkEvent): void {
    if (this.#isOver) return;
    const isTalking = this.#on.isTalking();
    const isServers = event.kind === 'serverLost' || event.kind === 'serverBack';
    if (!isTalking && !isServers) return;
    const { links, step } = nextLinks(this.#links, event, Date.now());
    this.#links = links;
    this.#wait();
    const lost = lostIn(links);
    if (step !== undefined && isTalking) this.#on.step(step);
    if (lost === this.#told) return;
    this.#told = lost;
    this.#on.lost(lost);
  }

  /** The call is over. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const atMs = nextTimeMs(this.#links);
    if (atMs === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.note({ kind: 'timePassed' });
      },
      Math.max(0, atMs - Date.now()),
    );
  }
}
