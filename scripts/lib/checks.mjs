// The checks that need no browser: name, command line, and what else its output must say.
import { bin, inRoot } from './paths.mjs';

const FEWEST_MODULES = 60;

/** What a check that ran comes to: undefined where it passed, else what is wrong. */
function byExitCode({ code, output }) {
  return code === 0 ? undefined : output.trim() || `ended with ${code}`;
}

/** dependency-cruiser that can't read TypeScript reports no modules and is content: that is a failure. */
function cruisedEnough({ code, output }) {
  const modules = Number(/\((\d+) modules/u.exec(output)?.[1] ?? 0);
  if (code === 0 && modules < FEWEST_MODULES) return `Only ${modules} modules were looked at.`;
  return byExitCode({ code, output });
}

/** lit-analyzer 2.0.3 is older than these: ARIA 1.2's meter, the enterkeyhint attribute, lit's `nothing` in a variable. */
const FALSE_ALARMS = [
  /The value 'meter' is not assignable/u,
  /'enterkeyhint'/u,
  /Type 'Symbol\(undefined\) \|/u,
];

function realTemplateProblems({ output }) {
  const lines = output.split('\n');
  if (!lines.some((line) => /^Analyzing \d+ files/u.test(line)))
    return output.trim() || 'lit-analyzer said nothing.';
  const problems = lines.filter((line) => /^ {4}no-[a-z-]+$/u.test(line)).length;
  const falseAlarms = lines.filter((line) => FALSE_ALARMS.some((alarm) => alarm.test(line))).length;
  return problems > falseAlarms ? output.trim() : undefined;
}

/** Every check; those with `afterBuild` need what the build makes. */
export const CHECKS = [
  { name: 'formatting', file: bin.prettier, args: ['--check', '.'] },
  { name: 'types of the app', file: bin.tsc, args: ['-p', 'tsconfig.json'] },
  { name: 'types of the pure code', file: bin.tsc, args: ['-p', 'tsconfig.pure.json'] },
  { name: 'types of the service worker', file: bin.tsc, args: ['-p', 'tsconfig.sw.json'] },
  { name: 'types of server and tests', file: bin.tsc, args: ['-p', 'tsconfig.node.json'] },
  { name: 'lint', file: bin.eslint, args: ['.', '--max-warnings', '0'] },
  {
    name: 'templates',
    file: bin.litAnalyzer,
    args: ['--strict', '--rules.no-invalid-css', 'off', 'src/components/**/*.ts'],
    verdict: realTemplateProblems,
  },
  {
    name: 'who imports whom',
    file: bin.depcruise,
    args: ['--config', '.dependency-cruiser.cjs', 'src', 'server'],
    verdict: cruisedEnough,
  },
  { name: 'lockfile', file: inRoot('scripts/check-lockfile.mjs'), args: [] },
  { name: 'nothing unused', file: bin.knip, args: ['--no-progress'] },
  { name: 'bundle size', file: bin.sizeLimit, args: [], afterBuild: true },
];

/** What is wrong, or undefined. */
export const verdictOf = ({ verdict = byExitCode }, ended) => verdict(ended);
