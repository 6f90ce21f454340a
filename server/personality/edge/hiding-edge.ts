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
import type { HidingCostume } from './costume.ts';
import type { Edge, EdgeFlow } from './edge.ts';
import { withRegisteredContacts } from './registered.ts';
import { describe } from './describe.ts';
import { fill, type Values } from './fill.ts';
import { Vias } from './vias.ts';
import { ruleFor, written } from './writing.ts';

function uriOf(message: SipMessage, name: string): string | undefined {
  return parseNameAddr(headerOf(message, name) ?? '')?.uri;
}

function userIn(message: SipMessage, name: string): string {
  return parseSipUri(uriOf(message, name) ?? '')?.user ?? '';
}

const NOWHERE = { isInDialog: false, isOwnAnswer: false, isFromNumber: false };

function requestValues(request: SipRequest, { address, port }: EdgeFlow): Values {
  const contactUser = parseSipUri(request.uri)?.user ?? '';
  const [fromUser, toUser] = [userIn(request, 'From'), userIn(request, 'To')];
  return { fromUser, toUser, contactUser, address, port: String(port) };
}

/** The value with another host in its URI; port and parameters of the URI are dropped. */
function atHost(value: string, host: string): string {
  return value.replace(/<(sips?:[^@<>]*@)[^<>]*>/, `<$1${host}>`);
}

export class HidingEdge implements Edge {
  readonly #calls = new Calls();
  readonly #vias: Vias;

  constructor(private readonly costume: HidingCostume) {
    this.#vias = new Vias(costume.newBranch);
  }

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
    const restored = this.#vias.restore(message, branch);
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
    const situation = { ...NOWHERE, isOwnCall: call.isOwnCall, hasRung: call.hasRung };
    const rule = ruleFor(this.costume.responses, response, situation);
    call.hasRung ||= response.status > 100 && response.status < 200;
    const registered = withRegisteredContacts(response, flow, this.costume);
    const returned = this.#withReturnedVia(this.#described(registered, call, false), flow);
    if (rule === undefined) return returned;
    const values = { fromUser: userIn(response, 'From'), toUser: userIn(response, 'To') };
    const headers = written(rule.lines, returned, values);
    return { ...returned, reason: rule.phrase ?? returned.reason, headers };
  }

  #request(request: SipRequest, flow: EdgeFlow): SipRequest {
    const inDialog = isInDialog(request);
    const call = this.#calls.of(request, this.#userOf(request, flow), !inDialog);
    call.target = uriOf(request, 'Contact') ?? call.target;
    const situation = { ...NOWHERE, isInDialog: inDialog, isOwnCall: call.isOwnCall, hasRung: call.hasRung };
    const rule = ruleFor(this.costume.requests, request, situation);
    const addressed = inDialog ? request : this.#addressed(request, flow, rule?.keepsFrom === true);
    const described = this.#described(addressed, call, request.method !== 'ACK');
    const via = fill(this.costume.via, { branch: this.#vias.hide(request) });
    const hidden = withHeader(withoutHeaders(described, 'Record-Route', 'Via'), 'Via', via);
    const uri = this.#seenUri(request.uri, flow);
    if (rule === undefined) return { ...hidden, uri };
    return { ...hidden, uri, headers: written(rule.lines, hidden, requestValues(hidden, flow)) };
  }

  #seenUri(uri: string, { address, port }: EdgeFlow): string {
    if (this.costume.addresses === 'contact') return uri;
    return uri.replace(/^(sips?:[^@]*@)[^;]*/, `$1${address}:${String(port)}`);
  }

  /** To and From of a request that begins something: the phone as the server knows it, the server by its own name. */
  #addressed(request: SipRequest, { address }: EdgeFlow, keepsFrom: boolean): SipRequest {
    const { addresses, ownHost } = this.costume;
    const user = parseSipUri(request.uri)?.user ?? '';
    const to = withHeader(
      request,
      'To',
      addresses === 'seen' ? `<sip:${user}@${address}>` : `<${request.uri}>`,
    );
    if (keepsFrom || ownHost === undefined) return to;
    return withHeader(to, 'From', atHost(headerOf(to, 'From') ?? '', ownHost));
  }

  #described<M extends SipMessage>(message: M, call: CallMemory, isOffer: boolean): M {
    const { descriptions } = this.costume;
    const isDescribed = (headerOf(message, 'Content-Type') ?? '').startsWith('application/sdp');
    if (descriptions === undefined || !isDescribed) return message;
    const before = call.descriptions++;
    return { ...message, body: describe(message.body, { isOffer, before }, descriptions) };
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
}
