// The places that scripts read and write, as absolute paths.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** A path inside the project. */
export const inRoot = (...parts) => join(root, ...parts);

/** Scratch files of scripts: reports, bench results. Ignored by git. */
export const cacheFolder = inRoot('.cache');

/** The JavaScript entry of a command that an npm package brings, run by Node itself: no shell, no PATH. */
export const bin = {
  depcruise: inRoot('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
  eslint: inRoot('node_modules/eslint/bin/eslint.js'),
  knip: inRoot('node_modules/knip/bin/knip.js'),
  litAnalyzer: inRoot('node_modules/lit-analyzer/cli.js'),
  playwright: inRoot('node_modules/@playwright/test/cli.js'),
  prettier: inRoot('node_modules/prettier/bin/prettier.cjs'),
  sizeLimit: inRoot('node_modules/size-limit/bin.js'),
  tsc: inRoot('node_modules/typescript/bin/tsc'),
  vite: inRoot('node_modules/vite/bin/vite.js'),
  vitest: inRoot('node_modules/vitest/vitest.mjs'),
};
