// The HTTP server of the PBX process: turns sockets into ApiRequests and WebSocket upgrades into flows.
// Owns limits on what is read; who asks is asker.ts's.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { askerOf } from './asker.ts';
import type { ApiRequest, ApiResponse } from './demo-api.ts';

const MAX_BODY = 4096;

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

function toApiRequest(request: IncomingMessage, body: string, gatewaySecret: string | undefined): ApiRequest {
  const { host, scheme, origin, fetchSite, address } = askerOf(request, gatewaySecret);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  return { method: request.method ?? 'GET', path, host, scheme, origin, fetchSite, client: address, body };
}

function send(response: ServerResponse, { status, body, location }: ApiResponse): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(location === undefined ? {} : { Location: location }),
  });
  response.end(text);
}

/** An HTTP server that answers every request through `answer`. Not listening yet. `gatewaySecret`: see `askerOf`. */
export function createApiServer(
  answer: (request: ApiRequest) => ApiResponse,
  gatewaySecret: string | undefined,
): Server {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (body === undefined) send(response, { status: 413, body: { error: 'too long' } });
    else send(response, answer(toApiRequest(request, body, gatewaySecret)));
  };
  return createServer({ requestTimeout: 15_000 }, (request, response) => {
    serve(request, response).catch(() => {
      response.destroy(); // the client went away while it was being read
    });
  });
}
