// npm test: installs what it needs, then every check and every test: check, unit, component, e2e.
// Reports go to .cache/reports; the last line is `N passed, N failed` over all of them. Nothing is skipped:
// what can't run has failed.
import './lib/require-node.mjs';
import { ensureChromium } from './lib/browser.mjs';
import { isStopping, runNode } from './lib/child.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { bin, inRoot } from './lib/paths.mjs';
import { Problem, duration, main, say } from './lib/progress.mjs';
import { clearReport, reportPath, tally } from './lib/reports.mjs';

/** The whole of npm test may take 40 minutes; one runner that hangs must not take it all. */
const LIMIT_MS = 15 * 60_000;

/** Colours are for people. */
const plainOutput = process.stdout.isTTY ? {} : { NO_COLOR: '1' };

const vitest = (project) => ({
  name: project,
  format: 'vitest',
  file: bin.vitest,
  args: [
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${reportPath(project)}`,
  ],
});

const RUNNERS = [
  { name: 'check', format: 'check', file: inRoot('scripts/check.mjs'), args: [] },
  vitest('unit'),
  { ...vitest('component'), needsBrowser: true },
  { name: 'e2e', format: 'playwright', file: bin.playwright, args: ['test'], needsBrowser: true },
];

async function browserProblem() {
  try {
    await ensureChromium();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

async function outcome({ name, format, file, args, needsBrowser = false }, missingBrowser) {
  if (needsBrowser && missingBrowser !== undefined) return { passed: 0, failed: 1, note: missingBrowser };
  clearReport(name);
  const env = { ...plainOutput, PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath(name) };
  const { code } = await runNode(file, args, { show: true, limitMs: LIMIT_MS, env });
  return tally(name, format, code);
}

await main(async () => {
  const startedAt = Date.now();
  await ensureInstalled();
  const missingBrowser = await browserProblem();
  if (missingBrowser !== undefined) say(missingBrowser);
  const lines = [];
  let passed = 0;
  let failed = 0;
  for (const runner of RUNNERS) {
    if (isStopping()) return 130;
    const runnerStartedAt = Date.now();
    say(`\n== ${runner.name}`);
    const result = await outcome(runner, missingBrowser);
    passed += result.passed;
    failed += result.failed;
    const took = duration(Date.now() - runnerStartedAt);
    lines.push(
      `${runner.name}: ${result.passed} passed, ${result.failed} failed, ${took} ${result.note}`.trim(),
    );
  }
  say(`\n${lines.join('\n')}\nAll of it took ${duration(Date.now() - startedAt)}.`);
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 && !isStopping() ? 0 : 1;
});
