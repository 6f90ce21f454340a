// Stored data that arrives late, after the phone has started without it: it is merged with what was done since, which wins where
// both are about the same thing. Loaded only where a store is that slow.
import type { AccountDesk, UsableAccounts } from './accounts/account-desk.ts';
import type { HistoryEntry } from './history.ts';
import type { Kept, KeptData } from './kept-data.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Store } from './store.ts';

/** Whom the start concerns. */
export interface StartContext {
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly keptData: KeptData;
  readonly accounts: AccountDesk;
}

function changedOf(settings: Settings): Partial<Settings> {
  const isChanged = (name: string): boolean =>
    Reflect.get(settings, name) !== Reflect.get(DEFAULT_SETTINGS, name);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isChanged(name)));
}

function withoutThose(
  history: readonly HistoryEntry[],
  those: readonly HistoryEntry[],
): readonly HistoryEntry[] {
  const ids = new Set(those.map(({ id }) => id));
  return history.filter(({ id }) => !ids.has(id));
}

/** Takes what came late; the accounts count where nobody signed in or out since, and nothing where it was to be forgotten. */
export function restoreLate(
  { store, keptData, accounts }: StartContext,
  kept: Kept,
  late: UsableAccounts,
): void {
  const now = store.state;
  if (now.storage === 'silent') store.dispatch({ kind: 'storageFailed', health: 'working' });
  if (!keptData.hasForgotten) {
    keptData.changeSettings({ ...kept.settings, ...changedOf(now.settings) });
    keptData.changedElsewhere({ put: withoutThose(kept.history, now.history), removed: [] });
  }
  if (accounts.wasUsed) return;
  void accounts.resume(late.accounts);
  if (late.dialId !== undefined) store.dispatch({ kind: 'dialAccountChosen', accountId: late.dialId });
}
