// The browser's WebSocket (HTML 9.3) on a MemoryNetwork: same states, same events, no wire. Owns the client's view only.
import type { MemoryConnection } from './memory-connection.ts';

/** What travels in one message: text, or bytes that arrive as `binaryType` says. */
export type Payload = string | Uint8Array;

/** What a MemoryWebSocket asks of its network. */
export interface MemoryCarrier {
  connect(socket: MemoryWebSocket, protocols: readonly string[]): MemoryConnection;
  /** A handler of the page threw. A browser would tell `window.onerror`. */
  escaped(problem: unknown): void;
}

/** Node 20 has no CloseEvent of its own. */
export class MemoryCloseEvent extends Event {
  constructor(
    readonly code: number,
    readonly reason: string,
    readonly wasClean: boolean,
  ) {
    super('close');
  }
}

type Handler<E extends Event> = ((event: E) => unknown) | null;

export class MemoryWebSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readonly url: string;
  readonly extensions = '';
  readonly bufferedAmount = 0;
  binaryType: 'blob' | 'arraybuffer' = 'blob';
  protocol = '';
  readyState: 0 | 1 | 2 | 3 = 0;
  onopen: Handler<Event> = null;
  onmessage: Handler<MessageEvent> = null;
  onerror: Handler<Event> = null;
  onclose: Handler<MemoryCloseEvent> = null;
  readonly #carrier: MemoryCarrier;
  readonly #connection: MemoryConnection;
  readonly #guards = new Map<EventListenerOrEventListenerObject, EventListener>();

  constructor(carrier: MemoryCarrier, url: string | URL, protocols: string | readonly string[] = []) {
    super();
    this.url = new URL(url).href;
    if (!/^wss?:/u.test(this.url)) throw new DOMException('not a WebSocket URL', 'SyntaxError');
    this.#carrier = carrier;
    this.addEventListener('open', (event) => this.onopen?.(event));
    this.addEventListener('message', (event) => this.onmessage?.(event as MessageEvent));
    this.addEventListener('error', (event) => this.onerror?.(event));
    this.addEventListener('close', (event) => {
      if (event instanceof MemoryCloseEvent) this.onclose?.(event);
    });
    this.#connection = carrier.connect(this, typeof protocols === 'string' ? [protocols] : protocols);
  }

  send(data: string | ArrayBuffer | Uint8Array): void {
    if (this.readyState === 0) throw new DOMException('still in CONNECTING state', 'InvalidStateError');
    if (this.readyState !== 1) return;
    this.#connection.fromClient(typeof data === 'string' ? data : new Uint8Array(data));
  }

  close(code?: number, reason = ''): void {
    if (code !== undefined && code !== 1000 && (code < 3000 || code > 4999))
      throw new DOMException(`the close code ${String(code)} is reserved`, 'InvalidAccessError');
    if (this.readyState >= 2) return;
    const wasOpen = this.readyState === 1;
    this.readyState = 2;
    this.#connection.closedByClient(wasOpen, code ?? 1005, reason);
  }

  override addEventListener(type: string, listener: EventListenerOrEventListenerObject | null): void {
    if (listener === null) return;
    const guard =
      this.#guards.get(listener) ??
      ((event: Event): void => {
        try {
          if (typeof listener === 'function') listener(event);
          else listener.handleEvent(event);
        } catch (problem) {
          this.#carrier.escaped(problem);
        }
      });
    this.#guards.set(listener, guard);
    super.addEventListener(type, guard);
  }

  override removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null): void {
    if (listener !== null) super.removeEventListener(type, this.#guards.get(listener) ?? listener);
  }

  /** For the network: the handshake is over. */
  opened(protocol: string): void {
    if (this.readyState !== 0) return;
    this.protocol = protocol;
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  /** For the network: a message has arrived. A socket that is closing still takes it. */
  arrived(data: Payload): void {
    if (this.readyState !== 1 && this.readyState !== 2) return;
    this.dispatchEvent(new MessageEvent('message', { data: this.#typed(data) }));
  }

  /** For the network: the connection is over, or never came about. */
  ended(code: number, reason: string, wasClean: boolean): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    if (!wasClean) this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new MemoryCloseEvent(code, reason, wasClean));
  }

  #typed(data: Payload): string | ArrayBuffer | Blob {
    if (typeof data === 'string') return data;
    const bytes = new Uint8Array(data);
    return this.binaryType === 'arraybuffer' ? bytes.buffer : new Blob([bytes]);
  }
}
