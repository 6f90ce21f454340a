// A SIP server that means harm: registers whoever comes, as a registrar does, and then sends over the WebSocket whatever it is told,
// as often as it is told. Reads the answers, so that a flood can be followed by an honest call.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { headerOf, type SipMessage, type SipRequest } from '../../../../server/sip/message.ts';
import { parseNameAddr } from '../../../../server/sip/name-addr.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';

export class FloodServer {
  /** Every message that came from the phone, oldest first. */
  readonly seen: SipMessage[] = [];
  /** Where the phone is reached, as its REGISTER said. */
  contact = '';
  readonly #sockets: WebSocketServer;
  #socket: WebSocket | undefined;

  private constructor(sockets: WebSocketServer) {
    this.#sockets = sockets;
    sockets.on('connection', (socket) => {
      this.#socket = socket;
      socket.on('message', (data: Buffer) => {
        this.#receive(socket, data.toString('utf8'));
      });
    });
  }

  static async start(): Promise<FloodServer> {
    const sockets = new WebSocketServer({
      port: 0,
      host: '127.0.0.1',
      handleProtocols: () => 'sip',
      perMessageDeflate: false,
    });
    await once(sockets, 'listening');
    return new FloodServer(sockets);
  }

  get url(): string {
    return `ws://127.0.0.1:${String((this.#sockets.address() as AddressInfo).port)}/`;
  }

  /** What a phone needs to sign in here. */
  get profile(): object {
    return {
      version: 1,
      account: { username: '1001', password: 'not-asked-for', domain: 'flood.example' },
      webSocketServers: [this.url],
      iceServers: [],
    };
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  /** Resolves once all that was sent has left for the browser. */
  async sent(): Promise<void> {
    while ((this.#socket?.bufferedAmount ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** How many final answers to this method came with this status; with any where none is given. */
  answers(method: string, status?: number): number {
    return this.seen.filter(
      (message) =>
        message.kind === 'response' &&
        message.status >= 200 &&
        (headerOf(message, 'CSeq') ?? '').endsWith(` ${method}`) &&
        (status === undefined || message.status === status),
    ).length;
  }

  async stop(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    await new Promise((resolve) => {
      this.#sockets.close(resolve);
    });
  }

  #receive(socket: WebSocket, text: string): void {
    if (text === '\r\n\r\n') socket.send('\r\n');
    const message = parseMessage(text);
    if (message === undefined) return;
    this.seen.push(message);
    if (message.kind === 'request') this.#answer(socket, message);
    else if (message.status >= 300 || message.status < 200) this.#acknowledge(socket, message);
  }

  #answer(socket: WebSocket, request: SipRequest): void {
    if (request.method === 'REGISTER') socket.send(serializeMessage(this.#accept(request)));
    else if (request.method !== 'ACK') socket.send(serializeMessage(createResponse(request, 200)));
  }

  /** A refused INVITE is acknowledged (RFC 3261 17.1.1.3), or the phone repeats its answer for half a minute. */
  #acknowledge(socket: WebSocket, response: SipMessage): void {
    const cseq = headerOf(response, 'CSeq') ?? '';
    if (response.kind !== 'response' || response.status < 200 || !cseq.endsWith(' INVITE')) return;
    const copied = (['Via', 'From', 'To', 'Call-ID'] as const).map(
      (name) => `${name}: ${headerOf(response, name) ?? ''}`,
    );
    const lines = [`ACK ${this.contact} SIP/2.0`, ...copied, `CSeq: ${cseq.replace('INVITE', 'ACK')}`];
    socket.send([...lines, 'Content-Length: 0', '', ''].join('\r\n'));
  }

  #accept(request: SipRequest): SipMessage {
    const contact = headerOf(request, 'Contact') ?? '';
    if (contact === '') return createResponse(request, 200);
    this.contact = parseNameAddr(contact)?.uri ?? '';
    return createResponse(request, 200, [['Contact', `${contact.replace(/;expires=\d+/u, '')};expires=600`]]);
  }
}
