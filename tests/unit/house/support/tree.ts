// A small project tree outside the working tree: this project's rules, files planted by a test.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../../../..');

const RULES = [
  '.dependency-cruiser.cjs',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.pure.json',
];

/** Path to content, both as text. */
export type Planted = Readonly<Record<string, string>>;

export interface Tree {
  readonly folder: string;
  remove(): void;
}

/** Plants the files in a new folder that has this project's rules and packages. */
export function plant(files: Planted): Tree {
  const folder = mkdtempSync(join(tmpdir(), 'bothways-house-'));
  for (const name of RULES) copyFileSync(join(projectRoot, name), join(folder, name));
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return {
    folder,
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
