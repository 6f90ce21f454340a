// The answer to REGISTER: the contacts as this server lists them, and the time that the first of them was granted.
// Owns that rewriting; pure.
import { headerOf, headersOf, type Header, type SipResponse } from '../../sip/message.ts';
import { parseNameAddr } from '../../sip/name-addr.ts';
import { parseSipUri } from '../../sip/uri.ts';
import type { Costume } from './costume.ts';
import type { EdgeFlow } from './edge.ts';
import { fill } from './fill.ts';

/** Contact and Expires as the costume has them; any other response is left alone. */
export function withRegisteredContacts(response: SipResponse, flow: EdgeFlow, costume: Costume): SipResponse {
  const isRegister = (headerOf(response, 'CSeq') ?? '').endsWith('REGISTER');
  const contacts = headersOf(response, 'Contact').flatMap((value) => parseNameAddr(value) ?? []);
  const [first] = contacts;
  if (!isRegister || first === undefined) return response;
  const aor = parseSipUri(parseNameAddr(headerOf(response, 'To') ?? '')?.uri ?? '');
  const shown = contacts.map(({ uri, parameters }) => {
    const left = String(Number(parameters.get('expires') ?? '0') - costume.showsLessBy);
    const instance = parameters.get('+sip.instance')?.replace(/^<|>$/g, '') ?? '';
    const values = {
      uri,
      left,
      instance,
      user: aor?.user,
      domain: aor?.host,
      address: flow.address,
      port: String(flow.port),
    };
    return fill(costume.registeredContact, values);
  });
  const others = response.headers.filter(([name]) => name !== 'Contact');
  const contact: Header = ['Contact', shown.join(', ')];
  return { ...response, headers: [...others, contact, ['Expires', first.parameters.get('expires') ?? '']] };
}
