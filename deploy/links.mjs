// A provisioning link for each user: node deploy/links.mjs --values values.json < users.csv   (username,password)
// Prints `username link`, one a line. Each holds that user's password: hand it out as you would the password.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readUsers } from './users.mjs';
import { completeValues } from './values.mjs';

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

/** The link that sets the phone up for this user. */
export function linkOf(user, given) {
  const profile = Buffer.from(JSON.stringify(profileOf(user, given))).toString('base64url');
  return `https://${completeValues(given).values.WEB_NAME}/#provision=${profile}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values: options } = parseArgs({ options: { values: { type: 'string' } } });
  if (options.values === undefined) {
    console.error('Usage: node deploy/links.mjs --values values.json < users.csv');
    process.exit(2);
  }
  try {
    const values = JSON.parse(readFileSync(options.values, 'utf8'));
    for (const user of readUsers(readFileSync(0, 'utf8'))) console.log(`${user.username} ${linkOf(user, values)}`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
