// The database as data: every version is one step from the version before. Steps are never edited, only added.

export interface StoreStep {
  readonly name: string;
  /** Key inside the record; absent for stores whose keys are given beside the value. */
  readonly keyPath?: string;
  /** The database numbers the records in the order they come. */
  readonly autoIncrement?: true;
}

export interface IndexStep {
  readonly store: string;
  readonly name: string;
  readonly keyPath: string;
}

/** A record that stands alone becomes the first of a store: `{ id, addedAtMs: 0, revision: 1, [field]: record }` with a new id. */
export interface MoveStep {
  readonly from: { readonly store: string; readonly key: string };
  readonly to: { readonly store: string; readonly field: string };
}

export interface MigrationStep {
  readonly version: number;
  readonly stores: readonly StoreStep[];
  readonly indexes: readonly IndexStep[];
  readonly moves?: readonly MoveStep[];
}

export const DATABASE_NAME = 'bothways';

export const MIGRATIONS: readonly MigrationStep[] = [
  {
    version: 1,
    stores: [
      { name: 'settings' },
      { name: 'accounts' },
      { name: 'keys' },
      { name: 'history', keyPath: 'id' },
    ],
    indexes: [],
  },
  // The list is read newest first, so it needs the order without reading every record.
  { version: 2, stores: [], indexes: [{ store: 'history', name: 'byStart', keyPath: 'startedAtMs' }] },
  // Messages are redacted before they are stored: a stricter rule comes with a step that empties this store.
  { version: 3, stores: [{ name: 'trace', autoIncrement: true }], indexes: [] },
  // Several sign-ins, each a record of its own; the only one of before is the first. It stays as sealed as it was.
  {
    version: 4,
    stores: [{ name: 'signIns', keyPath: 'id' }],
    indexes: [],
    moves: [{ from: { store: 'accounts', key: 'current' }, to: { store: 'signIns', field: 'sealed' } }],
  },
];

export const DATABASE_VERSION = MIGRATIONS.length;

/** The steps that lead from a version (0 for a new database) to the present one, in order. */
export function stepsFrom(version: number): readonly MigrationStep[] {
  return MIGRATIONS.filter((step) => step.version > version);
}
