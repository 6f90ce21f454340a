// STUN and TURN over TCP and TLS: one client a connection; its allocation ends with it (RFC 8656 section 3.1).
// Owns the sockets and their limits: a connection without an allocation is closed after some time, and the oldest of these as
// soon as there are too many.
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { StreamFramer } from '../../stun/stream-framer.ts';
import { Places, type Guest, type PlaceRules } from '../../shared/places.ts';
import type { TurnClient } from '../client.ts';
import type { TurnCore } from '../turn-core.ts';
import type { Listener } from './udp-listener.ts';

export interface TlsCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A client is proven by its allocation, which asks for credentials. */
const PLACES: PlaceRules = { most: 400, mostUnproven: 50, deadlineMs: 30_000 };
const MAX_BUFFERED = 1024 * 1024;

export interface StreamOptions {
  readonly certificate?: TlsCertificate | undefined;
  readonly places?: Partial<PlaceRules>;
  /** Whether a machine is served at all; every one unless given. */
  readonly serves?: (address: string) => boolean;
}

function addressOf(socket: Socket): string {
  return (socket.remoteAddress ?? '0.0.0.0').replace(/^::ffff:/, '');
}

function keyOf(socket: Socket): string {
  return `${addressOf(socket)}|${String(socket.remotePort ?? 0)}`;
}

/** Serves a socket; returns its client. */
function serve(core: TurnCore, socket: Socket, protocol: 'tcp' | 'tls'): TurnClient {
  const address = addressOf(socket);
  const port = socket.remotePort ?? 0;
  const framer = new StreamFramer();
  const client: TurnClient = {
    key: `${protocol}|${address}|${String(port)}`,
    remote: { address, port },
    isStream: true,
    isClosed: () => socket.destroyed,
    send: (bytes) => {
      if (!socket.destroyed && socket.writableLength < MAX_BUFFERED) socket.write(bytes);
    },
  };
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    core.disconnected(client);
  });
  socket.on('data', (chunk) => {
    const messages = framer.push(chunk);
    if (messages === undefined) socket.destroy();
    for (const message of messages ?? []) core.receive(client, message);
  });
  return client;
}

function listen(server: Server, host: string, port: number, sockets: Set<Socket>): Promise<Listener> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const close = (): void => {
        server.close();
        for (const socket of sockets) socket.destroy();
      };
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port, close });
    });
  });
}

/** The sockets of one server: who is let in, and who has an allocation by now. Of TLS, before its handshake already. */
class Sockets {
  readonly all = new Set<Socket>();
  /** By address and port of the other side. */
  readonly #clients = new Map<string, TurnClient>();
  readonly #places: Places;

  constructor(
    private readonly core: TurnCore,
    private readonly options: StreamOptions,
  ) {
    this.#places = new Places({ ...PLACES, ...options.places });
  }

  /** A connection has come in; false where it was turned away. */
  welcome(socket: Socket): boolean {
    const key = keyOf(socket);
    const guest: Guest = {
      address: addressOf(socket),
      isProven: () => {
        const client = this.#clients.get(key);
        return client !== undefined && this.core.hasAllocation(client);
      },
      leave: () => socket.destroy(),
    };
    socket.on('error', () => socket.destroy());
    if (this.options.serves?.(guest.address) === false || !this.#places.admit(guest)) {
      socket.destroy();
      return false;
    }
    this.all.add(socket);
    socket.on('close', () => {
      this.#places.left(guest);
      this.all.delete(socket);
      this.#clients.delete(key);
    });
    return true;
  }

  /** A connection is ready to speak. */
  serve(socket: Socket, protocol: 'tcp' | 'tls'): void {
    this.#clients.set(keyOf(socket), serve(this.core, socket, protocol));
  }
}

/** Listens for TCP, or for TLS where there is a certificate. Rejects where the port is taken. */
export function listenStream(
  core: TurnCore,
  host: string,
  port: number,
  options: StreamOptions = {},
): Promise<Listener> {
  const { certificate } = options;
  const sockets = new Sockets(core, options);
  if (certificate === undefined) {
    const server = createServer((socket) => {
      if (sockets.welcome(socket)) sockets.serve(socket, 'tcp');
    });
    return listen(server, host, port, sockets.all);
  }
  const server = createTlsServer({ ...certificate }, (socket) => {
    sockets.serve(socket, 'tls');
  });
  server.on('connection', (socket: Socket) => sockets.welcome(socket));
  server.on('tlsClientError', (_, socket: Socket) => socket.destroy());
  return listen(server, host, port, sockets.all);
}
