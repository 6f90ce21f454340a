// A network of WebSocket servers in memory: who listens where, how each address behaves, and a record of every message.
// Install with `vi.stubGlobal('WebSocket', network.WebSocket)`.
import { MemoryConnection, type WireRecord } from './memory-connection.ts';
import { MemoryWebSocket, type MemoryCarrier } from './memory-websocket.ts';

/** What becomes of a new connection to an address: `silent` leaves it in CONNECTING. */
export type Reachability = 'accepts' | 'refuses' | 'silent';

type Serve = (connection: MemoryConnection) => void;

interface Site {
  serve: Serve | undefined;
  reachability: Reachability;
  delayMs: number;
}

/** A browser reports what a handler threw; so does the test run, unless the test asks for it. */
function failTheRun(problem: unknown): void {
  queueMicrotask(() => {
    throw problem;
  });
}

export class MemoryNetwork implements MemoryCarrier {
  /** Every message each way, oldest first, while `isRecording`. */
  readonly wire: WireRecord[] = [];
  /** Every connection ever attempted, oldest first. */
  readonly connections: MemoryConnection[] = [];
  isRecording = true;
  /** To stub the global of the same name with. */
  readonly WebSocket: typeof MemoryWebSocket &
    (new (url: string | URL, protocols?: string | string[]) => WebSocket);
  readonly #sites = new Map<string, Site>();
  readonly #onEscape: (problem: unknown) => void;
  #lastId = 0;

  /** `onEscape` hears what a handler of the page threw; without it the test run fails. */
  constructor(onEscape: (problem: unknown) => void = failTheRun) {
    this.#onEscape = onEscape;
    this.WebSocket = socketsOn(this);
  }

  /** Serves an address. The function returned kills the server: every connection breaks, new ones are refused. */
  listen(url: string, serve: Serve): () => void {
    const site = this.#site(url);
    site.serve = serve;
    return () => {
      if (site.serve === serve) site.serve = undefined;
      for (const connection of this.open(url)) connection.drop();
    };
  }

  /** How new connections to an address fare from now on. */
  set(url: string, reachability: Reachability): void {
    this.#site(url).reachability = reachability;
  }

  /** Milliseconds for each message, and half those of a handshake, of the connections that begin from now on. */
  delay(url: string, ms: number): void {
    this.#site(url).delayMs = ms;
  }

  /** The connections to an address, or to all, that have been accepted and are not over, oldest first. */
  open(url?: string): MemoryConnection[] {
    const wanted = url === undefined ? undefined : new URL(url).href;
    return this.connections.filter((each) => each.isOpen && (wanted ?? each.url) === each.url);
  }

  /** The newest connection to an address. Throws where there was none. */
  latest(url: string): MemoryConnection {
    const found = this.connections.findLast((each) => each.url === new URL(url).href);
    if (found === undefined) throw new Error(`nobody has connected to ${url}`);
    return found;
  }

  /** What was sent, as text, in one direction. */
  texts(direction: WireRecord['direction']): string[] {
    return this.wire.filter((each) => each.direction === direction).map(({ data }) => String(data));
  }

  /** Forgets the record, and the connections that are over. */
  forget(): void {
    this.wire.length = 0;
    const going = this.connections.filter(({ state }) => state !== 'over');
    this.connections.splice(0, this.connections.length, ...going);
  }

  connect(socket: MemoryWebSocket, protocols: readonly string[]): MemoryConnection {
    const site = this.#site(socket.url);
    const record = (one: WireRecord): void => {
      if (this.isRecording) this.wire.push(one);
    };
    const connection = new MemoryConnection(
      `m${String(++this.#lastId)}`,
      socket.url,
      protocols,
      socket,
      record,
    );
    connection.delayMs = site.delayMs;
    this.connections.push(connection);
    const shake = (): void => {
      if (site.reachability === 'silent') return;
      if (site.reachability === 'refuses' || site.serve === undefined) connection.refused();
      else connection.accepted(site.serve);
    };
    if (site.delayMs === 0) queueMicrotask(shake);
    else setTimeout(shake, 2 * site.delayMs);
    return connection;
  }

  escaped(problem: unknown): void {
    this.#onEscape(problem);
  }

  #site(url: string): Site {
    const { href } = new URL(url);
    const site = this.#sites.get(href) ?? { serve: undefined, reachability: 'accepts', delayMs: 0 };
    this.#sites.set(href, site);
    return site;
  }
}

function socketsOn(network: MemoryNetwork): MemoryNetwork['WebSocket'] {
  const Bound = class extends MemoryWebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(network, url, protocols);
    }
  };
  return Bound as unknown as MemoryNetwork['WebSocket'];
}
