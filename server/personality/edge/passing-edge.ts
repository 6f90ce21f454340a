// Where a proxy meets a phone: messages pass, with the marks of another proxy on them (Via, Record-Route, Contact).
// Owns both directions of one PBX and the table of where phones were seen; refuses to decide anything about calls.
import { isInDialog } from '../../proxy/forwarding.ts';
import {
  headerOf,
  headersOf,
  withHeader,
  withoutHeaders,
  type Header,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../sip/message.ts';
import { parseNameAddr, tagOf } from '../../sip/name-addr.ts';
import { parseMessage } from '../../sip/parse-message.ts';
import { serializeMessage, serializeWith } from '../../sip/serialize-message.ts';
import { parseSipUri } from '../../sip/uri.ts';
import { parseVia } from '../../sip/via.ts';
import type { PassingCostume } from './costume.ts';
import { describe } from './describe.ts';
import type { Edge, EdgeFlow } from './edge.ts';
import { fill } from './fill.ts';
import { withRegisteredContacts } from './registered.ts';
import { Seen } from './seen.ts';
import { Vias } from './vias.ts';
import { ruleFor, written, type Situation } from './writing.ts';

function keyOf(message: SipMessage): string {
  return `${headerOf(message, 'Call-ID') ?? ''}|${headerOf(message, 'CSeq') ?? ''}`;
}

function isFromNumber(message: SipMessage): boolean {
  const uri = parseNameAddr(headerOf(message, 'Contact') ?? '')?.uri ?? '';
  return parseSipUri(uri)?.user === 'far-end';
}

export class PassingEdge implements Edge {
  readonly #vias: Vias;
  readonly #seen: Seen;

  constructor(private readonly costume: PassingCostume) {
    this.#vias = new Vias(costume.newBranch);
    this.#seen = new Seen(costume.contacts, costume.contactSeal);
  }

  toPhone(text: string, flow: EdgeFlow): string {
    const message = parseMessage(text);
    if (message === undefined) return text;
    const marked = message.kind === 'request' ? this.#request(message) : this.#response(message, flow);
    return serializeWith(this.costume.lengthText, this.#described(this.#written(marked, message)));
  }

  fromPhone(text: string, flow: EdgeFlow): string | undefined {
    const message = parseMessage(text);
    if (message === undefined) return text;
    this.#seen.note(message, flow);
    if (message.kind === 'request') {
      const uri = isInDialog(message) ? this.#seen.real(message.uri) : message.uri;
      return serializeMessage(withoutHeaders({ ...message, uri }, 'Route'));
    }
    this.#seen.passed(keyOf(message));
    const restored = this.#vias.restore(message, parseVia(headerOf(message, 'Via'))?.branch ?? '');
    return restored && serializeMessage(restored);
  }

  #request(request: SipRequest): SipRequest {
    const [, ...behind] = headersOf(request, 'Via');
    const own = fill(this.costume.via, { branch: this.#vias.hide(request) });
    const vias = [own, ...behind.map((value) => this.#seen.via(value, this.costume.passedVia))];
    const bare = withoutHeaders(request, 'Via');
    const marked = { ...bare, headers: [...vias.map((value): Header => ['Via', value]), ...bare.headers] };
    return this.#recorded(this.#withContact(this.#asserted(marked)));
  }

  #asserted(request: SipRequest): SipRequest {
    const { uri = '' } = parseNameAddr(headerOf(request, 'From') ?? '') ?? {};
    if (this.costume.assertsFrom !== true || isInDialog(request)) return request;
    return { ...request, headers: [...request.headers, ['P-Asserted-Identity', `<${uri}>`]] };
  }

  #response(response: SipResponse, flow: EdgeFlow): SipResponse {
    const tail = this.#isOwnAnswer(response) ? this.costume.ownVia : this.costume.passedVia;
    const [top = '', ...others] = headersOf(response, 'Via');
    const vias = [this.#seen.viaAt(top, tail, flow), ...others].map((value): Header => ['Via', value]);
    const headers = [...vias, ...response.headers.filter(([name]) => name !== 'Via')];
    const registered = withRegisteredContacts({ ...response, headers }, flow, this.costume);
    return this.#recorded(this.#withContact(registered));
  }

  /** Nobody behind the server has said this. */
  #isOwnAnswer(response: SipResponse): boolean {
    const isRegister = (headerOf(response, 'CSeq') ?? '').endsWith('REGISTER');
    const isPassed =
      this.#seen.hasPassed(keyOf(response)) || headerOf(response, 'Record-Route') !== undefined;
    return isRegister || (!isPassed && headerOf(response, 'Contact') === undefined);
  }

  #recorded<M extends SipMessage>(message: M): M {
    if (headerOf(message, 'Record-Route') === undefined) return message;
    const tag = tagOf(headerOf(message, 'From')) ?? '';
    const routes = this.costume.recordRoutes.map((route): Header => ['Record-Route', fill(route, { tag })]);
    return { ...message, headers: [...routes, ...withoutHeaders(message, 'Record-Route').headers] };
  }

  #withContact<M extends SipMessage>(message: M): M {
    const value = headerOf(message, 'Contact');
    const isRegister = (headerOf(message, 'CSeq') ?? '').endsWith('REGISTER');
    return value === undefined || isRegister
      ? message
      : withHeader(message, 'Contact', this.#seen.contact(value));
  }

  #written(marked: SipRequest | SipResponse, original: SipMessage): SipRequest | SipResponse {
    const isOwnAnswer = original.kind === 'response' && this.#isOwnAnswer(original);
    const situation: Situation = {
      isInDialog: original.kind === 'request' && isInDialog(original),
      isOwnCall: false,
      hasRung: false,
      isOwnAnswer,
      isFromNumber: isFromNumber(original),
    };
    const rules = original.kind === 'request' ? this.costume.requests : this.costume.responses;
    const rule = ruleFor(rules, original, situation);
    if (rule === undefined) return marked;
    const headers = written(rule.lines, marked, {});
    return marked.kind === 'request'
      ? { ...marked, headers }
      : { ...marked, reason: rule.phrase ?? marked.reason, headers };
  }

  /** Only what the server's own numbers say is described in its way; phones speak for themselves. */
  #described(message: SipRequest | SipResponse): SipRequest | SipResponse {
    const { descriptions } = this.costume;
    const isDescribed = (headerOf(message, 'Content-Type') ?? '').startsWith('application/sdp');
    if (descriptions === undefined || !isDescribed || !isFromNumber(message)) return message;
    const isOffer = message.kind === 'request';
    return {
      ...message,
      body: describe(message.body, { isOffer, before: this.#seen.count(message) }, descriptions),
    };
  }
}
