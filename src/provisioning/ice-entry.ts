// One STUN or TURN address out of a list, whoever wrote the list: taken as a browser takes it, or left out for a reason that has a name.
// A browser refuses a whole list for one wrong entry; so nothing wrong may get that far, and nothing right may be lost with it.
import { parseIceServerUri, type IceServer } from '../media/ice-server.ts';
import { asciiIceAddress } from './ascii-address.ts';

/** Why something of a list was left out. */
export type LeftOutReason =
  | 'empty'
  | 'notServer'
  | 'scheme'
  | 'host'
  | 'port'
  /** Browsers connect to no STUN or TURN server there. */
  | 'blockedPort'
  /** A way to the server that browsers don't know, TLS over UDP among them. */
  | 'transport'
  /** Behind `?`, and of no use. The address itself was taken. */
  | 'query'
  | 'account'
  /** A secret that a server shares with another one (TURN REST), not a password. */
  | 'sharedSecret'
  | 'unreadable'
  | 'duplicate'
  | 'tooMany';

/** `what`: an address without its account, the name of a setting, or empty; never a secret. */
export interface LeftOut {
  readonly what: string;
  readonly why: LeftOutReason;
  /** Line of the text, from 1, where it has lines. */
  readonly line?: number | undefined;
}

export interface TakenServers {
  readonly servers: readonly IceServer[];
  readonly leftOut: readonly LeftOut[];
}

export interface Account {
  readonly username: string;
  readonly credential: string;
}

/** Most of an address that is shown. */
const SHOWN_LENGTH = 80;
const SCHEME = /^(stun|turn)(s?):(?:\/\/)?/iu;
/** TURN ports below 1024 that Chromium opens (its `TurnPort::AllowedTurnPort`); 53 is blocked elsewhere on the way. */
const OPEN_LOW_PORTS: readonly number[] = [80, 443];
const FIRST_FREE_PORT = 1024;
const DNS_PORT = 53;

/** An address as screens may show it: without an account, and not longer than a line. */
export function shownAddress(text: string): string {
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*:(?:\/\/)?)/iu.exec(text) ?? [];
  const rest = text.slice(scheme.length);
  const address = rest
    .slice(rest.lastIndexOf('@') + 1)
    .split(/[?/]/u, 1)
    .join();
  return (scheme + address).replace(/[\p{C}\p{Z}]/gu, '').slice(0, SHOWN_LENGTH);
}

const EDGE = `"'\`<>,;\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb`;

/** Without the quotes, brackets and commas that stood around it. */
export function bareWord(text: string): string {
  const word = text.trim();
  let [start, end] = [0, word.length];
  while (start < end && EDGE.includes(word.charAt(start))) start += 1;
  // The full stop of a sentence, too.
  while (end > start && `${EDGE}.!/`.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end).trim();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // `%` and no number: a password may hold it
    return text;
  }
}

/** `turn:user:secret@host` taken apart. */
function withoutAccount(text: string): { readonly address: string; readonly account: Account | undefined } {
  const prefix = SCHEME.exec(text)?.[0] ?? '';
  const rest = text.slice(prefix.length);
  const at = rest.lastIndexOf('@');
  if (at < 0) return { address: text, account: undefined };
  const [user = '', ...secret] = rest.slice(0, at).split(':');
  const account = { username: decoded(user), credential: decoded(secret.join(':')) };
  return { address: prefix + rest.slice(at + 1), account };
}

function isBlocked(kind: string, port: number): boolean {
  if (port === DNS_PORT) return true;
  return kind === 'turn' && port < FIRST_FREE_PORT && !OPEN_LOW_PORTS.includes(port);
}

export type Entry =
  | {
      readonly kind: 'taken';
      /** As written, with its host in ASCII and nothing needless behind it. */
      readonly url: string;
      readonly account: Account | undefined;
      readonly notes: readonly LeftOut[];
    }
  | { readonly kind: 'left'; readonly leftOut: LeftOut };

const left = (text: string, why: LeftOutReason): Entry => ({
  kind: 'left',
  leftOut: { what: shownAddress(text), why },
});

/** Splits the query off: what browsers know of it, and whether anything else was there. */
function queryOf(
  address: string,
  kind: string,
): { readonly transport: string; readonly isNeedless: boolean } {
  const query = address.split('?').slice(1).join('?');
  const transport = /(?:^|&)transport=([a-z]+)/iu.exec(query)?.[1]?.toLowerCase() ?? '';
  const known = kind === 'turn' ? `transport=${transport}` : '';
  return { transport, isNeedless: query !== '' && query.toLowerCase() !== known };
}

/** Reads one address; without a scheme it takes `assumed`, in any case of letters. */
export function readEntry(text: string, assumed: 'stun' | 'turn' = 'stun'): Entry {
  const word = bareWord(text);
  if (word === '') return left('', 'empty');
  if (/^(?!(?:stun|turn)s?:)[a-z][a-z0-9+.-]*:\/\//iu.test(word)) return left(word, 'scheme');
  const { address, account } = withoutAccount(word);
  const [, family = assumed, secure = ''] = SCHEME.exec(address) ?? [];
  const kind = family.toLowerCase() === 'turn' ? 'turn' : 'stun';
  const isSecure = secure !== '';
  const { transport, isNeedless } = queryOf(address, kind);
  const bare = (address.split('?', 1)[0] ?? '').replace(SCHEME, '').replace(/\/$/u, '');
  if (kind === 'turn' && ((isSecure && transport === 'udp') || !['', 'udp', 'tcp'].includes(transport)))
    return left(word, 'transport');
  const query = kind === 'turn' && transport !== '' ? `?transport=${transport}` : '';
  const scheme = isSecure ? (`${kind}s` as const) : kind;
  const host = /^[\da-f.]*:[\da-f.]*:[\da-f:.]*$/iu.test(bare) ? `[${bare}]` : bare;
  const ascii = asciiIceAddress(`${scheme}:${host}${query}`);
  const parsed = ascii === undefined ? undefined : parseIceServerUri(ascii, scheme);
  if (parsed?.kind !== 'valid') return left(word, parsed?.reason === 'port' ? 'port' : 'host');
  if (isBlocked(kind, parsed.uri.port)) return left(word, 'blockedPort');
  const notes: readonly LeftOut[] = isNeedless ? [{ what: shownAddress(word), why: 'query' }] : [];
  return { kind: 'taken', url: ascii ?? '', account, notes };
}
