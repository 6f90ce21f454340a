// From the text of one WebSocket message to a SipMessage (RFC 3261 section 7, RFC 7118 section 5).
// Owns the syntax; refuses what is not one whole message, or longer than 64 kB. What the message asks for is not judged here.
import { canonicalHeaderName, COMMA_SEPARATED } from './header-names.ts';
import { splitOutside } from './lexing.ts';
import { headerOf, type Header, type SipMessage } from './message.ts';

const MAX_LENGTH = 64 * 1024;
const MAX_HEADERS = 200;
const REQUEST_LINE = /^([A-Za-z0-9.!%*_+`'~-]+) (\S+) SIP\/2\.0$/i;
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i;

function unfold(lines: readonly string[]): string[] {
  const unfolded: string[] = [];
  for (const line of lines) {
    const last = unfolded.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) unfolded[last] = `${unfolded[last] ?? ''} ${line.trim()}`;
    else unfolded.push(line);
  }
  return unfolded;
}

function parseHeaders(lines: readonly string[]): Header[] | undefined {
  const headers: Header[] = [];
  for (const line of unfold(lines)) {
    const match = /^([A-Za-z0-9.!%*_+`'~-]+)[ \t]*:(.*)$/s.exec(line);
    if (match === null) return undefined;
    const name = canonicalHeaderName(match[1] ?? '');
    const value = (match[2] ?? '').trim();
    const values = COMMA_SEPARATED.has(name)
      ? splitOutside(value, ',').filter((part) => part !== '')
      : [value];
    for (const one of values) headers.push([name, one]);
    if (headers.length > MAX_HEADERS) return undefined;
  }
  return headers;
}

/** The body cut to Content-Length (octets); undefined where it is shorter than promised. */
function bodyWithin(text: string, contentLength: string | undefined): string | undefined {
  if (contentLength === undefined) return text;
  if (!/^\d{1,8}$/.test(contentLength)) return undefined;
  const octets = Buffer.from(text, 'utf8');
  const length = Number(contentLength);
  if (length === octets.length) return text;
  return length > octets.length ? undefined : octets.subarray(0, length).toString('utf8');
}

/** Parses one message; undefined where the text is not a SIP message. Never throws. */
export function parseMessage(text: string): SipMessage | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const trimmed = text.replace(/^(\r?\n)+/, '');
  const gap = /\r?\n\r?\n/.exec(trimmed);
  if (gap === null) return undefined;
  const [startLine = '', ...headerLines] = trimmed.slice(0, gap.index).split(/\r?\n/);
  const headers = parseHeaders(headerLines);
  if (headers === undefined) return undefined;
  const contentLength = headerOf({ headers, body: '' }, 'Content-Length');
  const body = bodyWithin(trimmed.slice(gap.index + gap[0].length), contentLength);
  if (body === undefined) return undefined;
  const request = REQUEST_LINE.exec(startLine);
  if (request) {
    return {
      kind: 'request',
      method: (request[1] ?? '').toUpperCase(),
      uri: request[2] ?? '',
      headers,
      body,
    };
  }
  const status = STATUS_LINE.exec(startLine);
  if (status === null) return undefined;
  return { kind: 'response', status: Number(status[1]), reason: status[2] ?? '', headers, body };
}
