// Serves the built app: precompressed where the build made it so, 404 for everything that is not a file of it.
// Owns method, path, coding (RFC 9110 section 12.5.3) and 304; the files are those that lay there at the start.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cacheControlOf } from './cache-policy.ts';
import { readSiteFiles, type Coding, type SiteFile } from './site-files.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A response in plain words. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${text}\n`);
}

/** The path within the site that a request names; undefined where it cannot be read. */
function pathOf(request: IncomingMessage): string | undefined {
  try {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    return path === '/' ? '/index.html' : path;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The codings a request accepts; a weight of zero refuses one. */
function acceptedCodings(request: IncomingMessage): readonly string[] {
  const header = request.headers['accept-encoding'];
  const items = (Array.isArray(header) ? header.join(',') : (header ?? '')).toLowerCase().split(',');
  return items
    .filter((item) => !/;\s*q=0(?:\.0*)?\s*$/.test(item))
    .map((item) => (item.split(';')[0] ?? '').trim());
}

function codingOf(file: SiteFile, request: IncomingMessage): Coding {
  const accepted = acceptedCodings(request);
  const found = (['br', 'gzip'] as const).find((each) => file.bodies[each] && accepted.includes(each));
  return found ?? 'identity';
}

/** True where the browser holds this version already (RFC 9110 section 13.1.2). */
function isHeld(file: SiteFile, request: IncomingMessage): boolean {
  const held = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  return held.includes(file.tag) || held.includes('*');
}

function sendFile(path: string, file: SiteFile, request: IncomingMessage, response: ServerResponse): void {
  const headers = { 'Cache-Control': cacheControlOf(path), ETag: file.tag, Vary: 'Accept-Encoding' };
  if (isHeld(file, request)) {
    response.writeHead(304, headers).end();
    return;
  }
  const coding = codingOf(file, request);
  const body = file.bodies[coding] ?? file.bodies.identity;
  response.writeHead(200, {
    ...headers,
    'Content-Type': file.type,
    'Content-Length': body.length,
    ...(coding === 'identity' ? {} : { 'Content-Encoding': coding }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Throws where the folder holds no built app. */
export function createStaticSite(folder: string): Handler {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`no built app in ${folder}: build it first`);
  const files = readSiteFiles(folder);
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      sendText(response, 405, 'Only GET and HEAD.');
      return;
    }
    const path = pathOf(request);
    const file = path === undefined ? undefined : files.get(path);
    if (path === undefined || file === undefined) sendText(response, 404, 'There is nothing here.');
    else sendFile(path, file, request, response);
  };
}
