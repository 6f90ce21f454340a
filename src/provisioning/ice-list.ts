// A pasted list of STUN and TURN servers, in whatever form it was found: `iceServers`, an RTCConfiguration, the settings of other
// phones, or addresses alone. Nothing in it is executed.
import { parseIceServerUri, type IceServer } from '../media/ice-server.ts';
import { iceRowsOf, isBlank, type IceRow } from './ice-rows.ts';

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

function addressUrl(address: string): string {
  const scheme = /^turns?:/iu.test(address) ? 'turn' : 'stun';
  const parsed = parseIceServerUri(address, scheme);
  if (parsed.kind === 'invalid') throw new Refused({ code: 'address', at: address.slice(0, SHOWN_LENGTH) });
  return /^(?:stun|turn)s?:/iu.test(address) ? address : `stun:${address}`;
}

function fromAddresses(text: string): readonly IceServer[] {
  const addresses = text.split(/[\s,;]+/u).filter((address) => address !== '');
  return addresses.map((address) => ({ urls: [addressUrl(address)] }));
}

/** `const x = …;` around a literal, as it stands in somebody's code, goes. */
function bare(text: string): string {
  return text
    .replace(/^\s*(?:(?:const|let|var)\s+)?[\w.$]+\s*=(?!=)\s*/u, '')
    .replace(/[;,\s]+$/u, '')
    .trim();
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
  return { urls: list.map(addressUrl), username, credential };
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
    return rows.length > 0 ? { kind: 'rows', rows } : { kind: 'invalid', problem: { code: 'noServers' } };
  } catch (problem) {
    if (problem instanceof Refused) return { kind: 'invalid', problem: problem.problem };
    throw problem;
  }
}
