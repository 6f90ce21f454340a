// A pasted list of STUN and TURN servers, in whatever form it was found: `iceServers`, an RTCConfiguration in somebody's code, the
// settings of other phones and servers, mails, addresses alone. Takes what is usable and names the rest. Nothing in it is executed.
import { serverKey } from '../media/ice-server.ts';
import { readEntry, type LeftOut } from './ice-entry.ts';
import { serversInLines } from './ice-lines.ts';
import { serversIn, takenServers, type Found, type FoundServer } from './ice-literal.ts';
import { iceRowsOf, isBlank, type IceRow } from './ice-rows.ts';
import { literalsIn } from './literals.ts';

export type IceListResult =
  | { readonly kind: 'rows'; readonly rows: readonly IceRow[]; readonly leftOut: readonly LeftOut[] }
  | { readonly kind: 'invalid'; readonly problem: IceListProblem; readonly leftOut: readonly LeftOut[] };

/** `at`: the line, from 1. */
export type IceListProblem =
  { readonly code: 'tooLong' | 'noServers' } | { readonly code: 'syntax'; readonly at: number | undefined };

/** Reads JSON and its looser relatives (JSON5); throws an Error, with `lineNumber` where it knows it. */
export type ParseLoose = (text: string) => unknown;

const MAX_LENGTH = 32_768;
/** An address within quotes and brackets of code. */
const ADDRESS = /\b(?:stun|turn)s?:(?:\[[\da-f:.]+\]|[^\s"'`<>,;|()[\]{}])+/giu;
const NO_LIST: Found = { servers: [], leftOut: [] };

const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/gu, '"'],
  [/[\u2018\u2019\u201a\u201b\u2032]/gu, "'"],
  // Unseen, and spaces of every kind.
  [/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, ''],
  [/[\u00a0\u2000-\u200a\u202f\u3000]/gu, ' '],
];

/** Browser-Phone keeps its list as JSON within JSON. */
function unwrapped(value: unknown, parse: ParseLoose): unknown {
  if (typeof value !== 'object' || value === null || !('IceStunServerJson' in value)) return value;
  const { IceStunServerJson: json } = value;
  try {
    return typeof json === 'string' ? parse(json) : json;
  } catch {
    // what is no list within the list holds no server
    return undefined;
  }
}

