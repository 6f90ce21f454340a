// A SIP message as text, taken apart just far enough for the socket to look after it (RFC 3261 7).
// Refuses nothing that merely looks odd: the stack behind it judges content.
import { listValues, parameterOf } from './list-values.ts';

export interface SipHead {
  readonly startLine: string;
  /** Undefined for a response. */
  readonly method: string | undefined;
  readonly requestUri: string;
  /** Undefined for a request. */
  readonly statusCode: number | undefined;
  readonly reasonPhrase: string;
  /** Names in lower case, compact forms written out, in the order of the message. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Lines among the headers that are none: they are left out. */
  readonly strayLines: number;
}

/** Compact forms (RFC 3261 7.3.3, 20; RFC 3515; RFC 3892; RFC 4028; RFC 6665). */
const COMPACT: Readonly<Record<string, string>> = {
  i: 'call-id',
  m: 'contact',
  e: 'content-encoding',
  l: 'content-length',
  c: 'content-type',
  f: 'from',
  s: 'subject',
  k: 'supported',
  t: 'to',
  v: 'via',
  o: 'event',
  r: 'refer-to',
  b: 'referred-by',
  x: 'session-expires',
};

export type StartLine = Pick<SipHead, 'startLine' | 'method' | 'requestUri' | 'statusCode' | 'reasonPhrase'>;

const METHOD = /^[A-Za-z0-9\-.!%*_+`'~]+(?=[ \t])/u;
const VERSION = /[ \t]SIP\/\d+\.\d+$/iu;
const RESPONSE = /^SIP\/\d+\.\d+[ \t]+(\d{3})(?:[ \t](.*))?$/isu;

/** Takes the first line of a message apart (RFC 3261 7.1, 7.2), with white space and brackets about the address; undefined where it is none. */
export function parseStartLine(line: string): StartLine | undefined {
  const startLine = line.trim();
  const response = RESPONSE.exec(startLine);
  if (response !== null) {
    const reasonPhrase = (response[2] ?? '').trim();
    return { startLine, method: undefined, requestUri: '', statusCode: Number(response[1]), reasonPhrase };
  }
  const method = METHOD.exec(startLine)?.[0];
  const version = VERSION.exec(startLine)?.[0];
  if (method === undefined || version === undefined) return undefined;
  const written = startLine.slice(method.length, startLine.length - version.length).trim();
  const requestUri = written.startsWith('<') && written.endsWith('>') ? written.slice(1, -1).trim() : written;
  if (requestUri === '') return undefined;
  const asRead = `${method} ${requestUri}${version.toUpperCase()}`;
  return { startLine: asRead, method, requestUri, statusCode: undefined, reasonPhrase: '' };
}

function headerOf(line: string): readonly [string, string] | undefined {
  const colon = line.indexOf(':');
  if (colon < 1) return undefined;
  const name = line.slice(0, colon).trim().toLowerCase();
  return [COMPACT[name] ?? name, line.slice(colon + 1).trim()];
}

/**
 * Takes a message apart; undefined where its first line is no SIP start line, or as `startOf` reads that.
 */
export function parseHead(text: string, startOf = parseStartLine): SipHead | undefined {
  const trimmed = text.replace(/^(?:\r?\n)+/u, '');
  const end = /\r?\n\r?\n/u.exec(trimmed);
  const top = end === null ? trimmed : trimmed.slice(0, end.index);
  const body = end === null ? '' : trimmed.slice(end.index + end[0].length);
  // A line that begins with white space continues the one before (RFC 3261 7.3.1).
  const [firstLine = '', ...lines] = top.replace(/\r?\n[ \t]+/gu, ' ').split(/\r?\n/u);
  const start = startOf(firstLine);
  if (start === undefined) return undefined;
  const headers = lines.map(headerOf).filter((header) => header !== undefined);
  return { ...start, headers, strayLines: lines.length - headers.length, body };
}

/** The first header of that name (lower case); undefined where there is none. */
export function headerValue(head: SipHead, name: string): string | undefined {
  return head.headers.find(([each]) => each === name)?.[1];
}

/** Every header of that name (lower case), top first. */
export function headerValues(head: SipHead, name: string): readonly string[] {
  return head.headers.filter(([each]) => each === name).map(([, value]) => value);
}

/** Number and method of the CSeq header (RFC 3261 20.16). */
export function cseqOf(head: SipHead): { readonly number: number; readonly method: string } | undefined {
  const match = /^(\d{1,10})\s+(\S+)$/u.exec(headerValue(head, 'cseq') ?? '');
  return match === null ? undefined : { number: Number(match[1]), method: match[2] ?? '' };
}

/** The branch of the topmost Via (RFC 3261 8.1.1.7); empty where there is none. */
export function branchOf(head: SipHead): string {
  return parameterOf(listValues(headerValue(head, 'via') ?? '')[0] ?? '', 'branch') ?? '';
}

/** The tag of a From or To header (RFC 3261 19.3); empty where there is none. */
export function tagOf(value: string | undefined): string {
  return parameterOf(value ?? '', 'tag') ?? '';
}

/** Bytes that a character takes in UTF-8. */
function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
}

/** The length of a body in bytes, as Content-Length counts (RFC 3261 20.14). */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character);
  return bytes;
}

/** The whole characters that fit into so many bytes. */
function firstBytes(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/**
 * All that a whole body may be said to be long: in bytes, with the line ends that a gateway wrote anew, or in characters, which are the
 * bytes of another encoding before somebody made UTF-8 of it.
 */
export function lengthsOf(body: string): readonly number[] {
  const bare = body.replace(/\r\n/gu, '\n');
  const ends = bare.split('\n').length - 1;
  const bytes = byteLength(bare);
  return [byteLength(body), bytes, bytes + ends, body.length];
}

/** As much of the body as Content-Length says; what follows it in the frame is not of this message (RFC 3261 18.3). */
export function withinLength(head: SipHead): SipHead {
  const length = headerValue(head, 'content-length') ?? '';
  if (!/^\d{1,9}$/u.test(length) || Number(length) >= byteLength(head.body)) return head;
  const whole = lengthsOf(head.body);
  const isWhole = headerValues(head, 'content-length').some((each) => whole.includes(Number(each)));
  return isWhole ? head : { ...head, body: firstBytes(head.body, Number(length)) };
}

/** The message as text again, with Content-Length put right. */
export function formatHead(head: Pick<SipHead, 'startLine' | 'headers' | 'body'>): string {
  const lines = head.headers
    .filter(([name]) => name !== 'content-length')
    .map(([name, value]) => `${name}: ${value}`);
  const length = `content-length: ${String(byteLength(head.body))}`;
  return `${[head.startLine, ...lines, length].join('\r\n')}\r\n\r\n${head.body}`;
}
