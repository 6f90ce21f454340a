// Setup links: nothing before a press, nothing set before a yes, one at a time, and no secret where screens could see it.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Softphone } from '../../../src/phone/softphone.ts';
import type { Opening } from '../../../src/provisioning/links/ports.ts';
import { parseProfile } from '../../../src/provisioning/parse-profile.ts';
import type { Profile } from '../../../src/provisioning/profile.ts';
import { FakeWorld } from '../../doubles/fake-ports.ts';
import { press } from '../../doubles/press.ts';

const PASSWORD = 'SECRET-password';
const JSON_PROFILE = {
  version: 1,
  account: { username: '1002', password: PASSWORD, domain: 'example.org' },
  webSocketServers: ['wss://pbx.example.org/ws?token=SECRET-query'],
  iceServers: [{ urls: 'turn:t.example.org', username: 'u', credential: 'SECRET-credential' }],
  turnCredentials: { url: 'https://example.org/turn?key=SECRET-key', token: 'SECRET-token' },
};
const TOKEN = 'abcdefghij-_0123456789';
const SEALED = `#sealed=1.600000.${'A'.repeat(22)}.${'A'.repeat(16)}.${'A'.repeat(64)}`;

const plainLink = (value: object): string =>
  `#provision=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

function profileOf(value: object): Profile {
  const result = parseProfile(value);
  if (result.kind === 'invalid') throw new Error(result.problem.path);
  return result.profile;
}

let world: FakeWorld;
let phone: Softphone;

/** Opens a link and waits until it is opened. */
async function open(fragment: string): Promise<void> {
  expect(phone.openFragment(fragment)).toBe(true);
  await vi.waitFor(() => {
    expect(phone.store.state.setup).toBeDefined();
  });
}

const opensTo = (opening: Opening): void => {
  world.opening = Promise.resolve(opening);
};

beforeEach(async () => {
  world = new FakeWorld();
  phone = new Softphone(world.ports);
  await phone.start();
});

describe('a readable link', () => {
  it('waits for a yes, then signs in with its secrets', async () => {
    await open(plainLink(JSON_PROFILE));
    expect(world.userAgents).toHaveLength(0);
    expect(phone.store.state.setup).toMatchObject({ kind: 'profile', carrier: 'plain', wasReadable: true });
    await press(phone).acceptSetup();
    expect(phone.store.state).toMatchObject({
      setup: undefined,
      accounts: [{ account: { username: '1002' } }],
    });
    expect(world.keptProfile).toEqual(profileOf(JSON_PROFILE));
  });

  it('gives nothing away where it holds no secret', async () => {
    const { account, webSocketServers } = JSON_PROFILE;
    await open(plainLink({ version: 1, webSocketServers, account: { ...account, password: '' } }));
    expect(phone.store.state.setup).toMatchObject({ kind: 'profile', wasReadable: false });
  });

  it('changes nothing when it is dismissed or malformed', async () => {
    world.keep(
      profileOf({
        ...JSON_PROFILE,
        account: { ...JSON_PROFILE.account, username: '1001' },
      }),
    );
    phone = new Softphone(world.ports);
    await phone.start();
    await open(plainLink({ version: 9 }));
    expect(phone.store.state.setup).toEqual({
      kind: 'invalid',
      problem: { code: 'version', path: 'version' },
      another: false,
    });
    await press(phone).acceptSetup();
    await open(plainLink(JSON_PROFILE));
    void press(phone).dismissSetup();
    await press(phone).acceptSetup();
    expect(phone.store.state).toMatchObject({
      setup: undefined,
      accounts: [{ account: { username: '1001' } }],
    });
  });
});

describe('a link with a code', () => {
  it('asks nobody before the press, then once, and shows what it got', async () => {
    await open(`#setup=${TOKEN}`);
    expect(phone.store.state.setup).toEqual({
      kind: 'closed',
      carrier: 'token',
      work: 'waiting',
      problem: undefined,
      another: false,
    });
    expect(world.redeemed).toEqual([]);
    opensTo({ kind: 'profile', profile: profileOf(JSON_PROFILE) });
    const opened = press(phone).openSetup('');
    expect(phone.store.state.setup).toMatchObject({ kind: 'closed', work: 'opening' });
    await press(phone).openSetup('');
    await opened;
    expect(world.redeemed).toEqual([TOKEN]);
    expect(phone.store.state.setup).toMatchObject({ kind: 'profile', carrier: 'token', wasReadable: false });
    expect(world.userAgents).toHaveLength(0);
    await press(phone).acceptSetup();
    expect(world.keptProfile?.credentials.password).toBe(PASSWORD);
  });

  it('can be tried again where the server did not answer', async () => {
    await open(`#setup=${TOKEN}`);
    await press(phone).openSetup('');
    expect(phone.store.state.setup).toMatchObject({
      kind: 'closed',
      work: 'waiting',
      problem: 'unreachable',
    });
    opensTo({ kind: 'profile', profile: profileOf(JSON_PROFILE) });
    await press(phone).openSetup('');
    expect(phone.store.state.setup).toMatchObject({ kind: 'profile' });
  });

  it('says so where what opens it could not be fetched', async () => {
    await open(`#setup=${TOKEN}`);
    world.opening = Promise.reject(new Error('the chunk did not load'));
    await press(phone).openSetup('');
    expect(phone.store.state.setup).toMatchObject({ kind: 'closed', problem: 'failed' });
  });

  it('that was dismissed meanwhile stays away', async () => {
    await open(`#setup=${TOKEN}`);
    let answer: (opening: Opening) => void = () => undefined;
    world.opening = new Promise((resolve) => (answer = resolve));
    const opened = press(phone).openSetup('');
    void press(phone).dismissSetup();
    answer({ kind: 'profile', profile: profileOf(JSON_PROFILE) });
    await opened;
    expect(phone.store.state.setup).toBeUndefined();
    await press(phone).acceptSetup();
    expect(phone.store.state.accounts).toEqual([]);
  });
});

