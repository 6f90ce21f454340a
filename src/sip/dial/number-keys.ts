// One number as keys to dial: separators gone (RFC 3966 5.1.1), and the zero in brackets that only callers at home dial.
import type { Group } from './number-runs.ts';

/** How callers begin to dial abroad: +, 00 (ITU E.123), 011 (North America), 0011 (Australia), 810 (Russia). */
const ABROAD = /^(?:\+|00(?=[1-9])|011(?=[2-9])|0011(?=[1-9])|810(?=[1-9]))/u;

/** Countries whose numbers keep a leading zero when called from abroad (ITU national numbering plans). */
const KEEPS_ZERO = /^(?:39|378|225|226|229|241|242)/u;
/** What callers at home dial first, besides 0: Russia and Kazakhstan, Belarus, Lithuania, Turkmenistan 8; Hungary 06; Mexico 01. */
const HOME = [
  { prefix: '8', countries: /^(?:7|370|375|993)/u },
  { prefix: '06', countries: /^36/u },
  { prefix: '01', countries: /^52/u },
] as const;

const opens = ({ before }: Group): boolean => before.trimEnd().endsWith('(');
const closes = (next: Group | undefined): boolean =>
  next === undefined || next.before.trimStart().startsWith(')');

function countryOf(keys: string): string | undefined {
  const prefix = ABROAD.exec(keys)?.[0];
  return prefix === undefined ? undefined : keys.slice(prefix.length);
}

/** The digits of a group without the prefix that stands in brackets for callers at home. */
function withoutHome(keys: string, country: string): string {
  const other = HOME.find(({ prefix, countries }) => prefix === keys && countries.test(country));
  if (other !== undefined) return '';
  return KEEPS_ZERO.test(country) ? keys : keys.replace(/^0/u, '');
}

const isBracketed = (group: Group | undefined, next: Group | undefined): boolean =>
  group !== undefined && /\(\s*$/u.test(group.before) && next !== undefined && /^\s*\)/u.test(next.before);

/** `(+44) 020`: who puts the country in brackets writes the number as at home. */
function startsAtHome(groups: readonly Group[], index: number): boolean {
  const [plus, country] = groups;
  if (index === 1) return /^(?:\+|00)[1-9]/u.test(plus?.keys ?? '') && isBracketed(plus, groups[1]);
  // Belarus dials 8 and then 0: `+375 (8-017)`.
  return (
    index === 2 &&
    groups[1]?.keys === '8' &&
    opens(groups[1]) &&
    country !== undefined &&
    plus?.keys.endsWith('375') === true
  );
}

/** `+44 (0)20` is `+4420`, `+49 (030)` is `+4930`; `+39 (0)6` keeps its zero. */
export function keysToDial(groups: readonly Group[]): string {
  let keys = '';
  for (const [index, group] of groups.entries()) {
    const country = countryOf(keys.replace(/^.*[*#](?=\+|00)/u, ''));
    const isAbroad = country !== undefined && country !== '';
    keys +=
      (opens(group) || startsAtHome(groups, index)) && isAbroad
        ? withoutHome(group.keys, country)
        : group.keys;
  }
  return saidOnce(keys.replace(/(?<=[^*#])\+/gu, ''));
}

/** No country begins with 0: `+0049` and `+00 49` say twice that one dials abroad. */
export function saidOnce(keys: string): string {
  return keys.replace(/^\+(?:00|011(?=[2-9]))(?=[1-9]\d{7})/u, '+');
}

/** `44 (0)20 7946 0000`: with or without the zero, nobody can know whether 44 is the country. */
export function maybeAbroad(groups: readonly Group[]): readonly (readonly Group[])[] | undefined {
  const [first, second] = groups;
  const isCountry = first !== undefined && /^[1-9]\d{0,2}$/u.test(first.keys) && !opens(first);
  if (!isCountry || second?.keys !== '0' || !opens(second) || !closes(groups[2])) return undefined;
  return [
    [{ ...first, keys: `+${first.keys}` }, ...groups.slice(1)],
    [{ ...second, before: '' }, ...groups.slice(2)],
  ];
}

const LETTERS = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/** Letters as the keys they stand on (ITU E.161); undefined where another sign is among them. */
export function lettersToKeys(text: string): string | undefined {
  const plain = text.toLowerCase().replace(/[\s\-./()'?!,;:]/gu, '');
  if (!/^\+?[\da-z]+$/u.test(plain)) return undefined;
  return plain.replace(/[a-z]/gu, (letter) => String(LETTERS.findIndex((key) => key.includes(letter)) + 2));
}
