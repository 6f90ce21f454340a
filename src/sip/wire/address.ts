// Addresses as they stand in From, To, Contact, Route and their like (RFC 3261 20.10, 25.1), and the URIs in them. The one reader: it takes
// what the RFC allows and what is sent all the same (hosts with underscores or a dot at the end, foreign schemes, raw `#` and UTF-8,
// escapes that are none, parameters of the user, missing brackets), keeps every text as it stood, and never throws. Pure.
import { listValues } from './list-values.ts';

export interface Address {
  /** Without its quotes and their escapes; empty where there is none. */
  readonly displayName: string;
  /** As it stood, without brackets. */
  readonly uri: string;
  /** Behind the address, by name in lower case: the first of each, as it stood with its quotes; null where it has no value. */
  readonly params: ReadonlyMap<string, string | null>;
  /** Whether there is an address, and every quote and bracket closes. */
  readonly isWhole: boolean;
}

export interface Uri {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  /** As it stood, without the password; undefined where there is none. A number, of `tel:`. */
  readonly user: string | undefined;
  /** In lower case, IPv6 in its brackets; empty where there is none. */
  readonly host: string;
  readonly port: number | undefined;
  /** Behind the host, without the leading semicolon and the headers. */
  readonly params: string;
}

/** Schemes of `user@host`. */
const WITH_HOST: readonly string[] = ['', 'sip', 'sips', 'im', 'pres', 'xmpp', 'mailto'];

function paramsOf(text: string): ReadonlyMap<string, string | null> {
  const params = new Map<string, string | null>();
  for (const part of listValues(text, ';')) {
    const equals = part.indexOf('=');
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (name === '' || params.has(name)) continue;
    params.set(name, equals === -1 ? null : part.slice(equals + 1).trim());
  }
  return params;
}

/** Where a bare URI ends and the parameters of the header begin (RFC 3261 20): those before an `@` are the user's. */
function endOfBare(text: string): number {
  const at = text.indexOf('@');
  const isOfUser = at !== -1 && !/;\s*tag\s*=/iu.test(text.slice(0, at));
  const semicolon = text.indexOf(';', isOfUser ? at : 0);
  return semicolon === -1 ? text.length : semicolon;
}

const withoutWhiteSpace = (text: string): string => text.replace(/\s+/gu, '');

/** The length of the quoted string that a text begins with; 0 where it begins with none, or with one that never closes. */
function quotedLength(text: string): number {
  if (!text.startsWith('"')) return 0;
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return 0;
}

function displayNameOf(text: string): string {
  const name = text.trim();
  if (name.length > 1 && quotedLength(name) === name.length)
    return name.slice(1, -1).replace(/\\(.)/gsu, '$1');
  return name.replace(/^"|"$/gu, '').trim();
}

/** Reads one address, with or without brackets. */
export function readAddress(value: string): Address {
  const text = value.trim();
  const quoted = quotedLength(text);
  const isQuoteOpen = text.startsWith('"') && quoted === 0;
  const open = text.indexOf('<', quoted);
  if (open === -1) {
    const bare = text.slice(quoted);
    const end = endOfBare(bare);
    const uri = withoutWhiteSpace(bare.slice(0, end));
    const params = paramsOf(bare.slice(end));
    return { displayName: '', uri, params, isWhole: uri !== '' && !isQuoteOpen && quoted === 0 };
  }
  const start = open + (/^[<\s]*/u.exec(text.slice(open))?.[0].length ?? 1);
  const close = text.indexOf('>', start);
  const end = close === -1 ? text.length : close;
  return {
    displayName: displayNameOf(text.slice(0, open)),
    uri: withoutWhiteSpace(text.slice(start, end)),
    params: paramsOf(text.slice(end + 1).replace(/^[>\s]+/u, '')),
    isWhole: close !== -1 && !isQuoteOpen,
  };
}

/** Where the user ends: at the last `@` before the parameters of the host. -1 where there is no user. */
function endOfUser(rest: string): number {
  const first = rest.indexOf('@');
  if (first === -1) return -1;
  const hostEnd = first + 1 + (/^[^;?]*/u.exec(rest.slice(first + 1))?.[0].length ?? 0);
  return rest.lastIndexOf('@', hostEnd - 1);
}

function hostAndPort(text: string): readonly [host: string, port: number | undefined] {
  const bracket = /^(\[[^\]]*\])(?::(\d{1,5}))?/u.exec(text);
  if (bracket !== null) return [bracket[1] ?? '', bracket[2] === undefined ? undefined : Number(bracket[2])];
  const colon = text.indexOf(':');
  // An IPv6 address that lacks its brackets.
  if (colon !== text.lastIndexOf(':')) return [`[${text}]`, undefined];
  if (colon === -1) return [text, undefined];
  const port = /^\d{1,5}$/u.exec(text.slice(colon + 1))?.[0];
  return [text.slice(0, colon), port === undefined ? undefined : Number(port)];
}

/** Takes a URI of any scheme apart. */
export function readUri(text: string): Uri {
  const named = /^([a-z][a-z0-9+.-]*):/iu.exec(text)?.[1];
  const scheme = named?.toLowerCase() ?? '';
  const rest = named === undefined ? text : text.slice(named.length + 1);
  if (!WITH_HOST.includes(scheme)) {
    const user = scheme === 'tel' ? (/^[^;?]*/u.exec(rest)?.[0] ?? '') : undefined;
    const params = scheme === 'tel' ? rest.slice((user ?? '').length + 1) : '';
    return { scheme, user: user === '' ? undefined : user, host: '', port: undefined, params };
  }
  const bare = rest.replace(/^\/\//u, '');
  const at = endOfUser(bare);
  const behind = bare.slice(at + 1);
  const end = /^[^;?]*/u.exec(behind)?.[0].length ?? 0;
  const [host, port] = hostAndPort(behind.slice(0, end));
  const params = (behind.slice(end).split('?')[0] ?? '').replace(/^;/u, '');
  const user = at === -1 ? undefined : withoutPassword(bare.slice(0, at));
  return { scheme, user, host: host.toLowerCase(), port, params };
}

function withoutPassword(userInfo: string): string {
  const colon = userInfo.indexOf(':');
  return colon === -1 ? userInfo : userInfo.slice(0, colon);
}

/** Octets that are no UTF-8 are taken for Latin-1, which old phones send; a percent sign that escapes nothing stands for itself. */
export function decodedText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/giu, '%25'));
  } catch {
    return text.replace(/%([0-9a-f]{2})/giu, (_escape, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}
