// How an account is called on screens, and where it is edited.
import { plainText } from '../../i18n/plain-text.ts';
import type { AccountState } from '../../phone/accounts/account-state.ts';
import * as sip from '../../sip/account.ts';

/** Its address: what tells accounts apart, whatever they call themselves. */
export function accountName({ account }: AccountState): string {
  return sip.accountName(account);
}

/** What the person shows to others, or the number. */
export function accountIdentity({ account }: AccountState): string {
  return plainText(account.displayName) || account.username;
}

/** The place in Settings where its form is open; that of the account which dials where none is named. */
export function accountAddress(id = ''): string {
  return id === '' ? '#/settings/account' : `#/settings/account/${encodeURIComponent(id)}`;
}
