// The one reader of what people type and paste to be called: numbers in any writing, names, addresses, and what stood around them.
// What it shows, what is sent and what the history keeps are one thing: each, read again, gives the same target.
// Sources: RFC 3261 19.1 (SIP URIs), RFC 3966 (tel URIs), ITU E.123 (how numbers are written), E.161 (letters on keys).
import { formatSipUri, parseSipUri, type SipUri } from '../sip-uri.ts';
import {
  MOST_KEYS,
  MOST_TYPED,
  refused,
  tooLong,
  type DialReading,
  type DialTarget,
} from './dial-reading.ts';
import { numberOptions, type NumberOption } from './number-options.ts';
import { numberLine, type NumberLine } from './number-runs.ts';
import { addressParts, addressTarget, readAddress, strangeSign, userTooLong } from './sip-address.ts';
import { plainText, seenText, unescaped } from './signs.ts';
import { insideBrackets, schemeOf, withoutParameters } from './wrappers.ts';

type Found = Omit<DialTarget, 'differs'>;
/** What one cell holds. `isName`: no more than a word, which only counts where nothing better stands beside it. */
type Cell =
  | { readonly kind: 'found'; readonly targets: readonly Found[]; readonly isName?: boolean }
  | Exclude<DialReading, { readonly kind: 'target' | 'choice' }>;

const NOTHING: Cell = { kind: 'nothing' };
/** So many are offered at most. */
const MOST_CHOICES = 8;
/** Digits of a number in international form (E.164). */
const MOST_WORLDWIDE = 15;
const IP_ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$/u;

/** Money, or a part of a hundred. */
const AMOUNT = /\p{Sc}(?=\s?[\d.,]*\d)|(?<=\d\s?)[\p{Sc}%]/u;
/** What a spreadsheet made of a long number; its last digits are lost. */
const isPowerOfTen = (plain: string): boolean => /^\d[.,]\d{1,15}e\+?\d{1,2}$/iu.test(plain);
/** `wa.me/15550100`: a page, though nothing says so in front. */
const WEB_PAGE = /^(?:[a-z\d-]+\.){1,5}[a-z]{2,24}\/\S/iu;

const found = (...targets: readonly Found[]): Cell => ({ kind: 'found', targets });
const asCell = (reading: DialReading): Cell =>
  reading.kind === 'target' || reading.kind === 'choice' ? NOTHING : reading;

function numberTarget({ keys, after }: NumberOption, domain: string): Found {
  const uri = formatSipUri({ scheme: 'sip', user: keys, host: domain, port: undefined });
  return { kind: 'target', uri, shown: keys, ...(after === undefined ? {} : { after }) };
}

/** Only four groups that are not all of two digits: `12.34.56.78` is how Danes write a number. */
function isServerAddress(text: string): boolean {
  const groups = text.split('.');
  return (
    IP_ADDRESS.test(text) &&
    groups.every((group) => Number(group) <= 255) &&
    groups.some(({ length }) => length !== 2)
  );
}

class DialReader {
  readonly #domain: string;

  constructor(domain: string) {
    this.#domain = domain.toLowerCase();
  }

  text(text: string): Cell {
    const cells = text
      .split(/[\n\t|]/u)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '')
      .map((cell) => this.#cell(cell));
    return joined(cells);
  }