/** Lists of Lua, PHP and Go in the form of JSON5. */
function withColons(literal: string): string {
  const colons = literal
    .replace(/\[\]\w{1,40}\{([^{}]*)\}/gu, '[$1]')
    .replace(/([{[,]\s*["']?\w{1,40}["']?)\s*=>?(?=\s)/gu, '$1:');
  return colons.startsWith('[') && /^\[\s*["']?\w{1,40}["']?:/u.test(colons)
    ? `{${colons.slice(1, -1)}}`
    : colons;
}

/** Reads `literal` as it stands, or as another language would; throws what `parse` threw first. */
function read(literal: string, parse: ParseLoose): unknown {
  try {
    return parse(literal);
  } catch (problem) {
    const other = withColons(literal);
    if (other === literal) throw problem;
    try {
      return parse(other);
    } catch {
      // the first problem is about what was pasted
      throw problem;
    }
  }
}

/** Quotes looked at in one line: more are no list within quotes. */
const MOST_QUOTES = 20;

/** The list that begins at a quote of a line, with where it ends; undefined where none does. */
function quotedList(
  line: string,
  start: number,
): { readonly list: string; readonly end: number } | undefined {
  const quote = line.charAt(start);
  const end = Math.max(line.lastIndexOf(`]${quote}`), line.lastIndexOf(`}${quote}`)) + 1;
  const list = line.slice(start + 1, end);
  const isList = /(?:stun|turn)s?:/iu.test(list) && /^[[{]\s*[[{\\"']/u.test(list);
  return isList ? { list: list.replaceAll(`\\${quote}`, quote), end: end + 1 } : undefined;
}

function withoutQuotesIn(line: string): string {
  const starts = [...line.matchAll(/["'`](?=[[{])/gu)].map(({ index }) => index).slice(0, MOST_QUOTES);
  for (const start of starts) {
    const found = quotedList(line, start);
    if (found !== undefined) return line.slice(0, start) + found.list + line.slice(found.end);
  }
  return line;
}

/** `ICE_SERVERS='[{"urls": ...}]'`: a list within quotes, its own perhaps escaped. */
const withoutListQuotes = (text: string): string => text.split('\n').map(withoutQuotesIn).join('\n');

function both(one: Found, other: Found): Found {
  return { servers: [...one.servers, ...other.servers], leftOut: [...one.leftOut, ...other.leftOut] };
}

/** `turn:` without a transport stands for UDP and TCP both, as a row of the form does. */
function withTransports({ url, account }: FoundServer): readonly FoundServer[] {
  const isOpen = url.startsWith('turn:') && !url.includes('?');
  return isOpen
    ? ['udp', 'tcp'].map((way) => ({ url: `${url}?transport=${way}`, account }))
    : [{ url, account }];
}

/** A list of texts alone says nothing that lines don't; lines beside it may name its account. */
function holdsObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) || value.some(holdsObject);
}

/** Addresses in code that names variables: without an account, for the person to complete. */
function withUnread(inCode: Found, text: string): Found {
  const known = new Set(inCode.servers.map(({ url }) => serverKey(url)));
  const servers = [...inCode.servers];
  for (const [address] of text.matchAll(ADDRESS)) {
    const entry = readEntry(address);
    if (entry.kind === 'taken' && !known.has(serverKey(entry.url)))
      servers.push({ url: entry.url, account: undefined });
  }
  return { ...inCode, servers };
}

/** A remark in code, or in a list of lines. */
const REMARK = /^\s*(?:\/\/|\/\*|\*|#|;|--)/u;

/** Servers in lines that stand beside a list in code; lines of code without any address are left to the code. */
function besideCode(around: string, { servers }: Found): Found {
  const known = new Set(servers.map(({ url }) => serverKey(url)));
  const isServer = (line: string): boolean => !REMARK.test(line) && line.search(ADDRESS) !== -1;
  const lines = around.split('\n').map((line) => (isServer(line) ? line : ''));
  const beside = serversInLines(lines.join('\n'));
  return { ...beside, servers: beside.servers.filter(({ url }) => !known.has(serverKey(url))) };
}

function linesOf(text: string, inCode: Found): Found {
  const lines = serversInLines(text);
  return { servers: lines.servers, leftOut: inCode.leftOut.length > 0 ? inCode.leftOut : lines.leftOut };
}

/** Reads a pasted list; says what was left out and why, and throws never. */
export function readIceList(pasted: string, parse: ParseLoose): IceListResult {
  if (pasted.length > MAX_LENGTH) return { kind: 'invalid', problem: { code: 'tooLong' }, leftOut: [] };
  const text = withoutListQuotes(QUOTES.reduce((now, [kinds, plain]) => now.replace(kinds, plain), pasted));
  const { values, around, brokenAt } = literalsIn(text, (literal) => read(literal, parse), holdsObject);
  const inCode = values.map((value) => serversIn(unwrapped(value, parse), true)).reduce(both, NO_LIST);
  const isCode = inCode.servers.length > 0;
  const isWhole = brokenAt === undefined;
  const inCodeAndBeside = isWhole ? both(inCode, besideCode(around, inCode)) : withUnread(inCode, text);
  const found = isCode ? inCodeAndBeside : linesOf(text, inCode);
  const isBroken = brokenAt !== undefined && (isCode || values.length === 0) && isLikeCode(text);
  const { servers, leftOut } = takenServers(
    { ...found, servers: found.servers.flatMap(withTransports) },
    false,
  );
  const rows = iceRowsOf(servers).filter((row) => !isBlank(row));
  const broken: readonly LeftOut[] = isBroken ? [{ what: '', why: 'unreadable', line: brokenAt }] : [];
  if (rows.length > 0) return { kind: 'rows', rows, leftOut: [...leftOut, ...broken] };
  const problem = isBroken ? { code: 'syntax' as const, at: brokenAt } : { code: 'noServers' as const };
  return { kind: 'invalid', problem, leftOut };
}

const isLikeCode = (text: string): boolean => /[[{]/u.test(text);
