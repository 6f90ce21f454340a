// The import rules of docs/architecture.md, each with a violation planted in a tree of its own.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cruise, type Cruised } from './support/cruise.ts';
import { plant, projectRoot, type Planted, type Tree } from './support/tree.ts';

const FEWEST_MODULES = 60;

/** What others import; innocent by itself, and each of these imports something that is allowed. */
const INNOCENT: Planted = {
  'src/main.ts': `import './components/screen.ts'; import './sip/jssip/agent.ts'; import './media/browser/mic.ts';`,
  'src/sip/jssip/agent.ts': `import JsSIP from 'jssip'; import '../port.ts'; export const agent = JsSIP;`,
  'src/sip/jssip/helper.ts': `export * from './agent.ts';`,
  'src/sip/port.ts': `export interface Port { readonly a: string } export const port = 1;`,
  'src/media/browser/mic.ts': `import '../level.ts'; export const mic = 1;`,
  'src/media/level.ts': `export interface Level { readonly b: string } export const level = 1;`,
  'src/storage/indexeddb/store.ts': `import { openDB } from 'idb'; export const store = openDB;`,
  'src/provisioning/json5/parse.ts': `import JSON5 from 'json5'; export const parse = JSON5;`,
  'src/pwa/browser/updates.ts': `import { Workbox } from 'workbox-window'; export const updates = Workbox;`,
  'src/phone/joins.ts': `import { port } from '../sip/port.ts'; import { level } from '../media/level.ts'; export const joins = port + level;`,
  'src/i18n/words.ts': `import { msg } from '@lit/localize'; export const words = msg;`,
  'src/components/screen.ts': `import { LitElement } from 'lit'; import '../phone/joins.ts'; import '../i18n/words.ts'; export const screen = LitElement;`,
  'src/diagnosis/verdict.ts': `import type { Port } from '../sip/port.ts'; import type { Level } from '../media/level.ts'; export type Verdict = Port & Level;`,
  'server/pbx.ts': `import JsSIP from 'jssip'; import { createServer } from 'node:http'; export const pbx = [JsSIP, createServer];`,
};

/** The other half of the planted cycle, which is reported once, at the first of its files. */
const OTHER_HALF: Planted = { 'src/phone/round.ts': `import './about.ts'; export const round = 1;` };

/** One violation a file: the rule, where it is planted, and the line that breaks it. */
const VIOLATIONS: readonly (readonly [rule: string, path: string, content: string])[] = [
  ['no-cycles', 'src/phone/about.ts', `import './round.ts'; export const about = 1;`],
  ['nothing-imports-main', 'src/components/upwards.ts', `import '../main.ts';`],
  [
    'components-never-import-adapters',
    'src/components/reaches.ts',
    `import { mic } from '../media/browser/mic.ts'; export const a = mic;`,
  ],
  [
    'components-never-import-adapters',
    'src/components/reaches-types.ts',
    `import type { store } from '../storage/indexeddb/store.ts'; export type A = typeof store;`,
  ],
  ['pure-never-imports-impure', 'src/phone/impure.ts', `import '../sip/jssip/agent.ts';`],
  ['pure-never-imports-impure', 'src/sip/upwards.ts', `import '../components/screen.ts';`],
  [
    'adapters-import-own-port-and-pure-code',
    'src/storage/indexeddb/strays.ts',
    `import '../../pwa/browser/updates.ts';`,
  ],
  [
    'adapters-import-own-port-and-pure-code',
    'src/pwa/browser/draws.ts',
    `import '../../components/screen.ts';`,
  ],
  ['pure-names-no-package', 'src/phone/packaged.ts', `import { html } from 'lit'; export const a = html;`],
  [
    'pure-names-no-package',
    'src/diagnosis/nodeish.ts',
    `import { join } from 'node:path'; export const a = join;`,
  ],
  ['i18n-names-only-localize', 'src/i18n/drawn.ts', `import { html } from 'lit'; export const a = html;`],
  ['only-the-sip-adapter-names-jssip', 'src/media/browser/jssips.ts', `import 'jssip';`],
  [
    'only-the-sip-adapter-names-jssip',
    'src/components/jssips.ts',
    `import type { UA } from 'jssip'; export type A = UA;`,
  ],
  ['only-the-storage-adapter-names-idb', 'src/sip/jssip/idbs.ts', `import 'idb';`],
  ['only-the-list-adapter-names-json5', 'src/provisioning/fetch/jsons.ts', `import 'json5';`],
  ['only-the-pwa-adapter-names-workbox-window', 'src/components/workboxes.ts', `import 'workbox-window';`],
  ['sip-and-media-are-strangers', 'src/sip/mediates.ts', `import '../media/level.ts';`],
  [
    'sip-and-media-are-strangers',
    'src/media/sips.ts',
    `import type { Port } from '../sip/port.ts'; export type A = Port;`,
  ],
  [
    'diagnosis-takes-only-types-from-sip-and-media',
    'src/diagnosis/values.ts',
    `import { port } from '../sip/port.ts'; export const a = port;`,
  ],
  [
    'diagnosis-knows-only-sip-and-media',
    'src/diagnosis/asks.ts',
    `import { joins } from '../phone/joins.ts'; export const a = joins;`,
  ],
  [
    'sip-and-media-never-judge',
    'src/media/judges.ts',
    `import type { Verdict } from '../diagnosis/verdict.ts'; export type A = Verdict;`,
  ],
  ['src-never-imports-server', 'src/phone/served.ts', `import '../../server/pbx.ts';`],
  ['server-never-imports-src', 'server/sourced.ts', `import '../src/sip/port.ts';`],
  ['everything-resolves', 'src/phone/lost.ts', `import './nowhere.ts';`],
];

describe('the import rules', () => {
  let tree: Tree;
  let planted: Cruised;

  beforeAll(() => {
    tree = plant({
      ...INNOCENT,
      ...OTHER_HALF,
      ...Object.fromEntries(VIOLATIONS.map(([, path, content]) => [path, content])),
    });
    planted = cruise(tree.folder);
  });

  afterAll(() => tree.remove());

  it.each(VIOLATIONS)('%s is caught in %s', (rule, path) => {
    expect(planted.violations).toContain(`${rule}: ${path}`);
  });

  it('every rule has a planted violation', async () => {
    const path = join(projectRoot, '.dependency-cruiser.cjs');
    const config = (await import(path)) as { default: { forbidden: readonly { name: string }[] } };
    const names = config.default.forbidden.map(({ name }) => name);
    expect([...new Set(VIOLATIONS.map(([rule]) => rule))].sort()).toEqual([...names].sort());
  });

  it('what is allowed is not complained about', () => {
    const innocent = Object.keys(INNOCENT);
    expect(planted.violations.filter((line) => innocent.some((path) => line.endsWith(path)))).toEqual([]);
  });

  it('the real tree keeps all of them, and was really read', () => {
    const real = cruise(projectRoot);
    expect(real.violations).toEqual([]);
    expect(real.ownModules).toBeGreaterThan(FEWEST_MODULES);
  });
});
