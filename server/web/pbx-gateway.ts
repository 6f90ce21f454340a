// Hands /demo/*, /setup and WebSocket upgrades at /sip on to the PBX process on loopback.
// Owns the forwarding headers (what a client claims of them is dropped) and 503 while the PBX is down.
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { GATEWAY_HEADER } from '../http/asker.ts';

export interface Gateway {
  forward(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface GatewayOptions {
  /** The loopback port of the PBX, undefined while it is down. */
  readonly pbxPort: () => number | undefined;
  readonly scheme: 'http' | 'https';
  /** By which the PBX knows what comes from here. */
  readonly secret: string;
}

const LOOPBACK = '127.0.0.1';

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function unavailable(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(503, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Retry-After': '2',
  });
  response.end('{"error":"the demo PBX is restarting"}');
}

type Marks = Pick<GatewayOptions, 'scheme' | 'secret'>;

function forwardedHeaders(request: IncomingMessage, { scheme, secret }: Marks): [string, string][] {
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const [name, value] = [request.rawHeaders[at] ?? '', request.rawHeaders[at + 1] ?? ''];
    const isMark = /^(x-forwarded-|forwarded$)/i.test(name) || name.toLowerCase() === GATEWAY_HEADER;
    if (!isMark) headers.push([name, value]);
  }
  return [
    ...headers,
    ['X-Forwarded-Proto', scheme],
    ['X-Forwarded-Host', request.headers.host ?? ''],
    ['X-Forwarded-For', request.socket.remoteAddress ?? ''],
    [GATEWAY_HEADER, secret],
  ];
}

function pipeUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  port: number,
  marks: Marks,
): void {
  const lines = forwardedHeaders(request, marks).map(([name, value]) => `${name}: ${value}`);
  const upstream = connect(port, LOOPBACK, () => {
    upstream.write(`GET ${request.url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
  });
  upstream.setNoDelay(true);
  let isOpen = false;
  upstream.once('data', () => {
    isOpen = true;
  });
  upstream.on('error', () => {
    if (isOpen) socket.destroy();
    else refuse(socket, '503 Service Unavailable');
  });
  upstream.on('close', () => socket.end());
  socket.on('close', () => upstream.destroy());
}

/** A gateway to the PBX. */
export function createGateway({ pbxPort, ...marks }: GatewayOptions): Gateway {
  return {
    forward(request, response) {
      const port = pbxPort();
      if (port === undefined) {
        unavailable(response);
        return;
      }
      const { method, url: path } = request;
      const headers = Object.fromEntries(forwardedHeaders(request, marks));
      // A connection for each request: one kept from earlier may be closed by the PBX in the very moment it is used again.
      const options = { host: LOOPBACK, port, method, path, headers, agent: false };
      const upstream = httpRequest(options, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      upstream.on('error', () => {
        unavailable(response);
      });
      request.pipe(upstream);
    },
    upgrade(request, socket, head) {
      const port = pbxPort();
      socket.on('error', () => socket.destroy());
      if ((request.url ?? '').split('?')[0] !== '/sip') refuse(socket, '404 Not Found');
      else if (port === undefined) refuse(socket, '503 Service Unavailable');
      else pipeUpgrade(request, socket, head, port, marks);
    },
  };
}
