// Keeps settings and history. Where keeping fails the phone goes on, and the state says that nothing is saved.
// One write of the history at a time, and the next takes all that came meanwhile: a thousand calls in a second are a few writes.
import { PhoneError } from './errors.ts';
import type { HistoryChange, HistoryEntry } from './history.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState, StorageHealth } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Store } from './store.ts';
import type { KeptKind } from '../storage/kept-kinds.ts';

function healthOf(problem: unknown): StorageHealth {
  if (!(problem instanceof PhoneError)) return 'damaged';
  if (problem.code === 'storageDenied') return 'denied';
  if (problem.code === 'storageInsecure') return 'insecure';
  return problem.code === 'storageFull' ? 'full' : 'damaged';
}

/** What is kept of a visit besides the sign-in. */
export interface Kept {
  readonly settings: Settings;
  readonly history: readonly HistoryEntry[];
}

export const NOTHING_KEPT: Kept = { settings: DEFAULT_SETTINGS, history: [] };

export class KeptData {
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  /** What waits to be written, by id; undefined for what goes. */
  #waiting = new Map<string, HistoryEntry | undefined>();
  #isWriting = false;
  /** While things are forgotten nothing is kept: a call that ends now would come back. */
  #isForgetting = false;

  #hasForgotten = false;

  constructor(ports: PhonePorts, store: Store<PhoneState, PhoneEvent>) {
    this.#ports = ports;
    this.#store = store;
  }

  /** Whether something was deleted in this visit. */
  get hasForgotten(): boolean {
    return this.#hasForgotten;
  }

  /** Does one piece of storage work; a failure becomes a value and the state's storage health. */
  async attempt<T>(work: () => Promise<T>, fallback: T): Promise<T> {
    try {
      return await work();
    } catch (problem) {
      this.failed(problem);
      return fallback;
    }
  }

  /** Storage work failed: the log and the state hear of it. */
  failed(problem: unknown): void {
    this.#ports.log.problem('storage', problem);
    this.#store.dispatch({ kind: 'storageFailed', health: healthOf(problem) });
  }

  /** What was kept; what could not be read is as if it never was. */
  async load(): Promise<Kept> {
    const [settings, history] = await Promise.all([
      this.attempt(() => this.#ports.settings.load(), undefined),
      this.attempt(() => this.#ports.history.load(), []),
    ]);
    return { settings: settings ?? DEFAULT_SETTINGS, history };
  }

  changeSettings(change: Partial<Settings>): void {
    const settings = { ...this.#store.state.settings, ...change };
    this.#store.dispatch({ kind: 'settingsChanged', settings });
    void this.attempt(() => this.#ports.settings.save(settings), undefined);
  }

  /** Adds a call that is over, or never rang. */
  addHistory(entry: HistoryEntry): void {
    const { history } = this.#store.state;
    this.#change(
      this.#ports.historyRules()?.(history, entry) ?? {
        history: [entry, ...history],
        put: [entry],
        removed: [],
      },
    );
  }

  /** Keeps a call that is still going on, so that a page that dies leaves a trace of it. */
  keepUnfinished(entry: HistoryEntry): void {
    this.#write({ put: [entry], removed: [] });
  }

  /** Another window changed what is kept: it shows here too. */
  changedElsewhere({ put, removed }: Pick<HistoryChange, 'put' | 'removed'>): void {
    if (this.#isForgetting) return;
    const gone = new Set([...removed, ...put.map(({ id }) => id)]);
    const others = this.#store.state.history.filter(({ id }) => !gone.has(id));
    const history = [...put, ...others].sort((one, other) => other.startedAtMs - one.startedAtMs);
    this.#store.dispatch({ kind: 'historyChanged', history });
  }

  deleteHistoryEntry(id: string): void {
    const history = this.#store.state.history.filter((entry) => entry.id !== id);
    this.#change({ history, put: [], removed: [id] });
  }

  /** Changes entries; those that stay the same object are as they were. */
  changeEach(change: (entry: HistoryEntry) => HistoryEntry): void {
    const before = this.#store.state.history;
    const history = before.map(change);
    this.#change({ history, put: history.filter((entry, index) => entry !== before[index]), removed: [] });
  }

  /** Writes what waits, at once: the page may be going away. */
  flush(): void {
    if (this.#waiting.size > 0) void this.#writeWaiting();
  }

  /** Lets go of these kinds, which are being deleted; until the returned function is called nothing new of them is kept. */
  forget(kinds: readonly KeptKind[]): () => void {
    this.#hasForgotten = true;
    if (kinds.includes('settings'))
      this.#store.dispatch({ kind: 'settingsChanged', settings: DEFAULT_SETTINGS });
    if (!kinds.includes('history')) return () => undefined;
    this.#isForgetting = true;
    this.#waiting.clear();
    this.#store.dispatch({ kind: 'historyChanged', history: [] });
    return () => {
      this.#isForgetting = false;
    };
  }

  #change(change: HistoryChange): void {
    const { put, removed } = change;
    if (this.#isForgetting || put.length + removed.length === 0) return;
    this.#store.dispatch({ kind: 'historyChanged', history: change.history });
    this.#ports.otherTabs.tell({ kind: 'history', put, removed });
    this.#write(change);
  }

  #write({ put, removed }: Pick<HistoryChange, 'put' | 'removed'>): void {
    if (this.#isForgetting) return;
    for (const entry of put) this.#waiting.set(entry.id, entry);
    for (const id of removed) this.#waiting.set(id, undefined);
    if (!this.#isWriting) void this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.size > 0) await this.#writeWaiting();
    this.#isWriting = false;
  }

  async #writeWaiting(): Promise<void> {
    const waiting = [...this.#waiting];
    this.#waiting = new Map();
    const put = waiting.flatMap(([, entry]) => (entry === undefined ? [] : [entry]));
    const removed = waiting.filter(([, entry]) => entry === undefined).map(([id]) => id);
    await this.attempt(() => this.#ports.history.write({ put, removed }), undefined);
  }
}
