// Serves the built app: precompressed where the build made it so, 404 for everything that is not a file of it.
// Owns method and miss; files and paths are sirv's, which answers from a list made at the start.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';
import { cacheControlOf } from './cache-policy.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A response in plain words. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}

/** Throws where the folder holds no built app. */
export function createStaticSite(folder: string): Handler {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`no built app in ${folder}: build it first`);
  const files = sirv(folder, {
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders: (response, path) => {
      response.setHeader('Cache-Control', cacheControlOf(path));
    },
  });
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      sendText(response, 405, 'Only GET and HEAD.');
      return;
    }
    files(request, response, () => {
      sendText(response, 404, 'There is nothing here.');
    });
  };
}
