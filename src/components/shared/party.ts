// How the other end of a call is called on screen. Every word of it comes from the network and is shown as text only.
import { msg } from '@lit/localize';
import { broughtByWords, claimWords } from '../../i18n/caller-words.ts';
import { plainText } from '../../i18n/plain-text.ts';
import type { Party } from '../../sip/call-state.ts';
import { parseSipUri } from '../../sip/sip-uri.ts';

/** What stands for a caller who gives neither name nor number (RFC 3323 4.1.1.3, and what servers make of it). */
const NOBODY = /^(?:anonymous|restricted|withheld)?$/iu;

/** An address that reaches nobody; a name may stand beside it. */
const isUnreachable = ({ uri }: Party): boolean => parseSipUri(uri)?.host === 'anonymous.invalid';

function isWithheld(party: Party): boolean {
  const { user, displayName } = party;
  const isNobody = isUnreachable(party) || (user !== '' && NOBODY.test(user));
  return isNobody && NOBODY.test(plainText(displayName));
}

/** The best name there is: what they call themselves, else their number, else the address; a blank is none of these. */
export function partyName(party: Party): string {
  if (isWithheld(party)) return msg('Number withheld');
  const named = plainText(party.displayName) || plainText(party.user);
  return (
    named || broughtByWords(plainText(party.broughtBy ?? '')) || plainText(party.uri) || msg('Unknown caller')
  );
}

/** What stands before a name that only its bearer vouches for; empty where there is none, or the server vouches for it. */
export function partyClaim(party: Party): string {
  return isWithheld(party) ? '' : claimWords(party.claim);
}

/** The address beneath the name, without its scheme; empty where the name says it already. A withheld one says so (RFC 3323 4.1.1.3). */
export function partyAddress(party: Party): string {
  if (isWithheld(party)) return '';
  if (isUnreachable(party)) return msg('Number withheld');
  const address = plainText(party.uri).replace(/^sips?:/iu, '');
  return address === partyName(party) ? '' : address;
}

/** Both, for a sentence. */
export function nameAndAddress(party: Party): string {
  const address = partyAddress(party);
  return address === '' ? partyName(party) : `${partyName(party)} (${address})`;
}

/**
 * What to dial to reach them again: the full address, which stays right when the account changes, and which is just what
 * `partyAddress` or `partyName` shows. Empty where nothing that can be shown reaches them (withheld numbers: RFC 3323 4.1).
 */
export function partyTarget(party: Party): string {
  const isReachable = parseSipUri(party.uri) !== undefined && !isUnreachable(party) && !isWithheld(party);
  return isReachable && plainText(party.uri) === party.uri ? party.uri : '';
}
