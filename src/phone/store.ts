// One small store: a state, a pure reducer, listeners. Refuses side effects: those belong to commands in phone/.

/** What a reader of a store may do. */
export interface ReadableStore<State> {
  readonly state: State;
  /** Calls `listener` after each change of state; the returned function ends it. */
  subscribe(listener: (state: State) => void): () => void;
}

/** A readable store that takes events; `reduce` returns the same object where nothing changes. */
export class Store<State, Event> implements ReadableStore<State> {
  #state: State;
  readonly #reduce: (state: State, event: Event) => State;
  readonly #listeners = new Set<(state: State) => void>();

  constructor(initial: State, reduce: (state: State, event: Event) => State) {
    this.#state = initial;
    this.#reduce = reduce;
  }

  get state(): State {
    return this.#state;
  }

  subscribe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  dispatch(event: Event): void {
    const next = this.#reduce(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener(next);
  }
}
