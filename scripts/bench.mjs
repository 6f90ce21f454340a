// npm run bench [-- NAME ...]: measures what a person waits for and what a server pays: bundle sizes, Lighthouse, time to
// the first page of a fresh clone, time to sound both ways, and the PBX under load. Prints a table, writes .cache/bench.json.
// By name only: registrations, sip-fuzz (a million damaged messages), herd (all phones of a server come back at once),
// idle (a registered phone at rest), in-call (what a call costs), many-calls (what a thousand calls leave behind), soak (ten real minutes with each personality), call-start (Call to INVITE, dead servers included).
// flood (what a hostile caller can do to the page), conference (what joining calls costs, and how long a sound takes through it).
import './lib/require-node.mjs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureChromium } from './lib/browser.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { cacheFolder } from './lib/paths.mjs';
import { Problem, main, say } from './lib/progress.mjs';
import { withTypeScript } from './lib/typescript.mjs';

const EVERYWHERE = ['sizes', 'call-setup', 'call-tasks', 'lighthouse', 'first-start', 'pbx-load'];
/** Raises the lab, so it needs root on Linux: run only when asked for. */
const IN_THE_LAB = ['registrations'];
/** Minutes of two cores, or a simulation: run only when asked for. */
const ON_DEMAND = [
  'soak',
  'call-start',
  'sip-fuzz',
  'herd',
  'idle',
  'in-call',
  'many-calls',
  'flood',
  'conference',
];
const BENCHES = [...EVERYWHERE, ...IN_THE_LAB, ...ON_DEMAND];

const cell = (value, unit) =>
  `${typeof value === 'number' ? Number(value.toPrecision(4)) : value} ${unit}`.trim();

function printTable(results) {
  const width = Math.max(...results.map(({ what }) => what.length));
  for (const { what, value, unit } of results) say(`${what.padEnd(width)}  ${cell(value, unit)}`);
}

function chosen(names) {
  const unknown = names.filter((name) => !BENCHES.includes(name));
  if (unknown.length > 0)
    throw new Problem(`There is no bench called ${unknown.join(', ')}: ${BENCHES.join(', ')}.`);
  return names.length > 0 ? names : EVERYWHERE;
}

await main(async () => {
  const names = chosen(process.argv.slice(2));
  await ensureInstalled();
  await ensureChromium();
  await ensureBuilt(() => say('Building ...'));
  const results = [];
  await withTypeScript(async (load) => {
    for (const name of names) {
      say(`Measuring ${name} ...`);
      const { measure } = await load(`tests/bench/${name}.ts`);
      results.push(...(await measure()));
    }
  });
  printTable(results);
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryBytes: totalmem(),
  };
  mkdirSync(cacheFolder, { recursive: true });
  const report = { at: new Date().toISOString(), machine, results };
  writeFileSync(join(cacheFolder, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
});
