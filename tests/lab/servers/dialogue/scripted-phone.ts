// A phone of few words over secure WebSocket: registers with its instance (RFC 5627), calls, answers, asks within the call.
// It loses its socket when told to, and sends a request again over the next one. No media, no timers of its own.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Ws from 'ws';
import { digestResponse } from '../../../../server/sip/digest.ts';
import {
  headerOf,
  headersOf,
  type Header,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../../../server/sip/message.ts';
import { parseNameAddr } from '../../../../server/sip/name-addr.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';

// Looked for in the project, where it is run: bundled for a namespace, this file lies outside.
const { WebSocket } = createRequire(join(process.cwd(), 'package.json'))('ws') as typeof Ws;

const ANSWER_MS = 10_000;
const random = (): string => randomBytes(6).toString('hex');

export interface Identity {
  readonly user: string;
  readonly password: string;
  readonly domain: string;
}

/** What a dialogue is for its phone (RFC 3261 section 12). */
interface Dialogue {
  readonly callId: string;
  readonly local: string;
  readonly remote: string;
  readonly target: string;
  readonly routes: readonly string[];
}

export class ScriptedPhone {
  /** Methods of the requests that arrived, in their order. */
  readonly received: string[] = [];
  readonly #identity: Identity;
  readonly #host = `${random()}.invalid`;
  readonly #tag = random();
  readonly #registration = random();
  readonly #instance = `<urn:uuid:00000000-0000-4000-8000-${random()}>`;
  #sequence = 0;
  #socket: Ws.WebSocket | undefined;
  #gruu: string | undefined;
  #dialogue: Dialogue | undefined;
  #last: SipRequest | undefined;
  /** A final answer that came before anybody waited for one. */
  #unheard: SipResponse | undefined;
  #rings = false;
  #ringing: SipRequest | undefined;
  #waiting: ((response: SipResponse) => void) | undefined;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /** Opens a WebSocket (a new one beside the old, which is forgotten) and registers there; resolves to the status. */
  async register(url: string): Promise<number> {
    const socket = new WebSocket(url, 'sip', { rejectUnauthorized: false, perMessageDeflate: false });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data: Buffer) => this.#take(parseMessage(data.toString())));
    this.#socket = socket;
    const contact: Header = [
      'Contact',
      `<sip:${this.#tag}@${this.#host};transport=ws>;+sip.instance="${this.#instance}";expires=600`,
    ];
    const own = `sip:${this.#identity.user}@${this.#identity.domain}`;
    const answer = await this.#authorised('REGISTER', `sip:${this.#identity.domain}`, [
      ['To', `<${own}>`],
      ['Call-ID', this.#registration],
      contact,
      ['Supported', 'path, gruu'],
    ]);
    const mine = headersOf(answer, 'Contact').map(parseNameAddr);
    this.#gruu = mine
      .find((one) => one?.parameters.get('+sip.instance') === this.#instance)
      ?.parameters.get('pub-gruu');
    return answer.status;
  }

  /** Whether the registrar gave a GRUU. */
  get hasGruu(): boolean {
    return this.#gruu !== undefined;
  }

  /** Calls a user and acknowledges the answer; resolves to its status. */
  async call(user: string): Promise<number> {
    await this.dial(user);
    return this.awaitAnswer();
  }

  /** Calls and doesn't wait for the answer. */
  async dial(user: string): Promise<void> {
    const target = `sip:${user}@${this.#identity.domain}`;
    const headers: Header[] = [['To', `<${target}>`], ['Call-ID', random()], this.#contact];
    const from: Header = ['From', `<sip:${this.#identity.user}@${this.#identity.domain}>;tag=${this.#tag}`];
    const challenge = await this.#exchange(
      this.#request('INVITE', target, ++this.#sequence, [from, ...headers]),
    );
    this.#acknowledge(challenge, target);
    const credentials = this.#credentials(challenge, 'INVITE', target);
    this.#last = this.#request('INVITE', target, ++this.#sequence, [from, ...headers, credentials]);
    this.#write(this.#last);
  }

  /** Waits for the answer to what was dialled, and acknowledges it; resolves to its status. */
  async awaitAnswer(): Promise<number> {
    const answer = this.#unheard ?? (await this.#final());
    this.#unheard = undefined;
    if (answer.status !== 200) return answer.status;
    this.#dialogue = {
      callId: headerOf(answer, 'Call-ID') ?? '',
      local: headerOf(answer, 'From') ?? '',
      remote: headerOf(answer, 'To') ?? '',
      target: parseNameAddr(headerOf(answer, 'Contact') ?? '')?.uri ?? '',
      routes: headersOf(answer, 'Record-Route').reverse(),
    };
    this.#write(this.#within(this.#dialogue, 'ACK', this.#sequence));
    return answer.status;
  }

  /** Cancels what was dialled last, by its branch (RFC 3261 section 9.1); resolves to the status. */
  async cancel(): Promise<number> {
    if (this.#last === undefined) throw new Error('nothing was dialled');
    const kept = this.#last.headers.filter(([name]) => ['Via', 'From', 'To', 'Call-ID'].includes(name));
    const sequence = Number.parseInt(headerOf(this.#last, 'CSeq') ?? '0', 10);
    const headers: Header[] = [...kept, ['CSeq', `${String(sequence)} CANCEL`], ['Max-Forwards', '69']];
    this.#write({ kind: 'request', method: 'CANCEL', uri: this.#last.uri, headers, body: '' });
    return this.#answer();
  }

  /** Rings from now on instead of answering. */
  ringOnly(): void {
    this.#rings = true;
  }

  /** Answers what rings. */
  answer(): void {
    if (this.#ringing === undefined) throw new Error('nothing rings');
    this.#accept(this.#ringing);
  }

  /** Asks within the call; resolves to the final status, 0 where none came in time. */
  async ask(method: string): Promise<number> {
    this.send(method);
    return this.#answer();
  }

  /** Asks within the call and doesn't wait. */
  send(method: string): void {
    if (this.#dialogue === undefined) throw new Error('there is no call');
    this.#last = this.#within(this.#dialogue, method, ++this.#sequence);
    this.#write(this.#last);
  }

  /** Sends the last request again, the same to the letter; resolves to the final status. */
  async sendAgain(): Promise<number> {
    if (this.#last === undefined) throw new Error('there was no request');
    this.#write(this.#last);
    return this.#answer();
  }

  /** The WebSocket is gone without a goodbye. */
  drop(): void {
    this.#socket?.terminate();
    this.#socket = undefined;
  }

  get #contact(): Header {
    return ['Contact', `<${this.#gruu ?? `sip:${this.#tag}@${this.#host};transport=ws`}>`];
  }

  #write(message: SipMessage): void {
    this.#socket?.send(serializeMessage(message));
  }

  #request(method: string, uri: string, sequence: number, headers: readonly Header[]): SipRequest {
    const common: Header[] = [
      ['Via', `SIP/2.0/WSS ${this.#host};branch=z9hG4bK${random()}`],
      ['Max-Forwards', '69'],
      ['CSeq', `${String(sequence)} ${method}`],
    ];
    return { kind: 'request', method, uri, headers: [...common, ...headers], body: '' };
  }

  #within({ callId, local, remote, target, routes }: Dialogue, method: string, sequence: number): SipRequest {
    const route = routes.map((one): Header => ['Route', one]);
    const headers: Header[] = [['From', local], ['To', remote], ['Call-ID', callId], this.#contact, ...route];
    return this.#request(method, target, sequence, headers);
  }

  /** Asks, with the password once that is wanted. */
  async #authorised(method: string, uri: string, headers: readonly Header[]): Promise<SipResponse> {
    const { user, domain } = this.#identity;
    const all: Header[] = [['From', `<sip:${user}@${domain}>;tag=${this.#tag}`], ...headers];
    const first = await this.#exchange(this.#request(method, uri, ++this.#sequence, all));
    if (first.status !== 401 && first.status !== 407) return first;
    if (method === 'INVITE') this.#acknowledge(first, uri);
    const credentials = this.#credentials(first, method, uri);
    return this.#exchange(this.#request(method, uri, ++this.#sequence, [...all, credentials]));
  }

  #credentials(challenge: SipResponse, method: string, uri: string): Header {
    const isProxy = challenge.status === 407;
    const text = headerOf(challenge, isProxy ? 'Proxy-Authenticate' : 'WWW-Authenticate') ?? '';
    const part = (name: string): string => new RegExp(`${name}="([^"]*)"`, 'u').exec(text)?.[1] ?? '';
    const { user: username, password } = this.#identity;
    const base = { username, realm: part('realm'), nonce: part('nonce'), uri };
    const asked = { ...base, qop: 'auth', nc: '00000001', cnonce: random() };
    const quoted = Object.entries({
      ...base,
      cnonce: asked.cnonce,
      response: digestResponse(asked, method, password),
    });
    const value = quoted.map(([name, one]) => `${name}="${one}"`).join(', ');
    return [isProxy ? 'Proxy-Authorization' : 'Authorization', `Digest ${value}, qop=auth, nc=${asked.nc}`];
  }

  #acknowledge(response: SipResponse, uri: string): void {
    const kept = response.headers.filter(([name]) => ['Via', 'From', 'To', 'Call-ID'].includes(name));
    const sequence = Number.parseInt(headerOf(response, 'CSeq') ?? '0', 10);
    const headers: Header[] = [...kept, ['CSeq', `${String(sequence)} ACK`], ['Max-Forwards', '69']];
    this.#write({ kind: 'request', method: 'ACK', uri, headers, body: '' });
  }

  async #exchange(request: SipRequest): Promise<SipResponse> {
    this.#write(request);
    return this.#final();
  }

  async #answer(): Promise<number> {
    const answer = await this.#final().catch(() => undefined);
    if (answer === undefined) return 0;
    const isInvite = (headerOf(answer, 'CSeq') ?? '').endsWith('INVITE');
    if (isInvite && answer.status < 300 && this.#dialogue !== undefined)
      this.#write(this.#within(this.#dialogue, 'ACK', Number.parseInt(headerOf(answer, 'CSeq') ?? '0', 10)));
    return answer.status;
  }

  #final(): Promise<SipResponse> {
    this.#unheard = undefined;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#waiting = undefined;
        reject(new Error('no answer'));
      }, ANSWER_MS);
      this.#waiting = (response) => {
        clearTimeout(limit);
        resolve(response);
      };
    });
  }

  #take(message: SipMessage | undefined): void {
    if (message === undefined) return;
    if (message.kind === 'request') {
      this.#serve(message);
      return;
    }
    if (message.status < 200) return;
    const listener = this.#waiting;
    this.#waiting = undefined;
    if (listener === undefined) this.#unheard = message;
    else listener(message);
  }

  #serve(request: SipRequest): void {
    this.received.push(request.method);
    if (request.method === 'ACK') return;
    if (request.method === 'INVITE' && this.#rings) {
      this.#ringing = request;
      this.#write(createResponse(request, 180, [this.#contact], 'Ringing'));
    } else this.#accept(request);
  }

  #accept(request: SipRequest): void {
    const recorded = request.headers.filter(([name]) => name === 'Record-Route');
    const answer = createResponse(request, 200, [...recorded, this.#contact]);
    if (request.method === 'INVITE' && this.#dialogue?.callId !== headerOf(request, 'Call-ID')) {
      this.#dialogue = {
        callId: headerOf(request, 'Call-ID') ?? '',
        local: headerOf(answer, 'To') ?? '',
        remote: headerOf(request, 'From') ?? '',
        target: parseNameAddr(headerOf(request, 'Contact') ?? '')?.uri ?? '',
        routes: headersOf(request, 'Record-Route'),
      };
    }
    this.#write(answer);
  }
}
