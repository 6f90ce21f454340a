// What the lockfile check refuses: anything that npm could install without a hash knowing it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockfileFaults } from '../../../scripts/lib/lockfile.mjs';
import { projectRoot } from './support/tree.ts';

const SHA = `sha512-${'a'.repeat(86)}==`;
const lockOf = (entry: object): object => ({
  lockfileVersion: 3,
  packages: { '': {}, 'node_modules/a': entry },
});

describe('the lockfile', () => {
  it('of this project is in order', () => {
    expect(lockfileFaults(JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')))).toEqual(
      [],
    );
  });

  it.each<[string, object]>([
    ['without a hash', {}],
    ['with a weak hash', { integrity: 'sha1-abc' }],
    ['from a repository', { integrity: SHA, resolved: 'git+ssh://host/a.git' }],
    ['over plain HTTP', { integrity: SHA, resolved: 'http://host/a.tgz' }],
    ['that is a link', { integrity: SHA, link: true }],
    ['with an install script', { integrity: SHA, hasInstallScript: true }],
  ])('may hold no package %s', (_name, entry) => {
    expect(lockfileFaults(lockOf(entry))).toHaveLength(1);
  });

  it('must be what is installed', () => {
    const installed = { packages: { 'node_modules/a': { integrity: SHA.replace('a', 'b') } } };
    expect(lockfileFaults(lockOf({ integrity: SHA }), installed)).toHaveLength(1);
    expect(
      lockfileFaults(lockOf({ integrity: SHA }), { packages: { 'node_modules/a': { integrity: SHA } } }),
    ).toEqual([]);
  });
});
