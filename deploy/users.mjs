// Kamailio's users as db_text files: node deploy/users.mjs --domain DOMAIN --out DIR < users.csv   (username,password)
// Writes the tables `subscriber` and `version`. Only the digest's HA1 is kept (RFC 2617 section 3.2.2.2), no password.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const SUBSCRIBER_COLUMNS = 'id(int,auto) username(string) domain(string) ha1(string)';
const VERSION_TABLE = 'table_name(string) table_version(int)\nsubscriber:7\nuri:1\nlocation:9\n';
const PRIVATE = 0o640;

const md5 = (text) => createHash('md5').update(text).digest('hex');

/** The db_text table of these users; throws for a user name that the format has no room for. */
export function subscriberTable(users, domain) {
  const rows = users.map(({ username, password }, index) => {
    if (!/^[\w.+-]+$/u.test(username)) throw new Error(`not a user name for this table: ${username}`);
    const ha1 = md5(`${username}:${domain}:${password}`);
    return `${index + 1}:${username}:${domain}:${ha1}`;
  });
  return [SUBSCRIBER_COLUMNS, ...rows, ''].join('\n');
}

/** Writes both tables into the folder that SUBSCRIBERS_URL names. */
export function writeUsers({ folder, users, domain }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'version'), VERSION_TABLE);
  writeFileSync(join(folder, 'subscriber'), subscriberTable(users, domain), { mode: PRIVATE });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { domain: { type: 'string' }, out: { type: 'string' } } });
  if (values.domain === undefined || values.out === undefined) {
    console.error('Usage: node deploy/users.mjs --domain DOMAIN --out DIR < users.csv');
    process.exit(2);
  }
  const lines = readFileSync(0, 'utf8').split(/\r?\n/u).filter(Boolean);
  const users = lines.map((line) => {
    const comma = line.indexOf(',');
    if (comma < 1) throw new Error(`not "username,password": line ${lines.indexOf(line) + 1}`);
    return { username: line.slice(0, comma), password: line.slice(comma + 1) };
  });
  writeUsers({ folder: values.out, users, domain: values.domain });
  console.log(`${users.length} users`);
}
