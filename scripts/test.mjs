// npm test [-- RUNNER ...]: installs what it needs, then every check and every test: check, unit, component, e2e, lab, cells.
// Reports go to .cache/reports; the last line is `N passed, N failed` over all of them. What can't run has failed; only
// the lab, which needs root on Linux, is left out in one line where nobody's CI asks for it.
// What keeps the processor busy runs alone, and so do the lab's cells, which measure times; the lab itself mostly waits, beside the demo's browsers.
import './lib/require-node.mjs';
import { ensureChromium } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
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

const E2E = { name: 'e2e', format: 'playwright', file: bin.playwright, args: ['test'], needs: 'browser' };
const CELLS = {
  name: 'cells',
  format: 'playwright',
  file: bin.playwright,
  args: ['test', '--config', 'playwright.lab.config.ts'],
  needs: 'lab',
};

/** Stages, one after the other; the lanes of a stage run side by side, the runners of a lane one by one. */
const STAGES = [
  [[{ name: 'check', format: 'check', file: inRoot('scripts/check.mjs'), args: [] }]],
  [[vitest('unit'), { ...vitest('component'), needs: 'browser' }]],
  [[E2E], [{ ...vitest('lab'), needs: 'lab' }]],
  [[CELLS]],
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

async function outcome({ name, format, file, args, needs }, missing) {
  if (missing !== undefined) {
    const mayBeLeftOut = needs === 'lab' && process.env.CI !== 'true';
    return { passed: 0, failed: mayBeLeftOut ? 0 : 1, note: mayBeLeftOut ? `left out: ${missing}` : missing };
  }
  clearReport(name);
  const env = { ...plainOutput, PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath(name) };
  const { code } = await runNode(file, args, { show: true, limitMs: LIMIT_MS, env });
  return tally(name, format, code);
}

/** What the runners of a lane came to, each with its line. */
async function runLane(lane, obstacles) {
  const results = [];
  for (const runner of lane) {
    if (isStopping()) return results;
    const startedAt = Date.now();
    say(`\n== ${runner.name}`);
    const result = await outcome(runner, obstacles.get(runner.needs));
    const { passed, failed, note } = result;
    const took = duration(Date.now() - startedAt);
    results.push({
      ...result,
      line: `${runner.name}: ${passed} passed, ${failed} failed, ${took} ${note}`.trim(),
    });
  }
  return results;
}

/** What is installed and built before lanes run side by side, so that none does it under the other's feet. */
async function prepare(stage) {
  const obstacles = new Map();
  for (const needs of new Set(stage.flat().map((runner) => runner.needs)))
    obstacles.set(needs, await obstacle(needs));
  if (stage.length > 1) await ensureBuilt(() => say('Building ...'));
  return obstacles;
}

function chosenStages(names) {
  const known = STAGES.flat(2).map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Problem(`There is no runner ${unknown}.`);
  if (names.length === 0) return STAGES;
  const chosen = (lane) => lane.filter(({ name }) => names.includes(name));
  return STAGES.map((stage) => stage.map(chosen).filter((lane) => lane.length > 0));
}

await main(async () => {
  const startedAt = Date.now();
  const stages = chosenStages(process.argv.slice(2));
  await ensureInstalled();
  const results = [];
  for (const stage of stages) {
    if (isStopping()) return 130;
    const obstacles = await prepare(stage);
    results.push(...(await Promise.all(stage.map((lane) => runLane(lane, obstacles)))).flat());
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  say(`\n${results.map(({ line }) => line).join('\n')}\nAll of it took ${duration(Date.now() - startedAt)}.`);
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 && !isStopping() ? 0 : 1;
});
