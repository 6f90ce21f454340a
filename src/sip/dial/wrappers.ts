// What stands around a number or an address: brackets of mails and pages, schemes, labels, parameters.
import { isCodeWord, isExtensionWord, isForeignScheme, isLabel } from './dial-words.ts';
import { plainText } from './signs.ts';

/** What stands in `<...>` and looks like something to call: addresses of a mail, links of a page. */
export function insideBrackets(text: string): readonly string[] {
  return text
    .split('<')
    .slice(1)
    .filter((one) => one.includes('>'))
    .map((one) => one.slice(0, one.indexOf('>')))
    .filter((one) => /@|\d|sips?:|tel:/iu.test(one));
}

interface Scheme {
  /** In small letters; `label` for a word that only names the kind of number. */
  readonly name: string;
  readonly before: string;
  readonly rest: string;
}

const SCHEME = /^[a-z][a-z0-9+.-]*$/iu;

/** What stands before the first colon: a scheme, or a label. Undefined where it is neither. */
export function schemeOf(text: string): Scheme | undefined {
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const ahead = text.slice(0, colon);
  const start =
    Math.max(...[' ', '\t', '"', "'", '=', '(', ',', ';', '<'].map((sign) => ahead.lastIndexOf(sign))) + 1;
  const before = ahead.slice(0, start);
  const name = plainText(ahead.slice(start)).toLowerCase();
  const rest = text.slice(colon + 1).replace(/^\s*\/\//u, '');
  // `555 0100 ext: 12`: what stands behind belongs to the number before it.
  if (/\d/u.test(before) && announcesTail(name) && /^\s*[\d*#]/u.test(rest)) return undefined;
  if (/^(?:sips?|tel|callto|mailto)$/u.test(name)) return { name, before, rest: untilQuote(rest) };
  if (!SCHEME.test(name)) return isWords(ahead) ? { name: 'label', before: '', rest } : undefined;
  if (isForeignScheme(name)) return { name, before, rest };
  const isApart = /^\s/u.test(text.slice(colon + 1));
  return { name: isApart || isLabel(name) ? 'label' : name, before, rest };
}

function announcesTail(name: string): boolean {
  const word = name.replace(/\.$/u, '');
  return isExtensionWord(word) || isCodeWord(word);
}

const isWords = (text: string): boolean => /\p{L}/u.test(text) && !/[\d@]/u.test(text);
/** A link of a page ends where its quotation mark does. */
const untilQuote = (text: string): string => text.split(/["<>]/u, 1).join();

/** `tel:...;ext=777;postd=p22` keeps what is dialled after the answer; the rest of the parameters says nothing about it. */
export function withoutParameters(text: string): string {
  const [number = '', ...parameters] = text.split(';');
  return parameters.reduce((all, parameter) => {
    const [name = '', value = ''] = parameter.split('=', 2);
    if (name.trim().toLowerCase() === 'ext') return `${all} ext ${value}`;
    if (name.trim().toLowerCase() === 'postd') return `${all} ${value}`;
    return /^\s*[a-z]/iu.test(name) ? all : `${all};${parameter}`;
  }, number);
}
