// Keeps the call history, newest first, and drops the oldest beyond the limit.
import type { HistoryEntry } from '../../phone/history.ts';
import { HISTORY_LIMIT, type HistoryStore } from '../ports.ts';
import { readHistoryEntry } from '../read-records.ts';
import { withDatabase, type Database, type OpenDatabase } from './database.ts';

async function dropOldest(database: Database): Promise<void> {
  const transaction = database.transaction('history', 'readwrite');
  let surplus = (await transaction.store.count()) - HISTORY_LIMIT;
  let cursor = surplus > 0 ? await transaction.store.index('byStart').openCursor() : null;
  while (cursor !== null && surplus > 0) {
    await cursor.delete();
    surplus -= 1;
    cursor = await cursor.continue();
  }
  await transaction.done;
}

/** A history store on the database that `open` gives. */
export function historyStore(open: OpenDatabase): HistoryStore {
  return {
    async load(): Promise<readonly HistoryEntry[]> {
      const records = await withDatabase(open, (database) => database.getAllFromIndex('history', 'byStart'));
      return records
        .reverse()
        .map(readHistoryEntry)
        .filter((entry) => entry !== undefined);
    },
    async put(entry): Promise<void> {
      await withDatabase(open, async (database) => {
        await database.put('history', entry);
        await dropOldest(database);
      });
    },
    async remove(id): Promise<void> {
      await withDatabase(open, (database) => database.delete('history', id));
    },
    async clear(): Promise<void> {
      await withDatabase(open, (database) => database.clear('history'));
    },
  };
}
