// The words of a line that may hold servers: addresses, hosts, what announces an account, and its parts exactly as written.
import { bareWord, type Account } from './ice-entry.ts';

export type Meaning =
  | 'address'
  | 'username'
  | 'credential'
  | 'sharedSecret'
  | 'port'
  | 'transport'
  | 'both'
  | 'other'
  | 'unknown';

const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/shared|static.?auth|auth.?secret|rest.?secret|secret$/u, 'sharedSecret'],
  [
    /ttl|lifetime|expir|realm|comment|policy|credential.?type|^type$|^name$|^version$|timeout|pool|guest|fingerprint|relay.?ip|min.?port|max.?port|^tls.*port|cert|pkey/u,
    'other',
  ],
  [/pass|pwd|cred|kennwort|contrase|clave|senha|парол|wachtwoord|hasło|mot.?de.?passe/u, 'credential'],
  [/^user$/u, 'both'],
  [/user|login|benutz|utilis|usuari|gebruiker|логин|имя|identifiant/u, 'username'],
  [/transport|protocol/u, 'transport'],
  [/port$/u, 'port'],
  [/ur[il]s?$|addr|server|host|stun|turn|^ice|domain/u, 'address'],
];

/** What the key of a line, or the label before a word, announces. */
export function meaningOf(key: string): Meaning {
  const name = key.toLowerCase().replace(/[\s_-]/gu, '');
  return MEANINGS.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
}

/** Brackets of code around a word go; those of IPv6 stay. */
function unbracketed(word: string): string {
  const isIpv6 = /\[[\da-f:.]+\]/iu.test(word);
  return bareWord(isIpv6 ? word : word.replace(/[[\](){}]/gu, ''));
}

const QUOTES = `"'\``;
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * A name or a password: without the quotes around it, the comma of a list, and brackets that nothing in it opened. Every other sign is
 * its own, an exclamation mark at the end, too.
 */
export function unquoted(text: string): string {
  let word = text.trim();
  for (;;) {
    const last = word.charAt(word.length - 1);
    const opening = PAIRS[last];
    const isLoose = opening !== undefined && !word.includes(opening);
    if (last !== ',' && last !== ';' && !isLoose) break;
    word = word.slice(0, -1).trimEnd();
  }
  const first = word.charAt(0);
  const isPair = word.length > 1 && QUOTES.includes(first) && word.endsWith(first);
  return isPair ? word.slice(1, -1) : word;
}

/** A word as written, and bare of what stood around it. */
export interface Word {
  readonly raw: string;
  readonly bare: string;
}

/** `urls=["turn:...` and `builder("turn:...").set`: code around an address. */
const BEFORE_ADDRESS = /[=({["'`<](?=(?:stun|turn)s?:)/giu;
const BEHIND_ADDRESS = /(?<![\w:])((?:stun|turn)s?:[\w.:[\]?=@%~+/-]{1,400})(?=["'`)}>])/giu;

export const wordsOf = (text: string): readonly Word[] =>
  text
    .replace(BEFORE_ADDRESS, ' ')
    .replace(BEHIND_ADDRESS, '$1 ')
    .split(/[\s,;|]+/u)
    .map((raw) => ({ raw, bare: isCode(raw) ? '' : unbracketed(bareWord(raw)) }))
    .filter(({ bare }) => bare !== '');

/** `webrtc.ICEServer{`: a name in a program, and no host. */
const isCode = (raw: string): boolean => /[\w\])][({]/u.test(raw) && !/^(?:stun|turn)s?:/iu.test(raw);

export const hasScheme = ({ bare }: Word): boolean => /^(?:stun|turn)s?:/iu.test(bare);
export const isHost = ({ bare }: Word): boolean =>
  /[^.]\.[^.]|^\[|^localhost$|^[\w-]+:\d{1,5}$|:.*:/u.test(bare) && !bare.includes('@');
/** Says by itself that it is a server, wherever it stands. */
export const isPlainlyServer = (word: Word): boolean =>
  /^(?:stun|turn)[\w-]{0,60}\.[\w-]+\.\w|^[\w-]{1,60}(?:\.[\w-]{1,60}){1,8}:\d{2,5}$/iu.test(word.bare);
/** `user:secret@host`, behind a key that says what it is. */
export const isHostWithAccount = ({ bare }: Word): boolean =>
  /^[^\s@:/]+:[^\s@]+@[^\s@]*[^.]\.[^.]/u.test(bare);

const IGNORED = new Set(['with', 'and', 'und', 'mit', '=', 'udp', 'tcp', 'tls']);

/** `user: bob`, `'username' => 'bob'` and `user bob` as one word, `user=bob`. */
function withKeys(words: readonly Word[]): readonly string[] {
  const plain = words.filter(({ bare }) => !IGNORED.has(bare.toLowerCase()));
  const joined: string[] = [];
  for (let index = 0; index < plain.length; index += 1) {
    const { raw = '', bare = '' } = plain[index] ?? {};
    const key = /^[\p{L}_]+[:=]?$/u.test(bare) ? meaningOf(bare.replace(/[:=]$/u, '')) : 'unknown';
    const isKey = key === 'username' || key === 'both' || key === 'credential';
    const value = plain[index + 1]?.raw;
    if (isKey && value !== undefined && plain.length > 2) {
      joined.push(`${bare.replace(/[:=]$/u, '')}=${value}`);
      index += 1;
    } else joined.push(raw.replace(/^[([{]+/u, ''));
  }
  return joined;
}

/** Username and password behind an address: two words, or words that name what they are. */
export function accountIn(behind: readonly Word[]): Account | undefined {
  const words = withKeys(behind);
  const named = (meaning: Meaning): string | undefined =>
    words.find(
      (word) => /[=:]/u.test(word) && meaningOf(bareWord(word.split(/[=:]/u, 1).join())) === meaning,
    );
  const [user, secret] = [named('username') ?? named('both'), named('credential')];
  const valueOf = (word: string): string => unquoted(word.slice(word.search(/[=:]/u) + 1));
  if (user !== undefined && secret !== undefined)
    return { username: valueOf(user), credential: valueOf(secret) };
  const [username, credential, ...more] = words;
  return username === undefined || credential === undefined || more.length > 0
    ? undefined
    : { username: unquoted(username), credential: unquoted(credential) };
}
