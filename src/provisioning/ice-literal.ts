// Servers in parsed JSON or its looser relatives, whatever program wrote them: RTCConfiguration, RTCIceServer, the answers of TURN
// services, settings of other phones. Takes what is a server wherever it stands.
import { serverKey, type IceServer } from '../media/ice-server.ts';
import { MAX_ICE_URLS } from './ice-rows.ts';
import { readEntry, type Account, type LeftOut, type TakenServers } from './ice-entry.ts';

const MAX_DEPTH = 8;
/** So many addresses are looked at, in whatever is given. */
const MAX_LOOKED_AT = 512;

type Fields = Readonly<Record<string, unknown>>;

/** Names of fields in small letters and without `_` and `-`: programs write `urls`, `Urls`, `URLs`, `turn_uris`. */
const URL_KEYS = ['urls', 'url', 'uris', 'uri', 'turnuris', 'urlstrings', 'server', 'servers'] as const;
const USER_KEYS = ['username', 'user', 'login', 'turnusername'] as const;
const SECRET_KEYS = ['credential', 'password', 'pass', 'pwd', 'turnpassword'] as const;

/** Where two names fall together (`url` and `URL`), the first that is not empty counts. */
function plainKeys(fields: Fields): Fields {
  const plain = new Map<string, unknown>();
  for (const [name, value] of Object.entries(fields)) {
    const key = name.toLowerCase().replace(/[_-]/gu, '');
    if ((plain.get(key) ?? '') === '') plain.set(key, value);
  }
  return Object.fromEntries(plain);
}

/** A text or a number as text; empty for anything else. */
function textOf(fields: Fields, keys: readonly string[]): string {
  for (const key of keys) {
    const value = fields[key];
    if (typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  return '';
}

export interface FoundServer {
  readonly url: string;
  readonly account: Account | undefined;
}

export interface Found {
  readonly servers: readonly FoundServer[];
  readonly leftOut: readonly LeftOut[];
}

const isServerText = (text: string): boolean => /^\s*["'<]?(?:stun|turn)s?:/iu.test(text);

/** `stun:a.example.org, turn:b.example.org` in one text; an empty text is one empty entry. */
function addressesIn(text: string): readonly string[] {
  const parts = text.split(/[\s,;](?=(?:stun|turn)s?:)/iu);
  return parts.length === 1 ? parts : parts.filter((part) => !/^[\s,;]*$/u.test(part));
}

class Collector {
  readonly #mayHoldAccounts: boolean;
  readonly servers: FoundServer[] = [];
  readonly leftOut: LeftOut[] = [];
  #lookedAt = 0;

  constructor(mayHoldAccounts: boolean) {
    this.#mayHoldAccounts = mayHoldAccounts;
  }

  look(value: unknown, depth = 0): void {
    if (depth > MAX_DEPTH || value === null || this.#lookedAt > MAX_LOOKED_AT) return;
    if (typeof value === 'string') {
      this.#address(value, undefined, undefined);
    } else if (Array.isArray(value)) {
      for (const one of value) this.look(one, depth + 1);
    } else if (typeof value === 'object') {
      this.#fields(plainKeys(value as Fields), depth);
    }
  }

  #fields(fields: Fields, depth: number): void {
    const key = URL_KEYS.find((one) => isAddressList(fields[one]));
    if (key !== undefined) {
      const list: readonly unknown[] = Array.isArray(fields[key]) ? fields[key] : [fields[key]];
      for (const one of list) this.#url(one, fields);
      return;
    }
    const host = textOf(fields, ['host', 'hostname', 'address']);
    const type = textOf(fields, ['type', 'scheme', 'service']).toLowerCase();
    if (host !== '' && /^(?:stun|turn)s?$/u.test(type)) this.#parts(host, type, fields);
    else for (const [name, one] of Object.entries(fields)) this.#field(name, one, depth);
  }

  /** A field of something that is no server itself: servers may stand further in. */
  #field(name: string, value: unknown, depth: number): void {
    if (typeof value === 'string') {
      if (isServerText(value)) this.#address(value, undefined, undefined);
    } else if (!URL_KEYS.some((key) => key === name) || typeof value === 'object') {
      this.look(value, depth + 1);
    }
  }

  #url(one: unknown, fields: Fields): void {
    const assumed = /^turn/iu.test(textOf(fields, ['type', 'schemes', 'scheme'])) ? 'turn' : 'stun';
    if (typeof one === 'string')
      for (const address of addressesIn(one)) this.#address(address, fields, assumed);
    else this.leftOut.push({ what: '', why: one === null || one === undefined ? 'empty' : 'notServer' });
  }

  /** As in XEP-0215 and Jitsi: host, port and transport apart. */
  #parts(host: string, type: string, fields: Fields): void {
    const port = textOf(fields, ['port']);
    const transport = textOf(fields, ['transport', 'protocol']).toLowerCase();
    const query = transport === '' || type.startsWith('stun') ? '' : `?transport=${transport}`;
    this.#address(`${type}:${host}${port === '' ? '' : `:${port}`}${query}`, fields, undefined);
  }

  #address(text: string, fields: Fields | undefined, assumed: 'stun' | 'turn' | undefined): void {
    this.#lookedAt += 1;
    const entry = readEntry(text, assumed);
    if (entry.kind === 'left') {
      this.leftOut.push(entry.leftOut);
      return;
    }
    if (entry.account !== undefined && !this.#mayHoldAccounts) {
      this.leftOut.push({ what: '', why: 'host' });
      return;
    }
    this.leftOut.push(...entry.notes);
    const username = textOf(fields ?? {}, USER_KEYS);
    const credential = textOf(fields ?? {}, SECRET_KEYS);
    const given = username === '' && credential === '' ? undefined : { username, credential };
    this.servers.push({ url: entry.url, account: entry.account ?? given });
  }
}

