// How the other end of a call is called on screen. Every word of it comes from the network and is shown as text only.
import { msg } from '@lit/localize';
import { plainText } from '../../i18n/plain-text.ts';
import type { Party } from '../../sip/call-state.ts';
import { parseSipUri } from '../../sip/sip-uri.ts';

/** The best name there is: what they call themselves, else their number, else the address; a blank is none of these. */
export function partyName(party: Party): string {
  return (
    plainText(party.displayName) || plainText(party.user) || plainText(party.uri) || msg('Unknown caller')
  );
}

const isWithheld = ({ uri }: Party): boolean => parseSipUri(uri)?.host === 'anonymous.invalid';

/** The address beneath the name, without its scheme; empty where the name says it already. A withheld one says so (RFC 3323 4.1.1.3). */
export function partyAddress(party: Party): string {
  if (isWithheld(party)) return msg('Number withheld');
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
  const isReachable = parseSipUri(party.uri) !== undefined && !isWithheld(party);
  return isReachable && plainText(party.uri) === party.uri ? party.uri : '';
}
