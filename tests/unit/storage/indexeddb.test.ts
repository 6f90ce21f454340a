import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HistoryEntry } from '../../../src/phone/history.ts';
import { OWN_LIMIT, fitting } from '../../../src/phone/history-bounds.ts';
import { parseProfile } from '../../../src/provisioning/parse-profile.ts';
import type { Profile } from '../../../src/provisioning/profile.ts';
import { DEFAULT_SETTINGS } from '../../../src/phone/settings.ts';
import { encodeProfile } from '../../../src/provisioning/encode-profile.ts';
import { accountStore } from '../../../src/storage/indexeddb/account-store.ts';
import {
  databaseOpener,
  storageError,
  type Database,
  type OpenDatabase,
} from '../../../src/storage/indexeddb/database.ts';
import { historyStore } from '../../../src/storage/indexeddb/history-store.ts';
import { settingsStore } from '../../../src/storage/indexeddb/settings-store.ts';
import { Vault } from '../../../src/storage/indexeddb/vault.ts';
import { HISTORY_LIMIT, type HistoryStore, type KeptAccount } from '../../../src/storage/ports.ts';
import { DATABASE_VERSION } from '../../../src/storage/schema.ts';

let count = 0;
let name: string;
let open: OpenDatabase;

beforeEach(() => {
  name = `test-${String((count += 1))}`;
  open = databaseOpener(name);
});

function profile(): Profile {
  const result = parseProfile({
    version: 1,
    account: { username: '1001', password: 'hunter2-secret', domain: 'example.org' },
    webSocketServers: ['wss://pbx.example.org/'],
    iceServers: [{ urls: 'turn:t.example.org', username: 'turn-user', credential: 'turn-secret' }],
  });
  if (result.kind !== 'valid') throw new Error('the example is valid');
  return result.profile;
}

const first = (): KeptAccount => ({ id: 'a', profile: profile() });

/** As it lies in the database. */
interface Kept {
  readonly id: string;
  readonly sealed: { readonly iv: Uint8Array; readonly data: ArrayBuffer };
  readonly [field: string]: unknown;
}

const entry = (id: string, startedAtMs: number): HistoryEntry => ({
  id,
  direction: 'incoming',
  remote: { uri: 'sip:600@example.org', user: '600', displayName: 'Echo' },
  startedAtMs,
  durationSeconds: 3,
  outcome: 'missed',
  cause: 'noAnswer',
  statusCode: undefined,
  youToThem: 'flowed',
  themToYou: 'broken',
  seen: false,
});

