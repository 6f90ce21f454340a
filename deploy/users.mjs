// Kamailio's users as db_text files: node deploy/users.mjs --domain DOMAIN --out DIR < users.csv   (username,password)
// Writes the tables `subscriber` and `version`. Only the digest's HA1 is kept (RFC 2617 section 3.2.2.2), no password. The files
// belong to root, and to the group of the server that reads them: `--group`, or kamailio.
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const SUBSCRIBER_COLUMNS = 'id(int,auto) username(string) domain(string) ha1(string)';
const VERSION_TABLE = 'table_name(string) table_version(int)\nsubscriber:7\nuri:1\nlocation:9\n';
const FOLDER_MODE = 0o750;
const FILE_MODE = 0o640;
const ROOT = 0;

const md5 = (text) => createHash('md5').update(text).digest('hex');

/** Users from lines of `username,password`; throws for a line that is none, and for a name that comes twice. */
export function readUsers(text) {
  const names = new Set();
  return text
    .split(/\r?\n/u)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const comma = line.indexOf(',');
      if (comma < 1 || comma === line.length - 1) throw new Error(`not "username,password": line ${number}`);
      const username = line.slice(0, comma);
      if (names.has(username)) throw new Error(`${username} comes twice: line ${number}`);
      names.add(username);
      return { username, password: line.slice(comma + 1) };
    });
}

/** The db_text table of these users; throws for a user name that the format has no room for. */
export function subscriberTable(users, domain) {
  const rows = users.map(({ username, password }, index) => {
    if (!/^[\w.+-]+$/u.test(username)) throw new Error(`not a user name for this table: ${username}`);
    const ha1 = md5(`${username}:${domain}:${password}`);
    return `${index + 1}:${username}:${domain}:${ha1}`;
  });
  return [SUBSCRIBER_COLUMNS, ...rows, ''].join('\n');
}

/** The number of a group from the text of /etc/group; throws where there is none of that name. */
export function groupIdOf(name, groups) {
  const line = groups.split('\n').find((each) => each.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`There is no group ${name} here: install Kamailio first, or name another with --group.`);
  return Number(line.split(':')[2]);
}

/** Whole or not at all, whoever reads it meanwhile; readable for root and the group alone. */
function writeTable(path, text, groupId) {
  const fresh = `${path}.new`;
  writeFileSync(fresh, text, { mode: FILE_MODE });
  chmodSync(fresh, FILE_MODE);
  if (groupId !== undefined) chownSync(fresh, ROOT, groupId);
  renameSync(fresh, path);
}

/** Writes both tables into the folder that SUBSCRIBERS_URL names; they belong to root and to this group, where one is given. */
export function writeUsers({ folder, users, domain, groupId }) {
  const table = subscriberTable(users, domain);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, FOLDER_MODE);
  if (groupId !== undefined) chownSync(folder, ROOT, groupId);
  writeTable(join(folder, 'version'), VERSION_TABLE, groupId);
  writeTable(join(folder, 'subscriber'), table, groupId);
}

function main() {
  const options = { domain: { type: 'string' }, out: { type: 'string' }, group: { type: 'string' } };
  const { values } = parseArgs({ options });
  if (values.domain === undefined || values.out === undefined) {
    console.error('Usage: node deploy/users.mjs --domain DOMAIN --out DIR [--group GROUP] < users.csv');
    process.exit(2);
  }
  if (process.getuid() !== ROOT) throw new Error('Only root can give the files to the server that reads them.');
  const users = readUsers(readFileSync(0, 'utf8'));
  const groupId = groupIdOf(values.group ?? 'kamailio', readFileSync('/etc/group', 'utf8'));
  writeUsers({ folder: values.out, users, domain: values.domain, groupId });
  console.log(`${users.length} users`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
