// Runs dependency-cruiser on a tree, the way `npm run check` does, and reads its answer.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './tree.ts';

interface CruiseAnswer {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

export interface Cruised {
  /** Modules of the tree itself, npm packages left out. */
  readonly ownModules: number;
  /** One `rule: from` for each violation, sorted, each once. */
  readonly violations: readonly string[];
}

export function cruise(folder: string): Cruised {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'server'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(`dependency-cruiser said nothing but: ${stderr}`);
  const { modules, summary } = JSON.parse(stdout) as CruiseAnswer;
  const found = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  return {
    ownModules: modules.filter(({ source }) => /^(?:src|server)\//u.test(source)).length,
    violations: [...new Set(found)].sort(),
  };
}