describe('a locked link', () => {
  it('decrypts nothing before the press, and takes another try', async () => {
    await open(SEALED);
    expect(world.passphrases).toEqual([]);
    opensTo({ kind: 'problem', problem: 'wrongPassphrase' });
    await press(phone).openSetup('wrong');
    expect(phone.store.state.setup).toMatchObject({ kind: 'closed', problem: 'wrongPassphrase' });
    opensTo({ kind: 'profile', profile: profileOf(JSON_PROFILE) });
    await press(phone).openSetup('right');
    expect(world.passphrases).toEqual(['wrong', 'right']);
    expect(phone.store.state.setup).toMatchObject({ kind: 'profile', carrier: 'sealed', wasReadable: false });
  });

  it('names what is wrong with what was in it', async () => {
    await open(SEALED);
    opensTo({ kind: 'invalid', problem: { code: 'missing', path: 'account' } });
    await press(phone).openSetup('right');
    expect(phone.store.state.setup).toMatchObject({ kind: 'invalid', problem: { path: 'account' } });
  });
});

describe('a second link', () => {
  it.each([`#setup=${TOKEN}`, SEALED, plainLink(JSON_PROFILE)])(
    'never takes the place of one that waits: %.20s',
    async (first) => {
      await open(first);
      const before = phone.store.state.setup;
      const hostile = { ...JSON_PROFILE, account: { ...JSON_PROFILE.account, domain: 'evil.example' } };
      phone.openFragment(plainLink(hostile));
      await vi.waitFor(() => {
        expect(phone.store.state.setup?.another).toBe(true);
      });
      const told = phone.store.state.setup;
      expect(told).toEqual({ ...before, another: true });
      phone.openFragment(plainLink(hostile));
      await new Promise((resolve) => setImmediate(resolve));
      expect(phone.store.state.setup, 'a third changes nothing').toBe(told);
      opensTo({ kind: 'profile', profile: profileOf(JSON_PROFILE) });
      await press(phone).openSetup('passphrase');
      await press(phone).acceptSetup();
      expect(world.keptProfile?.account.domain).toBe('example.org');
      expect(phone.store.state.setup, 'it is not kept for later').toBeUndefined();
    },
  );

  it('takes the place of one that can’t be used', async () => {
    await open('#provision=%');
    phone.openFragment(plainLink(JSON_PROFILE));
    await vi.waitFor(() => {
      expect(phone.store.state.setup).toMatchObject({ kind: 'profile', another: false });
    });
  });
});

describe('what screens can see', () => {
  it.each([`#setup=${TOKEN}`, SEALED, plainLink(JSON_PROFILE)])(
    'holds no secret at any step: %.20s',
    async (link) => {
      const seen: string[] = [];
      phone.store.subscribe((state) => seen.push(JSON.stringify(state)));
      await open(link);
      opensTo({ kind: 'profile', profile: profileOf(JSON_PROFILE) });
      await press(phone).openSetup('SECRET-passphrase');
      expect(phone.store.state.setup).toMatchObject({ kind: 'profile' });
      await press(phone).acceptSetup();
      const steps = seen.filter((state) => state.includes('"setup":{'));
      expect(steps.length).toBeGreaterThan(0);
      for (const state of steps) {
        expect(state).not.toContain('SECRET');
        expect(state).not.toContain(TOKEN);
        expect(state).not.toContain(Buffer.from(PASSWORD).toString('base64url'));
      }
    },
  );

  it('is nothing for another fragment', () => {
    expect(phone.openFragment('#/history')).toBe(false);
    expect(phone.store.state.setup).toBeUndefined();
  });
});

describe('saying yes during a call', () => {
  it('ends the call', async () => {
    world.keep(
      profileOf({
        ...JSON_PROFILE,
        account: { ...JSON_PROFILE.account, username: '1001' },
      }),
    );
    phone = new Softphone(world.ports);
    await phone.start();
    await press(phone).dial('600');
    await vi.waitFor(() => {
      expect(world.userAgent.sessions).toHaveLength(1);
    });
    world.userAgent.sessions[0]?.says({ kind: 'established' });
    await open(plainLink(JSON_PROFILE));
    expect(phone.busy).toBe(true);
    await press(phone).acceptSetup('instead');
    expect(phone.busy).toBe(false);
    expect(phone.store.state.accounts[0]?.account.username).toBe('1002');
  });
});
