// Every script starts with a look at Node's version, and says in one line what to do where it is too old.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './support/tree.ts';

const scripts = readdirSync(join(projectRoot, 'scripts')).filter((name) => name.endsWith('.mjs'));

function runAs(version: string): { readonly status: number | null; readonly stderr: string } {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const check = join(projectRoot, 'scripts/lib/require-node.mjs');
  return spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, check],
    {
      encoding: 'utf8',
    },
  );
}

describe('the look at Node’s version', () => {
  it.each(['18.20.8', '20.18.3', '12.22.0'])('stops on %s with one line', (version) => {
    const { status, stderr } = runAs(version);
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(
      `Bothways needs Node.js 20.19 or newer; this is ${version}. Please install a newer one.`,
    );
  });

  it.each(['20.19.0', '22.0.0', '24.11.1'])('lets %s pass', (version) => {
    expect(runAs(version).status).toBe(0);
  });

  it.each(scripts)('comes first in scripts/%s', (name) => {
    const imports = readFileSync(join(projectRoot, 'scripts', name), 'utf8').match(/^import .*$/gmu) ?? [];
    expect(imports[0]).toBe("import './lib/require-node.mjs';");
  });
});
