// npm run check: everything that needs no browser. One line for each check, goes on after a failure,
// exit code 1 if any failed. Two checks at a time; the output of a failed one is printed below its line.
import './lib/require-node.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { CHECKS, verdictOf } from './lib/checks.mjs';
import { isStopping, runNode } from './lib/child.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Problem, duration, main, say } from './lib/progress.mjs';
import { writeReport } from './lib/reports.mjs';

const AT_A_TIME = 2;
const results = [];

async function record(name, task) {
  const startedAt = Date.now();
  const problem = await task();
  const ms = Date.now() - startedAt;
  results.push({ name, passed: problem === undefined, ms, output: problem ?? '' });
  say(`${problem === undefined ? 'ok    ' : 'FAILED'} ${name} (${duration(ms)})`);
  if (problem !== undefined) say(problem.replace(/^/gmu, '       '));
}

async function problemOf(check) {
  return verdictOf(check, await runNode(check.file, check.args, { env: { NO_COLOR: '1' } }));
}

async function buildProblem() {
  try {
    await ensureBuilt(() => undefined); // a build from these very sources is left alone: a demo may be serving it
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

async function build() {
  await record('build', buildProblem);
  for (const check of CHECKS.filter(({ afterBuild }) => afterBuild)) {
    await record(check.name, () => problemOf(check));
  }
}

async function work(queue) {
  for (let task = queue.shift(); task !== undefined && !isStopping(); task = queue.shift()) await task();
}

await main(async () => {
  await ensureInstalled();
  const rest = CHECKS.filter(({ afterBuild }) => !afterBuild);
  const queue = [build, ...rest.map((check) => () => record(check.name, () => problemOf(check)))];
  await Promise.all(Array.from({ length: AT_A_TIME }, () => work(queue)));
  const passed = results.filter((result) => result.passed).length;
  const failed = results.length - passed;
  writeReport('check', { passed, failed, checks: results });
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 && !isStopping() ? 0 : 1;
});
