// Part of npm run check: the lockfile names every package by its hash, and what is installed is what it names.
// (`npm audit signatures` asks the registry besides; it needs one that signs, so people run it, not this.)
import './lib/require-node.mjs';
import { readFileSync } from 'node:fs';
import { lockfileFaults } from './lib/lockfile.mjs';
import { inRoot } from './lib/paths.mjs';
import { main, say } from './lib/progress.mjs';

const read = (path) => JSON.parse(readFileSync(inRoot(path), 'utf8'));

await main(async () => {
  const faults = lockfileFaults(read('package-lock.json'), read('node_modules/.package-lock.json'));
  for (const fault of faults) say(fault);
  return faults.length === 0 ? 0 : 1;
});
