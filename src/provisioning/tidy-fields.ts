// Corrects what can be corrected in the sign-in form, visibly: the field then shows what will be used, and says what changed.
// Nothing is guessed that could lead to another server: the resulting host was part of what was typed.
import { asciiHost } from '../sip/ascii-host.ts';
import { serverEntries } from '../sip/websocket-server.ts';
import type { SignInField, SignInForm } from './sign-in-form.ts';

/** What was changed in a field. */
export type Tidied = 'unseen' | 'addressTaken' | 'hostTaken' | 'scheme' | 'brackets' | 'letters' | 'signs';

export interface TidyForm {
  readonly form: SignInForm;
  readonly changes: Readonly<Partial<Record<SignInField, Tidied>>>;
}

interface Step {
  readonly text: string;
  readonly tidied: Tidied | undefined;
}

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/gu;
/** At the ends alone: within a password a joiner may belong to a picture of several parts. */
const UNSEEN_START = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+/u;
const IPV6 = /^[\da-f]*:[\da-f]*:[\da-f:.]*$/iu;

function withoutUnseenEnds(text: string): string {
  const start = text.replace(UNSEEN_START, '');
  let end = start.length;
  while (end > 0 && UNSEEN_START.test(start.charAt(end - 1))) end -= 1;
  return start.slice(0, end);
}

/** Full width, as Asian keyboards write: `１００１`, `wss：／／`. */
const FULL_WIDTH = /[\uff01-\uff5e]/gu;
const halfWidth = (sign: string): string => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfee0);

/** Quotation marks around an address; a name may have its own. */
const QUOTES = `"'\`\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb`;

function withoutQuotes(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && QUOTES.includes(text.charAt(start))) start += 1;
  // One mark at the end alone belongs to what ends there.
  while (start > 0 && end > start && QUOTES.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end).trim();
}

/** An address as plain signs, without the marks that a text puts around it. */
function unquoted(text: string): Step {
  const plain = withoutQuotes(text.replace(FULL_WIDTH, halfWidth).trim());
  return { text: plain, tidied: plain === text.trim() ? undefined : 'signs' };
}

function seen(text: string): Step {
  const clean = text
    .replace(UNSEEN, (sign) => (sign === '\n' || sign === '\t' ? ' ' : ''))
    .replace(/\p{Zs}/gu, ' ');
  return { text: clean.trim(), tidied: clean === text ? undefined : 'unseen' };
}

/** The inside of `"Ann" <sip:1001@example.org>`, `sip:1001@example.org;transport=wss`, `mailto:...`. */
function withoutWrapping(text: string): string {
  const inside = /<([^<>]*)>/u.exec(text)?.[1] ?? text;
  const bare = inside.replace(/^(?:sips?|mailto|tel):(?:\/\/)?/iu, '');
  return (bare.split(/[;?]/u, 1)[0] ?? '').trim();
}

interface Address {
  readonly user: string;
  readonly host: string;
}

function addressOf(text: string): Address | undefined {
  const bare = withoutWrapping(text);
  const at = bare.lastIndexOf('@');
  // `ann@a@b` may be a name with an @ in it; nobody can know.
  if (bare.indexOf('@') !== at) return undefined;
  if (at <= 0) return bare === text.trim() || bare === '' ? undefined : { user: bare, host: '' };
  return { user: bare.slice(0, at).split(':', 1).join(), host: hostIn(bare.slice(at + 1)) };
}

/** `Domain: example.org`, `udp:example.org`: what stands before is no host. */
const withoutLabel = (text: string): string =>
  text.replace(/^[\p{L} ]{1,40}:\s*(?!\/)(?=[^\s:@]*\.)(?!\d{1,5}$)/u, '');

/** The host of an address, a URL or `host:port`, without anything around it. */
function hostIn(text: string): string {
  const bare = withoutWrapping(withoutLabel(text))
    .replace(/\\/gu, '/')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//iu, '')
    .replace(/^(?:wss?|https?)(?::\/?|\/\/)/iu, '');
  const authority = bare.split('/', 1).join();
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (IPV6.test(host)) return `[${host}]`;
  const end = host.startsWith('[') ? host.indexOf(']') + 1 : host.indexOf(':');
  return (end > 0 ? host.slice(0, end) : host).replace(/\.$/u, '');
}

function domainOf(text: string): Step {
  const host = hostIn(text);
  const ascii = asciiHost(host) ?? host;
  if (host === `[${text}]`) return { text: host, tidied: 'brackets' };
  if (host.toLowerCase() !== text.toLowerCase()) return { text: ascii, tidied: 'hostTaken' };
  return ascii === host.toLowerCase() ? { text, tidied: undefined } : { text: ascii, tidied: 'letters' };
}

