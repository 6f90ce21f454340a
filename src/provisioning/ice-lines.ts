// Servers in lines of text: addresses alone or with an account behind them, lines with a key or a label (YAML, INI, .env, rtp.conf,
// turnserver.conf, mails), bullets, tables. What an account belongs to is told by what stands near it.
import { bareWord, readEntry, type Account, type LeftOut } from './ice-entry.ts';
import type { Found, FoundServer } from './ice-literal.ts';

interface OpenServer {
  url: string;
  readonly account: Account | undefined;
  isPortWritten: boolean;
  /** Neither a scheme nor a label says which kind it is. */
  readonly isUnnamed: boolean;
}

interface Block {
  readonly servers: OpenServer[];
  username: string | undefined;
  credential: string | undefined;
}

type Kind = 'stun' | 'turn';
type Meaning =
  | 'address'
  | 'username'
  | 'credential'
  | 'sharedSecret'
  | 'port'
  | 'transport'
  | 'both'
  | 'other'
  | 'unknown';

const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/shared|static.?auth|auth.?secret|rest.?secret|^secret$/u, 'sharedSecret'],
  [
    /ttl|lifetime|expir|realm|comment|policy|credential.?type|^type$|^name$|^version$|timeout|pool|guest|fingerprint|relay.?ip|min.?port|max.?port|cert|pkey/u,
    'other',
  ],
  [/pass|pwd|cred|kennwort|contrase|clave|senha|парол|wachtwoord|hasło|mot.?de.?passe/u, 'credential'],
  [/^user$/u, 'both'],
  [/user|login|benutz|utilis|usuari|gebruiker|логин|имя|identifiant/u, 'username'],
  [/transport|protocol/u, 'transport'],
  [/port$/u, 'port'],
  [/ur[il]s?$|addr|server|host|stun|turn|^ice|domain/u, 'address'],
];

function meaningOf(key: string): Meaning {
  const name = key.toLowerCase().replace(/[\s_-]/gu, '');
  return MEANINGS.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
}

