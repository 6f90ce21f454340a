// A SIP client of few words over a real WebSocket: sends text, waits for text. Knows digest, nothing else.
import { WebSocket } from 'ws';
import { digestResponse } from '../../../../server/sip/digest.ts';
import { headerOf, type SipMessage, type SipRequest } from '../../../../server/sip/message.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
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
}

let counter = 0;

export class SipClient {
  readonly received: SipMessage[] = [];
  readonly raw: string[] = [];
  readonly contact: string;
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
    const branch = options.branch ?? `z9hG4bKc${String(++counter)}`;
    const text = [
      `${method} ${options.uri ?? `sip:${DOMAIN}`} SIP/2.0`,
      `Via: SIP/2.0/WS ${this.user}.invalid;branch=${branch}`,
      'Max-Forwards: 70',
      `From: <${options.from ?? aor}>;tag=${options.fromTag ?? 'ft'}`,
      `To: ${options.to ?? `<${options.uri ?? aor}>`}`,
      `Call-ID: ${options.callId ?? `call${String(++counter)}`}`,
      `CSeq: ${String(options.cseq ?? 1)} ${method}`,
      `Contact: <${this.contact}>`,
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
    this.socket.send(serializeMessage(createResponse(request, status, [contact, ...headers])));
  }

  /** Answers an INVITE with a description. */
  answer(request: SipRequest, body: string): void {
    const headers: [string, string][] = [
      ['Contact', `<${this.contact}>`],
      ['Content-Type', 'application/sdp'],
    ];
    this.socket.send(serializeMessage({ ...createResponse(request, 200, headers), body }));
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
  async register(password: string, headers: readonly string[] = [], cseq = 1): Promise<number> {
    const callId = `reg-${this.contact}`;
    this.send('REGISTER', { callId, cseq, headers });
    const challenge = await this.takeStatus(401, 'REGISTER');
    const authorization = this.answerTo(headerOf(challenge, 'WWW-Authenticate') ?? '', 'REGISTER', password);
    this.send('REGISTER', {
      callId,
      cseq: cseq + 1,
      headers: [`Authorization: ${authorization}`, ...headers],
    });
    const final = await this.take(
      (one): one is Extract<SipMessage, { kind: 'response' }> => one.kind === 'response',
    );
    return final.status;
  }

  /** The credentials for a challenge. */
  answerTo(challenge: string, method: string, password: string): string {
    const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '';
    const realm = /realm="([^"]+)"/.exec(challenge)?.[1] ?? DOMAIN;
    const base = {
      username: this.user,
      realm,
      nonce,
      uri: `sip:${DOMAIN}`,
      qop: 'auth',
      nc: '00000001',
      cnonce: 'c',
    };
    const response = digestResponse(base, method, password);
    return (
      `Digest username="${this.user}", realm="${realm}", nonce="${nonce}", uri="${base.uri}", ` +
      `response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="c"`
    );
  }

  close(): void {
    this.socket.close();
  }
}
