import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStaticSite } from '../../../../server/web/static-site.ts';

const SCRIPT = `export const words = '${'both ways '.repeat(200)}';`;
const PAGE = '<!doctype html><title>phone</title>';

let folder: string;
let server: Server;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    sent.on('error', reject).end();
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bothways-site-'));
  mkdirSync(join(folder, 'assets'));
  mkdirSync(join(folder, '.vite'));
  writeFileSync(join(folder, '.vite', 'manifest.json'), '{}');
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'manifest.webmanifest'), '{"name":"phone"}');
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), SCRIPT);
  writeFileSync(join(folder, 'assets', 'app-1a2b.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(folder, 'assets', 'app-1a2b.js.br'), brotliCompressSync(SCRIPT));
  server = createServer(createStaticSite(folder));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

describe('the static site', () => {
  it('serves the app it started with while its files disappear', async () => {
    rmSync(join(folder, 'assets'), { recursive: true });
    const script = await ask('/assets/app-1a2b.js', { 'accept-encoding': 'br' });
    expect(script.status).toBe(200);
    expect(brotliDecompressSync(script.body).toString()).toBe(SCRIPT);
    rmSync(join(folder, 'index.html'));
    writeFileSync(join(folder, 'index.html'), 'half');
    expect((await ask('/')).body.toString()).toBe(PAGE);
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['identity', undefined],
    ['', undefined],
  ])('answers Accept-Encoding "%s" in the coding %s', async (accepted, coding) => {
    const { headers, body } = await ask('/assets/app-1a2b.js', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(coding);
    expect(headers['vary']).toBe('Accept-Encoding');
    expect(Number(headers['content-length'])).toBe(body.length);
    const plain = coding === 'br' ? brotliDecompressSync(body) : coding ? gunzipSync(body) : body;
    expect(plain.toString()).toBe(SCRIPT);
  });

  it('says 304 to a browser that has the file, and sends it where the tag is an older one', async () => {
    const { etag = '' } = (await ask('/')).headers;
    const held = await ask('/', { 'if-none-match': `"old", ${etag}` });
    expect([held.status, held.body.length, held.headers['cache-control']]).toEqual([304, 0, 'no-cache']);
    expect((await ask('/', { 'if-none-match': '"old"' })).status).toBe(200);
  });

  it('answers HEAD with the headers alone', async () => {
    const { status, headers, body } = await ask('/', {}, 'HEAD');
    expect([status, body.length, headers['content-length']]).toEqual([200, 0, String(PAGE.length)]);
  });

  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/?source=app', 'text/html; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('names the type and age of %s', async (path, type, age) => {
    const { headers } = await ask(path);
    expect([headers['content-type'], headers['cache-control']]).toEqual([type, age]);
  });

  it.each(['/.vite/manifest.json', '/assets', '/assets/', '/assets/app-1a2b.js.br', '/%zz', '/__proto__'])(
    'has nothing at %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );
});
