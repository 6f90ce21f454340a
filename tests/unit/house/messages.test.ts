// Every word a person reads can be taken out for translation.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './support/tree.ts';

const TOOL = join(projectRoot, 'node_modules/@lit/localize-tools/bin/lit-localize.js');

it('finds the messages of the whole app', () => {
  const { status, stdout } = spawnSync(process.execPath, [TOOL, 'extract'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(Number(/Extracted (\d+) messages/.exec(stdout)?.[1])).toBeGreaterThan(300);
});
