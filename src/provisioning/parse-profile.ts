// Reads a provisioning profile from untrusted JSON. Refuses anything it does not know to be right, and says where it is wrong.
// Format: docs/provisioning.md, version 1.
import type { IceTransportPolicy } from '../media/ice-server.ts';
import { DEFAULT_REGISTER_EXPIRES_SECONDS, type Account } from '../sip/account.ts';
import { MAX_RANK, type WebSocketServer } from '../sip/transport/server-order.ts';
import { isDomain, isUserPart } from '../sip/sip-uri.ts';
import { asciiHost } from '../sip/ascii-host.ts';
import type { DigestAccount } from './digest/digest.ts';
import type { TakenServers } from './ice-entry.ts';
import { serversIn, takenServers } from './ice-literal.ts';
import { MAX_SERVERS, MAX_TEXT } from './limits.ts';
import type { Profile } from './profile.ts';
import { readTurnServiceUrl, type TurnService } from './turn-service.ts';
import { readWebSocketServer } from './web-socket-servers.ts';

/** Why a profile can't be used; `path` names the field (`account.domain`), empty for the whole. */
export interface ProfileProblem {
  readonly code: 'tooLong' | 'notBase64' | 'notJson' | 'version' | 'missing' | 'invalid' | 'insecure';
  readonly path: string;
}

export type ProfileResult =
  | { readonly kind: 'valid'; readonly profile: Profile }
  | { readonly kind: 'invalid'; readonly problem: ProfileProblem };

/** Longest profile taken, in characters of JSON. */
export const MAX_PROFILE_LENGTH = 32_768;

type Fields = Readonly<Record<string, unknown>>;

class Refused extends Error {
  constructor(readonly problem: ProfileProblem) {
    super(`${problem.code} ${problem.path}`);
  }
}

function refuse(code: ProfileProblem['code'], path: string): never {
  throw new Refused({ code, path });
}

function object(value: unknown, path: string): Fields {
  if (value === undefined) refuse('missing', path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse('invalid', path);
  return value as Fields;
}

function text(fields: Fields, key: string, path: string, fallback?: string): string {
  const value = fields[key] ?? fallback;
  if (value === undefined) refuse('missing', path + key);
  // eslint-disable-next-line no-control-regex -- control characters would reach SIP headers
  if (typeof value !== 'string' || value.length > MAX_TEXT || /[\u0000-\u001f\u007f]/u.test(value)) {
    refuse('invalid', path + key);
  }
  return value;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length > MAX_SERVERS) refuse('invalid', path);
  return value;
}

function rank(fields: Fields, key: 'priority' | 'weight', path: string, fallback: number): number {
  const value = fields[key] ?? fallback;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_RANK
    ? value
    : refuse('invalid', `${path}.${key}`);
}

/** An address alone, or one with priority and weight (RFC 2782). */
function webSocketServer(entry: unknown, priority: number, path: string): WebSocketServer {
  const fields = typeof entry === 'string' ? { url: entry } : object(entry, path);
  const { url } = fields;
  const checked = typeof url === 'string' ? readWebSocketServer(url) : refuse('invalid', path);
  if (checked.kind === 'invalid') return refuse(checked.reason === 'insecure' ? 'insecure' : 'invalid', path);
  return {
    url: checked.url,
    priority: rank(fields, 'priority', path, priority),
    weight: rank(fields, 'weight', path, 0),
  };
}

function webSocketServers(value: unknown): Account['webSocketServers'] {
  if (value === undefined) refuse('missing', 'webSocketServers');
  const servers = list(value, 'webSocketServers').map((entry, index) =>
    webSocketServer(entry, (index + 1) * 10, `webSocketServers[${String(index)}]`),
  );
  const [first, ...rest] = servers;
  return first === undefined ? refuse('missing', 'webSocketServers') : [first, ...rest];
}

