// One connection of a MemoryNetwork: the server's end of it, and the hand on the wire. Messages arrive in order, never
// within the call that sent them: after a microtask, or after `delayMs` by setTimeout, so that fake timers rule them.
import type { MemoryWebSocket, Payload } from './memory-websocket.ts';

/** How long a browser waits for the answer to its Close frame before it gives the connection up, in milliseconds. */
export const CLOSE_HANDSHAKE_MS = 2000;

/** One message as it was sent. `lost` once the wire has swallowed it. */
export interface WireRecord {
  readonly atMs: number;
  readonly url: string;
  readonly connectionId: string;
  readonly direction: 'toServer' | 'toClient';
  readonly data: Payload;
  lost: boolean;
}

/** `whole`; `stalled`: keeps everything until it is whole again; `halfOpen`: swallows everything; `over`. */
export type WireState = 'whole' | 'stalled' | 'halfOpen' | 'over';

const ignore = (): void => undefined;

export class MemoryConnection {
  /** Milliseconds each message needs in either direction. */
  delayMs = 0;
  /** The server's handlers; set by whoever listens. */
  onmessage: (data: Payload) => void = ignore;
  onclose: (code: number) => void = ignore;
  #state: WireState = 'whole';
  #isOpen = false;
  #held: (() => void)[] = [];

  constructor(
    readonly id: string,
    readonly url: string,
    readonly protocols: readonly string[],
    readonly socket: MemoryWebSocket,
    private readonly record: (record: WireRecord) => void,
  ) {}

  get state(): WireState {
    return this.#state;
  }

  /** The server's readiness: false before the handshake and after the end. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Server to client. */
  send(data: Payload): void {
    if (this.#isOpen) this.#carry('toClient', data, () => this.socket.arrived(data));
  }

  /** The server closes the connection properly. */
  close(code = 1000, reason = ''): void {
    if (!this.#isOpen) return;
    this.#later(() => {
      this.#end(code, reason, true);
    });
  }

  /** The connection breaks: both ends see 1006. */
  drop(): void {
    queueMicrotask(() => {
      this.#end(1006, '', false);
    });
  }

  /** From now on nothing arrives in either direction, and nobody is told. */
  goHalfOpen(): void {
    if (this.#state !== 'over') this.#state = 'halfOpen';
    this.#held = [];
  }

  /** The link is down for a moment: TCP keeps what is sent and brings it when `resume` is called. */
  stall(): void {
    if (this.#state === 'whole') this.#state = 'stalled';
  }

  /** Ends `stall` and `goHalfOpen`. What a half-open wire has swallowed stays lost. */
  resume(): void {
    if (this.#state === 'over') return;
    this.#state = 'whole';
    for (const task of this.#held.splice(0)) this.#later(task);
  }

  /** For the network: the handshake succeeds. */
  accepted(serve: (connection: MemoryConnection) => void): void {
    if (this.#state === 'over') return;
    this.#isOpen = true;
    serve(this);
    this.socket.opened(this.protocols[0] ?? '');
  }

  /** For the network: the handshake fails. */
  refused(): void {
    this.#end(1006, '', false);
  }

  /** For the socket. */
  fromClient(data: Payload): void {
    this.#carry('toServer', data, () => {
      this.onmessage(data);
    });
  }

  /** For the socket. Before the handshake is over a close fails it; on a dead wire nobody answers the Close frame. */
  closedByClient(wasOpen: boolean, code: number, reason: string): void {
    if (!wasOpen) this.drop();
    else if (this.#state === 'whole')
      this.#later(() => {
        this.#end(code, reason, true);
      });
    else
      setTimeout(() => {
        this.#end(1006, '', false);
      }, CLOSE_HANDSHAKE_MS);
  }

  #carry(direction: WireRecord['direction'], data: Payload, deliver: () => void): void {
    const { id: connectionId, url } = this;
    const record = { atMs: Date.now(), url, connectionId, direction, data, lost: this.#state === 'halfOpen' };
    this.record(record);
    const arrive = (): void => {
      if (this.#state === 'stalled') this.#held.push(arrive);
      else if (this.#state === 'whole') deliver();
      else record.lost = true;
    };
    this.#later(arrive);
  }

  #later(task: () => void): void {
    if (this.#state === 'stalled') this.#held.push(task);
    else if (this.delayMs === 0) queueMicrotask(task);
    else setTimeout(task, this.delayMs);
  }

  #end(code: number, reason: string, wasClean: boolean): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#held = [];
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    if (wasOpen) this.onclose(code);
    this.socket.ended(code, reason, wasClean);
  }
}
