// A pasted list of STUN and TURN servers, in whatever form it was found: `iceServers`, an RTCConfiguration, the settings of other
// phones, or addresses alone. Nothing in it is executed.
import { parseIceServerUri, type IceServer } from '../media/ice-server.ts';
import { asciiIceAddress } from './ascii-address.ts';
import { MAX_ICE_URLS, iceRowsOf, isBlank, type IceRow } from './ice-rows.ts';

export type IceListResult =
  | { readonly kind: 'rows'; readonly rows: readonly IceRow[] }
  | { readonly kind: 'invalid'; readonly problem: IceListProblem };

/** `at`: the line, from 1, or the address that is none. */
export type IceListProblem =
  | { readonly code: 'tooLong' | 'noServers' }
  | { readonly code: 'syntax'; readonly at: number | undefined }
  | { readonly code: 'address'; readonly at: string };

/** Reads JSON and its looser relatives (JSON5); throws an Error, with `lineNumber` where it knows it. */
export type ParseLoose = (text: string) => unknown;

const MAX_LENGTH = 32_768;
const MAX_DEPTH = 6;
const SHOWN_LENGTH = 80;

class Refused extends Error {
  constructor(readonly problem: IceListProblem) {
    super(problem.code);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Without a scheme only what looks like an address is one: a word of a letter is not. */
function isLikeAddress(text: string): boolean {
  return /^(?:stun|turn)s?:/iu.test(text) || /[^.]\.[^.]|:/u.test(text) || text === 'localhost';
}

function addressUrl(address: string): string {
  const scheme = /^turns?:/iu.test(address) ? 'turn' : 'stun';
  const ascii = asciiIceAddress(address);
  const parsed = ascii === undefined ? undefined : parseIceServerUri(ascii, scheme);
  if (ascii === undefined || parsed?.kind !== 'valid' || !isLikeAddress(address))
    throw new Refused({ code: 'address', at: address.slice(0, SHOWN_LENGTH) });
  return /^(?:stun|turn)s?:/iu.test(address) ? ascii : `stun:${ascii}`;
}

/** `turn:` without a transport stands for UDP and TCP both, as a row of the form does. */
function withTransports(url: string): readonly string[] {
  const isOpen = /^turn:/iu.test(url) && !url.includes('?');
  return isOpen ? [`${url}?transport=udp`, `${url}?transport=tcp`] : [url];
}

/** Addresses of a line, or one TURN server with its username and password behind it. */
function fromLine(line: string): readonly IceServer[] {
  const words = line.split(/[\s,;]+/u).filter((word) => word !== '');
  const [url = '', username = '', credential = '', ...more] = words;
  const isAccount = /^turns?:/iu.test(url) && words.length === 3 && more.length === 0;
  if (isAccount && !words.slice(1).some((word) => /^(?:stun|turn)s?:/iu.test(word)))
    return [{ urls: withTransports(addressUrl(url)), username, credential }];
  return words.map((word) => ({ urls: withTransports(addressUrl(word)) }));
}

/** One server a line, or several; lines of comment (`#`, `//`) go. */
function fromAddresses(text: string): readonly IceServer[] {
  return text
    .split(/\r?\n/u)
    .filter((line) => !/^\s*(?:#|\/\/)/u.test(line))
    .flatMap(fromLine);
}

/** `const x = …;` around a literal, as it stands in somebody's code, goes. */
function bare(text: string): string {
  const literal = text.trim().replace(/^(?:(?:const|let|var)\s+)?[\w.$]+\s*=(?!=)\s*/u, '');
  let end = literal.length;
  while (end > 0 && /[;,\s]/u.test(literal.charAt(end - 1))) end -= 1;
  return literal.slice(0, end);
}

function isLiteral(text: string): boolean {
  return /^[[{]/u.test(text) || /["'\w]\s*:\s*["'[{]/u.test(text);
}

function parseLiteral(text: string, parse: ParseLoose): unknown {
  try {
    return parse(/^[[{]/u.test(text) ? text : `{${text}}`);
  } catch (problem) {
    const line = (problem as { readonly lineNumber?: unknown }).lineNumber;
    throw new Refused({ code: 'syntax', at: typeof line === 'number' ? line : undefined });
  }
}

function textOf(fields: Fields, ...keys: readonly string[]): string {
  return keys.map((key) => fields[key]).find((value): value is string => typeof value === 'string') ?? '';
}

function serverOf(fields: Fields, urls: unknown): IceServer {
  const list = (Array.isArray(urls) ? urls : [urls]).filter((url): url is string => typeof url === 'string');
  const username = textOf(fields, 'username');
  const credential = textOf(fields, 'credential', 'password');
  return { urls: list.map(addressUrl).flatMap(withTransports), username, credential };
}

function collect(value: unknown, parse: ParseLoose, depth: number): readonly IceServer[] {
  if (depth > MAX_DEPTH || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((one) =>
      typeof one === 'string' ? fromAddresses(one) : collect(one, parse, depth + 1),
    );
  }
  if (typeof value !== 'object') return [];
  const fields = value as Fields;
  const urls = fields['urls'] ?? fields['url'] ?? fields['uris'];
  if (urls !== undefined) return [serverOf(fields, urls)];
  return Object.entries(fields).flatMap(([key, one]) =>
    // Browser-Phone keeps its list as JSON within JSON.
    typeof one === 'string'
      ? key === 'IceStunServerJson'
        ? collect(parseLiteral(one, parse), parse, depth + 1)
        : []
      : collect(one, parse, depth + 1),
  );
}

/** Reads a pasted list; says what is wrong and where, and throws never. */
export function readIceList(text: string, parse: ParseLoose): IceListResult {
  if (text.length > MAX_LENGTH) return { kind: 'invalid', problem: { code: 'tooLong' } };
  const literal = bare(text);
  try {
    const servers = isLiteral(literal)
      ? collect(parseLiteral(literal, parse), parse, 0)
      : fromAddresses(text);
    const rows = iceRowsOf(servers).filter((row) => !isBlank(row));
    if (rows.length > MAX_ICE_URLS) return { kind: 'invalid', problem: { code: 'tooLong' } };
    return rows.length > 0 ? { kind: 'rows', rows } : { kind: 'invalid', problem: { code: 'noServers' } };
  } catch (problem) {
    if (problem instanceof Refused) return { kind: 'invalid', problem: problem.problem };
    throw problem;
  }
}
