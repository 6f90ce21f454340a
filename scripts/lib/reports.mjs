// Reports of the test runners: where they go and what they say in two numbers.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './paths.mjs';

export const reportPath = (runner) => join(cacheFolder, 'reports', `${runner}.json`);

/** Removes a runner's earlier report, so that an old result is never read as a new one. */
export function clearReport(runner) {
  mkdirSync(dirname(reportPath(runner)), { recursive: true });
  rmSync(reportPath(runner), { force: true });
}

export function writeReport(runner, report) {
  mkdirSync(dirname(reportPath(runner)), { recursive: true });
  writeFileSync(reportPath(runner), `${JSON.stringify(report, null, 2)}\n`);
}

function readReport(runner) {
  if (statSync(reportPath(runner), { throwIfNoEntry: false }) === undefined) return undefined;
  return JSON.parse(readFileSync(reportPath(runner), 'utf8'));
}

const READERS = {
  check: ({ passed, failed }) => ({ passed, failed, skipped: 0 }),
  vitest: (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  playwright: ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }),
};

/**
 * What a report comes to, with the exit code of its runner. A skipped test counts as failed, and so does a runner
 * that left no report, executed no test, or ended badly although no test of it failed.
 */
export function tallyOf(report, format, code) {
  if (report === undefined) return { passed: 0, failed: 1, note: 'left no report' };
  const { passed, failed, skipped } = READERS[format](report);
  if (passed + failed + skipped === 0) return { passed: 0, failed: 1, note: 'executed no test' };
  if (code !== 0 && failed + skipped === 0) {
    return { passed, failed: 1, note: `ended with ${code} although no test failed` };
  }
  return {
    passed,
    failed: failed + skipped,
    note: skipped > 0 ? `${skipped} skipped, counted as failed` : '',
  };
}

/** The same for the report that a runner has written. */
export const tally = (runner, format, code) => tallyOf(readReport(runner), format, code);
