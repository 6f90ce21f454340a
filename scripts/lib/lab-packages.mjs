// Sees to the programs of the NAT lab: Debian packages, installed by apt-get where one is missing. Linux and root only.
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './child.mjs';
import { findChromium } from './chromium.mjs';
import { Problem, say } from './progress.mjs';

/** Each package with a program by which it is known to be there. */
const PACKAGES = {
  nftables: 'nft',
  iproute2: 'ip',
  conntrack: 'conntrack',
  tcpdump: 'tcpdump',
  'util-linux': 'nsenter',
  kamailio: 'kamailio',
  'kamailio-websocket-modules': '/usr/lib/x86_64-linux-gnu/kamailio/modules/websocket.so',
  'kamailio-tls-modules': '/usr/lib/x86_64-linux-gnu/kamailio/modules/tls.so',
  coturn: 'turnserver',
  'rtpengine-daemon': 'rtpengine',
  baresip: 'baresip',
  janus: 'janus',
  'sip-tester': 'sipp',
  'nginx-light': 'nginx',
  certbot: 'certbot',
  openssl: 'openssl',
  curl: 'curl',
  'firefox-esr': 'firefox-esr',
  'webkit2gtk-driver': 'WebKitWebDriver',
  xvfb: 'Xvfb',
  python3: '/usr/bin/python3',
};

/** Where daemons are, whatever the PATH of this user says. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];

function isProgram(name) {
  return FOLDERS.filter((folder) => folder !== '').some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false; // the next folder is tried
    }
  });
}

/** Modules are in a folder named after the machine's architecture. */
const isFile = (path) => [path, path.replace('x86_64', 'aarch64')].some((candidate) => existsSync(candidate));

const isThere = (mark) => (mark.startsWith('/') ? isFile(mark) : isProgram(mark));

/** Packages of the lab that are not on this machine. */
export function missingLabPackages() {
  const missing = Object.entries(PACKAGES)
    .filter(([, mark]) => !isThere(mark))
    .map(([name]) => name);
  return findChromium() === undefined ? [...missing, 'chromium'] : missing;
}

async function aptGet(...args) {
  const { code, output } = await run('apt-get', args, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  if (code !== 0) throw new Problem(`${output.trim()}\napt-get ${args.join(' ')} ended with ${code}.`);
}

/** Debian's word against starting a service as its package is installed: the lab starts its own, in its namespaces. */
const POLICY = '/usr/sbin/policy-rc.d';

async function withoutServices(task) {
  if (existsSync(POLICY)) return task();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await task();
  } finally {
    rmSync(POLICY);
  }
}

/** Installs what is missing; throws `Problem` where that can't be. Cheap where nothing is missing. */
export async function ensureLabPackages() {
  const missing = missingLabPackages();
  if (missing.length === 0) return;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isProgram('apt-get')) {
    throw new Problem(`The NAT lab needs a Debian with root, and there ${missing.join(', ')}.`);
  }
  say(`Installing ${missing.join(', ')} ...`);
  await aptGet('update', '-q');
  await withoutServices(() => aptGet('install', '-y', '-q', '--no-install-recommends', ...missing));
  const still = missingLabPackages();
  if (still.length > 0) throw new Problem(`Installed, and still not there: ${still.join(', ')}.`);
}
