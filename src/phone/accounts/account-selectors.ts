// What screens and calls ask of the accounts in the state.
import type { Account } from '../../sip/account.ts';
import type { FailureCause } from '../../sip/failure-cause.ts';
import { mayCall } from '../../sip/registration-state.ts';
import type { AccountState } from './account-state.ts';
import type { AccountsState } from './accounts-reducer.ts';

/** The account of this id; undefined where it is signed out by now, or the id is missing (an old entry). */
export function accountOf({ accounts }: AccountsState, id: string | undefined): AccountState | undefined {
  return id === undefined ? undefined : accounts.find((account) => account.id === id);
}

/** The account that calls go out from; undefined where nobody is signed in. */
export function dialAccount(state: AccountsState): AccountState | undefined {
  return accountOf(state, state.dialAccountId);
}

/** The account of this call, or the one that dials where there is none. */
export function accountOfCall(
  state: AccountsState,
  call: { readonly accountId?: string | undefined } | undefined,
): AccountState | undefined {
  return accountOf(state, call?.accountId) ?? dialAccount(state);
}

export function isSignedIn({ accounts }: AccountsState): boolean {
  return accounts.length > 0;
}

/** Whether there is anything to choose from. */
export function hasSeveral({ accounts }: AccountsState): boolean {
  return accounts.length > 1;
}

/** Whether the server of this account knows us. */
export function isRegistered(account: AccountState | undefined): boolean {
  return account?.registration.phase === 'registered';
}

/** Whether two accounts are the same address: one SIP user at one domain (both parts as they are compared in RFC 3261 19.1.4). */
export function isSameAddress(
  one: Pick<Account, 'username' | 'domain'>,
  other: Pick<Account, 'username' | 'domain'>,
): boolean {
  return one.username === other.username && one.domain.toLowerCase() === other.domain.toLowerCase();
}

/** The account with this address, if somebody is signed in with it. */
export function accountAt(
  { accounts }: AccountsState,
  address: Pick<Account, 'username' | 'domain'>,
): AccountState | undefined {
  return accounts.find(({ account }) => isSameAddress(account, address));
}

/** Why no call can go out from this account; undefined where one can. */
export function callObstacle(account: AccountState | undefined): FailureCause | undefined {
  if (account?.connection.phase !== 'open') return 'notConnected';
  return mayCall(account.connection, account.registration) ? undefined : 'notRegistered';
}

/** What keeps calls from an account and does not pass by itself in a moment, in the order in which a person should hear of it. */
const TROUBLES: readonly ((account: AccountState) => boolean)[] = [
  ({ connection }) => connection.phase === 'broken',
  ({ registration }) => registration.phase === 'failed' || registration.phase === 'replaced',
  ({ connection }) => connection.phase === 'waiting',
];

/** The account that is worst off of those that calls don't go out from; undefined where none is in trouble. */
export function troubledBeside({ accounts, dialAccountId }: AccountsState): AccountState | undefined {
  const others = accounts.filter(({ id }) => id !== dialAccountId);
  for (const isSo of TROUBLES) {
    const found = others.find(isSo);
    if (found !== undefined) return found;
  }
  return undefined;
}
