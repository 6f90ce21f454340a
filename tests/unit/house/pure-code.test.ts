// Pure code can't name the browser: tsconfig.pure.json has no DOM, so every browser global in it is a type error.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plant, projectRoot, type Tree } from './support/tree.ts';

const GLOBALS = [
  'window',
  'document',
  'navigator',
  'localStorage',
  'RTCPeerConnection',
  'AudioContext',
  'fetch',
  'setTimeout',
  'setInterval',
  'WebSocket',
  'console',
  'process',
];

/** Folders of adapters and screens, which may name the browser. */
const IMPURE = [
  'src/main.ts',
  'src/components/screen.ts',
  'src/media/browser/mic.ts',
  'src/sip/jssip/agent.ts',
  'src/storage/indexeddb/store.ts',
  'src/pwa/browser/updates.ts',
  'src/provisioning/fetch/demo.ts',
  'src/provisioning/json5/parse.ts',
];

const using = (name: string) => `export const used = ${name};\n`;

function typeErrors(folder: string): string {
  const { stdout } = spawnSync(
    process.execPath,
    [join(projectRoot, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.pure.json', '--pretty', 'false'],
    { cwd: folder, encoding: 'utf8' },
  );
  return stdout;
}

describe('pure code', () => {
  let tree: Tree;
  let errors: string;

  beforeAll(() => {
    const pure = GLOBALS.map((name) => [`src/phone/uses-${name}.ts`, using(name)] as const);
    const impure = IMPURE.map((path) => [path, using('window')] as const);
    tree = plant(Object.fromEntries([...pure, ...impure]));
    errors = typeErrors(tree.folder);
  });

  afterAll(() => tree.remove());

  it.each(GLOBALS)('that uses %s does not compile', (name) => {
    expect(errors).toMatch(
      new RegExp(`^src/phone/uses-${name}\\.ts.*(?:TS2304|TS2584|TS2552|TS2580|TS2591)`, 'mu'),
    );
  });

  it.each(IMPURE)('is not what stands in %s', (path) => {
    expect(errors).not.toContain(path);
  });

  it('of the real tree compiles', () => {
    expect(typeErrors(projectRoot)).toBe('');
  });
});