/** `wss://https://`: pasted behind what stood there already. */
const TWO_SCHEMES = /^(?:wss?|https?):\/\/(?=(?:wss?|https?):\/\/)/iu;
/** Ways to write `wss://` that are none: `https://`, `wss//`, `wss:/`, `wss.//`, `wss:host`. */
const NO_SCHEME = /^(?:https?|wss)(?::\/\/|:\/|\/\/|\.\/\/|;\/\/|:)(?=[^\s/])/iu;

/** `pbx.example.org:8089` is a host and a port, `wss:pbx.example.org` a scheme that lost its slashes. */
function withScheme(entry: string): Step {
  const plain =
    /^[a-z]+:/iu.test(entry) || /^(?:wss|https?)[./;]/iu.test(entry) ? entry.replace(/\\/gu, '/') : entry;
  const isSip = /^sips?:/iu.test(plain);
  const fixed = isSip
    ? `wss://${hostWithPort(plain)}`
    : plain
        .replace(TWO_SCHEMES, '')
        .replace(NO_SCHEME, 'wss://')
        .replace(/^WSS:\/\/+/iu, 'wss://');
  return { text: fixed, tidied: fixed.toLowerCase() === entry.toLowerCase() ? undefined : 'scheme' };
}

const hostWithPort = (text: string): string =>
  withoutWrapping(text).slice(withoutWrapping(text).lastIndexOf('@') + 1);

function withBrackets(entry: string): Step {
  const [, scheme = '', authority = '', rest = ''] =
    /^(wss?:\/\/)?([^/?#\s]*)((?:[/?#\s].*)?)$/iu.exec(entry) ?? [];
  return IPV6.test(authority)
    ? { text: `${scheme === '' ? 'wss://' : scheme}[${authority}]${rest}`, tidied: 'brackets' }
    : { text: entry, tidied: undefined };
}

function withAscii(entry: string): Step {
  const [, scheme = '', host = '', rest = ''] =
    /^(wss?:\/\/)?([^/?#\s:[\]]*)((?:[/?#\s:[\]].*)?)$/iu.exec(entry) ?? [];
  const isPlain = /^[\x21-\x7e]*$/u.test(host);
  const ascii = isPlain ? undefined : asciiHost(host);
  return ascii === undefined
    ? { text: entry, tidied: undefined }
    : { text: scheme + ascii + rest, tidied: 'letters' };
}

/** Each address of the list for itself; the first change is told. */
function serversOf(text: string): Step {
  let tidied: Tidied | undefined;
  // A line end has become a space.
  const apart = text.replace(/;transport=[a-z]+/giu, '').replace(/(?<![,;])\s(?=wss?:\/\/)/giu, ', ');
  if (serverEntries(apart).length > serverEntries(text).length) tidied = 'signs';
  const entries = serverEntries(apart).map((entry) => {
    let now = entry.trim().replace(/^["'<]|[">']$/gu, '');
    for (const step of [withScheme, withBrackets, withAscii]) {
      const next = step(now);
      now = next.text;
      tidied ??= next.tidied;
    }
    return now;
  });
  return tidied === undefined ? { text, tidied } : { text: entries.join(', '), tidied };
}

type Changes = { -readonly [Key in keyof TidyForm['changes']]: TidyForm['changes'][Key] };
type Fields = Record<SignInField, string>;

/** `1001@example.org` as username names the domain as well; one that is there already stays. */
function takeAddressApart(fields: Fields, changes: Changes): void {
  const address = addressOf(fields.username);
  if (address === undefined) return;
  fields.username = address.user;
  changes.username = 'addressTaken';
  if (fields.domain !== '' || address.host === '') return;
  fields.domain = address.host;
  changes.domain = 'addressTaken';
}

/** Puts right what can be, field by field; a form that needs nothing comes back as it is. Done twice it changes nothing more. */
export function tidyForm(form: SignInForm): TidyForm {
  const fields: Fields = { ...form };
  const changes: Changes = {};
  for (const field of ['username', 'domain', 'webSocketServer', 'displayName', 'authUsername'] as const) {
    const { text, tidied } = seen(form[field]);
    fields[field] = tidied === undefined ? form[field] : text;
    if (tidied !== undefined) changes[field] = tidied;
  }
  for (const field of ['username', 'domain', 'webSocketServer'] as const) {
    // `"Ann" <sip:...>` is an address with a name, not one in quotes.
    if (fields[field].includes('<')) continue;
    const { text, tidied } = unquoted(fields[field]);
    if (tidied === undefined) continue;
    fields[field] = text;
    changes[field] ??= tidied;
  }
  const password = withoutUnseenEnds(form.password);
  if (password !== form.password) changes.password = 'unseen';
  fields.password = password;
  takeAddressApart(fields, changes);
  for (const [field, tidy] of [
    ['domain', domainOf],
    ['webSocketServer', serversOf],
  ] as const) {
    const { text, tidied } = tidy(fields[field].trim());
    if (tidied === undefined || text === '') continue;
    fields[field] = text;
    changes[field] = tidied;
  }
  return Object.keys(changes).length === 0 ? { form, changes } : { form: { ...form, ...fields }, changes };
}
