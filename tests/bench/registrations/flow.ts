// One phone's flow: a secure WebSocket with REGISTER and digest on it, and nothing else (RFC 7118, RFC 3261 section 10).
// Light enough for thousands in one process; it reads only what it needs of an answer.
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Ws from 'ws';

// Looked for in the project, where it is run: bundled for a namespace, this file lies outside.
const { WebSocket } = createRequire(join(process.cwd(), 'package.json'))('ws') as typeof Ws;

export interface Account {
  readonly username: string;
  readonly password: string;
  readonly domain: string;
}

const ANSWER_MS = 8000;
const CRLF_PING = '\r\n\r\n';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const random = (): string => randomBytes(6).toString('hex');

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Status of an answer, or 0 of anything else (a keep-alive's CRLF). */
function read(data: Buffer): Answer {
  const text = data.toString();
  return { status: Number(/^SIP\/2\.0 (\d{3})/u.exec(text)?.[1] ?? 0), text };
}

export class Flow {
  readonly #socket: Ws.WebSocket;
  readonly #account: Account;
  readonly #callId = random();
  readonly #host = `${random()}.invalid`;
  #sequence = 0;

  private constructor(socket: Ws.WebSocket, account: Account) {
    this.#socket = socket;
    this.#account = account;
  }

  /** Opens the WebSocket; rejects where it is refused. Certificates aren't looked at: the lab's live for a day. */
  static async open(url: string, account: Account, origin?: string): Promise<Flow> {
    const options = { rejectUnauthorized: false, perMessageDeflate: false, handshakeTimeout: ANSWER_MS };
    const socket = new WebSocket(url, 'sip', origin === undefined ? options : { ...options, origin });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => socket.terminate());
    return new Flow(socket, account);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  onClose(listener: () => void): void {
    this.#socket.once('close', listener);
  }

  /** How often the server pinged is counted by whoever asks (RFC 6455 section 5.5.2; ws answers by itself). */
  onPing(listener: () => void): void {
    this.#socket.on('ping', listener);
  }

  /** Registers for `expires` seconds; resolves to the final status, 401 included where the answer to it was 401 again. */
  async register(expires = 600): Promise<number> {
    const challenge = await this.#ask(this.#request('REGISTER', this.#registration(expires)));
    if (challenge.status !== 401) return challenge.status;
    const authorization = this.#authorization(challenge.text, 'REGISTER', `sip:${this.#account.domain}`);
    const answer = await this.#ask(this.#request('REGISTER', this.#registration(expires) + authorization));
    return answer.status;
  }

  /** Sends a MESSAGE without a body (RFC 3428) to a user of the domain; resolves to the final status. */
  async message(username: string): Promise<number> {
    const to = `sip:${username}@${this.#account.domain}`;
    const challenge = await this.#ask(this.#request('MESSAGE', '', to));
    if (challenge.status !== 407) return challenge.status;
    const authorization = this.#authorization(challenge.text, 'MESSAGE', to);
    return (await this.#ask(this.#request('MESSAGE', `Proxy-${authorization}`, to))).status;
  }

  /** Answers every request with 200; calls back with its method. */
  onRequest(listener: (method: string) => void): void {
    this.#socket.on('message', (data: Buffer) => {
      const text = data.toString();
      const method = /^([A-Z]+) sips?:/u.exec(text)?.[1];
      if (method === undefined) return;
      const kept = text.match(/^(?:Via|From|To|Call-ID|CSeq|Record-Route): .*$/gimu) ?? [];
      this.#socket.send(['SIP/2.0 200 OK', ...kept, 'Content-Length: 0', '\r\n'].join('\r\n'));
      listener(method);
    });
  }

  /** OPTIONS to the domain: whether the server is there. */
  async options(): Promise<number> {
    return (await this.#ask(this.#request('OPTIONS', ''))).status;
  }

  /** Sends a keep-alive (RFC 5626 section 4.4.1); resolves to whether a CRLF came back. */
  async ping(): Promise<boolean> {
    return (await this.#ask(CRLF_PING)).text === '\r\n';
  }

  close(): void {
    this.#socket.close();
  }

  #registration(expires: number): string {
    return `Contact: <sip:${this.#callId}@${this.#host};transport=ws>;expires=${expires}\r\n`;
  }

  #request(method: string, headers: string, target = `sip:${this.#account.domain}`): string {
    const { username, domain } = this.#account;
    const own = `sip:${username}@${domain}`;
    return [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/WSS ${this.#host};branch=z9hG4bK${random()}`,
      'Max-Forwards: 69',
      `To: <${method === 'REGISTER' ? own : target}>`,
      `From: <${own}>;tag=${this.#callId}`,
      `Call-ID: ${this.#callId}`,
      `CSeq: ${++this.#sequence} ${method}`,
      `${headers}User-Agent: Bothways bench`,
      'Content-Length: 0',
      '\r\n',
    ].join('\r\n');
  }

  #authorization(challenge: string, method: string, uri: string): string {
    const part = (name: string): string => new RegExp(`${name}="([^"]*)"`, 'u').exec(challenge)?.[1] ?? '';
    const { username, password } = this.#account;
    const [realm, nonce, cnonce, nc] = [part('realm'), part('nonce'), random(), '00000001'];
    const secret = md5(`${username}:${realm}:${password}`);
    const response = md5(`${secret}:${nonce}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
    const quoted = `username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"`;
    return `Authorization: Digest ${quoted}, algorithm=MD5, qop=auth, cnonce="${cnonce}", nc=${nc}\r\n`;
  }

  #ask(message: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => end(new Error('no answer')), ANSWER_MS);
      const onMessage = (data: Buffer): void => end(read(data));
      const onClose = (): void => end(new Error('the WebSocket closed'));
      const end = (outcome: Answer | Error): void => {
        clearTimeout(limit);
        this.#socket.off('message', onMessage);
        this.#socket.off('close', onClose);
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      this.#socket.on('message', onMessage);
      this.#socket.on('close', onClose);
      this.#socket.send(message);
    });
  }
}
