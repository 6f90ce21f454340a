// The WebSocket under the SIP stack (RFC 7118): JsSIP's Socket interface by composition, with a connect deadline
// and a guard, so that nothing a server sends can throw out of an event handler.
import type { Socket } from 'jssip';

/** A WebSocket that has not opened by then counts as failed; JsSIP itself would wait for ever. */
const CONNECT_DEADLINE_MS = 6000;
/** Close code for "could not be opened in time"; private range of RFC 6455 7.4.2. */
const DEADLINE_CODE = 4408;

function sipUriOf(url: URL): string {
  return `sip:${url.host};transport=ws`;
}

/** One WebSocket server as JsSIP sees it. `onconnect`, `ondisconnect` and `ondata` are assigned by its transport. */
export class WebSocketTransport implements Socket {
  readonly url: string;
  readonly sip_uri: string;
  via_transport: string;
  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: (data: unknown) => void = () => undefined;
  readonly #report: (problem: unknown) => void;
  #socket: WebSocket | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  /** `report` hears of messages that the SIP stack could not digest. Throws where `url` is no URL. */
  constructor(url: string, report: (problem: unknown) => void) {
    const parsed = new URL(url);
    this.url = url;
    this.sip_uri = sipUriOf(parsed);
    this.via_transport = parsed.protocol === 'ws:' ? 'WS' : 'WSS';
    this.#report = report;
  }

  connect(): void {
    if (this.isConnected() || this.isConnecting()) return;
    this.disconnect();
    const socket = new WebSocket(this.url, 'sip');
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#deadline = setTimeout(() => {
      this.#fail(socket, DEADLINE_CODE, 'no answer');
    }, CONNECT_DEADLINE_MS);
    socket.onopen = (): void => {
      clearTimeout(this.#deadline);
      this.onconnect();
    };
    socket.onclose = ({ code, reason }): void => {
      this.#fail(socket, code, reason);
    };
    socket.onmessage = ({ data }): void => {
      this.#receive(data);
    };
  }

  disconnect(): void {
    clearTimeout(this.#deadline);
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    this.#silence(socket);
    socket.close();
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(message as string);
    return true;
  }

  isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  isConnecting(): boolean {
    return this.#socket?.readyState === WebSocket.CONNECTING;
  }

  #receive(data: unknown): void {
    try {
      this.ondata(data);
    } catch (problem) {
      this.#report(problem);
    }
  }

  #fail(socket: WebSocket, code: number, reason: string): void {
    if (this.#socket !== socket) return;
    clearTimeout(this.#deadline);
    this.#silence(socket);
    this.#socket = undefined;
    socket.close();
    this.ondisconnect(true, code, reason);
  }

  #silence(socket: WebSocket): void {
    socket.onopen = null;
    socket.onclose = null;
    socket.onmessage = null;
  }
}
