// Damage to SIP messages, each kind at the place where parsers trip: bytes, header lines, numbers, lengths, characters.
// Reproducible: the same source of chance gives the same damage. Bytes that are no UTF-8 come out as bytes.
import { mutate } from '../../mutate.ts';

type Chance = () => number;
type Mutation = (text: string, chance: Chance, other: string) => string;

const NUMBERS = [
  '',
  '0',
  '-1',
  '00000000000000000001',
  '2147483648',
  '4294967296',
  '9007199254740993',
  '1e400',
  '0x10',
  '½',
  '9'.repeat(400),
];
/** NUL, BOM, direction marks, line separators, a lone surrogate, an astral letter, a combining mark, an odd digit. */
const LETTERS = [
  '\0',
  '\ufeff',
  '\u202e',
  '\u2028',
  '\u0085',
  '\ud800',
  '𝕊',
  '\u0301',
  '٣',
  '"',
  '<',
  '>',
  ';',
  ',',
  '%',
  '\\',
];
const STARTS = [
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'OPTIONS',
  'NOTIFY',
  'REFER',
  'UPDATE',
  'INFO',
  'PRACK',
  'MESSAGE',
  'SUBSCRIBE',
  'REGISTER',
  'invite',
];
const STATUSES = [
  '100',
  '180',
  '183',
  '199',
  '200',
  '202',
  '302',
  '401',
  '407',
  '420',
  '481',
  '491',
  '503',
  '600',
  '699',
  '700',
  '000',
];
const HEADERS = [
  'Replaces: a;to-tag=b;from-tag=c',
  'Require: 100rel',
  'Content-Type: multipart/mixed;boundary=x',
  'Content-Type: application/sdp;charset=utf-8',
  'Content-Length: 5',
  'Session-Expires: 90;refresher=uac',
  'Refer-To: <sip:a@b?Replaces=%00>',
  'Event: refer',
  'Retry-After: 5 (busy);duration=3',
  'Contact: *',
  'Via: SIP/2.0/WS x.invalid',
  'WWW-Authenticate: Digest realm="a", nonce="b", algorithm=SHA-512-256',
  'Expires: 0',
  'Route: <sip:a;lr>, <sip:b;lr>',
];

const index = (chance: Chance, length: number): number => Math.floor(chance() * length);
const pick = (chance: Chance, from: readonly string[]): string => from[index(chance, from.length)] ?? '';

/** Changes the lines of the head, the start line included. */
function onLines(text: string, change: (lines: string[]) => void): string {
  const end = text.indexOf('\r\n\r\n');
  const lines = (end === -1 ? text : text.slice(0, end)).split('\r\n');
  change(lines);
  return lines.join('\r\n') + (end === -1 ? '' : text.slice(end));
}

function replaceMatch(text: string, pattern: RegExp, chance: Chance, by: string): string {
  const matches = [...text.matchAll(pattern)];
  const match = matches[index(chance, matches.length)];
  return match === undefined
    ? text
    : text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}

const MUTATIONS: readonly Mutation[] = [
  function dropLine(text, chance) {
    return onLines(text, (lines) => lines.splice(index(chance, lines.length), 1));
  },
  function doubleLine(text, chance) {
    return onLines(text, (lines) => {
      const line = lines[1 + index(chance, lines.length - 1)] ?? '';
      lines.splice(1 + index(chance, lines.length), 0, line);
    });
  },
  function swapLines(text, chance) {
    return onLines(text, (lines) => {
      const [one, other] = [index(chance, lines.length), index(chance, lines.length)];
      [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
    });
  },
  function foreignLine(text, chance) {
    return onLines(text, (lines) => lines.splice(1 + index(chance, lines.length), 0, pick(chance, HEADERS)));
  },
  function foldLine(text, chance) {
    return onLines(text, (lines) => {
      const at = index(chance, lines.length);
      const line = lines[at] ?? '';
      const cut = index(chance, line.length);
      lines[at] = `${line.slice(0, cut)}\r\n \t${line.slice(cut)}`;
    });
  },
  function emptyValue(text, chance) {
    return onLines(text, (lines) => {
      const at = 1 + index(chance, lines.length - 1);
      lines[at] = (lines[at] ?? '').replace(/:.*/u, ':');
    });
  },
  function number(text, chance) {
    return replaceMatch(text, /\d+/gu, chance, pick(chance, NUMBERS));
  },
  function length(text, chance) {
    const at = index(chance, text.length);
    const piece = text.slice(at, at + 1 + index(chance, 20));
    return text.slice(0, at) + piece.repeat(1 + index(chance, 200)) + text.slice(at);
  },
  function letter(text, chance) {
    const at = index(chance, text.length);
    return text.slice(0, at) + pick(chance, LETTERS) + text.slice(at + index(chance, 3));
  },
  function method(text, chance) {
    const by = pick(chance, STARTS);
    return text.startsWith('SIP/') ? text : text.replace(/^\S+/u, by).replace(/(CSeq: \d+ )\S+/u, `$1${by}`);
  },
  function status(text, chance) {
    return text.replace(/^SIP\/2\.0 \d+/u, `SIP/2.0 ${pick(chance, STATUSES)}`);
  },
  function scheme(text, chance) {
    return replaceMatch(
      text,
      /sips?:/gu,
      chance,
      pick(chance, ['tel:', 'sips:', 'http:', 'soap.beep://', '', 'urn:service:']),
    );
  },
  function space(text, chance) {
    return replaceMatch(
      text,
      /[ :;=]/gu,
      chance,
      pick(chance, [' ', '  ', '\t', ' : ', '\r\n ', '\r', '\n', '']),
    );
  },
  function tail(text, chance, other) {
    return text.slice(0, index(chance, text.length)) + other.slice(index(chance, other.length));
  },
  function cut(text, chance) {
    return text.slice(0, index(chance, text.length));
  },
  function body(text, chance, other) {
    const [end, otherEnd] = [text.indexOf('\r\n\r\n'), other.indexOf('\r\n\r\n')];
    return end === -1 || otherEnd === -1 ? text : text.slice(0, end) + other.slice(otherEnd);
  },
];

const decoder = new TextDecoder();

/** A damaged copy of a message; `other` is another message, to borrow from. */
export function damaged(text: string, other: string, chance: Chance): string | Uint8Array {
  if (chance() < 0.15) return mutate(Buffer.from(text), chance);
  let result = text;
  for (let rounds = 1 + index(chance, 3); rounds > 0; rounds--)
    result = MUTATIONS[index(chance, MUTATIONS.length)]?.(result, chance, other) ?? result;
  // A text message cannot hold a lone surrogate: a browser would never hand one over.
  return chance() < 0.1
    ? new TextEncoder().encode(result)
    : result.isWellFormed()
      ? result
      : decoder.decode(Buffer.from(result));
}
