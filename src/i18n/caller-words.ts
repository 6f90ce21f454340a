// The words for whether the person's own server vouches for who calls (RFC 3325), or only the caller says so.
import { msg, str } from '@lit/localize';

export type ClaimKey = 'all' | 'name' | undefined;

/** What stands before a name that only its bearer vouches for; empty where the server does. */
export function claimWords(claim: ClaimKey): string {
  if (claim === 'name') return msg('Calls themselves');
  return claim === undefined ? '' : msg('Claims to be');
}

/** What stands for a name where there is none but that of whoever handed us over; empty where that is empty too. */
export function broughtByWords(name: string): string {
  return name === '' ? '' : msg(str`Handed over by ${name}`);
}

/** What the server confirms of a caller. */
export function vouchWords(claim: ClaimKey): string {
  if (claim === 'all') return msg('Not confirmed by your server');
  return claim === 'name'
    ? msg('Your server confirms the number, not the name')
    : msg('Confirmed by your server');
}

/** Somebody would take the place of the other end. */
export function takeoverWords(newcomer: string, present: string): string {
  return msg(str`${newcomer} wants to take the place of ${present} in this call (transfer).`);
}
