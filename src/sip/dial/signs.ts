// Normalises the characters of a typed or pasted text: invisible ones are removed, digits of every script and the many dashes,
// dots and brackets become the plain ones. Sources: Unicode general categories Nd, Pd, Zs, Cf and Default_Ignorable_Code_Point
// (UAX 44).

/** Unseen: format and control characters, variation selectors, fillers, private ones; and the keycap around a digit. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Co}\p{Cs}\p{Me}\u2800]/gu;
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/gu;
const PICTURE = /[\u2706\u260f\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/gu;
/** Pictures that are signs of a number all the same. */
const SIGN_PICTURES: Readonly<Record<string, string>> = { '➕': '+', '➖': '-', '✖': 'x', '〰': '-' };

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  plus: '+',
  num: '#',
  ast: '*',
  lpar: '(',
  rpar: ')',
  sol: '/',
  period: '.',
  comma: ',',
  colon: ':',
  commat: '@',
  hyphen: '-',
  dash: '-',
  minus: '-',
  ndash: '-',
  mdash: '-',
  middot: '.',
  bull: '.',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  lrm: '',
  rlm: '',
  zwj: '',
  zwnj: '',
};

function character(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** `&#43;` and `&nbsp;`, as they come out of a page's source. */
function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/giu, (whole, decimal, hex, name) => {
    if (typeof decimal === 'string') return character(Number(decimal));
    if (typeof hex === 'string') return character(parseInt(hex, 16));
    return ENTITIES[String(name).toLowerCase()] ?? whole;
  });
}

/** The text as it is seen: one kind of space, `\n` for any line end, tabs kept, pictures gone. */
export function seenText(text: string): string {
  return withoutEntities(text)
    .normalize('NFC')
    .replace(LINE_END, '\n')
    .replace(PICTURE, (picture) => SIGN_PICTURES[picture] ?? ' ')
    .replace(UNSEEN, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replace(/\p{Zs}/gu, ' ');
}

const DECIMAL = /^\p{Nd}$/u;

/**
 * The value of a decimal digit of any script: Unicode has each script's ten in a row, 0 first, and where rows touch each begins at a
 * multiple of ten after the first.
 */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (DECIMAL.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

const PLAIN: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      ['~', '\u301c\u3030'],
      ['-', '\u2212\u2043\u02d7\u30fc\u2500\u2501\u00af\u00ac'],
      ['.', '\u00b7\u2022\u2024\u2027\u30fb\u3002\u0387\u2219\u22c5\u25cf\u066b'],
      ['/', '\u2044\u2215\u29f8\\'],
      ['+', '\u2795'],
      ['*', '\u2217\u2731\u204e\u22c6'],
      ['#', '\u266f'],
      ['x', '\u00d7\u2715\u2a2f'],
      [',', '\u060c\u3001\u066c'],
      [';', '\u061b\u037e'],
      [':', '\u2236\ua789'],
      ['(', '[{\u3010\u3014\u2329\u27e8\u3008'],
      [')', ']}\u3011\u3015\u232a\u27e9\u3009'],
      ["'", '\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4'],
      ['"', '\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2033'],
    ] as const
  ).flatMap(([plain, kinds]) => Array.from(kinds, (kind) => [kind, plain] as const)),
);

function plainSign(sign: string): string {
  if (DECIMAL.test(sign)) return String(digitValue(sign));
  return PLAIN[sign] ?? (/\p{Pd}/u.test(sign) ? '-' : sign);
}

/** What `seenText` gave, with digits, dashes, dots, slashes, brackets and quotes in ASCII (NFKC first: full width, superscript). */
export function plainText(seen: string): string {
  return Array.from(seen.normalize('NFKC'), plainSign)
    .join('')
    .replace(UNSEEN, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));
}

/** Percent escapes as text, however often they were escaped; undefined where they stand for no text (RFC 3986 2.1). */
export function unescaped(text: string): string | undefined {
  let now = text;
  for (let round = 0; round < 3 && /%[\da-f]{2}/iu.test(now); round += 1) {
    try {
      now = decodeURIComponent(now.replace(/%(?![\da-f]{2})/giu, '%25'));
    } catch (error) {
      if (error instanceof URIError) return undefined;
      throw error;
    }
  }
  return now;
}
