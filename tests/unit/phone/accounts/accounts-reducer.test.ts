import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountAt,
  accountOfCall,
  callObstacle,
  dialAccount,
  troubledBeside,
} from '../../../../src/phone/accounts/account-selectors.ts';
import { accountFacts, type AccountFacts } from '../../../../src/phone/accounts/account-state.ts';
import {
  keptAccounts,
  nextAccounts,
  NO_ACCOUNTS,
  type AccountsEvent,
  type AccountsState,
} from '../../../../src/phone/accounts/accounts-reducer.ts';
import { parseProfile } from '../../../../src/provisioning/parse-profile.ts';
import { FAILURE_CAUSES } from '../../../../src/sip/failure-cause.ts';
import type { RegistrationEvent } from '../../../../src/sip/registration-state.ts';

function facts(id: string, username = id): AccountFacts {
  const result = parseProfile({
    version: 1,
    account: { username, password: 'p', domain: 'example.org' },
    webSocketServers: ['wss://pbx.example.org/'],
  });
  if (result.kind === 'invalid') throw new Error(result.problem.path);
  return accountFacts(id, result.profile);
}

const shown = (id: string): AccountsEvent => ({ kind: 'accountShown', facts: facts(id) });
const on = (accountId: string, event: RegistrationEvent): AccountsEvent => ({
  kind: 'accountChanged',
  accountId,
  event,
});
const registered = (id: string): AccountsEvent[] => [
  on(id, { kind: 'started' }),
  on(id, { kind: 'connected', server: `wss://${id}/` }),
  on(id, { kind: 'registered', expiresAtMs: 5 }),
];
const after = (...events: AccountsEvent[]): AccountsState => events.reduce(nextAccounts, NO_ACCOUNTS);

describe('the account that dials', () => {
  it('is the first that signs in, and stays it when another does', () => {
    expect(after(shown('a'), shown('b')).dialAccountId).toBe('a');
  });

  it('is the one that was chosen', () => {
    expect(
      dialAccount(after(shown('a'), shown('b'), { kind: 'dialAccountChosen', accountId: 'b' }))?.id,
    ).toBe('b');
  });

  it('is another once it is signed out, and nobody once all are', () => {
    const one = after(shown('a'), shown('b'), { kind: 'accountGone', accountId: 'a' });
    expect(one.dialAccountId).toBe('b');
    expect(nextAccounts(one, { kind: 'accountGone', accountId: 'b' })).toEqual(NO_ACCOUNTS);
  });

  it('is the first where the one that was kept is gone', () => {
    expect(keptAccounts([facts('a'), facts('b')], 'gone').dialAccountId).toBe('a');
    expect(keptAccounts([facts('a'), facts('b')], 'b').dialAccountId).toBe('b');
  });
});

describe('accounts', () => {
  it('keep their states and their place when their profile changes', () => {
    const before = after(shown('a'), shown('b'), ...registered('a'));
    const state = nextAccounts(before, { kind: 'accountShown', facts: facts('a', 'new') });
    expect(state.accounts.map(({ account }) => account.username)).toEqual(['new', 'b']);
    expect(state.accounts[0]).toMatchObject({ registration: { phase: 'registered' } });
  });

  it('change each by itself', () => {
    const state = after(shown('a'), shown('b'), ...registered('b'));
    expect(state.accounts.map(({ connection }) => connection.phase)).toEqual(['idle', 'open']);
  });

  it('know dead servers each by itself', () => {
    const state = after(shown('a'), shown('b'), {
      kind: 'deadServersChanged',
      accountId: 'b',
      servers: ['turn:x'],
    });
    expect(state.accounts.map(({ deadServers }) => deadServers)).toEqual([[], ['turn:x']]);
  });

  it('are found by their address', () => {
    const state = after(shown('a'), shown('b'));
    expect(accountAt(state, { username: 'b', domain: 'EXAMPLE.org' })?.id).toBe('b');
    expect(accountAt(state, { username: 'B', domain: 'example.org' })).toBeUndefined();
  });

  it('of a call: its own, and the one that dials for a call of before accounts had names', () => {
    const state = after(shown('a'), shown('b'));
    expect(accountOfCall(state, { accountId: 'b' })?.id).toBe('b');
    expect(accountOfCall(state, {})?.id).toBe('a');
  });
});

