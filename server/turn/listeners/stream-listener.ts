// STUN and TURN over TCP and TLS: one client a connection; its allocation ends with it (RFC 8656 section 3.1).
// Owns the sockets and their limits.
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { StreamFramer } from '../../stun/stream-framer.ts';
import type { TurnClient } from '../client.ts';
import type { TurnCore } from '../turn-core.ts';
import type { Listener } from './udp-listener.ts';

export interface TlsCertificate {
  readonly cert: string;
  readonly key: string;
}

const MAX_CONNECTIONS = 400;
const MAX_BUFFERED = 1024 * 1024;
/** Longer than any allocation lives without a refresh. */
const IDLE_MS = 3_700_000;
const IDLE_BEFORE_FIRST_MESSAGE_MS = 30_000;

function serve(core: TurnCore, socket: Socket, protocol: 'tcp' | 'tls'): void {
  const address = (socket.remoteAddress ?? '0.0.0.0').replace(/^::ffff:/, '');
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
  socket.setTimeout(IDLE_BEFORE_FIRST_MESSAGE_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    core.disconnected(client);
  });
  socket.on('data', (chunk) => {
    const messages = framer.push(chunk);
    if (messages === undefined) socket.destroy();
    else if (messages.length > 0) socket.setTimeout(IDLE_MS);
    for (const message of messages ?? []) core.receive(client, message);
  });
}

function listen(server: Server, host: string, port: number, sockets: Set<Socket>): Promise<Listener> {
  server.maxConnections = MAX_CONNECTIONS;
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

/** Listens for TCP, or for TLS where there is a certificate. Rejects where the port is taken. */
export function listenStream(
  core: TurnCore,
  host: string,
  port: number,
  certificate?: TlsCertificate,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  const protocol = certificate === undefined ? 'tcp' : 'tls';
  const accept = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(core, socket, protocol);
  };
  const server =
    certificate === undefined ? createServer(accept) : createTlsServer({ ...certificate }, accept);
  server.on('tlsClientError', (_, socket: Socket) => socket.destroy());
  return listen(server, host, port, sockets);
}
