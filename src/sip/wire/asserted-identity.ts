// Who the server says is at the other end: P-Asserted-Identity (RFC 3325 9.1), or Remote-Party-ID, its forerunner that PBXs still send.
// Read leniently: what can't be read asserts nothing. Pure.
import type { Party } from '../call-state.ts';
import { escapeUser } from '../sip-uri.ts';
import { decodedText, readAddress, readUri, type Address } from './address.ts';
import { listValues, parameterOf } from './list-values.ts';
import { boundedParty } from './party.ts';

/** So much of a name or an address is read; more is no name. */
const MOST = 512;

/** What a number says of itself besides its digits: where it holds, if only there (RFC 3966 5.1.5). The rest is about the way of one call. */
function contextOf(user: string): string {
  const context = parameterOf(user, 'phone-context');
  return context === undefined || user.startsWith('+') ? '' : `;phone-context=${context}`;
}

/** Whom a SIP address or a number names; undefined where nobody can be called by it. */
function callable({ displayName, uri }: Address, domain: string): Party | undefined {
  const { scheme, user: written, host, port, params } = readUri(uri);
  if (scheme === 'tel') {
    if (written === undefined) return undefined;
    const user = decodedText(written);
    const context = contextOf(`${written};${params}`);
    return { uri: `sip:${escapeUser(user)}${context}@${domain}`, user, displayName };
  }
  if (!/^sips?$/u.test(scheme) || host === '') return undefined;
  const digits = (written ?? '').split(';')[0] ?? '';
  const user = decodedText(digits);
  const where = port === undefined ? host : `${host}:${String(port)}`;
  const address = written === undefined ? where : `${escapeUser(user)}${contextOf(written)}@${where}`;
  return { uri: `sip:${address}`, user, displayName };
}

/** Whom a From, To or Referred-By header names, as far as it does: by an address that nobody can call too. Nobody where it can't be read. */
export function namedParty(value: string | undefined, domain: string): Party | undefined {
  const address = readAddress((value ?? '').slice(0, MOST * 2));
  if (address.uri === '' && address.displayName === '') return undefined;
  const other = { uri: '', user: decodedText(address.uri), displayName: address.displayName };
  return boundedParty(callable(address, domain) ?? other);
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
      .map(readAddress)
      .filter(({ displayName, uri }) => displayName.length <= MOST && uri.length <= MOST)
      .flatMap((address) => callable(address, domain) ?? [])
      .filter(({ user, displayName }) => user !== '' || displayName !== '');
    // Of a SIP address and a number the one with a name says more (RFC 3325 9.1 allows one of each).
    const named = parties.find(({ displayName }) => displayName !== '') ?? parties[0];
    if (named !== undefined) return boundedParty(named);
  }
  return undefined;
}
