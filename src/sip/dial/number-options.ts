// What a line of digits and words may mean: numbers, each perhaps with an extension or tones behind it. One option is a target,
// several are a choice; what two numbers could be is never glued into one.
import { PAUSE_MS } from '../dtmf.ts';
import type { AfterAnswer } from './dial-reading.ts';
import { keysToDial, lettersToKeys, maybeAbroad, saidOnce } from './number-keys.ts';
import { isExtensionWord } from './dial-words.ts';
import { keysOf, numberLine, type Group, type Joint, type NumberLine, type Run } from './number-runs.ts';
import { partsOf } from './split-runs.ts';

/** A number as it will be dialled. */
export interface NumberOption {
  readonly keys: string;
  readonly after?: AfterAnswer | undefined;
}

/** As many digits can be a whole number, or an extension with a `#` behind a short one. */
const WHOLE = 7;

interface Built {
  readonly groups: readonly Group[];
  after?: AfterAnswer;
}

const digitCount = (keys: string): number => keys.replace(/\D/gu, '').length;

const isTail = (joint: Joint): boolean => joint === 'extension' || joint === 'code';

function afterOf(joint: Joint, keys: string): AfterAnswer | undefined {
  const plain = keys.replace(/\+/gu, '');
  if (plain === '') return undefined;
  // `ext. #12`: a sign for `number`.
  if (isTail(joint)) return { kind: 'extension', keys: plain.replace(/^#(?=\d)/u, ''), afterMs: undefined };
  if (typeof joint !== 'object') return undefined;
  const afterMs = joint.pause.includes(';') ? undefined : joint.pause.length * PAUSE_MS;
  return { kind: 'tones', keys: plain, afterMs };
}

/** Keys behind keys: `,,123#,,456#`. */
function lengthened(after: AfterAnswer, joint: Joint, keys: string): AfterAnswer {
  const pause = typeof joint === 'object' ? joint.pause : ',';
  return { ...after, keys: after.keys + pause + keys.replace(/\+/gu, '') };
}

/** `#12` behind a number that is whole is an extension, with or without a space. */
function withHash(groups: readonly Group[]): Built {
  const last = groups.at(-1);
  const at = last?.keys.indexOf('#') ?? -1;
  const extension = last?.keys.slice(at + 1) ?? '';
  const before = [
    ...groups.slice(0, -1),
    ...(at > 0 && last !== undefined ? [{ ...last, keys: last.keys.slice(0, at) }] : []),
  ];
  const isExtension = at >= 0 && /^\d{1,7}$/u.test(extension) && digitCount(keysOf(before)) >= WHOLE;
  if (!isExtension || /[*#]/u.test(keysOf(before))) return { groups };
  return { groups: before, after: { kind: 'extension', keys: extension, afterMs: undefined } };
}

/** How a run behind a comma or a semicolon is meant. */
function meaningBehindPause(
  left: string,
  right: string,
  { pause, isPlain }: Joint & object,
): 'tones' | 'number' | 'either' {
  if (isPlain || pause.length > 1 || /[*#]/u.test(right)) return 'tones';
  if (/^(?:\+|00)/u.test(right)) return 'number';
  const [before, behind] = [digitCount(left), digitCount(right)];
  if (before === behind) return before >= WHOLE ? 'number' : 'either';
  if (behind >= WHOLE) return before >= WHOLE ? 'either' : 'number';
  return before >= 5 ? 'tones' : 'either';
}

/** Where an extension or tones end and another number begins: `ext 12 / 555 0101`. */
function endOfTail(groups: readonly Group[]): number {
  const isOther = (group: Group, index: number): boolean =>
    index > 0 &&
    (/[/+]/u.test(group.before + group.keys) ||
      (/\s/u.test(group.before) && digitCount(keysOf(groups.slice(index))) >= WHOLE));
  const at = groups.findIndex(isOther);
  return at < 0 ? groups.length : at;
}

class OptionReader {
  readonly options: Built[] = [];
  /** Readings of one pair that exclude each other. */
  readonly alternatives: Built[] = [];

  take({ joint, groups: all }: Run): void {
    const last = this.options.at(-1);
    // `555 0100 int. +49 30 1234567`: a word of two meanings.
    if (isTail(joint) && /^(?:\+|00)/u.test(keysOf(all)) && digitCount(keysOf(all)) > WHOLE) {
      this.#numbers(all);
      return;
    }
    const isWhole = last === undefined || joint === 'words' || joint === 'or' || joint === 'code';
    const end = isWhole ? all.length : endOfTail(all);
    this.#run(joint, all.slice(0, end), last);
    if (end < all.length) this.#numbers(all.slice(end));
  }

  #run(joint: Joint, groups: readonly Group[], last: Built | undefined): void {
    const keys = keysOf(groups);
    if (last?.after !== undefined && typeof joint === 'object') {
      last.after = lengthened(last.after, joint, keys);
      return;
    }
    if (last !== undefined && isTail(joint)) this.#follow(last, joint, keys);
    else if (last !== undefined && typeof joint === 'object') this.#behindPause(last, joint, groups);
    else this.#numbers(groups);
  }

  #behindPause(last: Built, joint: Joint & object, groups: readonly Group[]): void {
    const keys = keysOf(groups);
    const meaning = meaningBehindPause(keysOf(last.groups), keys, joint);
    if (meaning === 'tones') {
      this.#follow(last, joint, keys);
      return;
    }
    const after = afterOf(joint, keys);
    if (meaning === 'either' && after !== undefined) this.alternatives.push({ groups: last.groups, after });
    this.#numbers(groups);
  }

  #follow(last: Built, joint: Joint, keys: string): void {
    const after = afterOf(joint, keys);
    if (after === undefined) return;
    // A code behind a code waits for the person, as the next question does.
    last.after =
      last.after === undefined ? after : lengthened(last.after, { pause: ';', isPlain: true }, after.keys);
  }

  #numbers(groups: readonly Group[]): void {
    const abroad = maybeAbroad(groups);
    const { numbers } = abroad === undefined ? partsOf(groups) : { numbers: abroad };
    this.options.push(...numbers.map(withHash));
  }
}

const TAIL = /(\d{1,7})\)?$/u;
const LAST_WORD = /\p{L}{1,20}$/u;
const SEPARATORS = ' .,:;(';

function withoutSeparators(text: string): string {
  let end = text.length;
  while (end > 0 && SEPARATORS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** `1-888-555-HELP ext 12` is a number in letters and what follows it. */
function withLetterTail(text: string): NumberOption | undefined {
  const tail = TAIL.exec(text);
  const ahead = withoutSeparators(text.slice(0, tail?.index ?? 0));
  const word = LAST_WORD.exec(ahead)?.[0] ?? '';
  if (!isExtensionWord(word)) return undefined;
  const head = withoutSeparators(ahead.slice(0, -word.length));
  const letters = letterKeys(head, numberLine(head));
  return letters === undefined
    ? undefined
    : { keys: letters, after: { kind: 'extension', keys: tail?.[1] ?? '', afterMs: undefined } };
}

/** Letters right behind digits, `1-800-FLOWERS`: the whole as keys, or undefined where it is no such number. */
function letterKeys(text: string, { runs, words }: NumberLine): string | undefined {
  const [first] = runs;
  const word = first?.word;
  if (runs.some(({ joint }) => isTail(joint) || typeof joint === 'object') || word === undefined)
    return undefined;
  const written = lettersToKeys(text);
  const keys = written === undefined ? undefined : saidOnce(written);
  const isInternational = keys?.startsWith('+') === true;
  const letters = words.join('').length;
  const isTight = !/\s/u.test(word.gap);
  const isUpper = word.text === word.text.toUpperCase();
  // `1 888 555 HELP`, of those that are free to call and sold by their letters.
  const isFree = /^\+?1?8\d{5}$/u.test(keysOf(first?.groups ?? [])) && letters === 4;
  const isHyphened = isUpper && (/^[-.]?$/u.test(word.gap) || isFree);
  const isIncomplete =
    digitCount(keysOf(first?.groups ?? [])) < WHOLE || (isHyphened && digitCount(keys ?? '') <= 11);
  // `101 reception` is a note behind a number; `1 800 FLOWERS` is none.
  const isMeant = isTight || word.text === word.text.toUpperCase();
  const isWhole = keys !== undefined && digitCount(keys) >= WHOLE && digitCount(keys) <= 15;
  return isWhole && letters >= 3 && (isMeant || isInternational) && isIncomplete ? keys : undefined;
}

/** One or two digits beside words and a whole number belong to the words (`Phone 2: ...`, `open 24 h`). */
function withoutCounters(options: readonly Built[], { words }: NumberLine): readonly Built[] {
  const counts = options.map(({ groups }) => digitCount(keysOf(groups)));
  if (words.length === 0 || !counts.some((count) => count >= 5)) return options;
  return options.filter((_, index) => (counts[index] ?? 0) > 2);
}

export interface LineOptions {
  readonly numbers: readonly NumberOption[];
  /** True where letters were read as keys: the text may be a name all the same. */
  readonly fromLetters: boolean;
}

/** Every number that a line may mean, each once. */
export function numberOptions(text: string, line: NumberLine): LineOptions {
  const tailed = withLetterTail(text);
  if (tailed !== undefined) return { numbers: [tailed], fromLetters: false };
  const letters = letterKeys(text, line);
  const reader = new OptionReader();
  for (const run of line.runs) reader.take(run);
  const built = withoutCounters([...reader.options, ...reader.alternatives], line);
  const numbers = built
    .map(({ groups, after }): NumberOption => ({ keys: keysToDial(groups), after }))
    .filter(({ keys }) => /[\d*#]/u.test(keys));
  if (letters === undefined) return { numbers, fromLetters: false };
  const isShort = digitCount(keysOf(line.runs[0]?.groups ?? [])) < WHOLE;
  const isTight = (isShort && !/\s/u.test(line.runs[0]?.word?.gap ?? '')) || letters.startsWith('+');
  return { numbers: isTight ? [{ keys: letters }] : [{ keys: letters }, ...numbers], fromLetters: true };
}
