// Sees to a Chrome or Chromium for the tests: takes the one that is there, installs Debian's where it may, else says what to do.
import { readFileSync, statSync } from 'node:fs';
import { run } from './child.mjs';
import { findChromium } from './chromium.mjs';
import { Problem, say } from './progress.mjs';

const OS_RELEASE = '/etc/os-release';

function mayInstall() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  if (statSync(OS_RELEASE, { throwIfNoEntry: false }) === undefined) return false;
  return /^ID(?:_LIKE)?=.*debian/mu.test(readFileSync(OS_RELEASE, 'utf8'));
}

async function aptGet(...args) {
  const { code, output } = await run('apt-get', args, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  if (code !== 0) throw new Problem(`${output.trim()}\napt-get ${args.join(' ')} ended with ${code}.`);
}

/** The path of a usable Chrome or Chromium; throws `Problem` where there is none and none may be installed. */
export async function ensureChromium() {
  const present = findChromium();
  if (present !== undefined) return present;
  if (process.env.CHROMIUM_PATH)
    throw new Problem(`CHROMIUM_PATH names no program: ${process.env.CHROMIUM_PATH}`);
  if (!mayInstall())
    throw new Problem('The tests need a browser: install Chrome or Chromium, or set CHROMIUM_PATH.');
  say('Installing Chromium ...');
  await aptGet('update', '-q');
  await aptGet('install', '-y', '-q', '--no-install-recommends', 'chromium');
  const installed = findChromium();
  if (installed === undefined) throw new Problem('Chromium was installed but is not on the PATH.');
  return installed;
}
