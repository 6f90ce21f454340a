// Keeps the SIP trace in the order it came, and drops the oldest now and then: counting at every message would cost more
// than the few messages that stay too long.
import type { TraceStore } from '../ports.ts';
import { withDatabase, type Database, type OpenDatabase } from './database.ts';

/** Messages and characters added after which the oldest are looked for. */
const ADDED_MESSAGES = 100;
const ADDED_TEXT = 200_000;

async function dropOldest(database: Database): Promise<void> {
  const { newestThatFit } = await import('../../sip/trace/sip-trace.ts');
  const transaction = database.transaction('trace', 'readwrite');
  const [keys, records] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
  const surplus = records.length - newestThatFit(records).length;
  const last = keys[surplus - 1];
  if (last !== undefined) await transaction.store.delete(IDBKeyRange.upperBound(last));
  await transaction.done;
}

/** A trace store on the database that `open` gives. */
export function traceStore(open: OpenDatabase): TraceStore {
  let messages = 0;
  let characters = 0;
  return {
    async load() {
      const records = await withDatabase(open, (database) => database.getAll('trace'));
      if (records.length === 0) return [];
      const { readTraceRecord } = await import('../read-records.ts');
      return records.map(readTraceRecord).filter((record) => record !== undefined);
    },
    async add(records): Promise<void> {
      await withDatabase(open, async (database) => {
        const transaction = database.transaction('trace', 'readwrite');
        const added = records.map((record) => transaction.store.add(record));
        // Committed by itself only once its requests have been answered: a page that goes away does not live to see that.
        transaction.commit();
        await Promise.all([...added, transaction.done]);
        messages += records.length;
        characters += records.reduce((sum, { text }) => sum + text.length, 0);
        if (messages < ADDED_MESSAGES && characters < ADDED_TEXT) return;
        await dropOldest(database);
        messages = 0;
        characters = 0;
      });
    },
  };
}
