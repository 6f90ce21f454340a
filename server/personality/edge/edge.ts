// Where a B2BUA meets a phone: what lies behind the server is hidden, and what it says is written as it writes it.
// Owns both directions of one PBX; refuses to decide anything about calls (proxy/ and media/ do).
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
import { parseNameAddr } from '../../sip/name-addr.ts';
import { parseMessage } from '../../sip/parse-message.ts';
import { serializeMessage, serializeWith } from '../../sip/serialize-message.ts';
import { parseSipUri } from '../../sip/uri.ts';
import { parseVia } from '../../sip/via.ts';
import { isInDialog } from '../../proxy/forwarding.ts';
import { Calls, type CallMemory } from './calls.ts';
import type { Costume } from './costume.ts';
import { describe } from './describe.ts';
import { fill } from './fill.ts';
import { Vias } from './vias.ts';
import { ruleFor, written } from './writing.ts';

/** A phone's connection as the edge sees it. */
export interface EdgeFlow {
  /** The extension, where it is known yet. */
  readonly user: string | undefined;
  readonly address: string;
  readonly port: number;
}

function uriOf(message: SipMessage, name: string): string | undefined {
  return parseNameAddr(headerOf(message, name) ?? '')?.uri;
}

function userIn(message: SipMessage, name: string): string {
  return parseSipUri(uriOf(message, name) ?? '')?.user ?? '';
}

/** The value with another host in its URI; port and parameters of the URI are dropped. */
function atHost(value: string, host: string): string {
  return value.replace(/<(sips?:[^@>]*@)[^>]*>/, `<$1${host}>`);
}

export class Edge {
  readonly #calls = new Calls();
  readonly #vias = new Vias();

  constructor(private readonly costume: Costume) {}

  /** What the phone gets instead of a message of the server. */
  toPhone(text: string, flow: EdgeFlow): string {
    const message = parseMessage(text);
    if (message === undefined) return text;
    const dressed = message.kind === 'request' ? this.#request(message, flow) : this.#response(message, flow);
    return serializeWith(this.costume.lengthText, dressed);
  }

  /** What the server gets instead of a message of the phone; undefined where nothing of it is for the server. */
  fromPhone(text: string, flow: EdgeFlow): string | undefined {
    const message = parseMessage(text);
    if (message === undefined) return text;
    if (message.kind === 'request') return serializeMessage(this.#toTarget(message, flow));
    const branch = parseVia(headerOf(message, 'Via'))?.branch ?? '';
    const restored = this.#vias.restore(message, branch.slice(this.costume.branchPrefix.length));
    return restored && serializeMessage(restored);
  }

  /** Within a call the server's Contact stands for somebody behind it. */
  #toTarget(request: SipRequest, flow: EdgeFlow): SipRequest {
    const target = this.#calls.known(request, this.#userOf(request, flow))?.target;
    if (target === undefined || !isInDialog(request)) return request;
    return withoutHeaders({ ...request, uri: target }, 'Route');
  }

  #userOf(message: SipMessage, { user }: EdgeFlow): string {
    return user ?? userIn(message, message.kind === 'request' ? 'From' : 'To');
  }

  #response(response: SipResponse, flow: EdgeFlow): SipResponse {
    const call = this.#calls.of(response, this.#userOf(response, flow), false);
    call.target = uriOf(response, 'Contact') ?? call.target;
    const situation = { isInDialog: false, isOwnCall: call.isOwnCall, hasRung: call.hasRung };
    const rule = ruleFor(this.costume.responses, response, situation);
    call.hasRung ||= response.status > 100 && response.status < 200;
    const described = this.#described(response, call, false);
    const returned = this.#withReturnedVia(this.#withContacts(described), flow);
    return rule === undefined ? returned : { ...returned, headers: written(rule.lines, returned, {}) };
  }

  #request(request: SipRequest, flow: EdgeFlow): SipRequest {
    const inDialog = isInDialog(request);
    const call = this.#calls.of(request, this.#userOf(request, flow), !inDialog);
    call.target = uriOf(request, 'Contact') ?? call.target;
    const situation = { isInDialog: inDialog, isOwnCall: call.isOwnCall, hasRung: call.hasRung };
    const rule = ruleFor(this.costume.requests, request, situation);
    const addressed = inDialog ? request : this.#addressed(request, flow, rule?.keepsFrom === true);
    const described = this.#described(addressed, call, request.method !== 'ACK');
    const values = { fromUser: userIn(described, 'From'), toUser: userIn(described, 'To') };
    const via = fill(this.costume.via, { branch: `${this.costume.branchPrefix}${this.#vias.hide(request)}` });
    const hidden = withHeader(withoutHeaders(described, 'Record-Route', 'Via'), 'Via', via);
    const uri = this.#seenUri(request.uri, flow);
    return {
      ...hidden,
      uri,
      headers: rule === undefined ? hidden.headers : written(rule.lines, hidden, values),
    };
  }

  #seenUri(uri: string, { address, port }: EdgeFlow): string {
    if (!this.costume.usesSeenAddress) return uri;
    return uri.replace(/^(sips?:[^@]*@)[^;]*/, `$1${address}:${String(port)}`);
  }

  #addressed(request: SipRequest, { address }: EdgeFlow, keepsFrom: boolean): SipRequest {
    if (!this.costume.usesSeenAddress) return request;
    const user = parseSipUri(request.uri)?.user ?? '';
    const to = withHeader(request, 'To', `<sip:${user}@${address}>`);
    return keepsFrom ? to : withHeader(to, 'From', atHost(headerOf(to, 'From') ?? '', this.costume.ownHost));
  }

  #described<M extends SipMessage>(message: M, call: CallMemory, isOffer: boolean): M {
    if (!(headerOf(message, 'Content-Type') ?? '').startsWith('application/sdp')) return message;
    const before = call.descriptions++;
    return { ...message, body: describe(message.body, { isOffer, before }, this.costume) };
  }

  /** The phone's Via comes back with what the server saw of it (RFC 3581). */
  #withReturnedVia(response: SipResponse, { address, port }: EdgeFlow): SipResponse {
    const [top = '', ...others] = headersOf(response, 'Via');
    const branch = parseVia(top)?.branch ?? '';
    const head = top.split(';')[0]?.trim() ?? '';
    const tail = fill(this.costume.returnedVia, { address, port: String(port), branch });
    const vias = [`${head}${tail}`, ...others].map((value): Header => ['Via', value]);
    return { ...response, headers: [...vias, ...response.headers.filter(([name]) => name !== 'Via')] };
  }

  /** The contacts of an answer to REGISTER, and the time that the first of them was granted. */
  #withContacts(response: SipResponse): SipResponse {
    if (!(headerOf(response, 'CSeq') ?? '').endsWith('REGISTER')) return response;
    const contacts = headersOf(response, 'Contact').flatMap((value) => parseNameAddr(value) ?? []);
    const [first] = contacts;
    if (first === undefined) return response;
    const shown = contacts.map(({ uri, parameters }): Header => {
      const left = String(Number(parameters.get('expires') ?? '0') - this.costume.showsLessBy);
      return ['Contact', fill(this.costume.registeredContact, { uri, left })];
    });
    const others = response.headers.filter(([name]) => name !== 'Contact');
    return {
      ...response,
      headers: [...others, ...shown, ['Expires', first.parameters.get('expires') ?? '']],
    };
  }
}
