// npm test [-- RUNNER ...]: installs what it needs, then every check and every test: check, unit, component, e2e, lab, cells.
// Reports go to .cache/reports; the last line is `N passed, N failed` over all of them. What can't run has failed; only
// the lab, which needs root on Linux, is left out in one line where nobody's CI asks for it.
import './lib/require-node.mjs';
import { ensureChromium } from './lib/browser.mjs';
import { isStopping, runNode } from './lib/child.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureLabPackages } from './lib/lab-packages.mjs';
import { bin, inRoot } from './lib/paths.mjs';
import { Problem, duration, main, say } from './lib/progress.mjs';
import { clearReport, reportPath, tally } from './lib/reports.mjs';

/** The whole of npm test may take 50 minutes; one runner that hangs must not take it all. */
const LIMIT_MS = 30 * 60_000;

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
  { ...vitest('component'), needs: 'browser' },
  { name: 'e2e', format: 'playwright', file: bin.playwright, args: ['test'], needs: 'browser' },
  { ...vitest('lab'), needs: 'lab' },
  {
    name: 'cells',
    format: 'playwright',
    file: bin.playwright,
    args: ['test', '--config', 'playwright.lab.config.ts'],
    needs: 'lab',
  },
];

const PREPARATIONS = { browser: ensureChromium, lab: prepareLab };

async function prepareLab() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (!isRoot) throw new Problem('The NAT lab needs root on Linux.');
  await ensureLabPackages();
}

/** What keeps a runner from running, in one line; undefined where nothing does. */
async function obstacle(needs) {
  if (needs === undefined) return undefined;
  try {
    await PREPARATIONS[needs]();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

async function outcome({ name, format, file, args, needs }) {
  const missing = await obstacle(needs);
  if (missing !== undefined) {
    const mayBeLeftOut = needs === 'lab' && process.env.CI !== 'true';
    return { passed: 0, failed: mayBeLeftOut ? 0 : 1, note: mayBeLeftOut ? `left out: ${missing}` : missing };
  }
  clearReport(name);
  const env = { ...plainOutput, PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath(name) };
  const { code } = await runNode(file, args, { show: true, limitMs: LIMIT_MS, env });
  return tally(name, format, code);
}

function chosenRunners(names) {
  const unknown = names.find((name) => !RUNNERS.some((runner) => runner.name === name));
  if (unknown !== undefined) throw new Problem(`There is no runner ${unknown}.`);
  return RUNNERS.filter(({ name }) => names.length === 0 || names.includes(name));
}

await main(async () => {
  const startedAt = Date.now();
  const runners = chosenRunners(process.argv.slice(2));
  await ensureInstalled();
  const lines = [];
  let passed = 0;
  let failed = 0;
  for (const runner of runners) {
    if (isStopping()) return 130;
    const runnerStartedAt = Date.now();
    say(`\n== ${runner.name}`);
    const result = await outcome(runner);
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
