// What a server's answer to REGISTER means for us (RFC 3261 10.3, 10.2.4; RFC 5626 6).
import type { RegistrationOutcome } from '../transport/registration-retry.ts';
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

/** The contacts of a header line: commas inside quotes and angle brackets separate nothing. */
export function contactsOf(value: string): readonly string[] {
  return value.match(/(?:"[^"]*"|<[^>]*>|[^,"<])+/gu) ?? [];
}

/** Whether a contact of the registrar's list is ours. */
export function isOwnContact(contact: string, own: OwnContact): boolean {
  const regId = /;\s*reg-id\s*=\s*"?(\d{1,9})/iu.exec(contact)?.[1];
  return (regId === undefined || Number(regId) === own.regId) && isOwnDevice(contact, own);
}

/** Whether it is one of this device's, by whichever of its flows. */
export function isOwnDevice(contact: string, own: OwnContact): boolean {
  if (contact.toLowerCase().includes(own.instanceId.toLowerCase())) return true;
  return hasOwnUser(contact, own);
}

function hasOwnUser(contact: string, own: OwnContact): boolean {
  const uri = /<([^>]*)>/u.exec(contact)?.[1] ?? contact;
  return new RegExp(String.raw`^\s*sips?:${own.user.replace(/[^\w]/gu, String.raw`\$&`)}@`, 'iu').test(uri);
}

/** Seconds that a listed contact has left; undefined where it does not say. */
function expiresOf(contact: string): number | undefined {
  return secondsOf(/;\s*expires\s*=\s*"?(\d{1,9})/iu.exec(contact.replace(/<[^>]*>/u, ''))?.[1]);
}

/** The contacts of header lines, without those whose time is over. */
export function livingContacts(lines: readonly string[]): readonly string[] {
  return lines.flatMap(contactsOf).filter((contact) => expiresOf(contact) !== 0);
}

function secondsOf(text: string | undefined): number | undefined {
  const match = /^\s*(\d{1,9})/u.exec(text ?? '');
  return match === null ? undefined : Number(match[1]);
}

function granted(head: SipHead, own: OwnContact): RegistrationOutcome {
  const all = livingContacts(headerValues(head, 'contact')).filter((contact) => isOwnContact(contact, own));
  // An earlier visit of this browser may still be listed: same instance, other user.
  const ours = all.find((contact) => hasOwnUser(contact, own)) ?? all[0];
  if (ours === undefined) return { kind: 'notListed' };
  const expiresSeconds =
    expiresOf(ours) ?? secondsOf(headerValue(head, 'expires')) ?? own.defaultExpiresSeconds;
  return expiresSeconds === 0 ? { kind: 'notListed' } : { kind: 'accepted', expiresSeconds };
}

/** The outcome of a final answer to REGISTER; undefined for a provisional one and for 423, which the stack obeys itself. */
export function registerOutcome(head: SipHead, own: OwnContact): RegistrationOutcome | undefined {
  const { statusCode } = head;
  if (statusCode === undefined || statusCode < 200 || statusCode === 423) return undefined;
  if (statusCode < 300) return granted(head, own);
  return { kind: 'refused', statusCode, retryAfterSeconds: secondsOf(headerValue(head, 'retry-after')) };
}
