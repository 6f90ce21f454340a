// Who the server says is at the other end: P-Asserted-Identity (RFC 3325 9.1), or Remote-Party-ID, its forerunner that PBXs still send.
// Read leniently: what can't be read asserts nothing. Pure.
import type { Party } from '../call-state.ts';
import { escapeUser } from '../sip-uri.ts';
import { listValues } from './list-values.ts';
import { boundedParty } from './party.ts';

/** So much of a name or an address is read; more is no name. */
const MOST = 512;

interface NameAddress {
  readonly displayName: string;
  readonly uri: string;
}

/** A name-addr or addr-spec (RFC 3261 20.10); undefined where it is neither. */
function nameAddressOf(value: string): NameAddress | undefined {
  const quoted = /^"(?:[^"\\]|\\.)*"/u.exec(value)?.[0] ?? '';
  const open = value.indexOf('<', quoted.length);
  if (open === -1) return { displayName: '', uri: (value.split(';')[0] ?? '').trim() };
  const close = value.indexOf('>', open);
  if (close === -1) return undefined;
  const name = value.slice(0, open).trim();
  const displayName = /^".*"$/u.test(name) ? name.slice(1, -1).replace(/\\(.)/gu, '$1') : name;
  return { displayName, uri: value.slice(open + 1, close) };
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user; // not percent-encoded after all
  }
}

function partyOf({ displayName, uri }: NameAddress, domain: string): Party | undefined {
  // A user may hold semicolons and question marks, and numbers with parameters do (RFC 3261 25.1, RFC 3966).
  const sip = /^sips?:(?:([^@:<>\s]*)(?::[^@<>\s]*)?@)?([^;?@<>\s]+)/iu.exec(uri);
  if (sip !== null) {
    const user = decoded((sip[1] ?? '').split(';')[0] ?? '');
    const address = sip[1] === undefined ? `sip:${sip[2] ?? ''}` : `sip:${sip[1]}@${sip[2] ?? ''}`;
    return user === '' && displayName === '' ? undefined : { uri: address, user, displayName };
  }
  const tel = /^tel:([^;?\s]+)/iu.exec(uri)?.[1];
  if (tel === undefined) return undefined;
  const user = decoded(tel);
  return { uri: `sip:${escapeUser(user)}@${domain}`, user, displayName };
}

/** Whom a From, To or Referred-By header names; nobody where it can't be read. */
export function namedParty(value: string | undefined, domain: string): Party | undefined {
  const address = nameAddressOf((value ?? '').slice(0, MOST * 2).trim());
  const party = address === undefined ? undefined : partyOf(address, domain);
  return party === undefined ? undefined : boundedParty(party);
}

/**
 * Whom a message of the server names as the other end; undefined where it names nobody, or asks to keep the name private.
 * `header` gives every value of a header; `domain` is where a bare telephone number lives.
 */
export function assertedIdentity(
  header: (name: string) => readonly string[],
  domain: string,
): Party | undefined {
  // Who asks for privacy asks it of P-Asserted-Identity too (RFC 3325 9.3).
  if (header('Privacy').some((line) => /(?:^|[;,\s])(?:id|full)\b/iu.test(line))) return undefined;
  for (const name of ['P-Asserted-Identity', 'Remote-Party-ID']) {
    const parties = header(name)
      .filter((line) => line.length <= MOST * 2)
      .flatMap((line) => listValues(line))
      .filter((value) => !/;\s*privacy\s*=\s*"?(?:full|name|uri)/iu.test(value))
      .flatMap((value) => nameAddressOf(value) ?? [])
      .filter(({ displayName, uri }) => displayName.length <= MOST && uri.length <= MOST)
      .flatMap((address) => partyOf(address, domain) ?? []);
    // Of a SIP address and a number the one with a name says more (RFC 3325 9.1 allows one of each).
    const named = parties.find(({ displayName }) => displayName !== '') ?? parties[0];
    if (named !== undefined) return boundedParty(named);
  }
  return undefined;
}