  #cell(text: string): Cell {
    const inside = insideBrackets(text);
    if (inside.length > 1) return joined(inside.map((one) => this.#cell(one)));
    const [bare = text] = inside;
    const scheme = schemeOf(bare);
    if (scheme !== undefined) {
      const cell = this.#withScheme(scheme.name, scheme.rest);
      return /[\d@]/u.test(scheme.before) ? joined([this.#cell(scheme.before), cell]) : cell;
    }
    const decoded = unescaped(bare);
    if (decoded === undefined) return asCell(refused({ reason: 'escape' }));
    return bare.includes('@') ? this.#addresses(bare) : this.#plain(seenText(decoded));
  }

  #withScheme(name: string, rest: string): Cell {
    if (name === 'label') return this.#cell(rest);
    if (name === 'sip' || name === 'sips') return this.#sip(name, rest);
    if (name === 'mailto') return this.#addresses(rest.split('?', 1).join());
    if (name !== 'tel' && name !== 'callto') return asCell(refused({ reason: 'scheme', scheme: name }));
    if (rest.includes('@')) return this.#addresses(rest);
    const decoded = unescaped(rest.split('?', 1).join());
    return decoded === undefined
      ? asCell(refused({ reason: 'escape' }))
      : this.#plain(withoutParameters(seenText(decoded)));
  }

  #sip(scheme: 'sip' | 'sips', text: string): Cell {
    const [first = '', ...more] = text.split(/[\s,;](?=sips?:)/iu);
    if (more.length > 0) return joined([this.#sip(scheme, first), ...more.map((one) => this.#cell(one))]);
    if (text.includes('@')) return this.#address(text, scheme);
    const bare = text.split(/[;?]/u, 1).join().trim();
    if (/[.:]/u.test(bare) && !/^[+\d(]/u.test(bare))
      return asCell(refused({ reason: 'nobody', host: bare }));
    return this.#cell(text);
  }

  /** Every address of a line, and a number that stands among them. */
  #addresses(text: string): Cell {
    const words = text.split(/[\s,"]+/u).filter((word) => word !== '');
    const addresses = words.filter((word) => word.includes('@')).map((word) => word.replace(/^[('<]+/u, ''));
    const beside = this.#plain(words.filter((word) => !word.includes('@')).join(' '));
    const isNumber =
      beside.kind === 'found' &&
      beside.isName !== true &&
      beside.targets.every(({ shown }) => shown.length >= 5);
    const cells = addresses.map((address) =>
      schemeOf(address) === undefined ? this.#address(address, 'sip') : this.#cell(address),
    );
    return joined(isNumber ? [...cells, beside] : cells);
  }

  #address(text: string, scheme: 'sip' | 'sips'): Cell {
    const parts = addressParts(text, scheme);
    const user = unescaped(parts.user.trim());
    if (user === undefined) return asCell(refused({ reason: 'escape' }));
    const seen = seenText(user);
    const numbers = /;user=phone/iu.test(text) || isWrittenNumber(user) ? numbersOf(seen) : [];
    const users = numbers.length > 0 ? numbers : [{ keys: seen }];
    const targets: Found[] = [];
    for (const one of users) {
      const uri = readAddress({ ...parts, user: encodeURIComponent(one.keys) });
      if ('kind' in uri) return asCell(uri);
      targets.push(this.#inShort(uri, one));
    }
    return found(...targets);
  }

  /** Without the own host, where the short form is read as the very same. */
  #inShort(uri: SipUri, { after }: NumberOption): Found {
    const target = { ...addressTarget(uri), ...(after === undefined ? {} : { after }) };
    if (uri.host !== this.#domain || uri.port !== undefined || uri.scheme !== 'sip') return target;
    const short = this.#plain(uri.user);
    const [only, ...more] = short.kind === 'found' ? short.targets : [];
    const isSame = only?.uri === target.uri && more.length === 0 && only.after === undefined;
    return isSame ? { ...target, shown: uri.user } : target;
  }

  /** Neither a scheme nor an `@`: a number with whatever stands around it, or a name. */
  #plain(text: string): Cell {
    const written = withoutQuotes(text.trim().replace(/^[-\u2022*]\s+(?=[\p{L}_])/u, ''));
    const plain = plainText(written);
    if (!/[\p{L}\p{N}*#]/u.test(plain)) return text.trim() === '' ? { kind: 'empty' } : NOTHING;
    if (isServerAddress(plain)) return asCell(refused({ reason: 'nobody', host: plain }));
    const amount = AMOUNT.exec(plain)?.[0] ?? (isPowerOfTen(plain) ? 'E' : undefined);
    if (amount !== undefined) return asCell(refused({ reason: 'sign', sign: amount, at: undefined }));
    if (WEB_PAGE.test(plain) && !/^(?:tel|fax|mob)\./iu.test(plain))
      return asCell(refused({ reason: 'scheme', scheme: 'https' }));
    const counted = /^\d{1,2}\.\s/u.exec(plain)?.[0];
    if (counted !== undefined && plain.replace(/\D/gu, '').length >= 8)
      // `1. 555 0100`: the second line of a list, or a number with a dot in it.
      return joined([this.#plain(plain.slice(counted.length)), this.#plain(plain.replace('.', ' '))]);
    const name = this.#name(written);
    if (!/[\d*#]/u.test(plain)) return name;
    const isWord = /^[\p{L}_]/u.test(plain) && !/^(?:tel|mob|fax|phone)\.\d/iu.test(plain);
    return isWord && name.kind === 'found' ? name : this.#number(plain, name);
  }

  /** `name`: the whole read as a name. */
  #number(plain: string, name: Cell): Cell {
    const line = numberLine(announced(plain));
    const { numbers, fromLetters } = numberOptions(plain, line);
    const cell = this.#numbers(numbers);
    const mayBeName = name.kind === 'found' && /[\p{L}_]/u.test(plain) && !plain.startsWith('+');
    if (mayBeName && fromLetters) return either(cell, this.#inFull(name));
    if (mayBeName && !isPlainlyNumber(numbers))
      return isMaybeNumber(numbers, line) ? either(cell, this.#inFull(name)) : name;
    if (line.strange !== undefined)
      return asCell(refused({ reason: 'sign', sign: line.strange, at: undefined }));
    if (line.words.length > 0 && numbers.every(({ keys }) => keys.length < 3)) return name;
    return cell;
  }

  #numbers(numbers: readonly NumberOption[]): Cell {
    const longest = Math.max(0, ...numbers.map(({ keys }) => keys.length));
    const digits = Math.max(longest, ...numbers.map(({ after }) => after?.keys.length ?? 0));
    if (digits > MOST_KEYS) return asCell(tooLong(digits, MOST_KEYS));
    const worldwide = Math.max(
      0,
      ...numbers.map(({ keys }) => (/^\+\d+$/u.test(keys) ? keys.length - 1 : 0)),
    );
    if (worldwide > MOST_WORLDWIDE) return asCell(tooLong(worldwide, MOST_WORLDWIDE));
    return numbers.length === 0
      ? NOTHING
      : found(...numbers.map((number) => numberTarget(number, this.#domain)));
  }

  /** A name that looks like a number is told apart by its host. */
  #inFull(name: Cell): Cell {
    if (name.kind !== 'found') return name;
    const uris = name.targets.flatMap(({ uri }) => parseSipUri(uri) ?? []);
    return found(...uris.map((uri) => addressTarget(uri)));
  }

  #name(written: string): Cell {
    const name = withoutEnd(written.replace(/^[-\u2022*]\s/u, ''));
    if (/\s/u.test(name)) return asCell(refused({ reason: 'space' }));
    const sign = strangeSign(name, false);
    if (sign !== undefined) return asCell(refused({ reason: 'sign', sign, at: undefined }));
    const uri = formatSipUri({ scheme: 'sip', user: name, host: this.#domain, port: undefined });
    const tooMuch = userTooLong(name);
    return tooMuch === undefined
      ? { kind: 'found', targets: [{ kind: 'target', uri, shown: name }], isName: true }
      : asCell(tooMuch);
  }
}

/** A whole number with an extension: no name looks like that. */
function isPlainlyNumber(numbers: readonly NumberOption[]): boolean {
  return numbers.length > 0 && numbers.every(({ keys, after }) => keys.length >= 7 && after !== undefined);
}

/** `555x12`, `0170-0000000-mobile`: could be either. */
function isMaybeNumber(numbers: readonly NumberOption[], { runs }: NumberLine): boolean {
  const gap = runs[0]?.word?.gap ?? '';
  return numbers.some(({ keys, after }) => after !== undefined || (keys.length >= 7 && gap !== ''));
}

/** A user part that was written as a telephone number, for the eye: with a plus, spaces, brackets, other digits, or a pause. */
function isWrittenNumber(user: string): boolean {
  const plain = plainText(seenText(user)).trim();
  if (/[\p{L}_]/u.test(plain.replace(/;[a-z-]+=[^;]*/giu, ';'))) return false;
  const hasOtherDigits = /\p{Nd}/u.test(user.replace(/\d/gu, ''));
  return hasOtherDigits || /^\(?\+|^[\d\s\-./()*#]+[,;]|^[\d\-./()*#]+\s/u.test(plain);
}

function numbersOf(user: string): readonly NumberOption[] {
  const plain = plainText(withoutParameters(user));
  return numberOptions(plain, numberLine(plain)).numbers;
}

function merged(cells: readonly Cell[]): readonly Found[] {
  const known = new Set<string>();
  return cells
    .flatMap((cell) => (cell.kind === 'found' ? cell.targets : []))
    .filter(({ uri, after }) => {
      const key = `${uri} ${after?.kind ?? ''} ${after?.keys ?? ''}`;
      const isNew = !known.has(key);
      known.add(key);
      return isNew;
    })
    .slice(0, MOST_CHOICES);
}

/** The best of several cells: all numbers and addresses, each once; names where there is neither; else the first refusal. */
function joined(cells: readonly Cell[]): Cell {
  const isName = !cells.some((cell) => cell.kind === 'found' && cell.isName !== true);
  const targets = merged(cells.filter((cell) => cell.kind === 'found' && (cell.isName ?? false) === isName));
  if (targets.length > 0) return { kind: 'found', targets, isName };
  const worst = cells.find(({ kind }) => kind === 'refused') ?? cells.find(({ kind }) => kind === 'nothing');
  return worst ?? { kind: 'empty' };
}

/** One text that may be read in two ways: `555x12`. */
const either = (...cells: readonly Cell[]): Cell => found(...merged(cells));

/** The quotation mark that spreadsheets put before digits, `="..."` around them, and any other pair around the whole. */
function withoutQuotes(text: string): string {
  return text
    .replace(/^=?["'\u2018\u2019\u201c\u201d\u201e\u00ab`]+/u, '')
    .replace(/["'\u2018\u2019\u201c\u201d\u00bb`]$/u, '')
    .trim();
}

/**
 * `Tel #555 0100`, `1) 555 0100`: a sign that belongs to the word, or counts the line, is no key. `0xx11`, as in Brazil: any carrier.
 */
function announced(plain: string): string {
  return plain
    .replace(/(?<!\w)0\s?xx\s?(?=\d{2}(?!\d))/iu, '0')
    .replace(/^(?:\d{1,2}\)\s|[\p{L}\s.]+#[\s:]*(?=\d))/u, '');
}

/** A name without the punctuation of the sentence that it stood in. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ',;.!?:'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A name that would be read as something else is shown with its host. */
function clearly({ uri, shown }: Found, domain: string): string {
  const again = new DialReader(domain).text(seenText(shown));
  const [only, ...more] = again.kind === 'found' ? again.targets : [];
  const isClear = more.length === 0 && only?.uri === uri && only.shown === shown;
  const address = isClear ? undefined : parseSipUri(uri);
  return address === undefined ? shown : addressTarget(address).shown;
}

/** Reads a typed or pasted text. A number or a name alone goes to the account's own domain. */
export function readDial(typed: string, domain: string): DialReading {
  if (typed.length > MOST_TYPED) return tooLong(typed.length, MOST_TYPED);
  const cell = new DialReader(domain).text(seenText(typed));
  if (cell.kind === 'refused' && cell.refusal.reason === 'sign') {
    const { sign } = cell.refusal;
    const at = Array.from(typed).indexOf(sign) + 1;
    return refused({ reason: 'sign', sign, at: at > 0 ? at : undefined });
  }
  if (cell.kind !== 'found') return cell;
  const isOne = cell.targets.length === 1;
  const targets = cell.targets.map((target): DialTarget => {
    const shown = clearly(target, domain);
    return { ...target, shown, differs: shown !== typed.trim() || target.after !== undefined };
  });
  const [only] = targets;
  return isOne && only !== undefined ? only : { kind: 'choice', targets };
}
