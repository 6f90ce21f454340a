// A setup link for each user: node deploy/links.mjs --values values.json < users.csv   (username,password)
// Prints `username link passphrase`, one a line: the link is locked with the passphrase, which goes to its user another way than the link.
//   --passphrases FILE      writes `username passphrase` into FILE and prints the links alone
//   --passphrase-file FILE  locks every link with the one passphrase that FILE holds
//   --plain                 locks nothing: whoever sees such a link, or the history of a browser that opened it, has the password
// The format: docs/provisioning.md, "Locked links". Plain Node, no packages.
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readUsers } from './users.mjs';
import { completeValues } from './values.mjs';

/** OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256; the phone takes 600 000 to 2 000 000. */
const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const FEWEST_PASSPHRASE_CHARACTERS = 12;
/** Without letters and digits that look alike; 32 of them, so that a random byte chooses evenly. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LETTERS = 4;
const SECRET_FILE = 0o600;

const PLAIN_WARNING = `These links hold the passwords in readable form. Whoever sees one can call as its user, and every browser that opens one
keeps it on disk in its history. Leave out --plain for links that are locked with a passphrase.`;

/** The profile of a user (docs/provisioning.md) for servers that were set up with these values. */
export function profileOf({ username, password }, given) {
  const { values, problems } = completeValues(given);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const { DOMAIN, SIP_NAME, TURN_NAME, WEB_NAME, WEBSOCKET_PORT } = values;
  const port = WEBSOCKET_PORT === 443 ? '' : `:${WEBSOCKET_PORT}`;
  return {
    version: 1,
    name: DOMAIN,
    account: { username, password, domain: DOMAIN },
    webSocketServers: [`wss://${SIP_NAME}${port}/ws`],
    iceServers: [{ urls: [`stun:${TURN_NAME}:3478`] }],
    turnCredentials: { url: `https://${WEB_NAME}/turn-credentials` },
  };
}

/** Four groups of four letters and digits: 80 bits. */
export function newPassphrase() {
  const letters = [...randomBytes(GROUPS * GROUP_LETTERS)].map((byte) => LETTERS[byte % LETTERS.length]);
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LETTERS, (group + 1) * GROUP_LETTERS).join(''),
  ).join('-');
}

/** `1.<iterations>.<salt>.<nonce>.<sealed>`: PBKDF2-HMAC-SHA-256, then AES-256-GCM with the first three as additional data. */
export function seal(profile, passphrase) {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const header = `1.${ITERATIONS}.${salt.toString('base64url')}`;
  const key = pbkdf2Sync(passphrase.normalize('NFKC').trim(), salt, ITERATIONS, KEY_BYTES, 'sha256');
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(JSON.stringify(profile), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${header}.${nonce.toString('base64url')}.${text.toString('base64url')}`;
}

function pageOf(given) {
  return `https://${completeValues(given).values.WEB_NAME}`;
}

/** The link that sets the phone up for this user, once its passphrase is typed. */
export function lockedLinkOf(user, given, passphrase) {
  const profile = profileOf(user, given);
  return `${pageOf(given)}/#sealed=${seal(profile, passphrase)}`;
}

/** The link that sets the phone up for this user, readable for everyone. */
export function plainLinkOf(user, given) {
  const profile = Buffer.from(JSON.stringify(profileOf(user, given))).toString('base64url');
  return `${pageOf(given)}/#provision=${profile}`;
}

/** The passphrase in the first line of a file; throws for one that is soon guessed. */
function readPassphrase(path) {
  const passphrase = readFileSync(path, 'utf8').split('\n')[0].trim();
  if (passphrase.length < FEWEST_PASSPHRASE_CHARACTERS)
    throw new Error(`The passphrase in ${path} needs ${FEWEST_PASSPHRASE_CHARACTERS} characters or more.`);
  return passphrase;
}

function optionsOf(args) {
  const { values: options } = parseArgs({
    args,
    options: {
      values: { type: 'string' },
      plain: { type: 'boolean', default: false },
      passphrases: { type: 'string' },
      'passphrase-file': { type: 'string' },
    },
  });
  const isLocked = options.passphrases !== undefined || options['passphrase-file'] !== undefined;
  if (options.values === undefined || (options.plain && isLocked))
    throw new Error(
      'Usage: node deploy/links.mjs --values values.json [--passphrases FILE] [--passphrase-file FILE | --plain] < users.csv',
    );
  return options;
}

/** What is printed, what goes into the file of passphrases, and what is said beside both. */
export function linksFor({ users, values, options }) {
  if (options.plain)
    return {
      lines: users.map((user) => `${user.username} ${plainLinkOf(user, values)}`),
      passphrases: [],
      warning: PLAIN_WARNING,
    };
  const path = options['passphrase-file'];
  const shared = path === undefined ? undefined : readPassphrase(path);
  const made = users.map((user) => {
    const passphrase = shared ?? newPassphrase();
    return { username: user.username, link: lockedLinkOf(user, values, passphrase), passphrase };
  });
  const isApart = options.passphrases !== undefined || shared !== undefined;
  return {
    lines: made.map(({ username, link, passphrase }) =>
      isApart ? `${username} ${link}` : `${username} ${link} ${passphrase}`,
    ),
    passphrases: made.map(({ username, passphrase }) => `${username} ${passphrase}`),
    warning: undefined,
  };
}

function main(args) {
  const options = optionsOf(args);
  const values = JSON.parse(readFileSync(options.values, 'utf8'));
  const users = readUsers(readFileSync(0, 'utf8'));
  const { lines, passphrases, warning } = linksFor({ users, values, options });
  if (warning !== undefined) console.error(warning);
  if (options.passphrases !== undefined)
    writeFileSync(options.passphrases, `${passphrases.join('\n')}\n`, { mode: SECRET_FILE, flag: 'wx' });
  for (const line of lines) console.log(line);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
