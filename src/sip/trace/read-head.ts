// Reads as much of a SIP message (RFC 3261 7) as a trace needs. Takes bare LF and garbage as they come and never throws.

export interface MessageParts {
  /** Start line and headers, without the blank line. */
  readonly head: string;
  /** The blank line, as it was sent. */
  readonly gap: string;
  readonly body: string;
}

export interface Header {
  /** In lower case; compact forms (RFC 3261 7.3.3) in full. */
  readonly name: string;
  readonly value: string;
}

const FULL_NAMES: Readonly<Record<string, string>> = {
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  t: 'to',
};

/** One header with its folded lines: name and colon, then the value. */
export const HEADER = /^([ \t]*[!-9;-~]+[ \t]*:[ \t]*(?![ \t]))([^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*)/gmu;

/** Splits at the first blank line; blank lines before the start line belong to the head (RFC 3261 7.5). */
export function splitMessage(text: string): MessageParts {
  const start = /[^\r\n]|$/u.exec(text)?.index ?? 0;
  const gap = /\r\n\r?\n|\n\r?\n|\r\r/u.exec(text.slice(start));
  if (gap === null) return { head: text, gap: '', body: '' };
  const end = start + gap.index;
  return { head: text.slice(0, end), gap: gap[0], body: text.slice(end + gap[0].length) };
}

/** A header's name as it is compared: in full and in lower case. `written` may end in a colon. */
export function headerName(written: string): string {
  const name = written.replace(':', '').trim().toLowerCase();
  return FULL_NAMES[name] ?? name;
}

/** The headers in the order they came. */
export function headersOf(head: string): readonly Header[] {
  return [...head.matchAll(HEADER)].map(([, written = '', value = '']) => ({
    name: headerName(written),
    value: value.trim(),
  }));
}

/** The first line that says something. */
export function startLineOf(head: string): string {
  return /[^\r\n]+/u.exec(head)?.[0].trim() ?? '';
}

/** The method that the CSeq names; empty where there is none. */
export function cseqMethod(headers: readonly Header[]): string {
  const cseq = headers.find(({ name }) => name === 'cseq')?.value ?? '';
  return /^\d+\s+(\S+)/u.exec(cseq)?.[1]?.toUpperCase() ?? '';
}
