// Whom to show for an address that was made for machines: a REFER with Replaces often names the contact of a phone (RFC 3261 8.1.1.8) or its
// GRUU (RFC 5627), whose user is a random token in browsers and a temporary GRUU, and the account's own user in most desk phones. Refuses
// guessing: what may be a token is shown as nobody, until the server says who it is. Pure.
import type { Party } from './party.ts';
import { readUri } from './wire/address.ts';
import { parameterOf } from './wire/list-values.ts';

/** At most the digits of E.164; short codes and star codes too. */
const NUMBER = /^\+?[\d*#][\d*#().-]{0,19}$/u;
/** Names of people and rooms: words of letters. */
const WORDS = /^\p{L}+(?:[._-]\p{L}+)*$/u;
const SEVERAL_WORDS = /^\p{L}+(?:[._-]\p{L}+)+$/u;
/** UUIDs, long hexadecimal numbers, what a server calls a temporary GRUU (RFC 5627 5.4). */
const TOKEN = /^[\da-f]{8}-[\da-f]{4}-|^[\da-f-]{16,}$|^t?gruu[._-]/iu;
/** So long, with digits among the letters, nobody is called. */
const LONGEST_MIXED = 20;
/** Contacts of servers, which stand for everybody behind them. */
const SERVERS: readonly string[] = ['asterisk', 'freeswitch', 'mod_sofia'];
/** baresip puts an address of its memory behind the user of its contact. */
const POINTER = /-0x[\da-f]{4,16}$/iu;

const isIpAddress = (host: string): boolean => /^(?:\d{1,3}\.){3}\d{1,3}$|^\[/u.test(host);

/** How far the user of an address can be trusted to name somebody: that of a browser's contact, of another contact, of an address of record. */
function kindOf(uri: string): 'browser' | 'contact' | 'temporary' | 'address' {
  const { host, port, params } = readUri(uri);
  const param = (name: string): string | undefined => parameterOf(`;${params}`, name);
  const gr = param('gr');
  // A public GRUU is the address of record with a value behind it; a temporary one has no value (RFC 5627 3.1).
  if (gr !== undefined) return gr === '' ? 'temporary' : 'address';
  if (/(?:^|\.)invalid$/u.test(host) || /^wss?$/iu.test(param('transport') ?? '')) return 'browser';
  const isMarked = ['ob', 'alias', 'rinstance', 'line'].some((name) => param(name) !== undefined);
  return isMarked || (isIpAddress(host) && port !== undefined) ? 'contact' : 'address';
}

function isToken(user: string): boolean {
  const isNumber = NUMBER.test(user) && user.replace(/\D/gu, '').length <= 15;
  if (isNumber) return false;
  const isMixed = /\d/u.test(user) && /\p{L}/u.test(user);
  return TOKEN.test(user) || /[=~]/u.test(user) || (isMixed && user.length >= LONGEST_MIXED);
}

/** The user of an address as somebody's name or number; empty where it may be a token. */
export function readableUser(user: string, uri: string): string {
  const name = user.replace(POINTER, '');
  const kind = kindOf(uri);
  if (name === '' || kind === 'temporary' || isToken(name)) return '';
  if (kind === 'address' || NUMBER.test(name)) return name;
  if (kind === 'browser')
    return SEVERAL_WORDS.test(name) && !SERVERS.includes(name.toLowerCase()) ? name : '';
  return WORDS.test(name) && !SERVERS.includes(name.toLowerCase()) ? name : '';
}

/** The party without what only machines can read. `uri`: its address as it was written, with parameters. */
export function readableParty(party: Party, uri: string): Party {
  const user = readableUser(party.user, uri);
  // A contact reaches nobody once the call is over.
  return user === '' ? { ...party, user, uri: '' } : { ...party, user };
}
