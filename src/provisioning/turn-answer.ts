// Reads what a service for TURN credentials says. Takes the forms that are in use: username/password/ttl/uris, an `iceServers` list,
// one RTCIceServer. Refuses anything else.
import { formatIceServerUri, type IceServer } from '../media/ice-server.ts';
import { readIceServerUri } from './ascii-address.ts';
import type { TurnAnswer } from './turn-service.ts';

/** Where the answer names no time: the draft's recommendation is a day, but nobody must rely on it. */
const DEFAULT_TTL_SECONDS = 3600;
const MOST_URLS = 32;
const INVALID: TurnAnswer = { kind: 'problem', problem: 'invalid' };

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function textsOf(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string').slice(0, MOST_URLS);
}

/** As a browser takes it; undefined for what it would refuse, and with it the whole list. */
function serverUrl(url: string): string | undefined {
  const [scheme] = /^(?:stun|turn)s?(?=:)/iu.exec(url.trim()) ?? [];
  if (scheme === undefined) return undefined;
  const parsed = readIceServerUri(url, /^turn/iu.test(scheme) ? 'turn' : 'stun');
  return parsed.kind === 'valid' ? formatIceServerUri(parsed.uri) : undefined;
}

function textOf(fields: Fields, ...keys: readonly string[]): string {
  const found = keys.map((key) => fields[key]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : '';
}

function serverOf(value: unknown): IceServer | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const urls = textsOf(fields['uris'] ?? fields['urls'] ?? fields['url']).flatMap(
    (url) => serverUrl(url) ?? [],
  );
  const username = textOf(fields, 'username');
  const credential = textOf(fields, 'password', 'credential');
  if (urls.length === 0) return undefined;
  if (username !== '' && credential !== '') return { urls, username, credential };
  // A browser refuses a TURN server without an account, and with it the whole list.
  return urls.every((url) => url.startsWith('stun')) ? { urls } : undefined;
}

/** Reads the answer of a service, as parsed JSON. */
export function readTurnAnswer(value: unknown): TurnAnswer {
  const fields = fieldsOf(value);
  const nested = fields?.['iceServers'] ?? fields?.['ice_servers'] ?? value;
  const servers = (Array.isArray(nested) ? nested : [nested]).flatMap((one) => serverOf(one) ?? []);
  const ttl = Number(fields?.['ttl']);
  if (servers.length === 0) return INVALID;
  return {
    kind: 'servers',
    servers,
    ttlSeconds: ttl > 0 && Number.isFinite(ttl) ? ttl : DEFAULT_TTL_SECONDS,
  };
}
