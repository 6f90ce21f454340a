// Keeps the person's settings as one record.
import type { SettingsStore } from '../ports.ts';
import { readSettings } from '../read-records.ts';
import { withDatabase, type OpenDatabase } from './database.ts';

const CURRENT = 'current';

/** A settings store on the database that `open` gives. */
export function settingsStore(open: OpenDatabase): SettingsStore {
  return {
    async load() {
      const record = await withDatabase(open, (database) => database.get('settings', CURRENT));
      return record === undefined ? undefined : readSettings(record);
    },
    async save(settings): Promise<void> {
      await withDatabase(open, (database) => database.put('settings', settings, CURRENT));
    },
  };
}