describe('why no call can go out', () => {
  it('names the connection where there is none, and the registration where there is one', () => {
    const signedIn = after(shown('a'), on('a', { kind: 'started' }));
    expect(callObstacle(dialAccount(signedIn))).toBe('notConnected');
    const refused = after(
      shown('a'),
      ...registered('a'),
      on('a', { kind: 'failed', cause: 'wrongPassword', statusCode: 403 }),
    );
    expect(callObstacle(dialAccount(refused))).toBe('notRegistered');
    expect(callObstacle(dialAccount(after(shown('a'), ...registered('a'))))).toBeUndefined();
    expect(callObstacle(undefined)).toBe('notConnected');
  });
});

describe('the account in trouble beside the one that dials', () => {
  const state = after(shown('a'), shown('b'), ...registered('a'), ...registered('b'));

  it('is none while all are well, or only the one that dials is not', () => {
    expect(troubledBeside(state)).toBeUndefined();
    const refused = nextAccounts(state, on('a', { kind: 'failed', cause: 'forbidden', statusCode: 403 }));
    expect(troubledBeside(refused)).toBeUndefined();
  });

  it('is not one that connects for a moment', () => {
    expect(troubledBeside(nextAccounts(state, on('b', { kind: 'disconnected' })))).toBeUndefined();
  });

  it('is the one that is worst off', () => {
    const waiting = nextAccounts(state, on('b', { kind: 'waiting', attempt: 2, untilMs: 1 }));
    expect(troubledBeside(waiting)?.id).toBe('b');
    const refused = [
      shown('c'),
      ...registered('c'),
      on('c', { kind: 'failed', cause: 'forbidden', statusCode: 403 }),
    ];
    expect(troubledBeside(refused.reduce(nextAccounts, waiting))?.id).toBe('c');
  });
});

describe('a server that answered', () => {
  it('is remembered while it is out of reach, without what stands behind a question mark', () => {
    const state = after(
      shown('a'),
      on('a', { kind: 'started' }),
      on('a', { kind: 'connected', server: 'wss://pbx.example.com/ws?key=s3cret' }),
      on('a', { kind: 'disconnected' }),
    );
    expect(dialAccount(state)?.reached).toEqual(['wss://pbx.example.com/ws']);
  });
});

describe('whatever happens', () => {
  const ids = fc.constantFrom('a', 'b', 'c');
  const cause = fc.constantFrom(...FAILURE_CAUSES);
  const wayEvent: fc.Arbitrary<RegistrationEvent> = fc.oneof(
    fc.constantFrom<RegistrationEvent>(
      { kind: 'started' },
      { kind: 'connecting', attempt: 2 },
      { kind: 'waiting', attempt: 2, untilMs: 1 },
      { kind: 'connected', server: 'wss://a/' },
      { kind: 'disconnected' },
      { kind: 'startFailed' },
      { kind: 'stopped' },
      { kind: 'registered', expiresAtMs: 5 },
    ),
    cause.map((each): RegistrationEvent => ({ kind: 'failed', cause: each, statusCode: undefined })),
  );
  const event: fc.Arbitrary<AccountsEvent> = fc.oneof(
    ids.map(shown),
    ids.map((accountId): AccountsEvent => ({ kind: 'accountGone', accountId })),
    ids.map((accountId): AccountsEvent => ({ kind: 'dialAccountChosen', accountId })),
    fc.tuple(ids, wayEvent).map(([id, each]) => on(id, each)),
  );

  it('one account dials as long as there are any, and nobody is registered without a connection', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { accounts, dialAccountId } = after(...events);
        expect(accounts.some(({ id }) => id === dialAccountId)).toBe(accounts.length > 0);
        for (const { connection, registration } of accounts)
          expect(registration.phase === 'none' || connection.phase === 'open').toBe(true);
        for (const { connection, registration } of accounts)
          expect(connection.phase === 'open' && registration.phase === 'none').toBe(false);
      }),
    );
  });
});
