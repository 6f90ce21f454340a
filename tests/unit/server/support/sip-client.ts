// A SIP client of few words over a real WebSocket: sends text, waits for text. Knows digest, nothing else.
import { WebSocket } from 'ws';
import { digestResponse } from '../../../../server/sip/digest.ts';
import {
  headerOf,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../../../server/sip/message.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
import { tagOf } from '../../../../server/sip/name-addr.ts';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';

export const DOMAIN = 'demo.test';

export interface RequestOptions {
  readonly uri?: string;
  readonly to?: string;
  readonly from?: string;
  readonly fromTag?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly branch?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  /** Parameters of the Contact. */
  readonly contactParameters?: string;
}

let counter = 0;

/** A response with the routes that its request has recorded (RFC 3261 section 12.1.1). */
function recorded(response: SipResponse, request: SipRequest): SipResponse {
  const routes = request.headers.filter(([name]) => name === 'Record-Route');
  return { ...response, headers: [...routes, ...response.headers] };
}

export class SipClient {
  readonly received: SipMessage[] = [];
  readonly raw: string[] = [];
  readonly contact: string;
  /** Of the request that was sent last. */
  lastCseq = 0;
  #waiting: (() => void)[] = [];

  private constructor(
    readonly socket: WebSocket,
    readonly user: string,
    host: string,
  ) {
    this.contact = `sip:c${user}@${host}.invalid;transport=ws`;
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      this.raw.push(text);
      const message = parseMessage(text);
      if (message !== undefined) this.received.push(message);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  static async open(port: number, user: string, host = `h${String(++counter)}`): Promise<SipClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/sip`, 'sip');
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return new SipClient(socket, user, host);
  }

  /** Sends a request and returns it. */
  send(method: string, options: RequestOptions = {}): SipRequest {
    const aor = `sip:${this.user}@${DOMAIN}`;
    this.lastCseq = options.cseq ?? 1;
    const branch = options.branch ?? `z9hG4bKc${String(++counter)}`;
    const text = [
      `${method} ${options.uri ?? `sip:${DOMAIN}`} SIP/2.0`,
      `Via: SIP/2.0/WS ${this.user}.invalid;branch=${branch}`,
      'Max-Forwards: 70',
      `From: <${options.from ?? aor}>;tag=${options.fromTag ?? 'ft'}`,
      `To: ${options.to ?? `<${options.uri ?? aor}>`}`,
      `Call-ID: ${options.callId ?? `call${String(++counter)}`}`,
      `CSeq: ${String(options.cseq ?? 1)} ${method}`,
      `Contact: <${this.contact}>${options.contactParameters === undefined ? '' : `;${options.contactParameters}`}`,
      ...(options.headers ?? []),
      `Content-Length: ${String(Buffer.byteLength(options.body ?? ''))}`,
      '',
      options.body ?? '',
    ].join('\r\n');
    this.socket.send(text);
    return parseMessage(text) as SipRequest;
  }

  sendRaw(text: string): void {
    this.socket.send(text);
  }

  /** Sends the very same text again, over another client's flow where one is given. */
  sendAgain(request: SipRequest, over: SipClient = this): void {
    over.socket.send(serializeMessage(request));
  }

  respond(request: SipRequest, status: number, headers: readonly [string, string][] = []): void {
    const contact: [string, string] = ['Contact', `<${this.contact}>`];
    this.socket.send(
      serializeMessage(recorded(createResponse(request, status, [contact, ...headers]), request)),
    );
  }

  /** The tag that this client's answers to a request carry. */
  tagFor(request: SipRequest): string {
    return tagOf(headerOf(createResponse(request, 200), 'To')) ?? '';
  }

  /** Answers an INVITE with a description. */
  answer(request: SipRequest, body: string): void {
    const headers: [string, string][] = [
      ['Contact', `<${this.contact}>`],
      ['Content-Type', 'application/sdp'],
    ];
    this.socket.send(serializeMessage({ ...recorded(createResponse(request, 200, headers), request), body }));
  }

  /** Waits for a message that fits and takes it out of the list. */
  async take<M extends SipMessage>(fits: (message: SipMessage) => message is M): Promise<M> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const at = this.received.findIndex(fits);
      if (at !== -1) return this.received.splice(at, 1)[0] as M;
      if (Date.now() > deadline) throw new Error(`nothing fits among ${JSON.stringify(this.received)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  takeRequest(method: string): Promise<SipRequest> {
    return this.take(
      (message): message is SipRequest => message.kind === 'request' && message.method === method,
    );
  }

  /** The next response with this status to this method. */
  async takeStatus(status: number, method: string) {
    const message = await this.take(
      (one): one is Extract<SipMessage, { kind: 'response' }> =>
        one.kind === 'response' && one.status === status && (headerOf(one, 'CSeq') ?? '').endsWith(method),
    );
    return message;
  }

  /** Registers with a password; returns the status of the second response. */
  async register(
    password: string,
    headers: readonly string[] = [],
    cseq = 1,
    contactParameters?: string,
  ): Promise<number> {
    const more = contactParameters === undefined ? {} : { contactParameters };
    const callId = `reg-${this.contact}`;
    this.send('REGISTER', { callId, cseq, headers, ...more });
    const challenge = await this.take(
      (one): one is Extract<SipMessage, { kind: 'response' }> =>
        one.kind === 'response' && [401, 407].includes(one.status),
    );
    const [asks, answers] =
      challenge.status === 401
        ? (['WWW-Authenticate', 'Authorization'] as const)
        : (['Proxy-Authenticate', 'Proxy-Authorization'] as const);
    const authorization = this.answerTo(headerOf(challenge, asks) ?? '', 'REGISTER', password);
    this.send('REGISTER', {
      callId,
      cseq: cseq + 1,
      headers: [`${answers}: ${authorization}`, ...headers],
      ...more,
    });
    const final = await this.take(
      (one): one is Extract<SipMessage, { kind: 'response' }> =>
        one.kind === 'response' && (headerOf(one, 'CSeq') ?? '').endsWith('REGISTER'),
    );
    return final.status;
  }

  /** The credentials for a challenge. `uri`: the Request-URI. */
  answerTo(
    challenge: string,
    method: string,
    password: string,
    uri = `sip:${DOMAIN}`,
    nc = '00000001',
  ): string {
    const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '';
    const realm = /realm="([^"]+)"/.exec(challenge)?.[1] ?? DOMAIN;
    const hasQop = challenge.includes('qop=');
    const base = {
      username: this.user,
      realm,
      nonce,
      uri,
      qop: hasQop ? 'auth' : undefined,
      nc,
      cnonce: 'c',
    };
    const response = digestResponse(base, method, password);
    return (
      `Digest username="${this.user}", realm="${realm}", nonce="${nonce}", uri="${base.uri}", ` +
      `response="${response}", algorithm=MD5${hasQop ? `, qop=auth, nc=${nc}, cnonce="c"` : ''}`
    );
  }

  close(): void {
    this.socket.close();
  }
}