function isAddressList(value: unknown): boolean {
  return (
    typeof value === 'string' ||
    (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null))
  );
}

/**
 * Every server in a parsed value. Never throws. `mayHoldAccounts`: `turn:user:secret@host` is taken apart; where nobody looks at the
 * address as it was written, its user could pass for the host.
 */
export function serversIn(value: unknown, mayHoldAccounts: boolean): Found {
  const collector = new Collector(mayHoldAccounts);
  collector.look(value);
  return collector;
}

const isTurn = (url: string): boolean => url.startsWith('turn');
const hasAccount = (account: Account | undefined): account is Account =>
  account !== undefined && account.username !== '' && account.credential !== '';

/**
 * Found servers as a browser takes them: each once, those of one account together, 32 addresses at most. `isComplete`: a TURN server
 * without an account is left out, for nobody could add one.
 */
export function takenServers(found: Found, isComplete: boolean): TakenServers {
  const leftOut = [...found.leftOut];
  const groups = new Map<string, { readonly urls: string[]; readonly account: Account | undefined }>();
  let count = 0;
  const known = new Set<string>();
  for (const { url, account: given } of found.servers) {
    const account = isTurn(url) ? given : undefined;
    const key = JSON.stringify(account ?? '');
    const name = key + serverKey(url);
    const why = known.has(name)
      ? 'duplicate'
      : isComplete && isTurn(url) && !hasAccount(account)
        ? 'account'
        : count >= MAX_ICE_URLS
          ? 'tooMany'
          : undefined;
    if (why !== undefined) {
      leftOut.push({ what: url, why });
      continue;
    }
    known.add(name);
    count += 1;
    const group = groups.get(key) ?? { urls: [], account };
    groups.set(key, group);
    group.urls.push(url);
  }
  const servers = [...groups.values()].map(({ urls, account }): IceServer => ({ urls, ...account }));
  return { servers, leftOut };
}
