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
  if (regId !== undefined && Number(regId) !== own.regId) return false;
  if (contact.toLowerCase().includes(own.instanceId.toLowerCase())) return true;
  const uri = /<([^>]*)>/u.exec(contact)?.[1] ?? contact;
  return new RegExp(String.raw`^\s*sips?:${own.user.replace(/[^\w]/gu, String.raw`\$&`)}@`, 'iu').test(uri);
}

function secondsOf(text: string | undefined): number | undefined {
  const match = /^\s*(\d{1,9})/u.exec(text ?? '');
  return match === null ? undefined : Number(match[1]);
}

function granted(head: SipHead, own: OwnContact): RegistrationOutcome {
  const ours = headerValues(head, 'contact')
    .flatMap(contactsOf)
    .find((contact) => isOwnContact(contact, own));
  if (ours === undefined) return { kind: 'notListed' };
  const parameter = /;\s*expires\s*=\s*"?(\d{1,9})/iu.exec(ours.replace(/<[^>]*>/u, ''))?.[1];
  const expiresSeconds =
    secondsOf(parameter) ?? secondsOf(headerValue(head, 'expires')) ?? own.defaultExpiresSeconds;
  return expiresSeconds === 0 ? { kind: 'notListed' } : { kind: 'accepted', expiresSeconds };
}

/** The outcome of a final answer to REGISTER; undefined for a provisional one and for 423, which the stack obeys itself. */
export function registerOutcome(head: SipHead, own: OwnContact): RegistrationOutcome | undefined {
  const { statusCode } = head;
  if (statusCode === undefined || statusCode < 200 || statusCode === 423) return undefined;
  if (statusCode < 300) return granted(head, own);
  return { kind: 'refused', statusCode, retryAfterSeconds: secondsOf(headerValue(head, 'retry-after')) };
}
