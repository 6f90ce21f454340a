// The checks that need no browser: name, command line, and what else its output must say.
import { bin } from './paths.mjs';

const FEWEST_MODULES = 20;

/** dependency-cruiser that can't read TypeScript reports no modules and is content: that is a failure. */
function cruisedEnough(output) {
  const modules = Number(/\((\d+) modules/u.exec(output)?.[1] ?? 0);
  return modules >= FEWEST_MODULES || `Only ${modules} modules were looked at.`;
}

/** Every check; those with `afterBuild` need what the build makes. */
export const CHECKS = [
  { name: 'formatting', file: bin.prettier, args: ['--check', '.'] },
  { name: 'types of the app', file: bin.tsc, args: ['-p', 'tsconfig.json'] },
  { name: 'types of the pure code', file: bin.tsc, args: ['-p', 'tsconfig.pure.json'] },
  { name: 'types of the service worker', file: bin.tsc, args: ['-p', 'tsconfig.sw.json'] },
  { name: 'types of server and tests', file: bin.tsc, args: ['-p', 'tsconfig.node.json'] },
  { name: 'lint', file: bin.eslint, args: ['.', '--max-warnings', '0'] },
  { name: 'templates', file: bin.litAnalyzer, args: ['--strict', 'src/components/**/*.ts'] },
  {
    name: 'who imports whom',
    file: bin.depcruise,
    args: ['--config', '.dependency-cruiser.cjs', 'src', 'server'],
    accept: cruisedEnough,
  },
  { name: 'nothing unused', file: bin.knip, args: ['--no-progress'] },
  { name: 'bundle size', file: bin.sizeLimit, args: [], afterBuild: true },
];