/** What a call can use of the list. One needless entry refuses no link; one that is wholly unusable does. */
function iceServers(value: unknown): TakenServers {
  if (value === undefined) return { servers: [], leftOut: [] };
  const entries = list(value, 'iceServers');
  const taken = takenServers(serversIn(entries, false), true);
  return entries.length > 0 && taken.servers.length === 0 ? refuse('invalid', 'iceServers[0].urls') : taken;
}

function iceTransportPolicy(root: Fields): IceTransportPolicy {
  const policy = root['iceTransportPolicy'] ?? 'all';
  return policy === 'all' || policy === 'relay' ? policy : refuse('invalid', 'iceTransportPolicy');
}

function transfers(root: Fields): 'ask' | 'follow' {
  const wish = root['transfers'] ?? 'ask';
  return wish === 'ask' || wish === 'follow' ? wish : refuse('invalid', 'transfers');
}

function turnService(root: Fields, account: DigestAccount): TurnService | undefined {
  if (root['turnCredentials'] === undefined) return undefined;
  const fields = object(root['turnCredentials'], 'turnCredentials');
  const written = text(fields, 'url', 'turnCredentials.');
  const url = readTurnServiceUrl(written);
  if (url === undefined)
    return refuse(written.startsWith('http:') ? 'insecure' : 'invalid', 'turnCredentials.url');
  return { url, token: text(fields, 'token', 'turnCredentials.', ''), account };
}

function account(root: Fields): Account {
  const fields = object(root['account'], 'account');
  const username = text(fields, 'username', 'account.');
  const domain = asciiHost(text(fields, 'domain', 'account.')) ?? '';
  if (!isUserPart(username)) refuse('invalid', 'account.username');
  if (!isDomain(domain)) refuse('invalid', 'account.domain');
  return {
    username,
    domain,
    displayName: text(fields, 'displayName', 'account.', ''),
    authUsername: text(fields, 'authUsername', 'account.', '') || username,
    webSocketServers: webSocketServers(root['webSocketServers']),
    registerExpiresSeconds: DEFAULT_REGISTER_EXPIRES_SECONDS,
  };
}

/** What is dialled is what stands there: no unseen or look-alike characters. */
function echoNumber(root: Fields): string {
  const number = text(root, 'echoNumber', '', '');
  return /^[\x20-\x7e]{0,128}$/u.test(number) ? number : refuse('invalid', 'echoNumber');
}

function ownPath(root: Fields): string {
  const path = text(root, 'refreshUrl', '', '');
  if (path !== '' && !/^\/(?![/\\])[\w./-]*$/u.test(path)) refuse('invalid', 'refreshUrl');
  return path;
}

function profile(value: unknown): Profile {
  const root = object(value, '');
  if (root['version'] !== 1) refuse('version', 'version');
  const ice = iceServers(root['iceServers']);
  const who = account(root);
  const password = text(object(root['account'], 'account'), 'password', 'account.', '');
  return {
    name: text(root, 'name', '', ''),
    account: who,
    credentials: { password },
    iceServers: ice.servers,
    ...(ice.leftOut.length === 0 ? {} : { leftOut: ice.leftOut }),
    iceTransportPolicy: iceTransportPolicy(root),
    turnService: turnService(root, { username: who.authUsername, password }),
    ...(transfers(root) === 'follow' ? { followsTransfers: true } : {}),
    echoNumber: echoNumber(root),
    refreshUrl: ownPath(root),
  };
}

/** Checks a parsed JSON value. Unknown fields are left out, so newer profiles still work. */
export function parseProfile(value: unknown): ProfileResult {
  try {
    return { kind: 'valid', profile: profile(value) };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'invalid', problem: error.problem };
    throw error;
  }
}

/** Checks a profile given as JSON text. */
export function parseProfileJson(json: string): ProfileResult {
  if (json.length > MAX_PROFILE_LENGTH) return { kind: 'invalid', problem: { code: 'tooLong', path: '' } };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'invalid', problem: { code: 'notJson', path: '' } };
    throw error;
  }
  return parseProfile(value);
}