const KEY = /^["']?((?:export\s)?[\p{L}][\p{L}\p{N}_. -]{0,40})["']?\s?(:=|[:=])\s?(.*)$/u;
const SERVER_SCHEME = /^(?:stun|turn)s?$/iu;

interface Line {
  readonly key: string;
  readonly value: string;
}

/** Without bullets, numbers, comments and code around it. */
function bareLine(text: string): string {
  const line = text
    .replace(/^\s*(?:[-*+\u2022\u25cf>]\s|\d{1,2}[.)]\s)/u, '')
    .replace(/^\s*(?:[-*+\u2022\u25cf>]\s)/u, '')
    .trim();
  if (/^(?:#|\/\/|;|--|```|~~~|\/\*)/u.test(line) || /^\[[\w. -]*\]$/u.test(line)) return '';
  const comment = line.search(/\s(?:#|\/\/|;)\s/u);
  return comment < 0 ? line : line.slice(0, comment).trim();
}

/** `TURN: turn.example.org` is a label, `turn:turn.example.org` an address. */
function keyed(line: string): Line | undefined {
  const [, key = '', sign = '', value = ''] = KEY.exec(line) ?? [];
  if (key === '') return undefined;
  const isAddress = SERVER_SCHEME.test(key.trim()) && sign === ':' && !/^\S+:\s/u.test(line);
  const isUrl = sign === ':' && value.startsWith('//');
  const isHostAndPort = sign === ':' && /^\d{1,5}\b/u.test(value) && key.includes('.');
  return isAddress || isHostAndPort || isUrl
    ? undefined
    : { key: key.replace(/^export\s/u, '').trim(), value: value.trim() };
}

/** Brackets of code around a word go; those of IPv6 stay. */
function unbracketed(word: string): string {
  const isIpv6 = /\[[\da-f:.]+\]/iu.test(word);
  return bareWord(isIpv6 ? word : word.replace(/[[\](){}]/gu, ''));
}

const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/=(?=["']?(?:stun|turn)s?:)/giu, ' ')
    .split(/[\s,;|]+/u)
    .map((word) => unbracketed(bareWord(word)))
    .filter((word) => word !== '');

const hasScheme = (word: string): boolean => /^(?:stun|turn)s?:/iu.test(word);
const isHost = (word: string): boolean =>
  /[^.]\.[^.]|^\[|^localhost$|^[\w-]+:\d{1,5}$|:.*:/u.test(word) && !word.includes('@');

/** Username and password behind an address: two words, or words that name what they are. */
function accountIn(words: readonly string[]): Account | undefined {
  const named = (meaning: Meaning): string | undefined =>
    words.find((word) => /[=:]/u.test(word) && meaningOf(word.split(/[=:]/u, 1).join()) === meaning);
  const [user, secret] = [named('username') ?? named('both'), named('credential')];
  const valueOf = (word: string): string => word.slice(word.search(/[=:]/u) + 1);
  if (user !== undefined && secret !== undefined)
    return { username: valueOf(user), credential: valueOf(secret) };
  const [username, credential, ...more] = words;
  return username === undefined || credential === undefined || more.length > 0
    ? undefined
    : { username, credential };
}

class LineReader {
  readonly leftOut: LeftOut[] = [];
  readonly #blocks: Block[] = [{ servers: [], username: undefined, credential: undefined }];
  #line = 0;

  take(text: string): void {
    this.#line += 1;
    if (text.trim() === '') return;
    const line = bareLine(text);
    if (line === '' || /^[-=|:\s+]*$/u.test(line)) return;
    const pair = keyed(line);
    if (pair === undefined) this.#plain(line);
    else this.#pair(pair, line);
  }

  get servers(): readonly FoundServer[] {
    const accounts = this.#blocks.flatMap((block) => accountOf(block) ?? []);
    const [only, ...more] = accounts;
    return this.#blocks.flatMap((block) =>
      block.servers.map((server) => ({
        url: isTurnByAccount(server, block) ? server.url.replace(/^stun/u, 'turn') : server.url,
        account: server.account ?? accountOf(block) ?? (more.length === 0 ? only : undefined),
      })),
    );
  }

  get #block(): Block {
    const last = this.#blocks.at(-1);
    if (last === undefined) throw new Error('there is always a block');
    return last;
  }

  #fresh(): Block {
    const block: Block = { servers: [], username: undefined, credential: undefined };
    this.#blocks.push(block);
    return block;
  }

  #pair({ key, value }: Line, line: string): void {
    const text = bareWord(value);
    const meaning = meaningOf(key);
    // `a label of any kind: turn:...` names an address all the same.
    if (wordsOf(value).some(hasScheme)) this.#addresses(value, undefined);
    else if (meaning === 'unknown') this.#strange(key, line);
    else if (text !== '') this.#setting(meaning, key, value);
  }

  #setting(meaning: Meaning, key: string, value: string): void {
    const text = bareWord(value);
    if (meaning === 'sharedSecret') this.leftOut.push({ what: key, why: 'sharedSecret', line: this.#line });
    else if (meaning === 'both' && text.includes(':')) {
      // turnserver.conf: user=name:password
      this.#account('username', text.slice(0, text.indexOf(':')));
      this.#account('credential', text.slice(text.indexOf(':') + 1));
    } else if (meaning === 'username' || meaning === 'both') this.#account('username', text);
    else if (meaning === 'credential') this.#account('credential', text);
    else if (meaning === 'port') this.#port(text);
    else if (meaning === 'transport') this.#transport(text.toLowerCase());
    else if (meaning === 'address' && wordsOf(value).some(isHost))
      this.#addresses(value, /turn/iu.test(key) ? 'turn' : /stun/iu.test(key) ? 'stun' : undefined);
    else if (meaning !== 'other') this.leftOut.push({ what: key, why: 'notServer', line: this.#line });
  }

  #account(field: 'username' | 'credential', text: string): void {
    const block = this.#block[field] === undefined ? this.#block : this.#fresh();
    block[field] = text;
  }

  #port(port: string): void {
    for (const server of this.#block.servers)
      if (!server.isPortWritten && /^\d{1,5}$/u.test(port)) {
        server.url = server.url.replace(/(?=\?|$)/u, `:${port}`);
        server.isPortWritten = true;
      }
  }

  #transport(transport: string): void {
    if (transport !== 'udp' && transport !== 'tcp') return;
    for (const server of this.#block.servers)
      if (server.url.startsWith('turn:') && !server.url.includes('?'))
        server.url += `?transport=${transport}`;
  }

  #strange(key: string, line: string): void {
    const isAddress = readEntry(line.split(/\s/u, 1).join()).kind === 'taken' && isHost(line);
    if (isAddress) this.#plain(line);
    else this.leftOut.push({ what: key, why: 'notServer', line: this.#line });
  }

  /** A line without a key: addresses, an address with its account, or words. */
  #plain(line: string): void {
    const words = wordsOf(line);
    const isList = words.some(hasScheme) || (words.length > 0 && words.every(isHost));
    if (isList) this.#addresses(line, undefined);
    else if (!line.includes('|')) this.leftOut.push({ what: '', why: 'notServer', line: this.#line });
  }

  #addresses(text: string, assumed: Kind | undefined): void {
    const words = wordsOf(text);
    const isAddress = words.some(hasScheme) ? hasScheme : isHost;
    const addresses = words.filter(isAddress);
    if (isComplete(this.#block)) this.#fresh();
    const behind = words.slice(words.findLastIndex(isAddress) + 1);
    const account = addresses.length === 1 ? accountIn(behind) : undefined;
    for (const address of addresses) this.#address(address, assumed, account);
  }

  #address(address: string, assumed: Kind | undefined, behind: Account | undefined): void {
    const entry = readEntry(address, assumed);
    if (entry.kind === 'left') {
      this.leftOut.push({ ...entry.leftOut, line: this.#line });
      return;
    }
    this.leftOut.push(...entry.notes.map((note) => ({ ...note, line: this.#line })));
    const isPortWritten = /:\d{1,5}(?:\?|$)/u.test(address);
    const isTurn = entry.url.startsWith('turn');
    const account = entry.account ?? (isTurn ? behind : undefined);
    const isUnnamed = assumed === undefined && !hasScheme(address);
    this.#block.servers.push({ url: entry.url, account, isPortWritten, isUnnamed });
  }
}

/** A server that an account stands beside is a TURN server, unless another one is. */
function isTurnByAccount({ isUnnamed }: OpenServer, block: Block): boolean {
  const hasTurn = block.servers.some(({ url }) => url.startsWith('turn'));
  return isUnnamed && !hasTurn && accountOf(block) !== undefined;
}

function accountOf({ username, credential }: Block): Account | undefined {
  return username === undefined && credential === undefined
    ? undefined
    : { username: username ?? '', credential: credential ?? '' };
}

/** Another address begins another block where this one has both, servers and an account. */
const isComplete = ({ servers, username, credential }: Block): boolean =>
  servers.length > 0 && username !== undefined && credential !== undefined;

/** Every server in lines of text. */
export function serversInLines(text: string): Found {
  const reader = new LineReader();
  for (const line of text.replace(/\r\n?/gu, '\n').split('\n')) reader.take(line);
  return { servers: reader.servers, leftOut: reader.leftOut };
}
