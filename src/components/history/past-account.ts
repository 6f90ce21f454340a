// Which account a call of the history went by, where that does not go without saying.
import { accountOf, hasSeveral } from '../../phone/accounts/account-selectors.ts';
import type { AccountsState } from '../../phone/accounts/accounts-reducer.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import { accountName } from '../shared/account.ts';

/** The account that a call of the history went by; undefined where there is no other, or it is not known. */
export function pastAccount(state: AccountsState, entry: HistoryEntry): string | undefined {
  const present = accountOf(state, entry.accountId);
  const name = entry.accountName ?? (present && accountName(present));
  const [only] = state.accounts;
  if (only === undefined) return undefined;
  return hasSeveral(state) || name !== accountName(only) ? name : undefined;
}
