// Deletes what this browser keeps. What the database holds goes in one transaction: a page that dies in the middle has deleted all
// of it or nothing.
import { deleteDB } from 'idb';
import { DATABASE_NAME } from '../schema.ts';
import { eraseBy } from '../erase.ts';
import type { KeptKind } from '../kept-kinds.ts';
import { CACHE_PREFIXES, KEPT, type Kept } from '../kept.ts';
import type { Erase } from '../ports.ts';
import { withDatabase, type OpenDatabase } from './database.ts';

type StoreName = 'settings' | 'accounts' | 'signIns' | 'keys' | 'history' | 'trace';

/** How long to wait for other tabs to let go of the database, in milliseconds. */
const PATIENCE_MS = 1000;

interface Emptied {
  clear(): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Begins to delete one thing; whether it went well the transaction says. */
function begin(kept: Kept, storeOf: (name: StoreName) => Emptied): void {
  if (kept.where !== 'store' && kept.where !== 'record') return;
  const store = storeOf(kept.store as StoreName);
  const work = kept.where === 'store' ? store.clear() : store.delete(kept.key);
  work.catch(() => undefined);
}

/** Deletes these kinds. Throws `PhoneError` as every store does; then nothing was deleted. */
export async function eraseRecords(open: OpenDatabase, kinds: readonly KeptKind[]): Promise<void> {
  const due = KEPT.filter(({ kind }) => kinds.includes(kind));
  const stores = due.flatMap((kept) => ('store' in kept ? [kept.store as StoreName] : []));
  if (stores.length === 0) return;
  await withDatabase(open, async (database) => {
    const transaction = database.transaction<StoreName[], 'readwrite'>([...new Set(stores)], 'readwrite');
    try {
      for (const kept of due) begin(kept, transaction.objectStore.bind(transaction));
      // At once: a page that goes away need not live to see its requests answered.
      transaction.commit();
    } catch (problem) {
      transaction.abort();
      await transaction.done.catch(() => undefined);
      throw problem;
    }
    await transaction.done;
  });
}

/**
 * Removes the whole database, once it is empty: a browser that deletes single records leaves their bytes on the disk longer.
 * Every tab closes it when it is asked to (database.ts); where one does not, it stays, empty. Never rejects.
 */
export async function removeDatabase(name: string = DATABASE_NAME): Promise<void> {
  const deadline = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([deleteDB(name).catch(() => undefined), deadline]);
}

/** Deletes kinds of what the database that `open` gives holds, and the app by `eraseProgram`. */
export function eraser(
  open: OpenDatabase,
  eraseProgram: (cachePrefixes: readonly string[]) => Promise<void>,
  report: (problem: unknown) => void,
): Erase {
  const ways = {
    records: (kinds: readonly KeptKind[]) => eraseRecords(open, kinds),
    database: () => removeDatabase(),
    program: () => eraseProgram(CACHE_PREFIXES),
  };
  return (kinds) => eraseBy(ways, kinds, report);
}
