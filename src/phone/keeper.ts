// Keeps settings and history. Where keeping fails the phone goes on, and the state says that nothing is saved.
import { PhoneError } from './errors.ts';
import type { HistoryEntry } from './history.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState, StorageHealth } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Store } from './store.ts';
import { HISTORY_LIMIT } from '../storage/ports.ts';

function healthOf(problem: unknown): StorageHealth {
  if (!(problem instanceof PhoneError)) return 'damaged';
  if (problem.code === 'storageDenied') return 'denied';
  if (problem.code === 'storageInsecure') return 'insecure';
  return problem.code === 'storageFull' ? 'full' : 'damaged';
}

export class Keeper {
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;

  constructor(ports: PhonePorts, store: Store<PhoneState, PhoneEvent>) {
    this.#ports = ports;
    this.#store = store;
  }

  /** Does one piece of storage work; a failure becomes a value and the state's storage health. */
  async attempt<T>(work: () => Promise<T>, fallback: T): Promise<T> {
    try {
      return await work();
    } catch (problem) {
      this.#ports.log.problem('storage', problem);
      this.#store.dispatch({ kind: 'storageFailed', health: healthOf(problem) });
      return fallback;
    }
  }

  async loadSettings(): Promise<Settings> {
    return (await this.attempt(() => this.#ports.settings.load(), undefined)) ?? DEFAULT_SETTINGS;
  }

  loadHistory(): Promise<readonly HistoryEntry[]> {
    return this.attempt(() => this.#ports.history.load(), []);
  }

  changeSettings(change: Partial<Settings>): void {
    const settings = { ...this.#store.state.settings, ...change };
    this.#store.dispatch({ kind: 'settingsChanged', settings });
    void this.attempt(() => this.#ports.settings.save(settings), undefined);
  }

  addHistory(entry: HistoryEntry): void {
    this.#setHistory([entry, ...this.#store.state.history].slice(0, HISTORY_LIMIT));
    void this.attempt(() => this.#ports.history.put(entry), undefined);
  }

  /** Keeps a call that is still going on, so that a page that dies leaves a trace of it. */
  keepUnfinished(entry: HistoryEntry): void {
    void this.attempt(() => this.#ports.history.put(entry), undefined);
  }

  deleteHistoryEntry(id: string): void {
    this.#setHistory(this.#store.state.history.filter((entry) => entry.id !== id));
    void this.attempt(() => this.#ports.history.remove(id), undefined);
  }

  clearHistory(): void {
    this.#setHistory([]);
    void this.attempt(() => this.#ports.history.clear(), undefined);
  }

  markHistorySeen(): void {
    const unseen = this.#store.state.history.filter((entry) => !entry.seen);
    if (unseen.length === 0) return;
    this.#setHistory(
      this.#store.state.history.map((entry) => (entry.seen ? entry : { ...entry, seen: true })),
    );
    for (const entry of unseen)
      void this.attempt(() => this.#ports.history.put({ ...entry, seen: true }), undefined);
  }

  #setHistory(history: readonly HistoryEntry[]): void {
    this.#store.dispatch({ kind: 'historyChanged', history });
  }
}
