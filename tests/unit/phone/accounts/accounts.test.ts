// Several accounts at a time, from signing in to signing out of one: what is at work, what is shown and what is kept agree.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Softphone } from '../../../../src/phone/softphone.ts';
import { parseProfile } from '../../../../src/provisioning/parse-profile.ts';
import type { Profile } from '../../../../src/provisioning/profile.ts';
import { EMPTY_SIGN_IN_FORM, type SignInForm } from '../../../../src/provisioning/sign-in-form.ts';
import { FakeWorld } from '../../../doubles/fake-ports.ts';
import type { FakeUserAgent } from '../../../doubles/fake-user-agent.ts';
import { press, seen } from '../../../doubles/press.ts';

let world: FakeWorld;
let phone: Softphone;

const settle = async (): Promise<void> => {
  await vi.dynamicImportSettled();
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

function profile(username: string, change: object = {}): Profile {
  const result = parseProfile({
    version: 1,
    account: { username, password: `secret-${username}`, domain: 'example.org' },
    webSocketServers: ['wss://pbx.example.org/'],
    ...change,
  });
  if (result.kind === 'invalid') throw new Error(result.problem.path);
  return result.profile;
}

const form = (username: string, domain = 'example.org'): SignInForm => ({
  ...EMPTY_SIGN_IN_FORM,
  username,
  password: `secret-${username}`,
  domain,
  webSocketServer: 'pbx.example.org',
});

const names = (): string[] => phone.store.state.accounts.map(({ account }) => account.username);
const keptNames = (): string[] => world.kept.accounts.map((kept) => kept.profile.account.username);
const idOf = (username: string): string =>
  phone.store.state.accounts.find(({ account }) => account.username === username)?.id ?? 'none';
/** The user agents in the order in which they were made, the work one and the home one first. */
const agent = (index: number): FakeUserAgent => {
  const found = world.userAgents[index];
  if (found === undefined) throw new Error(`no user agent ${String(index)}`);
  return found;
};

async function start(): Promise<void> {
  await phone.start();
  await settle();
}

/** Two accounts from an earlier visit; the second dials. */
async function withTwo(): Promise<void> {
  world.kept.accounts = [
    { id: 'work', profile: profile('1001') },
    { id: 'home', profile: profile('7') },
  ];
  world.kept.dialId = 'home';
  await start();
}

beforeEach(() => {
  world = new FakeWorld();
  phone = new Softphone(world.ports);
});

describe('a start with several accounts', () => {
  it('signs in with all, and calls go out from the one that was chosen', async () => {
    await withTwo();
    expect(phone.store.state.accounts.map(({ registration }) => registration.phase)).toEqual([
      'registered',
      'registered',
    ]);
    await press(phone).dial('600');
    await settle();
    expect(agent(0).targets).toEqual([]);
    expect(agent(1).targets).toEqual(['sip:600@example.org']);
    expect(seen(phone).call?.accountId).toBe('home');
  });

  it('shares one instance id among them: one browser is one device (RFC 5626 4.1)', async () => {
    await withTwo();
    expect(world.instanceIds).toEqual(['instance', 'instance']);
  });

  it('starts the others where the stack of one does not', async () => {
    const create = world.ports.createUserAgent;
    Object.assign(world.ports, {
      createUserAgent: (...args: Parameters<typeof create>) =>
        args[0].username === '1001' ? Promise.reject(new Error('no')) : create(...args),
    });
    phone = new Softphone(world.ports);
    await withTwo();
    expect(phone.store.state.accounts.map(({ connection }) => connection.phase)).toEqual(['broken', 'open']);
  });

  it('keeps one of two that are kept with the same address: the later', async () => {
    world.kept.accounts = [
      { id: 'old', profile: profile('1001') },
      { id: 'new', profile: profile('1001', { name: 'later' }) },
    ];
    await start();
    expect(phone.store.state.accounts.map(({ id }) => id)).toEqual(['new']);
  });
});

describe('signing in beside another', () => {
  it('leaves the first as it is', async () => {
    await withTwo();
    phone.signIn(form('ann'));
    await settle();
    expect(names()).toEqual(['1001', '7', 'ann']);
    expect(keptNames()).toEqual(['1001', '7', 'ann']);
    expect(world.userAgents.map(({ state }) => state)).toEqual(['started', 'started', 'started']);
    expect(phone.store.state.dialAccountId).toBe('home');
  });

  it('with an address that is signed in changes that account', async () => {
    await withTwo();
    phone.signIn({ ...form('7'), password: 'another' });
    await settle();
    expect(names()).toEqual(['1001', '7']);
    expect(world.kept.accounts[1]).toMatchObject({
      id: 'home',
      profile: { credentials: { password: 'another' } },
    });
    expect(world.userAgents.map(({ state }) => state)).toEqual(['started', 'stopped', 'started']);
  });

  it('takes a number of the demo beside the rest', async () => {
    await withTwo();
    world.demoAnswer = { kind: 'profile', profile: profile('101') };
    await press(phone).tryDemo();
    await settle();
    expect(names()).toEqual(['1001', '7', '101']);
  });

  it('keeps the id of an account whose address is edited, and its twin goes', async () => {
    await withTwo();
    phone.signIn(form('7'), 'work');
    await settle();
    expect(phone.store.state.accounts.map(({ id }) => id)).toEqual(['work']);
    expect(world.kept.accounts.map(({ id }) => id)).toEqual(['work']);
    expect(names()).toEqual(['7']);
  });
});

describe('a setup link while somebody is signed in', () => {
  const link = (username: string): string =>
    `#provision=${Buffer.from(
      JSON.stringify({
        version: 1,
        name: 'Linked',
        account: { username, password: 'linked', domain: 'example.org' },
        webSocketServers: ['wss://pbx.example.org/'],
      }),
    ).toString('base64url')}`;

  async function accept(username: string, how: 'add' | 'instead'): Promise<void> {
    phone.openFragment(link(username));
    await vi.waitFor(() => {
      expect(phone.store.state.setup?.kind).toBe('profile');
    });
    await press(phone).acceptSetup(how);
    await settle();
  }

  it('adds an account beside it, and ends no call', async () => {
    await withTwo();
    await press(phone).dial('600');
    await settle();
    await accept('linked', 'add');
    expect(names()).toEqual(['1001', '7', 'linked']);
    expect(phone.busy).toBe(true);
    expect(phone.store.state.dialAccountId).toBe('home');
  });

  it('takes the place of the one that dials, ends its call, and dials from then on', async () => {
    await withTwo();
    await press(phone).dial('600');
    await settle();
    await accept('linked', 'instead');
    expect(names()).toEqual(['1001', 'linked']);
    expect(keptNames()).toEqual(['1001', 'linked']);
    expect(phone.busy).toBe(false);
    expect(phone.store.state.dialAccountId).toBe(idOf('linked'));
    expect(world.kept.dialId).toBe(idOf('linked'));
    expect(agent(1).state).toBe('stopped');
  });

  it.each(['add', 'instead'] as const)('with its address updates that account alone (%s)', async (how) => {
    await withTwo();
    await accept('1001', how);
    expect(names()).toEqual(['1001', '7']);
    expect(world.kept.accounts[0]).toMatchObject({ id: 'work', profile: { name: 'Linked' } });
    expect(agent(1).state).toBe('started');
  });
});

it('an account that another gets the address of ends its calls with it', async () => {
  await withTwo();
  await press(phone).dial('600');
  await settle();
  agent(1).sessions[0]?.says({ kind: 'established' });
  expect(phone.signIn(form('7'), idOf('1001'))).toEqual({});
  await settle();
  expect(names()).toEqual(['7']);
  expect(agent(1).sessions[0]?.commands).toContain('terminate');
  expect(phone.busy).toBe(false);
  expect(world.openMicrophones.size).toBe(0);
});

describe('signing out of one', () => {
  it('ends its call and no other account’s, and leaves history and the rest', async () => {
    await withTwo();
    await press(phone).dial('600');
    await settle();
    await press(phone).signOutOf('work');
    expect(phone.busy).toBe(true);
    await press(phone).signOutOf('home');
    await settle();
    expect(phone.busy).toBe(false);
    expect(world.kept.accounts).toEqual([]);
    expect(phone.store.state).toMatchObject({ accounts: [], dialAccountId: undefined });
    expect(phone.store.state.history).toMatchObject([{ accountId: 'home', outcome: 'cancelled' }]);
    expect(world.kept.history).toMatchObject([{ accountId: 'home' }]);
  });

  it('tells other windows, and they let go of it too', async () => {
    await withTwo();
    await press(phone).signOutOf('work');
    expect(world.news).toContainEqual({ kind: 'accountGone', accountId: 'work' });
    world.hear({ kind: 'accountGone', accountId: 'home' });
    await settle();
    expect(names()).toEqual([]);
    expect(agent(1).state).toBe('stopped');
  });

  it('keeps nothing of it that was on its way: a renewal does not bring it back', async () => {
    world.kept.accounts = [{ id: 'demo', profile: profile('101', { refreshUrl: '/demo/extension' }) }];
    await start();
    let answer: () => void = () => undefined;
    const renewed = { kind: 'profile', profile: profile('101', { name: 'renewed' }) } as const;
    Object.assign(world.ports.demo, {
      renew: () =>
        new Promise(
          (resolve) =>
            (answer = () => {
              resolve(renewed);
            }),
        ),
    });
    agent(0).says({ kind: 'registered', expiresAtMs: 1 });
    await press(phone).signOutOf('demo');
    answer();
    await settle();
    expect(world.kept.accounts).toEqual([]);
    expect(names()).toEqual([]);
  });
});

describe('calls of several accounts', () => {
  it('come to each, and the history and the trace say to which', async () => {
    await withTwo();
    agent(0).ring('1002').terminate();
    agent(1).ring('1003').terminate();
    agent(0).says({
      kind: 'messageSeen',
      direction: 'in',
      server: 'wss://a/',
      text: 'OPTIONS sip:a SIP/2.0\r\n\r\n',
    });
    await settle();
    expect(phone.store.state.history.map(({ remote, accountId }) => [remote.user, accountId])).toEqual([
      ['1003', 'home'],
      ['1002', 'work'],
    ]);
    expect(phone.trace.state.map(({ accountId }) => accountId)).toEqual(['work']);
  });

  it('keep the name of their account in the history, also once that is signed out', async () => {
    await withTwo();
    const kept = (): unknown[] => phone.store.state.history.map(({ accountName }) => accountName);
    agent(0).ring('1002').terminate();
    agent(1).ring('1003').terminate();
    await settle();
    const before = kept();
    expect(new Set(before).size).toBe(2);
    expect(before).not.toContain(undefined);
    await press(phone).signOutOf('home');
    expect(kept()).toEqual(before);
  });

  it('of one caller to two accounts are two lines', async () => {
    await withTwo();
    agent(0).ring('1002').says({ kind: 'terminated', end: MISSED });
    agent(1).ring('1002').says({ kind: 'terminated', end: MISSED });
    await settle();
    expect(phone.store.state.history.map(({ accountId }) => accountId)).toEqual(['home', 'work']);
  });

  it('are answered with the servers of the account that they came to', async () => {
    world.kept.accounts = [
      { id: 'work', profile: profile('1001', { iceServers: [{ urls: 'stun:work.example.org' }] }) },
      { id: 'home', profile: profile('7') },
    ];
    world.kept.dialId = 'home';
    await start();
    const session = agent(0).ring();
    await press(phone).answer();
    await settle();
    expect(session.commands).toContain('answer with 1 servers');
  });
});

describe('all accounts', () => {
  it('are asked for a sign of life, and one alone is tried again where one is meant', async () => {
    await withTwo();
    world.hint(true);
    void press(phone).retryNow('work');
    void press(phone).retryNow();
    expect(agent(0).commands).toEqual(['probe after sleep', 'retry', 'retry']);
    expect(agent(1).commands).toEqual(['probe after sleep', 'retry']);
  });

  it('are signed out of together', async () => {
    await withTwo();
    await press(phone).signOut([]);
    expect(world.kept.accounts).toEqual([]);
    expect(world.userAgents.map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  });
});

const MISSED = { by: 'remote', cause: 'cancelled', statusCode: undefined, reasonPhrase: undefined } as const;