describe('the account store', () => {
  it('gives back what was saved, to a later visit as well', async () => {
    await accountStore(open, new Vault(open)).add(first());
    const later = databaseOpener(name);
    expect(await accountStore(later, new Vault(later)).load()).toEqual({
      accounts: [first()],
      dialId: undefined,
      damaged: [],
    });
  });

  it('writes no secret and no account name in the clear', async () => {
    await accountStore(open, new Vault(open)).add(first());
    const { sealed, ...rest } = (await (await open()).get('signIns', 'a')) as Kept;
    const bytes = Buffer.from(new Uint8Array(sealed.data)).toString('latin1') + JSON.stringify(rest);
    for (const secret of ['hunter2-secret', 'turn-secret', '1001', 'example.org'])
      expect(bytes).not.toContain(secret);
  });

  it('keeps a key that no script can read', async () => {
    await accountStore(open, new Vault(open)).add(first());
    const key = await (await open()).get('keys', 'vault');
    expect(key?.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key!)).rejects.toThrow();
  });

  it('keeps no sign-in, and says why, where the page has no WebCrypto', async () => {
    const store = accountStore(open, new Vault(open));
    vi.stubGlobal('crypto', {});
    await expect(store.add(first())).rejects.toMatchObject({ code: 'storageInsecure' });
    vi.unstubAllGlobals();
    expect(await store.load()).toEqual({ accounts: [], dialId: undefined, damaged: [] });
  });

  it('calls no record damaged on a page that can unseal none', async () => {
    const store = accountStore(open, new Vault(open));
    await store.add(first());
    vi.stubGlobal('crypto', {});
    await expect(store.load()).rejects.toMatchObject({ code: 'storageInsecure' });
    vi.unstubAllGlobals();
    expect((await store.load()).accounts).toHaveLength(1);
  });

  it('says which record was changed, and reads the others', async () => {
    const store = accountStore(open, new Vault(open));
    for (const id of ['a', 'b', 'c']) await store.add({ id, profile: profile() });
    const database = await open();
    const record = (await database.get('signIns', 'a')) as Kept;
    new Uint8Array(record.sealed.data)[0]! ^= 1;
    await database.put('signIns', record);
    await database.put('signIns', { id: 'b', sealed: 'rubbish' });
    const { accounts, damaged } = await store.load();
    expect(accounts.map(({ id }) => id)).toEqual(['c']);
    expect(damaged).toMatchObject([
      { id: 'a', problem: { code: 'storageDamaged' } },
      { id: 'b', problem: { code: 'storageDamaged' } },
    ]);
  });

  it('says that all are damaged where the key is gone', async () => {
    const store = accountStore(open, new Vault(open));
    await store.add(first());
    await (await open()).clear('keys');
    expect(await store.load()).toMatchObject({
      accounts: [],
      damaged: [{ id: 'a', problem: { code: 'storageDamaged' } }],
    });
  });

  it('keeps several in the order in which they were added, and which one dials', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const store = accountStore(open, new Vault(open));
    for (const [at, id] of ['z', 'm', 'a'].entries()) {
      vi.setSystemTime(1000 + at);
      await store.add({ id, profile: { ...profile(), name: id } });
    }
    await store.chooseDial('m');
    await store.remove('a');
    vi.useRealTimers();
    const { accounts, dialId } = await store.load();
    expect(accounts.map(({ id, profile: { name: called } }) => [id, called])).toEqual([
      ['z', 'z'],
      ['m', 'm'],
    ]);
    expect(dialId).toBe('m');
  });

  it('changes field by field, so that two tabs at a time undo nothing of each other', async () => {
    const tabs = [accountStore(open, new Vault(open)), accountStore(open, new Vault(open))] as const;
    await tabs[0].add(first());
    const iceServers = [{ urls: ['stun:s.example.org'] }];
    await Promise.all([
      tabs[0].change('a', { name: 'from one tab' }),
      tabs[1].change('a', { iceServers }),
      tabs[0].change('a', { echoNumber: '600' }),
    ]);
    const [kept] = (await tabs[1].load()).accounts;
    expect(kept?.profile).toEqual({ ...profile(), name: 'from one tab', iceServers, echoNumber: '600' });
  });

  it('does not bring back an account that another tab has signed out of', async () => {
    const store = accountStore(open, new Vault(open));
    await store.add(first());
    await store.remove('a');
    await store.change('a', { name: 'late' });
    expect((await store.load()).accounts).toEqual([]);
  });

  it('has the same instance id each time, a UUID', async () => {
    const store = accountStore(open, new Vault(open));
    const id = await store.instanceId();
    await store.add(first());
    expect(await store.instanceId()).toBe(id);
    expect(id).toMatch(/^[0-9a-f-]{36}$/u);
  });
});

const write = (store: HistoryStore, ...put: HistoryEntry[]): Promise<void> =>
  store.write({ put, removed: [] });

