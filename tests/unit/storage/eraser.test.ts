// Deleting by the list of what is kept: each kind goes, what was not named stays, and the list names every store there is.
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PhoneError } from '../../../src/phone/errors.ts';
import { eraseBy } from '../../../src/storage/erase.ts';
import { databaseOpener, type OpenDatabase } from '../../../src/storage/indexeddb/database.ts';
import { eraseRecords, eraser, removeDatabase } from '../../../src/storage/indexeddb/eraser.ts';
import { KEPT_KINDS, type KeptKind } from '../../../src/storage/kept-kinds.ts';
import { CACHE_PREFIXES, KEPT } from '../../../src/storage/kept.ts';
import { MIGRATIONS } from '../../../src/storage/schema.ts';

let count = 0;
let name: string;
let open: OpenDatabase;

const stores = MIGRATIONS.flatMap((step) => step.stores.map((store) => store.name));

async function fill(): Promise<void> {
  const database = await open();
  await database.put('signIns', { id: 'a', sealed: 'sealed' });
  await database.put('accounts', 'a', 'dial');
  await database.put('accounts', 'uuid', 'instance');
  await database.put('keys', 'key' as unknown as CryptoKey, 'vault');
  await database.put('settings', {}, 'current');
  await database.put('history', { id: 'a', startedAtMs: 1 } as never);
  await database.add('trace', { text: 'x' } as never);
}

/** What is there, as `store/key`. */
async function left(): Promise<readonly string[]> {
  const database = await open();
  const names = [...database.objectStoreNames];
  const keys = await Promise.all(
    names.map(async (each) => (await database.getAllKeys(each)).map((key) => `${each}/${String(key)}`)),
  );
  return keys.flat();
}

beforeEach(() => {
  name = `erase-${String((count += 1))}`;
  open = databaseOpener(name);
});

describe('the list of what is kept', () => {
  it('names every object store of the database, and no other', () => {
    const listed = new Set(KEPT.flatMap((kept) => ('store' in kept ? [kept.store] : [])));
    expect(listed).toEqual(new Set(stores));
  });

  it('has a way for each kind, and each kind is one that a person can name', () => {
    expect(new Set(KEPT.map(({ kind }) => kind))).toEqual(new Set(KEPT_KINDS));
  });
});

describe('deleting records', () => {
  it.each<[KeptKind, readonly string[]]>([
    ['account', ['accounts/dial', 'keys/vault', 'signIns/a']],
    ['identity', ['accounts/instance']],
    ['history', ['history/a']],
    ['trace', ['trace/1']],
    ['settings', ['settings/current']],
    ['program', []],
  ])('of %s takes that and nothing else', async (kind, gone) => {
    await fill();
    const before = await left();
    await eraseRecords(open, [kind]);
    expect(await left()).toEqual(before.filter((each) => !gone.includes(each)));
    expect(before).toEqual(expect.arrayContaining([...gone]));
  });

  it('of all kinds leaves nothing', async () => {
    await fill();
    await eraseRecords(open, KEPT_KINDS);
    expect(await left()).toEqual([]);
  });

  it('is done wholly or not at all', async () => {
    await fill();
    const before = await left();
    const database = await open();
    const transaction = database.transaction(['trace', 'history'], 'readwrite');
    vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementationOnce(() => {
      throw new DOMException('', 'UnknownError');
    });
    await transaction.done;
    await expect(eraseRecords(open, KEPT_KINDS)).rejects.toBeInstanceOf(PhoneError);
    expect(await left()).toEqual(before);
  });

  it('can remove the database itself while another tab has it open', async () => {
    await fill();
    const other = databaseOpener(name);
    await other();
    await removeDatabase(name);
    expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(name);
    expect(await left()).toEqual([]);
  });
});

describe('what could not be deleted', () => {
  const problems: unknown[] = [];
  const report = (problem: unknown): void => void problems.push(problem);
  const works = () => Promise.resolve();
  const ways = { records: works, database: works, program: works };

  it('is nothing where all went well', async () => {
    expect(await eraseBy(ways, KEPT_KINDS, report)).toEqual([]);
  });

  it('is named, and the rest is tried all the same', async () => {
    const failing = () => Promise.reject(new PhoneError('storageDamaged'));
    expect(await eraseBy({ ...ways, records: failing }, ['history', 'program'], report)).toEqual(['history']);
    expect(await eraseBy({ ...ways, program: failing }, ['history', 'program'], report)).toEqual(['program']);
    expect(problems).toHaveLength(2);
  });

  it('is nothing where the browser keeps nothing', async () => {
    const denied = () => Promise.reject(new PhoneError('storageDenied'));
    expect(await eraseBy({ ...ways, records: denied }, ['account', 'history'], report)).toEqual([]);
  });

  it('touches neither the database nor the app where the app stays', async () => {
    const touched = vi.fn(works);
    await eraseBy({ records: works, database: touched, program: touched }, ['account'], report);
    expect(touched).not.toHaveBeenCalled();
  });

  it('hands the names of the caches to whoever deletes the app', async () => {
    const program = vi.fn(works);
    await eraser(open, program, report)(['program']);
    expect(program).toHaveBeenCalledWith(CACHE_PREFIXES);
  });
});
