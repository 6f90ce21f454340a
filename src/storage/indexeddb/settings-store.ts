// Keeps the person's settings as one record.
import type { SettingsStore } from '../ports.ts';
import { withDatabase, type OpenDatabase } from './database.ts';

const CURRENT = 'current';

/** A settings store on the database that `open` gives. */
export function settingsStore(open: OpenDatabase): SettingsStore {
  return {
    async load() {
      const record = await withDatabase(open, (database) => database.get('settings', CURRENT));
      if (record === undefined) return undefined;
      const { readSettings } = await import('../read-records.ts');
      return readSettings(record);
    },
    async save(settings): Promise<void> {
      await withDatabase(open, (database) => database.put('settings', settings, CURRENT));
    },
  };
}
