// An address with a user and a host (RFC 3261 19.1): from a `sip:` URI, from `user@host`, from what a mail or a page put around it.
import { asciiHost } from '../ascii-host.ts';
import { escapeUser, formatSipUri, isDomain, type SipUri } from '../sip-uri.ts';
import { refused, tooLong, type DialReading, type DialTarget } from './dial-reading.ts';
import { unescaped } from './signs.ts';

/** Longest user part, in characters as sent. */
const MOST_USER = 128;
const NAME_SIGN = /^[\p{L}\p{M}\p{N}\-_.!~*'&=+$#@]$/u;
/** Stand in addresses that were written as such, never in a name alone. */
const ADDRESS_SIGN = /^[(),;?/%]$/u;

/** The first sign that can't stand in a name, or in the user part of an address; undefined where all can. */
export function strangeSign(name: string, isAddress: boolean): string | undefined {
  return Array.from(name).find((sign) => {
    if (sign === '@' || sign === '#') return !isAddress;
    return !NAME_SIGN.test(sign) && !(isAddress && ADDRESS_SIGN.test(sign));
  });
}

/** The user part as text that `readAddress` reads back. */
function shownUser(user: string): string {
  // A quotation mark in front would be taken off.
  return user.replace(/^'|[%@:;?/,"<>()#\s]/gu, (sign) =>
    encodeURIComponent(sign).replace(/[()']/gu, (one) => `%${one.charCodeAt(0).toString(16)}`),
  );
}

export interface AddressParts {
  readonly scheme: SipUri['scheme'];
  /** As written, escapes and all. */
  readonly user: string;
  readonly host: string;
  readonly port: string;
}

/** Finds user, host and port; what follows (parameters, headers) and a password before the host are left out. */
export function addressParts(text: string, scheme: SipUri['scheme']): AddressParts {
  const at = text.indexOf('@');
  const user = (at < 0 ? '' : text.slice(0, at)).split(':', 1).join('');
  const rest = text.slice(at + 1);
  const end = rest.search(/[;?>\s"',)/]/u);
  const place = end < 0 ? rest : rest.slice(0, end);
  const bracket = place.startsWith('[') ? place.indexOf(']') + 1 : 0;
  const colon = place.indexOf(':', bracket);
  const host = colon < 0 ? place : place.slice(0, colon);
  return { scheme, user, host: withoutDots(host), port: colon < 0 ? '' : place.slice(colon + 1) };
}

/** The dot of the root (RFC 1034 3.1), or those of a sentence that breaks off. */
function withoutDots(host: string): string {
  let end = host.length;
  while (end > 0 && host.charAt(end - 1) === '.') end -= 1;
  return host.slice(0, end);
}

function portOf(text: string): number | undefined | 'wrong' {
  if (text === '') return undefined;
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  return port > 0 && port <= 65_535 ? port : 'wrong';
}

/** The target at another host, or at the own one in full. */
export function addressTarget(uri: SipUri): Omit<DialTarget, 'differs'> {
  const host = uri.port === undefined ? uri.host : `${uri.host}:${String(uri.port)}`;
  const prefix = uri.scheme === 'sips' ? 'sips:' : '';
  return { kind: 'target', uri: formatSipUri(uri), shown: `${prefix}${shownUser(uri.user)}@${host}` };
}

/** Reads an address of which user and host are known. `isNumber`: the user part is one, its separators are for the eye. */
export function readAddress({
  scheme,
  user: written,
  host: typed,
  port: digits,
}: AddressParts): SipUri | DialReading {
  if (written.includes('@') || typed.includes('@'))
    return refused({ reason: 'sign', sign: '@', at: undefined });
  const user = unescaped(written)?.trim();
  if (user === undefined) return refused({ reason: 'escape' });
  const host = asciiHost(typed);
  if (typed === '') return refused({ reason: 'host', host: '' });
  if (user === '') return refused({ reason: 'nobody', host: typed });
  const port = portOf(digits);
  if (host === undefined || !isDomain(host) || port === 'wrong')
    return refused({ reason: 'host', host: typed });
  if (/\s/u.test(user)) return refused({ reason: 'space' });
  // `sip://user@host` is how many write a scheme: such a user would be read as another one by everybody.
  if (user.startsWith('//')) return refused({ reason: 'sign', sign: '/', at: undefined });
  const sign = strangeSign(user, true);
  if (sign !== undefined) return refused({ reason: 'sign', sign, at: undefined });
  return userTooLong(user) ?? { scheme, user, host, port };
}

/** Undefined where it is not. */
export function userTooLong(user: string): DialReading | undefined {
  const { length } = escapeUser(user);
  return length > MOST_USER ? tooLong(length, MOST_USER) : undefined;
}
