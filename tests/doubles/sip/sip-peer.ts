// A far side played by hand on a MemoryNetwork connection: reads and writes SIP, decides nothing but what a test tells it,
// save two habits that may be switched off: it accepts every REGISTER and answers keep-alives.
import {
  headerOf,
  type Header,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../../server/sip/message.ts';
import { parseMessage } from '../../../server/sip/parse-message.ts';
import { createResponse } from '../../../server/sip/response.ts';
import { serializeMessage } from '../../../server/sip/serialize-message.ts';
import type { MemoryConnection } from './memory-connection.ts';
import type { MemoryNetwork } from './memory-network.ts';
import type { Payload } from './memory-websocket.ts';
import type { PeerDialog } from './peer-dialog.ts';

export interface ResponseOptions {
  readonly headers?: readonly Header[];
  readonly body?: string;
  readonly reason?: string;
  /** The tag of To; without it one is made from the request, the same each time. */
  readonly toTag?: string;
}

export interface RequestOptions {
  readonly headers?: readonly Header[];
  readonly body?: string;
  /** CSeq number instead of the dialog's next. */
  readonly cseq?: number;
  readonly branch?: string;
}

/** What `Content-Type` a body has, where nothing is said: SDP. */
function bodyHeaders(body: string, given: readonly Header[]): Header[] {
  const isTyped = given.some(([name]) => name === 'Content-Type');
  return body === '' || isTyped ? [...given] : [...given, ['Content-Type', 'application/sdp']];
}

/** Where the peer says it is reached. */
export const PEER_CONTACT = '<sip:far@peer.invalid;transport=ws>';

/** A REGISTER without Contact asks, and changes nothing. */
const isQuery = (request: SipRequest): boolean =>
  request.method === 'REGISTER' && headerOf(request, 'Contact') === undefined;

let lastBranch = 0;

/** A request within a dialog, or one that begins it; the dialog's CSeq goes on. */
export function requestIn(method: string, dialog: PeerDialog, options: RequestOptions = {}): SipRequest {
  const { headers = [], body = '', branch = `z9hG4bKpeer${String(++lastBranch)}` } = options;
  const cseq = options.cseq ?? (method === 'ACK' ? dialog.cseq : ++dialog.cseq);
  return {
    kind: 'request',
    method,
    uri: dialog.target,
    headers: [
      ['Via', `SIP/2.0/WS peer.invalid;branch=${branch}`],
      ['Max-Forwards', '70'],
      ['From', dialog.local],
      ['To', dialog.remote],
      ['Call-ID', dialog.callId],
      ['CSeq', `${String(cseq)} ${method}`],
      ['Contact', PEER_CONTACT],
      ...bodyHeaders(body, headers),
    ],
    body,
  };
}

/** A digest challenge of the server's or a proxy's (RFC 3261 22.2, 22.3). */
export interface Challenge {
  readonly status: 401 | 407;
  readonly realm: string;
}

/** The header of a challenge. */
export function challengeHeader({ status, realm }: Challenge, more = ''): Header {
  const name = status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
  return [name, `Digest realm="${realm}", nonce="nonce-of-${realm}", algorithm=MD5, qop="auth"${more}`];
}

/** The credentials that a request carries for this challenge; undefined where it carries none. */
export function credentialsFor(request: SipRequest, { status, realm }: Challenge): string | undefined {
  const name = status === 401 ? 'authorization' : 'proxy-authorization';
  return request.headers.find(
    ([each, value]) => each.toLowerCase() === name && value.includes(`realm="${realm}"`),
  )?.[1];
}

export class SipPeer {
  /** Every SIP message received on any connection, oldest first. */
  readonly seen: SipMessage[] = [];
  /** Everything received as it came, keep-alives too. */
  readonly raw: Payload[] = [];
  acceptsRegister = true;
  /** The challenges that a REGISTER has to answer first, one after another. */
  asks: readonly Challenge[] = [];
  /** The contacts it lists when it is only asked (RFC 3261 10.2.3); undefined: the one that it accepted last. */
  bindings: readonly string[] | undefined;
  /** The status of its answer to that; undefined where it keeps silent. */
  queryStatus: number | undefined = 200;
  #accepted: readonly string[] = [];
  /** How it takes a request for a sign of life; a REGISTER as it takes any. */
  answersCrlf = true;
  /** The status it gives an OPTIONS; undefined where it ignores them. */
  optionsStatus: number | undefined = 200;
  /** Seconds granted to a REGISTER; what was asked where undefined. */
  grants: number | undefined;
  /** Headers of its 2xx to REGISTER, besides the contact. */
  registrarHeaders: readonly Header[] = [];
  /** The newest connection, which everything is sent on. */
  #connection: MemoryConnection | undefined;
  #untaken: SipMessage[] = [];
  #waiting: { fits: (message: SipMessage) => boolean; resolve: (message: SipMessage) => void }[] = [];

  /** Plays the server at `url`. */
  constructor(network: MemoryNetwork, url: string) {
    network.listen(url, (connection) => {
      this.#connection = connection;
      connection.onmessage = (data): void => {
        this.#receive(connection, data);
      };
    });
  }

  /** Whether it gives signs of life at all, when asked. */
  set answersPings(answers: boolean) {
    this.answersCrlf = answers;
    this.optionsStatus = answers ? 200 : undefined;
  }

  get connection(): MemoryConnection {
    if (this.#connection === undefined) throw new Error('nobody has connected yet');
    return this.#connection;
  }

  /** The next message not yet taken that fits; waits for it. */
  next(fits: (message: SipMessage) => boolean): Promise<SipMessage> {
    const at = this.#untaken.findIndex(fits);
    const found = at === -1 ? undefined : this.#untaken.splice(at, 1)[0];
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve) => this.#waiting.push({ fits, resolve }));
  }

  async nextRequest(method: string): Promise<SipRequest> {
    return (await this.next((one) => one.kind === 'request' && one.method === method)) as SipRequest;
  }

  /** The next response with this status, or any final one, to a request of this method. */
  async nextResponse(method: string, status?: number): Promise<SipResponse> {
    const fits = (one: SipMessage): boolean =>
      one.kind === 'response' &&
      (headerOf(one, 'CSeq') ?? '').endsWith(` ${method}`) &&
      (status === undefined ? one.status >= 200 : one.status === status);
    return (await this.next(fits)) as SipResponse;
  }

  /** Every request of this method so far, REGISTERs that only ask left out. */
  requests(method: string): SipRequest[] {
    return this.seen.filter(
      (one): one is SipRequest => one.kind === 'request' && one.method === method && !isQuery(one),
    );
  }

  /** Every REGISTER that only asked. */
  get queries(): SipRequest[] {
    return this.seen.filter((one): one is SipRequest => one.kind === 'request' && isQuery(one));
  }

  respond(request: SipRequest, status: number, options: ResponseOptions = {}): SipResponse {
    const { headers = [], body = '', reason, toTag } = options;
    const contact: Header[] = status > 100 && request.method === 'INVITE' ? [['Contact', PEER_CONTACT]] : [];
    const bare = createResponse(request, status, [...contact, ...bodyHeaders(body, headers)], reason);
    const tagged = bare.headers.map(([name, value]): Header => [
      name,
      name === 'To' && toTag !== undefined ? `${value.replace(/;tag=.*/u, '')};tag=${toTag}` : value,
    ]);
    const response: SipResponse = { ...bare, headers: tagged, body };
    this.send(serializeMessage(response));
    return response;
  }

  /** Sends a request within a dialog, or one that begins it. */
  request(method: string, dialog: PeerDialog, options: RequestOptions = {}): SipRequest {
    const request = requestIn(method, dialog, options);
    this.send(serializeMessage(request));
    return request;
  }

  /** Forgets what has arrived. */
  forget(): void {
    this.seen.length = 0;
    this.raw.length = 0;
    this.#untaken = [];
  }

  /** Sends anything. */
  send(data: Payload): void {
    this.connection.send(data);
  }

  #receive(connection: MemoryConnection, data: Payload): void {
    this.raw.push(data);
    const text = String(data);
    if (text === '\r\n\r\n' && this.answersCrlf) connection.send('\r\n');
    const message = parseMessage(text);
    if (message === undefined) return;
    this.seen.push(message);
    if (message.kind === 'request' && isQuery(message)) {
      this.#list(connection, message);
      return;
    }
    if (message.kind === 'request' && message.method === 'REGISTER' && this.acceptsRegister)
      connection.send(serializeMessage(this.#askOrAccept(message)));
    else if (message.kind === 'request' && message.method === 'OPTIONS' && this.optionsStatus !== undefined)
      connection.send(serializeMessage(createResponse(message, this.optionsStatus)));
    this.#offer(message);
  }

  #offer(message: SipMessage): void {
    const at = this.#waiting.findIndex(({ fits }) => fits(message));
    if (at === -1) this.#untaken.push(message);
    else this.#waiting.splice(at, 1)[0]?.resolve(message);
  }

  #list(connection: MemoryConnection, query: SipRequest): void {
    if (this.queryStatus === undefined) return;
    const contacts = (this.bindings ?? this.#accepted).map((contact) => ['Contact', contact] as const);
    connection.send(serializeMessage(createResponse(query, this.queryStatus, contacts)));
  }

  #askOrAccept(request: SipRequest): SipResponse {
    const open = this.asks.find((challenge) => credentialsFor(request, challenge) === undefined);
    if (open === undefined) return this.#acceptance(request);
    return createResponse(request, open.status, [challengeHeader(open)]);
  }

  #acceptance(request: SipRequest): SipResponse {
    const contact = headerOf(request, 'Contact') ?? '';
    const asked = /;expires=(\d+)/u.exec(contact)?.[1] ?? headerOf(request, 'Expires') ?? '600';
    const granted = asked === '0' ? 0 : (this.grants ?? Number(asked));
    const bare = contact.replace(/;expires=\d+/u, '');
    this.#accepted = granted === 0 ? [] : [`${bare};expires=${String(granted)}`];
    return createResponse(request, 200, [
      ...this.registrarHeaders,
      ...this.#accepted.map((each) => ['Contact', each] as const),
    ]);
  }
}
