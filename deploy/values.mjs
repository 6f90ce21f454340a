// Every value that the files of this folder ask for: what it may be, when it is needed, and what stands in where nobody gives it.
// The order matters: a value that stands in may be made of those above it. Plain Node, no packages.
import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';

const YES_OR_NO = ['no', 'yes'];
const SEVERAL = ['ADDRESSES', 'several'];
const ONE = ['ADDRESSES', 'one'];
const PAIRED = ['KAMAILIO_MODE', 'PAIRED'];
const STATIC_TURN = ['STATIC_TURN', 'yes'];
const RTPENGINE = ['RTPENGINE', 'yes'];
const FEWEST_SECRET_CHARACTERS = 20;

const is = (value) => () => value;
/** Behind a one-to-one NAT (most clouds) the public address is another than the host's own. */
const publicOf = (name) => (values) => (values.ADDRESSES === 'one' ? values.PUBLIC_ADDRESS : values[name]);
const rtpenginePublic = ({ RTPENGINE_ADDRESS, SIP_ADDRESS, SIP_PUBLIC_ADDRESS }) =>
  RTPENGINE_ADDRESS === SIP_ADDRESS ? SIP_PUBLIC_ADDRESS : RTPENGINE_ADDRESS;
const sameAs = (name) => (values) => values[name];
const within = (name) => (values) => `${name}.${values.DOMAIN}`;
/** What the page may connect to (CSP `connect-src`): what server/web/security-headers.ts says, or these servers alone. */
const connectSources = ({ CONNECT_TO, DOMAIN, SIP_NAME }) =>
  CONNECT_TO === 'own'
    ? `'self' wss://${SIP_NAME}:* wss://*.${DOMAIN}:* https://*.${DOMAIN}:*`
    : "'self' wss: https: ws://localhost:* ws://127.0.0.1:* http://localhost:* http://127.0.0.1:*";
/** Another secret made of one: who has either does not have the other, and nobody needs to think up two. */
const madeOf = (name, purpose) => (values) =>
  createHash('sha256').update(`${purpose}:${values[name]}`).digest('hex');
const pageOrigins = ({ WEB_NAME }) => `^https://${String(WEB_NAME).replaceAll('.', '[.]')}$`;

/**
 * `may`: a kind, or the list of what is taken. `only`: the switch that makes it needed. `else`: what stands in where it is not
 * given; without one it must be given. `unused`: what stands in where its switch is off (nothing at all, if left out).
 */
const VALUES = {
  DOMAIN: { may: 'name' },
  ADDRESSES: { may: ['several', 'one'], else: is('several') },
  KAMAILIO_MODE: { may: ['ALONE', 'PAIRED'], else: is('ALONE') },
  RTPENGINE: { may: YES_OR_NO, else: is('no') },
  STATIC_TURN: { may: YES_OR_NO, else: is('no') },

  ADDRESS: { may: 'address', only: ONE },
  PUBLIC_ADDRESS: { may: 'address', only: ONE, else: sameAs('ADDRESS') },
  WEB_NAME: { may: 'name', else: within('phone') },
  WEB_ADDRESS: { may: 'address', only: SEVERAL, unused: sameAs('ADDRESS') },
  SIP_NAME: { may: 'name', else: within('pbx') },
  SIP_ADDRESS: { may: 'address', only: SEVERAL, unused: sameAs('ADDRESS') },
  SIP_PUBLIC_ADDRESS: { may: 'address', else: publicOf('SIP_ADDRESS') },
  TURN_NAME: { may: 'name', else: within('turn') },
  TURN_ADDRESS: { may: 'address', only: SEVERAL, unused: sameAs('ADDRESS') },
  TURN_PUBLIC_ADDRESS: { may: 'address', else: publicOf('TURN_ADDRESS') },
  TURN_SECOND_ADDRESS: { may: 'address or nothing', only: SEVERAL, else: is('') },
  PEER_ADDRESS: { may: 'address', only: PAIRED },
  PEER_PUBLIC_ADDRESS: { may: 'address', only: PAIRED, else: sameAs('PEER_ADDRESS') },
  RTPENGINE_ADDRESS: { may: 'address', only: RTPENGINE, else: sameAs('SIP_ADDRESS') },
  RTPENGINE_PUBLIC_ADDRESS: { may: 'address', only: RTPENGINE, else: rtpenginePublic },
  RTPENGINE_CONTROL: { may: 'text', only: RTPENGINE, else: is('127.0.0.1:2223') },
  RTPENGINE_SOCKETS: {
    may: 'text',
    only: RTPENGINE,
    else: ({ RTPENGINE_CONTROL }) => `udp:${RTPENGINE_CONTROL}`,
  },

  NONCE_SECRET: { may: 'secret' },
  ROUTE_SECRET: { may: 'secret', else: madeOf('NONCE_SECRET', 'routes') },
  TURN_SECRET: { may: 'secret' },
  TURN_REALM: { may: 'name', else: sameAs('DOMAIN') },
  TURN_QUOTA: { may: 'number', else: is(4000) },
  EXAMPLE_NETWORKS: { may: ['closed', 'open'], else: is('closed') },
  STATIC_TURN_ADDRESS: { may: 'address', only: STATIC_TURN },
  STATIC_TURN_NAME: { may: 'name', only: STATIC_TURN },
  STATIC_TURN_USER: { may: 'text', only: STATIC_TURN },
  STATIC_TURN_PASSWORD: { may: 'secret', only: STATIC_TURN },

  MAX_CONNECTIONS: { may: 'number', else: is(16384) },
  REQUESTS_PER_TWO_SECONDS: { may: 'number', else: is(100) },
  WRONG_PASSWORDS: { may: 'number', else: is(10) },
  BAN_SECONDS: { may: 'number', else: is(300) },
  PAGE_ORIGINS: { may: 'text', else: pageOrigins },
  CONNECT_TO: { may: ['anywhere', 'own'], else: is('anywhere') },

  KAMAILIO_DIRECTORY: { may: 'path', else: is('/etc/kamailio') },
  SUBSCRIBERS_URL: { may: 'text', else: is('text:///etc/kamailio/users') },
  SIP_CERTIFICATE: { may: 'path', else: is('/etc/kamailio/certificate/fullchain.pem') },
  SIP_CERTIFICATE_KEY: { may: 'path', else: is('/etc/kamailio/certificate/privkey.pem') },
  TRUSTED_CERTIFICATES: { may: 'path', else: is('/etc/ssl/certs') },
  TURN_CERTIFICATE: { may: 'path', else: is('/etc/coturn/certificate/fullchain.pem') },
  TURN_CERTIFICATE_KEY: { may: 'path', else: is('/etc/coturn/certificate/privkey.pem') },
  SITE_FOLDER: { may: 'path', else: is('/var/www/bothways') },
  ACME_FOLDER: { may: 'path', else: is('/var/www/acme') },
  NGINX_DIRECTORY: { may: 'path', else: is('/etc/nginx/bothways') },
  WEB_CERTIFICATE: { may: 'path', else: is('/etc/letsencrypt/live/bothways/fullchain.pem') },
  WEB_CERTIFICATE_KEY: { may: 'path', else: is('/etc/letsencrypt/live/bothways/privkey.pem') },
};

