// Servers in lines of text: addresses alone or with an account behind them, lines with a key or a label (YAML, INI, .env, rtp.conf,
// turnserver.conf, mails), bullets, tables. What an account belongs to is told by what stands near it.
import { bareWord, readEntry, type Account, type LeftOut } from './ice-entry.ts';
import {
  accountIn,
  hasScheme,
  isHost,
  isHostWithAccount,
  isPlainlyServer,
  meaningOf,
  unquoted,
  wordsOf,
  type Meaning,
  type Word,
} from './ice-words.ts';
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
  const isUrl = line.includes(`${key}://`);
  const isHostAndPort = sign === ':' && /^\d{1,5}\b/u.test(value) && key.includes('.');
  return isAddress || isHostAndPort || isUrl
    ? undefined
    : { key: key.replace(/^export\s/u, '').trim(), value: value.trim() };
}

const kindOf = (text: string): Kind | undefined =>
  /turn/iu.test(text) ? 'turn' : /stun/iu.test(text) ? 'stun' : undefined;

/** `talk:turn:add turn turn.example.org`: a word of a command, where hosts stand beside it. */
const isCommand = ({ bare }: Word): boolean => /^(?:stun|turn)s?:[\w-]*$/iu.test(bare);

/** Which words of a line are addresses: those with a scheme; else those that say what they are; else all that could be. */
function addressTest(words: readonly Word[], isTurn: boolean): (word: Word) => boolean {
  const schemed = words.filter(hasScheme);
  const hasPlain = words.some((word) => !hasScheme(word) && isPlainlyServer(word));
  if (schemed.length > 0 && !(hasPlain && schemed.every(isCommand))) return hasScheme;
  if (words.some(isPlainlyServer)) return (word) => isPlainlyServer(word) && !hasScheme(word);
  return (word) => isHost(word) || (isTurn && isHostWithAccount(word));
}

class LineReader {
  readonly leftOut: LeftOut[] = [];
  /** What the last heading without a value was about: `turn_servers:`. */
  #section: Kind | undefined;
  /** `- name: TURN_USERNAME`, whose `value:` follows. */
  #name = '';
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

  #pair({ key: written, value }: Line, line: string): void {
    const text = bareWord(value);
    const key = written === 'value' && this.#name !== '' ? this.#name : written;
    this.#name = written === 'name' && /^[A-Z][A-Z\d_]*$/u.test(text) ? text : '';
    if (text === '') this.#section = kindOf(key);
    const meaning = meaningOf(key);
    // `a label of any kind: turn:...` names an address all the same.
    if (wordsOf(value).some(hasScheme)) this.#addresses(value, undefined);
    else if (meaning === 'unknown') this.#strange(key, line);
    else if (text !== '' || unquoted(value) !== '') this.#setting(meaning, key, value);
  }

  #setting(meaning: Meaning, key: string, value: string): void {
    const text = bareWord(value);
    if (meaning === 'sharedSecret') this.leftOut.push({ what: key, why: 'sharedSecret', line: this.#line });
    else if (meaning === 'both' && text.includes(':')) {
      // turnserver.conf: user=name:password
      const both = unquoted(value);
      this.#account('username', both.slice(0, both.indexOf(':')));
      this.#account('credential', both.slice(both.indexOf(':') + 1));
    } else if (meaning === 'username' || meaning === 'both') this.#account('username', unquoted(value));
    else if (meaning === 'credential') this.#account('credential', unquoted(value));
    else if (meaning === 'port') this.#port(text);
    else if (meaning === 'transport') this.#transport(text.toLowerCase());
    else if (meaning === 'address' && wordsOf(value).some((word) => isHost(word) || isHostWithAccount(word)))
      this.#addresses(value, kindOf(key) ?? this.#section);
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
    const last = this.#block.servers.at(-1);
    if (transport === 'tls' && last !== undefined) last.url = last.url.replace(/^turn:/u, 'turns:');
    if (transport !== 'udp' && transport !== 'tcp') return;
    for (const server of this.#block.servers)
      if (server.url.startsWith('turn:') && !server.url.includes('?'))
        server.url += `?transport=${transport}`;
  }

  #strange(key: string, line: string): void {
    const [word] = wordsOf(line);
    const isAddress = readEntry(line.split(/\s/u, 1).join()).kind === 'taken' && word !== undefined;
    if (isAddress && isHost(word)) this.#plain(line);
    else this.leftOut.push({ what: key, why: 'notServer', line: this.#line });
  }

  /** A line without a key: addresses, an address with its account, or words. */
  #plain(line: string): void {
    const words = wordsOf(line);
    const isList = words.some(hasScheme) || (words.length > 0 && words.every(isHost));
    if (isList || words.some(isPlainlyServer)) this.#addresses(line, this.#section);
    else if (!line.includes('|')) this.leftOut.push({ what: '', why: 'notServer', line: this.#line });
  }

  #addresses(text: string, assumed: Kind | undefined): void {
    const words = wordsOf(text);
    const isAddress = addressTest(words, assumed === 'turn');
    const addresses = words.filter(isAddress);
    if (isComplete(this.#block)) this.#fresh();
    const behind = words.slice(words.findLastIndex(isAddress) + 1);
    // Two TURN servers may have two accounts; a STUN server has none.
    const mayHaveAccount = addresses.filter(({ bare }) => !/^stun/iu.test(bare)).length <= 1;
    const account = mayHaveAccount ? accountIn(behind) : undefined;
    for (const { bare } of addresses)
      this.#address(bare, assumed ?? kindOf(bare.split('.', 1).join()), account);
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
    const isUnnamed = assumed === undefined && !/^(?:stun|turn)s?:/iu.test(address);
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
