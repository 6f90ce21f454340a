// One attempt to get a connection: servers in a given order, the next one as soon as the one before fails or hesitates; the first
// connection that opens wins and the others are closed (as RFC 8305 races addresses).
import type { ConnectFailure } from '../../transport/back-off.ts';
import type { Flow } from './flow.ts';

/** A server that has not opened by then gets a competitor, in milliseconds. */
const HESITATION_MS = 2000;

export interface RaceListener {
  /** Makes a connection that is not open yet. */
  newFlow(url: string, on: { opened(): void; lost(failure: ConnectFailure): void }): Flow;
  trying(url: string): void;
  won(flow: Flow): void;
  /** Every server failed. */
  exhausted(failure: ConnectFailure): void;
}

export class Race {
  readonly #urls: string[];
  readonly #listener: RaceListener;
  readonly #openings = new Set<Flow>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failure: ConnectFailure = 'refused';
  #isOver = false;

  constructor(urls: readonly string[], listener: RaceListener) {
    this.#urls = [...urls];
    this.#listener = listener;
  }

  /** Tries the first server; call once. */
  start(): void {
    this.#tryNext();
  }

  /** Calls it off: nothing more is heard of it. */
  cancel(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    for (const flow of this.#openings) flow.close();
    this.#openings.clear();
  }

  #tryNext(): void {
    clearTimeout(this.#timer);
    const url = this.#urls.shift();
    if (url === undefined || this.#isOver) return;
    const flow: Flow = this.#listener.newFlow(url, {
      opened: () => {
        this.#openings.delete(flow);
        this.cancel();
        this.#listener.won(flow);
      },
      lost: (failure) => {
        this.#failed(flow, failure);
      },
    });
    this.#openings.add(flow);
    this.#listener.trying(url);
    flow.open();
    this.#timer = setTimeout(() => {
      this.#tryNext();
    }, HESITATION_MS);
  }

  #failed(flow: Flow, failure: ConnectFailure): void {
    if (!this.#openings.delete(flow) || this.#isOver) return;
    if (failure === 'silent') this.#failure = 'silent';
    if (this.#urls.length > 0) this.#tryNext();
    else if (this.#openings.size === 0) {
      this.cancel();
      this.#listener.exhausted(this.#failure);
    }
  }
}
