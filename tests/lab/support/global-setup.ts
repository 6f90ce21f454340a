// Before and after all cells: the app is built, last run's results go, this run's are printed.
import { ensureBuilt } from '../../../scripts/lib/build.mjs';
import { forgetResults, printResults } from './record.ts';

/** Playwright calls this once; what it returns runs at the end. */
export default async function setUp(): Promise<() => void> {
  await ensureBuilt(() => process.stdout.write('Building ...\n'));
  forgetResults();
  return printResults;
}
