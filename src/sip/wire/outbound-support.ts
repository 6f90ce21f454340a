// Whether a registrar keeps several flows of one phone (RFC 5626 4.2.1, 6), read from its 2xx to REGISTER. Pure.
import { parameterOf } from './list-values.ts';
import { contactsOf } from './register-answer.ts';
import { headerValues, type SipHead } from './sip-message.ts';

function names(head: SipHead, header: string): boolean {
  return headerValues(head, header).some((value) => /(?:^|,)\s*outbound\s*(?:,|$)/iu.test(value));
}

/** The server says that it does, or that it could: then a second flow is worth an attempt. */
export function offersOutbound(answer: SipHead): boolean {
  return names(answer, 'require') || names(answer, 'supported');
}

/**
 * The 2xx to the REGISTER of the second flow says that the first is still registered: it was taken as one of several flows
 * (Require, RFC 5626 6), or the first one is listed beside it. Else the second has taken the place of the first.
 */
export function keepsBoth(answer: SipHead, instanceId: string): boolean {
  if (names(answer, 'require')) return true;
  return contactsOf(headerValues(answer, 'contact')).some(
    (contact) =>
      contact.toLowerCase().includes(instanceId.toLowerCase()) && parameterOf(contact, 'reg-id') === '1',
  );
}
