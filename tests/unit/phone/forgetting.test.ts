// Signing out and forgetting, in this tab and in another: what is deleted, what is told, and that nothing comes back.
import { beforeEach, describe, expect, it } from 'vitest';
import { PhoneError } from '../../../src/phone/errors.ts';
import { DEFAULT_SETTINGS } from '../../../src/phone/settings.ts';
import { Softphone } from '../../../src/phone/softphone.ts';
import { parseProfile } from '../../../src/provisioning/parse-profile.ts';
import { KEPT_KINDS } from '../../../src/storage/kept-kinds.ts';
import { FakeWorld } from '../../doubles/fake-ports.ts';
import { press } from '../../doubles/press.ts';

let world: FakeWorld;
let phone: Softphone;

const until = (check: () => boolean): Promise<void> => expect.poll(check, { interval: 1 }).toBe(true);

function message(text: string) {
  return { kind: 'messageSeen', direction: 'out', server: 'wss://pbx.example.org/', text } as const;
}

async function start(): Promise<void> {
  const result = parseProfile({
    version: 1,
    account: { username: '1001', password: 'secret', domain: 'example.org' },
    webSocketServers: ['wss://pbx.example.org/'],
    iceServers: [],
  });
  if (result.kind === 'valid' && world.keptProfile === undefined) world.keep(result.profile);
  await phone.start();
  await until(() => world.userAgents.length > 0);
}

async function talk(): Promise<void> {
  await press(phone).dial('600');
  world.userAgent.sessions[0]?.says({ kind: 'established' });
}

/** A call that leaves a line, a message, a setting. */
async function live(): Promise<void> {
  await start();
  await talk();
  void press(phone).hangUp();
  void press(phone).changeSettings({ theme: 'dark' });
  world.userAgent.says(message('INVITE sip:600@example.org SIP/2.0'));
  phone.leave();
  await until(() => world.kept.trace.length === 1 && world.kept.history.length === 1);
}

const kept = (): object => ({
  profile: world.keptProfile !== undefined,
  history: world.kept.history.length,
  trace: world.kept.trace.length,
  settings: world.kept.settings !== undefined,
});

beforeEach(() => {
  world = new FakeWorld();
  phone = new Softphone(world.ports);
});

describe('signing out', () => {
  it('deletes all but what is to stay and the app, and says both', async () => {
    await live();
    await press(phone).signOut(['settings']);
    expect(kept()).toEqual({ profile: false, history: 0, trace: 0, settings: true });
    expect(phone.store.state).toMatchObject({
      accounts: [],
      history: [],
      settings: { theme: 'dark' },
      notice: {
        kind: 'forgotten',
        gone: ['account', 'history', 'trace', 'identity'],
        left: ['settings', 'program'],
        failed: [],
      },
    });
    expect(phone.trace.state).toEqual([]);
  });

  it('keeps what is to stay', async () => {
    await live();
    await press(phone).signOut(['history', 'trace', 'settings', 'identity']);
    expect(kept()).toEqual({ profile: false, history: 1, trace: 1, settings: true });
    expect(world.told).toEqual([['account']]);
  });

  it('forgets everything in one press', async () => {
    await live();
    await press(phone).forgetEverything();
    expect(kept()).toEqual({ profile: false, history: 0, trace: 0, settings: false });
    expect(world.erased.at(-1)).toEqual(KEPT_KINDS);
    expect(phone.store.state.settings).toEqual(DEFAULT_SETTINGS);
    expect(phone.store.state.notice).toMatchObject({ gone: KEPT_KINDS, left: [] });
  });

  it('ends the call first, and no trace of that comes back', async () => {
    await start();
    await talk();
    const { userAgent } = world;
    const stopped = userAgent.stop.bind(userAgent);
    userAgent.stop = () => {
      userAgent.says(message('BYE sip:600@example.org SIP/2.0'));
      return stopped();
    };
    await press(phone).forgetEverything();
    expect(userAgent.sessions[0]?.commands).toContain('terminate');
    phone.leave();
    world.clock.advance(5000);
    await phone.start();
    expect(kept()).toEqual({ profile: false, history: 0, trace: 0, settings: false });
    expect(phone.trace.state).toEqual([]);
    expect(phone.store.state.history).toEqual([]);
  });

  it('says what could not be deleted', async () => {
    await live();
    world.storageProblem = new PhoneError('storageDamaged');
    await press(phone).signOut([]);
    expect(phone.store.state).toMatchObject({
      accounts: [],
      notice: { gone: [], failed: ['account', 'history', 'trace', 'settings', 'identity'] },
    });
  });

  it('leaves an account alone that was signed in to in the meantime', async () => {
    await live();
    const form = phone.editableSignIn();
    if (form === undefined) throw new Error('nobody is signed in');
    const other = { ...form, username: '1002', password: 'other' };
    const old = world.userAgent;
    let end: () => void = () => undefined;
    old.stop = () => new Promise((resolve) => (end = resolve));
    const out = press(phone).signOut([]);
    await until(() => phone.store.state.accounts.length === 0);
    expect(phone.signIn(other)).toEqual({});
    await until(() => world.keptProfile?.account.username === '1002');
    end();
    await out;
    expect(world.keptProfile?.account.username).toBe('1002');
    expect(world.erased.at(-1)).not.toContain('account');
  });
});

describe('emptying one list', () => {
  it('is told to other tabs, signs nobody out, and needs no words', async () => {
    await live();
    void press(phone).clearHistory();
    await until(() => world.kept.history.length === 0);
    expect(world.told).toEqual([['history']]);
    expect(phone.store.state).toMatchObject({ history: [], notice: undefined });
    expect(phone.store.state.accounts).toHaveLength(1);
    await talk();
    void press(phone).hangUp();
    await until(() => world.kept.history.length === 1);
  });
});

describe('another tab that forgets', () => {
  it('has this one sign out, end its call, and write nothing back', async () => {
    await live();
    await talk();
    world.kept.history = [];
    world.kept.trace = [];
    const writes = world.historyWrites;
    world.forgetElsewhere(KEPT_KINDS);
    await until(() => phone.store.state.notice !== undefined);
    world.userAgent.says(message('late'));
    expect(phone.store.state).toMatchObject({ accounts: [], history: [], settings: DEFAULT_SETTINGS });
    expect(phone.trace.state.map(({ text }) => text)).toEqual(['late']);
    expect(world.historyWrites).toBe(writes);
    expect(world.erased).toEqual([]);
    expect(world.userAgent.state).toBe('stopped');
  });

  it('of one list empties that list here, and no more', async () => {
    await live();
    world.forgetElsewhere(['trace']);
    await until(() => phone.trace.state.length === 0);
    expect(phone.store.state.history).toHaveLength(1);
    expect(phone.store.state.accounts).toHaveLength(1);
  });
});

describe('a burst of calls', () => {
  it('is a few writes, and complete', async () => {
    await start();
    const refused = (index: number): void => {
      world.userAgent.says({
        kind: 'callRefused',
        sipCallId: 'c',
        remote: { uri: `sip:${String(index)}@example.org`, user: String(index), displayName: '' },
        cause: 'noCommonCodec',
        statusCode: 488,
      });
    };
    for (let index = 0; index < 1000; index += 1) refused(index);
    await until(() => world.kept.history.length > 1);
    expect(world.historyWrites).toBeLessThan(5);
    expect(new Set(world.kept.history)).toEqual(new Set(phone.store.state.history));
  });
});
