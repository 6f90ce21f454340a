// SIP over WebSocket (RFC 7118): each socket is a flow of the proxy. Keep-alives as RFC 5626 section 3.5.1 has them.
// Owns limits (size, count, silence, time to sign in); refuses sockets that do not speak the `sip` subprotocol, and pages of
// another origin (RFC 6455 section 10.2).
import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Connection } from '../proxy/connection.ts';
import type { Proxy } from '../proxy/proxy.ts';
import type { Edge, EdgeFlow } from '../personality/edge/edge.ts';
import type { KeepAlives } from '../personality/personality.ts';
import { hostNameOf, isExpectedHostName, isLoopbackName } from '../shared/network-address.ts';
import { Places, type Guest, type PlaceRules } from '../shared/places.ts';
import { askerOf, type Asker } from './asker.ts';
import { isSameOrigin } from './demo-api.ts';
import { FaultyFlows, type FlowFaults } from './flow-faults.ts';

const MAX_MESSAGE = 64 * 1024;
const MAX_BUFFERED = 4 * 1024 * 1024;

export interface SipWebSocketOptions {
  readonly proxy: Proxy;
  /** How many sockets there may be; see Places. A socket is proven once its phone has registered. */
  readonly places?: Partial<PlaceRules>;
  /** Host names and origins of pages that may open one, beside this machine's own names and the page's own origin. */
  readonly allowedHosts?: readonly string[];
  readonly allowedOrigins?: readonly string[];
  /** See `askerOf`. */
  readonly gatewaySecret?: string | undefined;
  /** A socket that answers no ping for two such intervals is closed, in ms. */
  readonly pingIntervalMs?: number;
  readonly onError: (error: unknown) => void;
  /** CRLF as RFC 5626 has it unless given. */
  readonly keepAlives?: KeepAlives;
  /** Rewrites what passes between phone and proxy; nothing is rewritten without one. */
  readonly edge?: Edge;
}

const PLACES: PlaceRules = { most: 300, mostUnproven: 50, deadlineMs: 60_000 };

/** Close codes by which a phone says that it has left (RFC 6455 section 7.4.1): it is done, its tab is closed. */
const GOODBYES: ReadonlySet<number> = new Set([1000, 1001]);

let nextId = 1;

interface Peer {
  readonly address: string;
  readonly port: number;
}

function edgeFlow({ user }: Connection, peer: Peer): EdgeFlow {
  return { user, ...peer };
}

function sendText(socket: WebSocket, faulty: FaultyFlows, text: string): void {
  if (socket.readyState !== socket.OPEN || faulty.holdsBack(socket, text)) return;
  if (socket.bufferedAmount > MAX_BUFFERED) socket.terminate();
  else socket.send(text);
}

function flowOf(socket: WebSocket, faulty: FaultyFlows, peer: Peer, edge: Edge | undefined): Connection {
  const connection: Connection = {
    id: `w${String(nextId++)}`,
    user: undefined,
    trusted: false,
    send(text) {
      sendText(socket, faulty, edge?.toPhone(text, edgeFlow(connection, peer)) ?? text);
    },
  };
  return connection;
}

function textOf(data: unknown): string {
  if (Array.isArray(data)) return Buffer.concat(data as Buffer[]).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : (data as Buffer).toString('utf8');
}

interface Arrival {
  readonly socket: WebSocket;
  readonly connection: Connection;
  readonly peer: Peer;
  readonly text: string;
}

