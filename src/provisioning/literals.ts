// Finds lists and objects in a text, with code or words around them, and reads each as far as it can be read. Executes nothing.

export interface Literals {
  readonly values: readonly unknown[];
  /** The text around them, each line in its place. */
  readonly around: string;
  /** Line, from 1, of the first that could not be read. */
  readonly brokenAt: number | undefined;
}

/** So many attempts are made: one for each bracket that opens, from the outside in. */
const MOST_ATTEMPTS = 64;
/** So many characters are read in all, attempts and all. */
const MOST_READ = 262_144;
const CLOSES: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** Length of a string or a comment that begins at `at`; 0 where none does. */
function skipped(text: string, at: number): number {
  const sign = text.charAt(at);
  if (sign === '"' || sign === "'" || sign === '`') {
    let end = at + 1;
    while (end < text.length && text.charAt(end) !== sign && text.charAt(end) !== '\n')
      end += text.charAt(end) === '\\' ? 2 : 1;
    return end - at + 1;
  }
  if (sign !== '/') return 0;
  const ahead = text.slice(at, at + 2);
  // `https://` within a word is no comment.
  if (ahead === '//' && text.charAt(at - 1) !== ':') return lengthUntil(text, at, '\n');
  return ahead === '/*' ? lengthUntil(text, at, '*/') + 2 : 0;
}

function lengthUntil(text: string, at: number, end: string): number {
  const found = text.indexOf(end, at + 2);
  return (found < 0 ? text.length : found) - at;
}

/** The bracket that closes each one that opens, for the whole text at once; none for one that stays open. */
function pairsOf(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const skip = skipped(text, at);
    const sign = text.charAt(at);
    if (skip > 0) at += skip - 1;
    else if (sign in CLOSES) open.push(at);
    else if (sign === '}' || sign === ']') {
      const last = open.at(-1);
      if (last !== undefined && CLOSES[text.charAt(last)] === sign) {
        pairs.set(last, at);
        open.pop();
      }
    }
  }
  return pairs;
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** IPv6 in brackets is no list. */
const isAddress = (literal: string): boolean => /^\[[\da-f:.]+\]$/iu.test(literal);
const isSection = (literal: string): boolean => /^\[[\w. -]*\]$/u.test(literal);

interface Attempt {
  readonly value?: unknown;
  readonly line?: number;
}

function attempt(literal: string, startLine: number, parse: (text: string) => unknown): Attempt {
  try {
    return { value: parse(literal) };
  } catch (problem) {
    const within = (problem as { readonly lineNumber?: unknown }).lineNumber;
    return { line: startLine + (typeof within === 'number' ? within - 1 : 0) };
  }
}

/** Every list and object in the text that `parse` can read; where one can't be, those within it. */
export function literalsIn(
  text: string,
  parse: (text: string) => unknown,
  isWanted: (value: unknown) => boolean,
): Literals {
  const pairs = pairsOf(text);
  const values: unknown[] = [];
  const around: string[] = [];
  let told = 0;
  let brokenAt: number | undefined;
  let [end, attempts, read] = [-1, 0, 0];
  for (const [start, close] of [...pairs].sort(([one], [other]) => one - other)) {
    const literal = text.slice(start, close + 1);
    if (start < end || isAddress(literal) || isSection(literal)) continue;
    attempts += 1;
    read += literal.length;
    if (attempts > MOST_ATTEMPTS || read > MOST_READ) break;
    const { value, line } = attempt(literal, lineOf(text, start), parse);
    if (line !== undefined) brokenAt ??= line;
    else {
      if (isWanted(value)) {
        values.push(value);
        around.push(text.slice(told, start), literal.replace(/[^\n]+/gu, ''));
        told = close + 1;
      }
      end = close;
    }
  }
  brokenAt ??= openBracketLine(text, pairs);
  return { values, around: [...around, text.slice(told)].join(''), brokenAt };
}

/** The line of a bracket that never closes, outside of addresses. */
function openBracketLine(text: string, pairs: ReadonlyMap<number, number>): number | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const skip = skipped(text, at);
    if (skip > 0) at += skip - 1;
    else if (text.charAt(at) in CLOSES && !pairs.has(at)) return lineOf(text, at);
  }
  return undefined;
}
