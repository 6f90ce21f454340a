// Installs the npm packages of the lockfile where they are missing or older than it.
import { existsSync, writeFileSync } from 'node:fs';
import { run } from './child.mjs';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { inRoot } from './paths.mjs';
import { Problem, say } from './progress.mjs';

const STAMP = inRoot('node_modules/.bothways-lock');

/** npm as a file for this Node where npm says which (npm run does); else whatever `npm` is on the PATH. */
function npmCommand() {
  const file = process.env.npm_execpath;
  if (file !== undefined && /npm-cli\.c?js$/u.test(file) && existsSync(file)) {
    return { command: process.execPath, prefix: [file], shell: false };
  }
  return { command: 'npm', prefix: [], shell: process.platform === 'win32' };
}

/** Runs `npm ci` unless the installed packages are those of the present lockfile. No install script is run. */
export async function ensureInstalled() {
  const wanted = fingerprint(['package-lock.json']);
  const stamp = readStamp(STAMP);
  if (stamp === wanted) return;
  const first = !existsSync(inRoot('node_modules'));
  say(first ? 'Installing (first time) ...' : 'Installing (the packages have changed) ...');
  const { command, prefix, shell } = npmCommand();
  const { code, output } = await run(
    command,
    [...prefix, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'],
    { shell, env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', PUPPETEER_SKIP_DOWNLOAD: '1' } },
  );
  if (code !== 0) throw new Problem(`${output.trim()}\nInstalling failed: npm ci ended with ${code}.`);
  writeFileSync(STAMP, `${wanted}\n`);
}
