// Calls that ended because their page was reloaded or closed: the history keeps that, and the next visit says it once.
import type { HistoryEntry } from '../history.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { Store } from '../store.ts';

/** The entry of a call that ends with its page; the person is to hear of that. */
export function asCut(entry: HistoryEntry): HistoryEntry {
  return { ...entry, cause: 'pageLeft', seen: false };
}

/** Says what was cut and was not said yet; of several calls, the one that began last is named. `keep`: keeps that it was said. */
export function sayWhatWasCut(
  store: Store<PhoneState, PhoneEvent>,
  keep: (entry: HistoryEntry) => void,
): void {
  const cut = store.state.history.filter(({ cause, seen }) => cause === 'pageLeft' && !seen);
  const [last] = cut;
  if (last === undefined) return;
  const notice = { kind: 'callCut', remote: last.remote, others: cut.length - 1 } as const;
  store.dispatch({ kind: 'noticed', notice });
  for (const entry of cut) keep({ ...entry, seen: true });
}
