// Whom a message names, kept to a length that screens and stores can take. Every word of it comes from the network. Pure.
import type { Party } from '../call-state.ts';
import { LONGEST_ADDRESS, LONGEST_NAME, shortened } from './message-limits.ts';

/** Whom a message names that names nobody. */
export const NOBODY: Party = { uri: '', user: '', displayName: '' };

/** The party with texts of bounded length; an address that is too long can't be called back, and is left out. */
export function boundedParty(party: Party): Party {
  return {
    ...party,
    uri: party.uri.length > LONGEST_ADDRESS ? '' : party.uri,
    user: shortened(party.user, LONGEST_NAME),
    displayName: shortened(party.displayName, LONGEST_NAME),
  };
}

/**
 * Who calls: what the account's own server asserts (RFC 3325) counts, and what only the caller says of itself is marked as a claim.
 * `said` is the From header's, `asserted` the server's, where it says anything.
 */
export function callerOf(said: Party, asserted: Party | undefined): Party {
  if (asserted === undefined) return { ...said, claim: 'all' };
  if (asserted.displayName !== '' || said.displayName === '') return asserted;
  return { ...asserted, displayName: said.displayName, claim: 'name' };
}

/** `user@host` in lower case, without scheme and parameters: those of the user belong to the user (RFC 3261 19.1.1, 25.1). */
function bareAddress(uri: string): string {
  const rest = uri.replace(/^sips?:/iu, '');
  const at = rest.lastIndexOf('@');
  const host = rest.slice(at + 1).split(/[;?>]/u)[0] ?? '';
  return `${rest.slice(0, at + 1)}${host}`.toLowerCase();
}

/** Addresses that withhold who it is (RFC 3323 4.1.1.3; 3GPP TS 24.229). A server may live under .invalid all the same, as a demo does. */
const WITHHELD =
  /^(?:anonymous|unavailable)@|[.@](?:anonymous|restricted|unavailable|unknown)\.invalid$|@invalid$/u;

/** Whether an address names somebody. */
function isSomebody(bare: string): boolean {
  const at = bare.lastIndexOf('@');
  return at > 0 && !WITHHELD.test(bare);
}

/** Whether two addresses name the same user at the same host (RFC 3261 19.1.4, leniently); nobody is the same as nobody. */
export function isSameAddress(a: string, b: string): boolean {
  const bare = bareAddress(a);
  return isSomebody(bare) && bare === bareAddress(b);
}

/**
 * Whether the peer of a call agrees that this INVITE takes its place (RFC 3891 3, 7): it comes from the same user, as the server asserts
 * or From says, or names that user as who asked for it (Referred-By, RFC 3892 2.1).
 */
export function peerAgrees(peer: Party | undefined, sender: Party, referredBy: Party | undefined): boolean {
  if (peer === undefined) return false;
  return isSameAddress(peer.uri, sender.uri) || isSameAddress(peer.uri, referredBy?.uri ?? '');
}
