// Opens the database, migrates it, and turns IndexedDB's failures into the program's own.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { PhoneError, type PhoneErrorCode } from '../../phone/errors.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import type { TraceRecord } from '../../sip/trace/trace-entry.ts';
import { DATABASE_NAME, DATABASE_VERSION, stepsFrom, type MigrationStep, type MoveStep } from '../schema.ts';

export interface BothwaysSchema extends DBSchema {
  settings: { key: string; value: unknown };
  accounts: { key: string; value: unknown };
  /** Each as account-store.ts writes it; what is read is checked. */
  signIns: { key: string; value: { readonly id: string } & Readonly<Record<string, unknown>> };
  keys: { key: string; value: CryptoKey };
  history: { key: string; value: HistoryEntry; indexes: { byStart: number } };
  trace: { key: number; value: TraceRecord };
}

export type Database = IDBPDatabase<BothwaysSchema>;
/** Opens the database once; every later call gives the same one. */
export type OpenDatabase = () => Promise<Database>;

const CODES: Readonly<Record<string, PhoneErrorCode>> = {
  QuotaExceededError: 'storageFull',
  SecurityError: 'storageDenied',
  InvalidStateError: 'storageDenied',
  NotAllowedError: 'storageDenied',
};

/** The program's error for whatever IndexedDB or WebCrypto threw. */
export function storageError(error: unknown): PhoneError {
  if (error instanceof PhoneError) return error;
  if (typeof indexedDB === 'undefined') return new PhoneError('storageDenied', error);
  return new PhoneError((error instanceof Error ? CODES[error.name] : undefined) ?? 'storageDamaged', error);
}

type Upgrade = IDBPTransaction<BothwaysSchema, StoreNames<BothwaysSchema>[], 'versionchange'>;

function apply(step: MigrationStep, database: Database, upgrade: Upgrade): void {
  for (const store of step.stores) {
    const { name, ...options } = store;
    database.createObjectStore(name as StoreNames<BothwaysSchema>, options);
  }
  for (const index of step.indexes) {
    upgrade.objectStore(index.store as 'history').createIndex(index.name as 'byStart', index.keyPath);
  }
}

async function move({ from, to }: MoveStep, upgrade: Upgrade): Promise<void> {
  const source = upgrade.objectStore(from.store as 'accounts');
  const record = await source.get(from.key);
  if (record === undefined) return;
  const moved = { id: crypto.randomUUID(), addedAtMs: 0, revision: 1, [to.field]: record };
  await upgrade.objectStore(to.store as 'signIns').put(moved);
  await source.delete(from.key);
}

async function migrate(oldVersion: number, database: Database, upgrade: Upgrade): Promise<void> {
  for (const step of stepsFrom(oldVersion)) {
    apply(step, database, upgrade);
    for (const each of step.moves ?? []) await move(each, upgrade);
  }
}

/** An opener for the database `name`. A rejected opening is tried again at the next call. */
export function databaseOpener(name: string = DATABASE_NAME): OpenDatabase {
  let opening: Promise<Database> | undefined;
  const open = async (): Promise<Database> => {
    const database: Database = await openDB<BothwaysSchema>(name, DATABASE_VERSION, {
      upgrade(upgraded, oldVersion, _newVersion, transaction) {
        // All of it or nothing: what fails leaves the version of before.
        migrate(oldVersion, upgraded, transaction).catch(() => {
          transaction.abort();
        });
      },
      // A newer version in another tab waits for us: let it go ahead.
      blocking: () => {
        database.close();
        opening = undefined;
      },
      terminated: () => {
        opening = undefined;
      },
    });
    return database;
  };
  return async () => {
    opening ??= open();
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw storageError(error);
    }
  };
}

/** Runs one piece of work on the database and translates what it throws. */
export async function withDatabase<T>(
  open: OpenDatabase,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await open();
  try {
    return await work(database);
  } catch (error) {
    throw storageError(error);
  }
}