/** A quote or a second line could end the setting it stands in and begin another. */
const isText = (value) =>
  typeof value === 'string' && value !== '' && !/["'\p{Cc}]|\{\{|\}\}/u.test(value);
const isName = (value) => isText(value) && value.length < 254 && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/u.test(value);
const isAddress = (value) => isText(value) && isIPv4(value);
const isSecret = (value) => /^[\w+/=.-]+$/u.test(value) && value.length >= FEWEST_SECRET_CHARACTERS;

const KINDS = {
  text: { is: isText, words: 'text on one line without braces or quotes' },
  name: { is: isName, words: 'a host name in small letters, such as phone.example.com' },
  path: { is: (value) => isText(value) && /^\/[\w./@-]+$/u.test(value), words: 'an absolute path' },
  address: { is: isAddress, words: 'an IPv4 address' },
  'address or nothing': { is: (value) => value === '' || isAddress(value), words: 'an IPv4 address, or ""' },
  number: { is: (value) => Number.isSafeInteger(value) && value > 0, words: 'a whole number above 0' },
  secret: {
    is: (value) => isText(value) && isSecret(value) && !/change-?me/iu.test(value),
    words: `a secret of your own with ${FEWEST_SECRET_CHARACTERS} letters and digits or more: openssl rand -hex 32`,
  },
};

function malformed(name, value) {
  const { may } = VALUES[name];
  if (Array.isArray(may)) return may.includes(value) ? [] : [`${name} has to be ${may.join(' or ')}.`];
  const kind = KINDS[may];
  return kind.is(value) ? [] : [`${name} has to be ${kind.words}.`];
}

/** One value from those given and those settled before it: what it is, and what is wrong. */
function settle(name, given, settled) {
  const { only, unused } = VALUES[name];
  const isGiven = Object.hasOwn(given, name);
  if (only !== undefined && settled[only[0]] !== only[1]) {
    const problems = isGiven ? [`${name} is used only with ${only[0]} "${only[1]}".`] : [];
    return { value: unused?.(settled) ?? '', problems };
  }
  if (isGiven) return { value: given[name], problems: malformed(name, given[name]) };
  const standIn = VALUES[name].else;
  if (standIn !== undefined) return { value: standIn(settled), problems: [] };
  return { value: undefined, problems: [`${name} is missing.`] };
}

/** Secrets that are the same: who learns one would have the other's powers. */
function sharedSecrets(values) {
  const names = Object.keys(VALUES).filter((name) => VALUES[name].may === 'secret' && isText(values[name]));
  return names
    .filter((name, index) => names.slice(0, index).some((other) => values[other] === values[name]))
    .map((name) => `${name} has to be another than the other secrets.`);
}

/** All values, and every problem with those given, a sentence each. Switches such as `SEVERAL` are "yes" or "". */
export function completeValues(given) {
  const problems = Object.keys(given)
    .filter((name) => !Object.hasOwn(VALUES, name))
    .map((name) => `${name} is used nowhere.`);
  const values = {};
  for (const name of Object.keys(VALUES)) {
    const settled = settle(name, given, values);
    values[name] = settled.value;
    problems.push(...settled.problems);
  }
  problems.push(...sharedSecrets(values));
  values.SEVERAL = values.ADDRESSES === 'several' ? 'yes' : '';
  values.TURN_BEHIND_NAT = values.TURN_PUBLIC_ADDRESS === values.TURN_ADDRESS ? '' : 'yes';
  values.EXAMPLES_CLOSED = values.EXAMPLE_NETWORKS === 'closed' ? 'yes' : '';
  values.PAIRED = values.KAMAILIO_MODE === 'PAIRED' ? 'yes' : '';
  values.WEBSOCKET_PORT = values.SEVERAL ? 443 : 8443;
  values.CONNECT_SRC = connectSources(values);
  values.TURNS_PORT = values.SEVERAL ? 443 : 5349;
  return { values, problems };
}
