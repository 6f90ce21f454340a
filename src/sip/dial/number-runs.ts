// A line of text as runs of digits: what belongs together by separators that people see (RFC 3966 5.1.1), and what parts two runs.
// Decides nothing yet about what a run is.
import { isBetween, isCodeWord, isExtensionWord, isFiller } from './dial-words.ts';

/** Digits without a separator in them, and what stands before them. */
export interface Group {
  /** 0 to 9, `*`, `#`, and `+` at the start; perhaps `+` alone. */
  readonly keys: string;
  readonly before: string;
}

/** How a run follows the one before it. */
export type Joint =
  | 'start'
  | 'words'
  | 'or'
  | 'extension'
  /** As an extension, but perhaps as long as a number. */
  | 'code'
  /** `,` and `;` as many as stood there; `isPlain`: `p` or `w`, which parts no two numbers. */
  | { readonly pause: string; readonly isPlain: boolean };

export interface Run {
  readonly joint: Joint;
  readonly groups: readonly Group[];
  /** What stands between it and a word that follows at once. */
  readonly word?: { readonly gap: string; readonly text: string } | undefined;
}

export interface NumberLine {
  readonly runs: readonly Run[];
  /** Words that announce nothing. */
  readonly words: readonly string[];
  /** The first sign that stands within a number and is no separator. */
  readonly strange: string | undefined;
}

interface Token {
  readonly kind: 'keys' | 'word' | 'gap';
  readonly text: string;
}

const TOKEN = /\+?[\d*#]+|\+|[\p{L}\p{M}°]+|[^\d*#+\p{L}\p{M}°]+/gu;
/** Two dots say `to`, or that something is missing. */
const SOFT = /^(?!.*\.\.)[\s\-./()'~]*$/u;

function tokensOf(text: string): readonly Token[] {
  return (text.replace(/\+\+/gu, '+').match(TOKEN) ?? []).map((text): Token => {
    if (/^[\d*#+]/u.test(text)) return { kind: 'keys', text };
    return { kind: /^[\p{L}\p{M}°]/u.test(text) ? 'word' : 'gap', text };
  });
}

interface OpenRun {
  joint: Joint;
  groups: Group[];
  word?: Run['word'];
}

const isPauseLetters = (word: string): boolean => /^[pw]{1,4}$/iu.test(word);
const pauseOf = (letters: string): string => letters.replace(/p/giu, ',').replace(/w/giu, ';');
const isPause = (joint: Joint): boolean => typeof joint === 'object';

/** `Zip code 12345` is asked by nobody. */
const isOfPlace = (word = ''): boolean => /^(?:zip|post|postal|area|country)$/iu.test(word);

class LineReader {
  readonly runs: OpenRun[] = [];
  readonly words: string[] = [];
  strange: string | undefined;
  #gap = '';
  #next: Joint = 'start';
  /** Digits continue the last run. */
  #isOpen = false;

  take(token: Token, following: Token | undefined): void {
    if (token.kind === 'keys') this.#keys(token.text);
    else if (token.kind === 'word') this.#word(token.text, following);
    else this.#signs(token.text);
  }

  #keys(keys: string): void {
    const last = this.runs.at(-1);
    if (this.#isOpen && last !== undefined && SOFT.test(this.#gap)) {
      last.groups.push({ keys, before: this.#gap });
    } else {
      if (this.#isOpen) this.#next = this.#jointOf(this.#gap);
      this.runs.push({ joint: this.#next, groups: [{ keys, before: this.#gap }] });
    }
    this.#isOpen = true;
    this.#gap = '';
    this.#next = 'words';
  }

  #jointOf(gap: string): Joint {
    const pause = gap.replace(/[^,;]/gu, '');
    if (gap.includes('&')) return 'or';
    // `Line 2: 555 0100`: what stands before is no number.
    if (/:\s/u.test(gap)) this.words.push(':');
    else if (pause === '') this.strange ??= /[^\s\-./()'~]/u.exec(gap)?.[0];
    return pause === '' ? 'words' : { pause, isPlain: false };
  }

  #word(text: string, following: Token | undefined): void {
    const last = this.runs.at(-1);
    const gap = this.#gap;
    // One letter alone says so right behind its number only.
    const isBehind =
      last !== undefined && (this.#isOpen || this.#next === 'extension' || /^x$|../iu.test(text));
    this.#gap = '';
    if (isBehind && isExtensionWord(text)) this.#next = 'extension';
    else if (isBehind && isCodeWord(text) && !isOfPlace(this.words.at(-1))) this.#next = 'code';
    else if (isBehind && isPauseLetters(text) && following?.kind !== 'word' && following !== undefined)
      this.#next = { pause: pauseOf(text), isPlain: true };
    else if (isBetween(text)) this.#next = 'or';
    // `ext 101` alone: the word names the number that follows.
    else if (this.runs.length === 0 && text.length > 1 && isExtensionWord(text)) this.#next = 'start';
    else if ((this.#next !== 'extension' && this.#next !== 'code') || !isFiller(text)) {
      if (this.#isOpen && last !== undefined) last.word = { gap, text };
      this.#next = this.#next === 'or' ? 'or' : 'words';
      this.words.push(text);
    }
    this.#isOpen = false;
  }

  #signs(text: string): void {
    this.#gap += text;
    if (isPause(this.#next)) this.#gap = '';
  }
}

/** Reads one line of plain text. */
export function numberLine(text: string): NumberLine {
  const reader = new LineReader();
  const tokens = tokensOf(text);
  tokens.forEach((token, index) => {
    reader.take(token, tokens[index + 1]);
  });
  return reader;
}

export const keysOf = (groups: readonly Group[]): string => groups.map(({ keys }) => keys).join('');
