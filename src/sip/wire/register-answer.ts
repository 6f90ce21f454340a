// What a server's answer to REGISTER means for us (RFC 3261 10.3, 10.2.4; RFC 5626 6).
import type { RegistrationOutcome } from '../transport/registration-retry.ts';
import { ASKED, askedSeconds, secondsIn, within } from './asked-times.ts';
import { listValues, parameterOf } from './list-values.ts';
import { headerValue, headerValues, type SipHead } from './sip-message.ts';

/** Our own contact, by which the answer's list is searched. */
export interface OwnContact {
  /** User part of our contact URI. */
  readonly user: string;
  readonly instanceId: string;
  /** Which of our flows it is registered on (RFC 5626 4.2). */
  readonly regId: number;
  readonly defaultExpiresSeconds: number;
}

/** The contacts of header lines, in their order. */
export function contactsOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => listValues(line)).filter((value) => value !== '');
}

/** Whether a contact of the registrar's list is ours. */
export function isOwnContact(contact: string, own: OwnContact): boolean {
  const regId = secondsIn(parameterOf(contact, 'reg-id'));
  return (regId === undefined || regId === own.regId) && isOwnDevice(contact, own);
}

/** Whether it is one of this device's, by whichever of its flows. */
export function isOwnDevice(contact: string, own: OwnContact): boolean {
  if (contact.toLowerCase().includes(own.instanceId.toLowerCase())) return true;
  return hasOwnUser(contact, own);
}

function hasOwnUser(contact: string, own: OwnContact): boolean {
  const uri = contact.slice(contact.indexOf('<') + 1).trimStart();
  const user = `:${own.user}@`.toLowerCase();
  const rest = uri.slice(/^sips?(?=:)/iu.exec(uri)?.[0].length ?? uri.length);
  return rest.slice(0, user.length).toLowerCase() === user;
}

/** Seconds that a listed contact has left; undefined where it does not say. */
function expiresOf(contact: string): number | undefined {
  return secondsIn(parameterOf(contact, 'expires'));
}

/** The contacts of header lines, without those whose time is over. */
export function livingContacts(lines: readonly string[]): readonly string[] {
  return contactsOf(lines).filter((contact) => expiresOf(contact) !== 0);
}

function granted(head: SipHead, own: OwnContact): RegistrationOutcome {
  const all = livingContacts(headerValues(head, 'contact')).filter((contact) => isOwnContact(contact, own));
  // An earlier visit of this browser may still be listed: same instance, other user.
  const ours = all.find((contact) => hasOwnUser(contact, own)) ?? all[0];
  if (ours === undefined) return { kind: 'notListed' };
  const expiresSeconds =
    expiresOf(ours) ?? secondsIn(headerValue(head, 'expires')) ?? own.defaultExpiresSeconds;
  if (expiresSeconds === 0) return { kind: 'notListed' };
  return { kind: 'accepted', expiresSeconds: within(expiresSeconds, ASKED.expires) };
}

/** The outcome of a final answer to REGISTER; undefined for a provisional one and for 423, which the stack obeys itself. */
export function registerOutcome(head: SipHead, own: OwnContact): RegistrationOutcome | undefined {
  const { statusCode } = head;
  if (statusCode === undefined || statusCode < 200 || statusCode === 423) return undefined;
  if (statusCode < 300) return granted(head, own);
  const retryAfterSeconds = askedSeconds(headerValue(head, 'retry-after'), ASKED.retryAfter);
  return { kind: 'refused', statusCode, retryAfterSeconds };
}