describe('the history store', () => {
  it('lists the newest first', async () => {
    const store = historyStore(open);
    for (const [id, at] of [
      ['b', 2],
      ['c', 3],
      ['a', 1],
    ] as const)
      await write(store, entry(id, at));
    expect((await store.load()).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect((await store.load())[0]).toEqual(entry('c', 3));
  });

  it('changes and removes in one step', async () => {
    const store = historyStore(open);
    await write(store, entry('a', 1));
    await write(store, { ...entry('a', 1), seen: true }, entry('b', 2));
    await store.write({ put: [entry('c', 3)], removed: ['b'] });
    expect(await store.load()).toEqual([entry('c', 3), { ...entry('a', 1), seen: true }]);
  });

  it('keeps which account a call went by; an entry from before has none, and a wrong one is none', async () => {
    const store = historyStore(open);
    await write(store, { ...entry('a', 3), accountId: 'work' }, entry('b', 2));
    await (await open()).put('history', { ...entry('c', 1), accountId: 7 as unknown as string });
    const kept = await store.load();
    expect(kept.map(({ accountId }) => accountId)).toEqual(['work', undefined, undefined]);
    expect(kept[1]).toEqual(entry('b', 2));
  });

  it('drops what its shelves have no room for, where two tabs have kept more', async () => {
    const store = historyStore(open);
    const database = await open();
    const transaction = database.transaction('history', 'readwrite');
    for (let at = 1; at <= HISTORY_LIMIT; at += 1)
      await transaction.store.put({ ...entry(`old-${String(at)}`, at), outcome: 'answered' });
    await transaction.done;
    await write(store, { ...entry('new', HISTORY_LIMIT + 1), outcome: 'answered' });
    const kept = await store.load();
    expect(kept).toEqual(fitting(kept));
    expect(kept).toHaveLength(OWN_LIMIT);
    expect(kept[0]?.id).toBe('new');
  });

  it('reads back how often one caller called, and cuts names that were kept before there was a limit', async () => {
    const repeats = { count: 150, firstAtMs: 1, unseen: 3, mixed: false };
    const database = await open();
    await database.put('history', { ...entry('a', 2), repeats });
    const remote = { uri: 'sip:x@h', user: 'x', displayName: 'x'.repeat(500_000) };
    await database.put('history', { ...entry('b', 3), remote });
    const wrong = { count: 'many', firstAtMs: 1 } as unknown as typeof repeats;
    await database.put('history', { ...entry('c', 4), repeats: wrong });
    const [c, b, a] = await historyStore(open).load();
    expect(a?.repeats).toEqual(repeats);
    expect(b?.remote.displayName).toHaveLength(512);
    expect(c).not.toHaveProperty('repeats');
  });

  it('leaves out records that can not be calls', async () => {
    const database = await open();
    await database.put('history', { id: 'x', startedAtMs: 1 } as unknown as HistoryEntry);
    await write(historyStore(open), entry('a', 2));
    expect((await historyStore(open).load()).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('the settings store', () => {
  it('has nothing before the first save, then what was saved', async () => {
    const store = settingsStore(open);
    expect(await store.load()).toBeUndefined();
    await store.save({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(await store.load()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
  });

  it('takes the default for every field that is wrong', async () => {
    const kept = {
      theme: 'neon',
      ringVolume: 7,
      dtmfMethod: 'info',
      tonePlan: 'mars',
      echoCancellation: 1,
      toneMs: 39,
      toneGapMs: 250.4,
    };
    await (await open()).put('settings', { ...kept, autoGainControl: false }, 'current');
    const expected = { ...DEFAULT_SETTINGS, dtmfMethod: 'info', toneGapMs: 250, autoGainControl: false };
    expect(await settingsStore(open).load()).toEqual(expected);
  });
});

describe('the database', () => {
  it('brings a first-version database up to date and keeps its calls', async () => {
    const old = await openDB(name, 1, {
      upgrade(database) {
        for (const store of ['settings', 'accounts', 'keys']) database.createObjectStore(store);
        database.createObjectStore('history', { keyPath: 'id' });
      },
    });
    await old.put('history', entry('kept', 5));
    old.close();
    expect((await historyStore(open).load()).map(({ id }) => id)).toEqual(['kept']);
    expect((await open()).version).toBe(DATABASE_VERSION);
  });

  it('makes the one sign-in of version 3 the first of several, and leaves it sealed', async () => {
    const old = await openDB(name, 3, {
      upgrade(database) {
        for (const store of ['settings', 'accounts', 'keys']) database.createObjectStore(store);
        database.createObjectStore('history', { keyPath: 'id' }).createIndex('byStart', 'startedAtMs');
        database.createObjectStore('trace', { autoIncrement: true });
      },
    });
    const sealed = await new Vault(() => Promise.resolve(old as unknown as Database)).seal(
      JSON.stringify(encodeProfile(profile())),
    );
    await old.put('accounts', sealed, 'current');
    await old.put('accounts', 'the-instance', 'instance');
    old.close();
    const store = accountStore(open, new Vault(open));
    const { accounts, damaged } = await store.load();
    expect(damaged).toEqual([]);
    expect(accounts.map((account) => account.profile)).toEqual([profile()]);
    expect(accounts[0]?.id).toMatch(/^[0-9a-f-]{36}$/u);
    expect(await (await open()).getAllKeys('accounts')).toEqual(['instance']);
    expect((await store.load()).accounts[0]?.id, 'made once').toBe(accounts[0]?.id);
  });

  it('says damaged where a newer program has been here', async () => {
    (await openDB(name, DATABASE_VERSION + 1)).close();
    await expect(settingsStore(open).load()).rejects.toMatchObject({ code: 'storageDamaged' });
  });

  it.each([
    ['QuotaExceededError', 'storageFull'],
    ['SecurityError', 'storageDenied'],
    ['InvalidStateError', 'storageDenied'],
    ['UnknownError', 'storageDamaged'],
  ])('takes %s for %s', (error, code) => {
    expect(storageError(new DOMException('', error)).code).toBe(code);
  });
});
