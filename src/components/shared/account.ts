// How an account is called on screens, and where it is edited.
import { plainText } from '../../i18n/plain-text.ts';
import { accountOf, hasSeveral } from '../../phone/accounts/account-selectors.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import type { AccountsState } from '../../phone/accounts/accounts-reducer.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import * as sip from '../../sip/account.ts';

/** Its address: what tells accounts apart, whatever they call themselves. */
export function accountName({ account }: AccountState): string {
  return sip.accountName(account);
}

/** The account that a call of the history went by; undefined where it goes without saying, since there is no other, or is not known. */
export function pastAccount(state: AccountsState, entry: HistoryEntry): string | undefined {
  const present = accountOf(state, entry.accountId);
  const name = entry.accountName ?? (present && accountName(present));
  const [only] = state.accounts;
  if (only === undefined) return undefined;
  return hasSeveral(state) || name !== accountName(only) ? name : undefined;
}

/** What the person shows to others, or the number. */
export function accountIdentity({ account }: AccountState): string {
  return plainText(account.displayName) || account.username;
}

/** The place in Settings where its form is open; that of the account which dials where none is named. */
export function accountAddress(id = ''): string {
  return id === '' ? '#/settings/account' : `#/settings/account/${encodeURIComponent(id)}`;
}
