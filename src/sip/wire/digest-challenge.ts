// A Digest challenge (RFC 7616 3.3, RFC 3261 22) parsed into its fields and written as one text that every parser reads alike:
// what is checked here is what the stack then signs, even if fields are duplicate, unquoted or on several lines. Pure.
import { isAnswerable } from './digest-answer.ts';
import { listValues } from './list-values.ts';

export interface DigestChallenge {
  /** As it stood between its quotes. */
  readonly realm: string;
  /** Every field by its name in lower case, the first of each; without quotes. */
  readonly fields: ReadonlyMap<string, string>;
}

/** What the stack knows of, and in which order it is written. `domain` means nothing in SIP (RFC 3261 22.4). */
const QUOTED: readonly string[] = ['realm', 'nonce', 'opaque', 'qop'];
const BARE: readonly string[] = ['algorithm', 'stale'];
/** So much of one field is read, in characters. */
const MOST = 8192;
/** Escapes are taken for none: the stack would write what they stand for, and a quote ends the field that holds it. */
const QUOTABLE = /^[^"\\\p{Cc}]*$/u;
const TOKEN = /^[\w-]+$/u;

const unquoted = (text: string): string =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;

/** Splits `name=value`; undefined where it is not that, or would read as something else when written again. */
function fieldOf(item: string): readonly [string, string] | undefined {
  const equals = item.indexOf('=');
  if (equals < 1) return undefined;
  const name = item.slice(0, equals).trim().toLowerCase();
  const value = unquoted(item.slice(equals + 1).trim());
  const isSafe = value.length <= MOST && (BARE.includes(name) ? TOKEN : QUOTABLE).test(value);
  return isSafe ? [name, value] : undefined;
}

/** A scheme that begins here: its name and what follows it. */
function schemeOf(item: string): readonly [string, string] | undefined {
  const space = item.search(/[ \t]/u);
  if (space < 1 || item.slice(0, space).includes('=')) return undefined;
  const rest = item.slice(space).trim();
  return rest.startsWith('=') ? undefined : [item.slice(0, space).toLowerCase(), rest];
}

/** The Digest challenges or credentials of a header line, other schemes left out; several may share a line (RFC 9110 11.6.1). */
export function digestsOf(line: string): readonly DigestChallenge[] {
  const found: Map<string, string>[] = [];
  let present: Map<string, string> | undefined;
  for (const item of listValues(line)) {
    const scheme = schemeOf(item);
    if (scheme !== undefined) {
      present = scheme[0] === 'digest' ? new Map<string, string>() : undefined;
      if (present !== undefined) found.push(present);
    }
    const field = fieldOf(scheme?.[1] ?? item);
    if (field !== undefined && present?.has(field[0]) === false) present.set(...field);
  }
  return found.flatMap((fields) => {
    const realm = fields.get('realm');
    return realm === undefined ? [] : [{ realm, fields }];
  });
}

/** The kinds of protection that it offers, in lower case. */
export function qopOf({ fields }: DigestChallenge): readonly string[] {
  return (fields.get('qop') ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Whether we know how to answer it (RFC 7616 3.3, RFC 8760 2.4 lets a server offer others beside). */
export function isKnown(challenge: DigestChallenge): boolean {
  return isAnswerable({ algorithm: challenge.fields.get('algorithm'), qop: qopOf(challenge) });
}

/** MD5, alone or for want of a name: what every server that offers it is sure to know. */
export function isMd5({ fields }: DigestChallenge): boolean {
  return (fields.get('algorithm') ?? 'md5').toLowerCase() === 'md5';
}

/** The challenge as one header value; `stale` marks it as one to answer again. */
export function formatChallenge({ fields }: DigestChallenge, stale: boolean): string {
  const written = [
    ...QUOTED.map((name) => [name, fields.get(name), '"'] as const),
    ...BARE.map(
      (name) => [name, name === 'stale' ? (stale ? 'true' : undefined) : fields.get(name), ''] as const,
    ),
  ];
  return `Digest ${written
    .flatMap(([name, value, quote]) => (value === undefined ? [] : [`${name}=${quote}${value}${quote}`]))
    .join(', ')}`;
}
