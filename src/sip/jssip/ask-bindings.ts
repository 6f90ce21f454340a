// Asks the registrar who is registered under our address: a REGISTER without Contact changes nothing (RFC 3261 10.2.3).
import type { UA } from 'jssip';
import RequestSender from 'jssip/lib/RequestSender.js';
import SIPMessage from 'jssip/lib/SIPMessage.js';
import type { Bindings } from '../transport/bindings.ts';
import { livingContacts } from '../wire/register-answer.ts';
import { headerValue, type SipHead } from '../wire/sip-message.ts';

/** An answer that comes later tells nothing, in milliseconds. */
const DEADLINE_MS = 8000;
const PREFIX = 'bindings-';

/** Whether a message belongs to such a question: its 2xx lists contacts too, but accepts none. */
export function isBindingsAnswer(head: SipHead): boolean {
  return headerValue(head, 'call-id')?.startsWith(PREFIX) === true;
}

function bindingsOf(statusCode: number, contacts: readonly string[]): Bindings {
  if (statusCode === 401 || statusCode === 403 || statusCode === 407) return { kind: 'unauthorised' };
  if (statusCode >= 500 && statusCode < 600 && statusCode !== 501) return { kind: 'later' };
  if (statusCode >= 300) return { kind: 'unknown' };
  return { kind: 'listed', contacts: livingContacts(contacts) };
}

/** Asks; never rejects. A server that refuses or keeps silent is `unknown`. */
export function askBindings(ua: UA): Promise<Bindings> {
  const { uri, registrar_server: registrar } = (
    ua as unknown as { readonly configuration: { readonly uri: object; readonly registrar_server: object } }
  ).configuration;
  return new Promise((resolve) => {
    const unknown = (): void => {
      clearTimeout(deadline);
      resolve({ kind: 'unknown' });
    };
    const deadline = setTimeout(unknown, DEADLINE_MS);
    const request = new SIPMessage.OutgoingRequest('REGISTER', registrar, ua, {
      to_uri: uri,
      call_id: `${PREFIX}${crypto.randomUUID()}`,
      cseq: 1,
    });
    new RequestSender(ua, request, {
      onRequestTimeout: unknown,
      onTransportError: unknown,
      onReceiveResponse: (response) => {
        if (response.status_code < 200) return;
        clearTimeout(deadline);
        resolve(bindingsOf(response.status_code, response.getHeaders('contact')));
      },
    }).send();
  });
}
