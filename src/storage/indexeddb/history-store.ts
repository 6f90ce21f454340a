// Stores the call history, newest first, and drops what exceeds the limits of its shelves (phone/history-bounds.ts).
import type { HistoryStore } from '../ports.ts';
import { HISTORY_LIMIT } from '../ports.ts';
import type { HistoryEntry } from '../../phone/history.ts';
import { withDatabase, type Database, type OpenDatabase } from './database.ts';

/** What reads the records is fetched by whoever has any: a first visit has none. */
async function read(records: readonly unknown[]): Promise<readonly HistoryEntry[]> {
  if (records.length === 0) return [];
  const { readHistory } = await import('../read-records.ts');
  return readHistory(records);
}

/** Rarely anything: the phone drops its own. Two tabs, or an older version, may have kept more. */
async function dropSurplus(database: Database): Promise<void> {
  if ((await database.count('history')) <= HISTORY_LIMIT) return;
  const [{ fitting }, { readHistory }] = await Promise.all([
    import('../../phone/history-bounds.ts'),
    import('../read-records.ts'),
  ]);
  const transaction = database.transaction('history', 'readwrite');
  const entries = readHistory(await transaction.store.index('byStart').getAll());
  const kept = new Set(fitting(entries).map(({ id }) => id));
  const keys = await transaction.store.getAllKeys();
  await Promise.all(keys.filter((key) => !kept.has(key)).map((key) => transaction.store.delete(key)));
  await transaction.done;
}

/** A history store on the database that `open` gives. */
export function historyStore(open: OpenDatabase): HistoryStore {
  return {
    async load() {
      return read(await withDatabase(open, (database) => database.getAllFromIndex('history', 'byStart')));
    },
    async write({ put, removed }): Promise<void> {
      await withDatabase(open, async (database) => {
        const transaction = database.transaction('history', 'readwrite');
        const work = [
          ...put.map((entry) => transaction.store.put(entry)),
          ...removed.map((id) => transaction.store.delete(id)),
        ];
        // At once: a page that goes away need not live to see its requests answered.
        transaction.commit();
        await Promise.all([...work, transaction.done]);
        await dropSurplus(database);
      });
    },
  };
}
