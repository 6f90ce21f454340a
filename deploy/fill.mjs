// Fills addresses, names and secrets into the files of this folder: node deploy/fill.mjs --values values.json --out DIR
// {{NAME}} is a value (values.mjs has the list); a line that begins with {{?NAME}} stands only where that value is neither
// empty nor "no". Whatever is wrong with a value ends it before anything is written. Plain Node, no packages.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { completeValues } from './values.mjs';

/** The templates, and the switch without which one is not wanted. */
const TEMPLATES = {
  'coturn/turnserver.conf': undefined,
  'coturn/turnserver-static.conf': 'STATIC_TURN',
  'kamailio/kamailio.cfg': undefined,
  'kamailio/tls.cfg': undefined,
  'kamailio/trunks.list': undefined,
  'nginx/bothways-acme.conf': undefined,
  'nginx/bothways-headers.inc': undefined,
  'nginx/bothways.conf': undefined,
  'rtpengine/rtpengine.conf': 'RTPENGINE',
  'turn-credentials/settings.json': undefined,
};
const PLACEHOLDER = /\{\{([A-Z][A-Z0-9_]*)\}\}/gu;
const CONDITION = /^\{\{\?([A-Z][A-Z0-9_]*)\}\}/u;
const SECRET_FOLDER = 0o700;
const SECRET_FILES = 0o640;

const isOn = (value) => value !== '' && value !== 'no';

/** The paths of the templates that these values ask for, from the folder of the templates. */
export function templatesFor(values) {
  return Object.entries(TEMPLATES)
    .filter(([, only]) => only === undefined || isOn(values[only]))
    .map(([path]) => path);
}

/** `text` with its conditions settled and each placeholder replaced. Throws for a name that has no value. */
export function fillText(text, values) {
  const valueOf = (name) => {
    if (values[name] === undefined) throw new Error(`${name} has no value.`);
    return String(values[name]);
  };
  const lines = text.split('\n').flatMap((line) => {
    const [mark, name] = CONDITION.exec(line) ?? ['', undefined];
    return name === undefined || isOn(valueOf(name)) ? [line.slice(mark.length)] : [];
  });
  return lines.join('\n').replace(PLACEHOLDER, (_, name) => valueOf(name));
}

/** Writes the templates of `from` filled into `to`; throws with every problem and writes nothing where there is one. */
export function fillFolder({ from, to, values: given }) {
  const { values, problems } = completeValues(given);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const files = templatesFor(values).map((path) => ({
    path,
    text: fillText(readFileSync(join(from, path), 'utf8'), values),
  }));
  for (const { path, text } of files) {
    mkdirSync(join(to, dirname(path)), { recursive: true, mode: SECRET_FOLDER });
    writeFileSync(join(to, path), text, { mode: SECRET_FILES });
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
