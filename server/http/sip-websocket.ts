// SIP over WebSocket (RFC 7118): each socket is a flow of the proxy. Keep-alives as RFC 5626 section 3.5.1 has them.
// Owns limits (size, count, silence); refuses sockets that do not speak the `sip` subprotocol.
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Connection } from '../proxy/connection.ts';
import type { Proxy } from '../proxy/proxy.ts';
import { FaultyFlows, type FlowFaults } from './flow-faults.ts';

const MAX_MESSAGE = 64 * 1024;
const MAX_BUFFERED = 4 * 1024 * 1024;

export interface SipWebSocketOptions {
  readonly proxy: Proxy;
  readonly maxConnections?: number;
  /** A socket that answers no ping for two such intervals is closed, in ms. */
  readonly pingIntervalMs?: number;
  readonly onError: (error: unknown) => void;
}

/** Close codes by which a phone says that it has left (RFC 6455 section 7.4.1): it is done, its tab is closed. */
const GOODBYES: ReadonlySet<number> = new Set([1000, 1001]);

let nextId = 1;

function flowOf(socket: WebSocket, faulty: FaultyFlows): Connection {
  return {
    id: `w${String(nextId++)}`,
    user: undefined,
    trusted: false,
    send(text) {
      if (socket.readyState !== socket.OPEN || faulty.holdsBack(socket, text)) return;
      if (socket.bufferedAmount > MAX_BUFFERED) socket.terminate();
      else socket.send(text);
    },
  };
}

function textOf(data: unknown): string {
  if (Array.isArray(data)) return Buffer.concat(data as Buffer[]).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : (data as Buffer).toString('utf8');
}

function take(socket: WebSocket, connection: Connection, text: string, options: SipWebSocketOptions): void {
  if (text.trim() === '') {
    if (text.startsWith('\r\n\r\n')) socket.send('\r\n');
    return;
  }
  try {
    options.proxy.receive(connection, text);
  } catch (error) {
    options.onError(error);
  }
}

function watch(socket: WebSocket, intervalMs: number, isSilent: () => boolean): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (isSilent()) return;
    if (!isAlive) socket.terminate();
    isAlive = false;
    socket.ping();
  }, intervalMs);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

function serve(socket: WebSocket, faulty: FaultyFlows, options: SipWebSocketOptions): void {
  const connection = flowOf(socket, faulty);
  const stopWatching = watch(socket, options.pingIntervalMs ?? 30_000, () => faulty.isSilent(socket));
  options.proxy.attach(connection);
  faulty.add(socket, connection);
  socket.on('message', (data) => {
    take(socket, connection, textOf(data), options);
  });
  socket.on('error', () => {
    socket.terminate(); // a broken frame or an oversized message
  });
  socket.on('close', (code) => {
    stopWatching();
    faulty.remove(socket);
    options.proxy.detach(connection, GOODBYES.has(code) ? 'closed' : 'lost');
  });
}

export interface SipSockets {
  readonly faults: FlowFaults;
  /** Closes every socket. */
  close(): void;
}

/** Serves SIP over WebSocket at /sip of an HTTP server. */
export function attachSipWebSocket(server: Server, options: SipWebSocketOptions): SipSockets {
  const faulty = new FaultyFlows();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
  });
  server.on('upgrade', (request, stream, head) => {
    const refuse = (status: string): void => {
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    stream.on('error', () => stream.destroy());
    if ((request.url ?? '').split('?')[0] !== '/sip') refuse('404 Not Found');
    else if (!protocols.includes('sip')) refuse('400 Bad Request');
    else if (sockets.clients.size >= (options.maxConnections ?? 300)) refuse('503 Service Unavailable');
    else
      sockets.handleUpgrade(request, stream, head, (socket) => {
        serve(socket, faulty, options);
      });
  });
  return {
    faults: faulty,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
