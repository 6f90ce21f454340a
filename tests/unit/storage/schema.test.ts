import { describe, expect, it } from 'vitest';
import { DATABASE_VERSION, MIGRATIONS, stepsFrom } from '../../../src/storage/schema.ts';

describe('the schema', () => {
  it('numbers its steps from one without a gap', () => {
    expect(MIGRATIONS.map((step) => step.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    expect(DATABASE_VERSION).toBe(MIGRATIONS.at(-1)?.version);
  });

  it('takes exactly the steps that are missing', () => {
    expect(stepsFrom(0)).toEqual(MIGRATIONS);
    expect(stepsFrom(1)).toEqual(MIGRATIONS.slice(1));
    expect(stepsFrom(DATABASE_VERSION)).toEqual([]);
  });

  it('indexes and moves only between stores that exist by then', () => {
    const stores = new Set<string>();
    for (const step of MIGRATIONS) {
      for (const store of step.stores) stores.add(store.name);
      for (const index of step.indexes) expect(stores).toContain(index.store);
      for (const { from, to } of step.moves ?? []) {
        expect(stores).toContain(from.store);
        expect(stores).toContain(to.store);
      }
    }
  });
});
