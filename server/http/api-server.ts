// The HTTP server of the PBX process: turns sockets into ApiRequests and WebSocket upgrades into flows.
// Owns limits on what is read; refuses X-Forwarded-* from anybody but the demo's own web server on loopback.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isLoopbackName } from '../shared/network-address.ts';
import type { ApiRequest, ApiResponse } from './demo-api.ts';

const MAX_BODY = 4096;

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads what the API needs to know. `trustsForwarded`: whether the parent process stands in front. */
export function toApiRequest(request: IncomingMessage, body: string, trustsForwarded: boolean): ApiRequest {
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const isForwarded = trustsForwarded && isLoopbackName(peer);
  const forwardedHost = isForwarded ? single(request.headers['x-forwarded-host']) : undefined;
  const forwardedScheme = isForwarded ? single(request.headers['x-forwarded-proto']) : undefined;
  return {
    method: request.method ?? 'GET',
    path: (request.url ?? '/').split('?')[0] ?? '/',
    host: (forwardedHost ?? request.headers.host ?? '').toLowerCase(),
    scheme: forwardedScheme === 'https' ? 'https' : 'http',
    origin: request.headers.origin,
    fetchSite: single(request.headers['sec-fetch-site']),
    client: (isForwarded ? single(request.headers['x-forwarded-for']) : undefined) ?? peer,
    body,
  };
}

function send(response: ServerResponse, { status, body }: ApiResponse): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

/** An HTTP server that answers every request through `answer`. Not listening yet. */
export function createApiServer(
  answer: (request: ApiRequest) => ApiResponse,
  trustsForwarded: boolean,
): Server {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (body === undefined) send(response, { status: 413, body: { error: 'too long' } });
    else send(response, answer(toApiRequest(request, body, trustsForwarded)));
  };
  return createServer({ requestTimeout: 15_000 }, (request, response) => {
    serve(request, response).catch(() => {
      response.destroy(); // the client went away while it was being read
    });
  });
}