function take({ socket, connection, peer, text }: Arrival, options: SipWebSocketOptions): void {
  if (text.trim() === '') {
    if (text.startsWith('\r\n\r\n') && options.keepAlives?.answersCrlf !== false) socket.send('\r\n');
    return;
  }
  try {
    const { edge } = options;
    const taken = edge === undefined ? text : edge.fromPhone(text, edgeFlow(connection, peer));
    if (taken !== undefined) options.proxy.receive(connection, taken);
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

/** CRLFCRLF of the server's own, where it sends any. */
function keepAlive(socket: WebSocket, faulty: FaultyFlows, everyMs: number | undefined): () => void {
  if (everyMs === undefined) return () => undefined;
  const timer = setInterval(() => {
    sendText(socket, faulty, '\r\n\r\n');
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** Serves a socket; returns its flow. */
function serve(socket: WebSocket, peer: Peer, faulty: FaultyFlows, options: SipWebSocketOptions): Connection {
  const connection = flowOf(socket, faulty, peer, options.edge);
  const stopWatching = watch(socket, options.pingIntervalMs ?? 30_000, () => faulty.isSilent(socket));
  const stopKeepAlive = keepAlive(socket, faulty, options.keepAlives?.sendsCrlfEveryMs);
  options.proxy.attach(connection);
  faulty.add(socket, connection);
  socket.on('message', (data) => {
    take({ socket, connection, peer, text: textOf(data) }, options);
  });
  socket.on('error', () => {
    socket.terminate(); // a broken frame or an oversized message
  });
  socket.on('close', (code) => {
    stopWatching();
    stopKeepAlive();
    faulty.remove(socket);
    options.proxy.detach(connection, GOODBYES.has(code) ? 'closed' : 'lost');
  });
  return connection;
}

/** A page of this very server under another of its names: the same port, and a name that is this machine's or was allowed. */
function isOwnPage({ origin = '', host }: Asker, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(origin) || !URL.canParse(`http://${host}`)) return false;
  const [page, server] = [new URL(origin), new URL(`http://${host}`)];
  const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');
  const isOwnName = isLoopbackName(hostNameOf(page.host)) || allowedHosts.includes(page.hostname);
  return isOwnName && portOf(page) === portOf(server);
}

/** Whether a page may open a socket: one of this origin, one that was allowed, or no page at all. */
function isWelcome(asker: Asker, { allowedHosts = [], allowedOrigins = [] }: SipWebSocketOptions): boolean {
  if (!isExpectedHostName(hostNameOf(asker.host), allowedHosts)) return false;
  return (
    isSameOrigin(asker) ||
    isOwnPage(asker, allowedHosts) ||
    (asker.origin !== undefined && allowedOrigins.includes(asker.origin))
  );
}

/** Why an upgrade is refused, or undefined. */
function obstacleTo(request: IncomingMessage, options: SipWebSocketOptions): string | undefined {
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if ((request.url ?? '').split('?')[0] !== '/sip') return '404 Not Found';
  if (!protocols.includes('sip')) return '400 Bad Request';
  return isWelcome(askerOf(request, options.gatewaySecret), options) ? undefined : '403 Forbidden';
}

export interface SipSockets {
  readonly faults: FlowFaults;
  /** Closes every socket. */
  close(): void;
}

/** Serves SIP over WebSocket at /sip of an HTTP server. */
export function attachSipWebSocket(server: Server, options: SipWebSocketOptions): SipSockets {
  const faulty = new FaultyFlows();
  const places = new Places({ ...PLACES, ...options.places });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
  });
  server.on('upgrade', (request, stream, head) => {
    const refuse = (status: string): void => {
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    stream.on('error', () => stream.destroy());
    const obstacle = obstacleTo(request, options);
    const flow: { connection?: Connection; socket?: WebSocket } = {};
    const guest: Guest = {
      address: askerOf(request, options.gatewaySecret).address,
      isProven: () => flow.connection?.user !== undefined,
      leave: () => flow.socket?.terminate(),
    };
    if (obstacle !== undefined) refuse(obstacle);
    else if (!places.admit(guest)) refuse('503 Service Unavailable');
    else {
      stream.on('close', () => {
        places.left(guest);
      });
      sockets.handleUpgrade(request, stream, head, (socket) => {
        const { remoteAddress = '127.0.0.1', remotePort = 0 } = request.socket;
        const peer = { address: remoteAddress.replace(/^::ffff:/, ''), port: remotePort };
        flow.socket = socket;
        flow.connection = serve(socket, peer, faulty, options);
      });
    }
  });
  return {
    faults: faulty,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
