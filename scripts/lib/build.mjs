// Builds the app (dist) and the demo server (dist-server), each only where its sources have changed.
import { existsSync, writeFileSync } from 'node:fs';
import { runNode } from './child.mjs';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { bin, inRoot } from './paths.mjs';
import { precompress } from './precompress.mjs';
import { Problem } from './progress.mjs';

const SHARED = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'scripts/lib/build.mjs',
];

const APP = {
  what: 'the app',
  inputs: [
    ...SHARED,
    'index.html',
    'public',
    'src',
    'tsconfig.sw.json',
    'vite.config.ts',
    'scripts/lib/precompress.mjs',
    'server/web/security-headers.ts',
  ],
  output: inRoot('dist/index.html'),
  stamp: inRoot('dist/.vite/built-from'),
  args: ['build', '--logLevel', 'warn'],
  after: () => precompress(inRoot('dist')),
};

const SERVER = {
  what: 'the demo server',
  inputs: [...SHARED, 'server', 'vite.server.config.ts', 'tsconfig.node.json'],
  output: inRoot('dist-server/demo.js'),
  stamp: inRoot('dist-server/.built-from'),
  args: ['build', '--config', 'vite.server.config.ts', '--logLevel', 'warn'],
  after: () => undefined,
};

const isCurrent = (part, hash) => existsSync(part.output) && readStamp(part.stamp) === hash;

/** Builds one part and returns what the build printed: empty where all is well. */
async function buildPart(part) {
  const hash = fingerprint(part.inputs);
  // Whoever asks for the build (a test, say): what is built is what people get, without Lit's development mode.
  const { code, output } = await runNode(bin.vite, part.args, { env: { NODE_ENV: 'production' } });
  if (code !== 0) throw new Problem(`${output.trim()}\nBuilding ${part.what} failed.`);
  part.after();
  writeFileSync(part.stamp, `${hash}\n`);
  return output.trim();
}

const stale = (parts) => parts.filter((part) => !isCurrent(part, fingerprint(part.inputs)));

async function buildEach(parts, announce) {
  if (parts.length > 0) announce();
  const outputs = [];
  for (const part of parts) outputs.push(await buildPart(part));
  return outputs.filter((output) => output !== '').join('\n');
}

/** Builds the app and the server where they are missing or older than their sources. */
export const ensureBuilt = (announce) => buildEach(stale([APP, SERVER]), announce);

/** Builds the demo server where it is missing or older than its sources. */
export const ensureServerBuilt = (announce) => buildEach(stale([SERVER]), announce);

/** Builds the app and the server whatever is there. */
export const buildAll = () => buildEach([APP, SERVER], () => undefined);
