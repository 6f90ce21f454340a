// Fills addresses, names and secrets into the files of this folder: node deploy/fill.mjs --values values.json --out DIR
// A placeholder is {{NAME}}. A missing value, an unused one, or one that would add a line ends it before anything is
// written. Plain Node, no packages: it runs on a server that has nothing else.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const FOLDERS = ['coturn', 'kamailio', 'nginx', 'rtpengine'];
const PLACEHOLDER = /\{\{([A-Z][A-Z0-9_]*)\}\}/gu;
const SECRET_FILES = 0o640;

/** The templates' paths, from `folder`. */
export function templatesIn(folder) {
  return FOLDERS.flatMap((name) => readdirSync(join(folder, name)).map((file) => join(name, file))).sort();
}

/** Every name in curly braces that the texts hold. */
export function placeholdersOf(texts) {
  return new Set(texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name)));
}

/** What is wrong with the values for these texts, a sentence each; empty where nothing is. */
export function problemsOf(texts, values) {
  const wanted = placeholdersOf(texts);
  const missing = [...wanted].filter((name) => !(name in values)).map((name) => `${name} is missing.`);
  const unused = Object.keys(values).filter((name) => !wanted.has(name));
  const malformed = Object.entries(values).filter(([, value]) => !isFillable(value));
  return [
    ...missing,
    ...unused.map((name) => `${name} is used nowhere.`),
    ...malformed.map(([name]) => `${name} has to be a number, or text on one line without braces or quotes.`),
  ];
}

/** A quote or a second line could end the setting it stands in and begin another. */
function isFillable(value) {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value !== '' && !/["'\p{Cc}]|\{\{|\}\}/u.test(value);
}

/** `text` with each placeholder replaced. */
export function fillText(text, values) {
  return text.replace(PLACEHOLDER, (_, name) => String(values[name]));
}

/** Writes all templates of `from` filled into `to`; throws with every problem and writes nothing where there is one. */
export function fillFolder({ from, to, values }) {
  const files = templatesIn(from).map((path) => ({ path, text: readFileSync(join(from, path), 'utf8') }));
  const problems = problemsOf(
    files.map(({ text }) => text),
    values,
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  for (const { path, text } of files) {
    mkdirSync(join(to, dirname(path)), { recursive: true });
    writeFileSync(join(to, path), fillText(text, values), { mode: SECRET_FILES });
  }
  return files.map(({ path }) => path);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values: options } = parseArgs({ options: { values: { type: 'string' }, out: { type: 'string' } } });
  if (options.values === undefined || options.out === undefined) {
    console.error('Usage: node deploy/fill.mjs --values values.json --out DIR');
    process.exit(2);
  }
  try {
    const values = JSON.parse(readFileSync(options.values, 'utf8'));
    const from = dirname(fileURLToPath(import.meta.url));
    for (const path of fillFolder({ from, to: options.out, values })) console.log(join(options.out, path));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
