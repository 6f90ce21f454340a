// The accounts in the phone's state, and which of them dials: one of them whenever there are any.
import { nextConnection, NO_CONNECTION, type ConnectionState } from '../../sip/connection-state.ts';
import { nextRegistration, NO_REGISTRATION, type RegistrationEvent } from '../../sip/registration-state.ts';
import { shownServer } from '../../sip/websocket-server.ts';
import type { AccountFacts, AccountState } from './account-state.ts';

export interface AccountsState {
  /** In the order in which they were added. */
  readonly accounts: readonly AccountState[];
  /** The account that calls go out from; undefined where nobody is signed in. */
  readonly dialAccountId: string | undefined;
}

export type AccountsEvent =
  /** It was added, or its profile is another now. */
  | { readonly kind: 'accountShown'; readonly facts: AccountFacts }
  | { readonly kind: 'accountGone'; readonly accountId: string }
  /** Something happened on the way to its server. */
  | { readonly kind: 'accountChanged'; readonly accountId: string; readonly event: RegistrationEvent }
  | { readonly kind: 'deadServersChanged'; readonly accountId: string; readonly servers: readonly string[] }
  | { readonly kind: 'dialAccountChosen'; readonly accountId: string };

export const NO_ACCOUNTS: AccountsState = { accounts: [], dialAccountId: undefined };

/** An account that nothing was tried with yet. */
function newAccountState(facts: AccountFacts): AccountState {
  return { ...facts, connection: NO_CONNECTION, registration: NO_REGISTRATION, deadServers: [] };
}

/** What was kept of an earlier visit; where the account that dialled is gone, the first takes its place. */
export function keptAccounts(facts: readonly AccountFacts[], dialId: string | undefined): AccountsState {
  return withDialler({ accounts: facts.map(newAccountState), dialAccountId: dialId });
}

/** The account that dials is one that there is. */
function withDialler(state: AccountsState): AccountsState {
  const { accounts, dialAccountId } = state;
  return accounts.some(({ id }) => id === dialAccountId)
    ? state
    : { ...state, dialAccountId: accounts[0]?.id };
}

function shown({ accounts, dialAccountId }: AccountsState, facts: AccountFacts): AccountsState {
  const isKnown = accounts.some(({ id }) => id === facts.id);
  const next = isKnown
    ? accounts.map((account) => (account.id === facts.id ? { ...account, ...facts } : account))
    : [...accounts, newAccountState(facts)];
  return withDialler({ accounts: next, dialAccountId });
}

function changed(account: AccountState, event: RegistrationEvent): AccountState {
  const isOfServer = event.kind === 'registered' || event.kind === 'failed';
  const connection = isOfServer ? account.connection : nextConnection(account.connection, event);
  // What a server says of us holds over an open connection alone.
  const registration =
    connection.phase === 'open' ? nextRegistration(account.registration, event) : NO_REGISTRATION;
  const isSame = connection === account.connection && registration === account.registration;
  return isSame ? account : { ...account, connection, registration, ...reachedBy(account, connection) };
}

/** A server that answered once is not wrong, whatever comes later. */
function reachedBy(
  { reached = [] }: AccountState,
  connection: ConnectionState,
): Pick<AccountState, 'reached'> {
  if (connection.phase !== 'open') return {};
  const server = shownServer(connection.server);
  return reached.includes(server) ? {} : { reached: [...reached, server] };
}

function withDead(account: AccountState, servers: readonly string[]): AccountState {
  return servers.join() === account.deadServers.join() ? account : { ...account, deadServers: servers };
}

/** One of them after a change; the same state where nothing changed or there is no such account. */
function withOne(
  state: AccountsState,
  id: string,
  change: (account: AccountState) => AccountState,
): AccountsState {
  const before = state.accounts.find((account) => account.id === id);
  const after = before && change(before);
  if (after === undefined || after === before) return state;
  return { ...state, accounts: state.accounts.map((account) => (account === before ? after : account)) };
}

/** The next accounts; the same object where the event changes nothing. */
export function nextAccounts(state: AccountsState, event: AccountsEvent): AccountsState {
  switch (event.kind) {
    case 'accountShown':
      return shown(state, event.facts);
    case 'accountGone': {
      const accounts = state.accounts.filter(({ id }) => id !== event.accountId);
      return accounts.length === state.accounts.length ? state : withDialler({ ...state, accounts });
    }
    case 'accountChanged':
      return withOne(state, event.accountId, (account) => changed(account, event.event));
    case 'deadServersChanged':
      return withOne(state, event.accountId, (account) => withDead(account, event.servers));
    case 'dialAccountChosen': {
      const isKnown = state.accounts.some(({ id }) => id === event.accountId);
      const isNews = isKnown && state.dialAccountId !== event.accountId;
      return isNews ? { ...state, dialAccountId: event.accountId } : state;
    }
  }
}
