// Deletes what the database holds of some kinds, in one transaction: a page that dies in the middle has deleted all or nothing.
import { deleteDB } from 'idb';
import { DATABASE_NAME } from '../schema.ts';
import type { KeptKind } from '../kept-kinds.ts';
import { KEPT } from '../kept.ts';
import { withDatabase, type BothwaysSchema, type OpenDatabase } from './database.ts';

type StoreName = 'settings' | 'accounts' | 'keys' | 'history' | 'trace';

/** How long to wait for other tabs to let go of the database, in milliseconds. */
const PATIENCE_MS = 1000;

/** Deletes these kinds. Throws `PhoneError` as every store does; then nothing was deleted. */
export async function eraseRecords(open: OpenDatabase, kinds: readonly KeptKind[]): Promise<void> {
  const due = KEPT.filter(({ kind }) => kinds.includes(kind));
  const stores = due.flatMap((kept) => ('store' in kept ? [kept.store as StoreName] : []));
  if (stores.length === 0) return;
  await withDatabase(open, async (database) => {
    const transaction = database.transaction<StoreName[], 'readwrite'>([...new Set(stores)], 'readwrite');
    const work = due.flatMap((kept) => {
      if (kept.where === 'store') return [transaction.objectStore(kept.store as StoreName).clear()];
      if (kept.where !== 'record') return [];
      return [
        transaction.objectStore(kept.store as StoreName).delete(kept.key as keyof BothwaysSchema & string),
      ];
    });
    // At once: a page that goes away need not live to see its requests answered.
    transaction.commit();
    await Promise.all([...work, transaction.done]);
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
