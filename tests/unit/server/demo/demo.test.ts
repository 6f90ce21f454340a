import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { connect, type AddressInfo } from 'node:net';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from '../../../../server/demo/start-demo.ts';
import { greeting } from '../../../../server/demo/greeting.ts';

const pbxModule = join(import.meta.dirname, '..', 'support', 'fake-pbx.mjs');
const PATIENT = { timeout: 15_000 };

let folder: string;
let demo: Demo;

function makeSite(): string {
  const site = join(folder, 'site');
  mkdirSync(join(site, 'assets'), { recursive: true });
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>phone</title>');
  writeFileSync(join(site, 'sw.js'), '// worker');
  writeFileSync(join(site, 'assets', 'app-1a2b.js'), 'export const long = "text text text";');
  writeFileSync(join(site, 'assets', 'app-1a2b.js.gz'), gzipSync('export const long = "text text text";'));
  writeFileSync(join(folder, 'private.txt'), 'not for the web');
  return site;
}

/** A request whose path is sent as it is written, dots and all. */
function rawStatus(path: string, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: demo.port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

function upgrade(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(demo.port, '127.0.0.1', () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: localhost:1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Forwarded-Host: evil\r\n\r\n`,
      );
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (text.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => {
      resolve(text);
    });
    socket.on('error', reject);
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bothways-demo-'));
  demo = await startDemo({ port: 0, site: makeSite(), pbxModule, state: folder, output: 'ignore' });
});
afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true });
});

describe('the demo web server', () => {
  it('serves the app at / and asks for it each time', async () => {
    const response = await fetch(`${demo.origin}/`);
    expect(await response.text()).toContain('<title>phone</title>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('etag')).not.toBeNull();
  });

  it('lets a browser keep hashed files for ever and sends them compressed', async () => {
    const response = await fetch(`${demo.origin}/assets/app-1a2b.js`, {
      headers: { 'Accept-Encoding': 'gzip' },
    });
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.text()).toContain('text text');
    const worker = await fetch(`${demo.origin}/sw.js`);
    expect(worker.headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['/', '/nothing', '/demo/info', '/sip'])('sends the security headers with %s', async (path) => {
    const { headers } = await fetch(`${demo.origin}${path}`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get('content-security-policy')).toContain('trusted-types lit-html bothways');
    expect(headers.get('permissions-policy')).toContain('microphone=(self)');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('answers 404 to a mistyped address and 405 to other methods', async () => {
    expect((await fetch(`${demo.origin}/nothing`)).status).toBe(404);
    expect((await fetch(`${demo.origin}/`, { method: 'POST' })).status).toBe(405);
  });

  it.each([
    '/../private.txt',
    '/..%2fprivate.txt',
    '/assets/../../private.txt',
    '/%2e%2e/private.txt',
    '//private.txt',
    '/%00',
    '/%zz',
  ])('keeps to its folder when asked for %s', async (path) => {
    expect([400, 404]).toContain(await rawStatus(path));
  });

  it('tells the PBX who asked, whatever the client claims', async () => {
    const claims = {
      'X-Forwarded-Host': 'evil',
      'X-Forwarded-For': '192.0.2.9',
      'X-Bothways-Gateway': 'guess',
    };
    const response = await fetch(`${demo.origin}/demo/anything`, { headers: claims });
    const { headers } = (await response.json()) as { headers: Record<string, string> };
    expect(headers['x-forwarded-host']).toBe(new URL(demo.origin).host);
    expect(headers['x-forwarded-for']).toMatch(/^(?:127\.0\.0\.1|::1)$/u);
    expect(headers['x-bothways-gateway']).toMatch(/^[0-9a-f]{48}$/u);
    expect(headers['x-forwarded-proto']).toBe('http');
    expect(headers['x-forwarded-for']).toMatch(/^(?:::1|127\.0\.0\.1)$/u);
    const setup = await fetch(`${demo.origin}/setup`, { method: 'POST', body: '{}' });
    expect(await setup.json(), 'one-time codes are exchanged there too').toMatchObject({ url: '/setup' });
  });

  it('hands WebSocket upgrades at /sip on, and only there', async () => {
    expect(await upgrade('/sip')).toContain('X-Saw: localhost:1');
    expect(await upgrade('/other')).toContain('404');
  });

  it('takes the next port where the wanted one is busy', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const second = await startDemo({
      port,
      site: join(folder, 'site'),
      pbxModule,
      state: folder,
      output: 'ignore',
    });
    expect(second.port).toBeGreaterThan(port);
    expect((await fetch(`${second.origin}/`)).status).toBe(200);
    await second.stop();
    blocker.close();
  });

  it('answers 503 while the PBX is stopped and serves again on the same port once it is started', async () => {
    const before = demo.pbxPid();
    await demo.stopPbx();
    expect((await fetch(`${demo.origin}/demo/info`)).status).toBe(503);
    expect(await upgrade('/sip')).toContain('503');
    expect((await fetch(`${demo.origin}/`)).status).toBe(200);
    await demo.startPbx();
    expect(demo.pbxPid()).not.toBe(before);
    expect((await fetch(`${demo.origin}/demo/info`)).status).toBe(200);
  });

  it('starts a PBX that died again, with the ports it had', async () => {
    const before = demo.pbxPid();
    await fetch(`${demo.origin}/demo/crash`).catch(() => undefined);
    await expect.poll(async () => (await fetch(`${demo.origin}/demo/args`)).status, PATIENT).toBe(200);
    const { args } = (await (await fetch(`${demo.origin}/demo/args`)).json()) as { args: string[] };
    expect(demo.pbxPid()).not.toBe(before);
    expect(args.join(' ')).toContain('--turn-port 3478');
  });

  it('hands the faults that a test orders to the PBX, and waits for its receipt', async () => {
    await demo.cut();
    await demo.cut('1001');
    await demo.silence('1002');
    await demo.unsilence('1002');
    const { orders } = (await (await fetch(`${demo.origin}/demo/orders`)).json()) as { orders: string[] };
    expect(orders).toEqual(['cut', 'cut 1001', 'silence 1002', 'unsilence 1002']);
    await demo.stopPbx();
    await expect(demo.cut()).rejects.toThrow('no PBX');
    await demo.startPbx();
  });

  it('refuses to start without a built app', async () => {
    await expect(
      startDemo({ port: 0, site: join(folder, 'none'), pbxModule, state: folder }),
    ).rejects.toThrow('no built app');
  });
});

describe('HTTPS for a second device', () => {
  it('keeps one authority across starts and serves its certificate over plain HTTP', async () => {
    const state = join(folder, 'lan');
    const options = {
      port: 0,
      lan: true,
      host: '127.0.0.1',
      site: join(folder, 'site'),
      pbxModule,
      state,
      output: 'ignore',
    } as const;
    const authorities: string[] = [];
    for (let start = 0; start < 2; start++) {
      const lan = await startDemo(options);
      expect(lan.origin).toMatch(/^https:/);
      const url = new URL(lan.authorityUrl ?? '');
      const response = await fetch(`http://127.0.0.1:${url.port}/ca.crt`);
      expect(response.headers.get('content-type')).toBe('application/x-x509-ca-cert');
      authorities.push(await response.text());
      const page = await (await fetch(`http://127.0.0.1:${url.port}/`)).text();
      expect(lan.authorityFingerprint).toBe(new X509Certificate(authorities.at(-1) ?? '').fingerprint256);
      expect(page).toContain(lan.authorityFingerprint);
      await lan.stop();
    }
    expect(authorities[0]).toContain('BEGIN CERTIFICATE');
    expect(authorities[0]).toBe(authorities[1]);
  });
});

describe('the greeting', () => {
  const inputs = {
    origin: 'http://localhost:8081',
    wantedPort: 8080,
    port: 8081,
    links: [],
    authorityUrl: undefined,
    colours: false,
  };

  it('names the address, explains another port and lists what to dial', () => {
    const text = greeting(inputs).join('\n');
    expect(text).toContain('http://localhost:8081');
    expect(text).toContain('port 8080 is busy');
    expect(text).toContain('600  Echo');
  });

  it('says how long its links last, and how to get another', () => {
    const links = [{ extension: '1001', url: 'http://localhost:8081/#setup=abc' }];
    const text = greeting({ ...inputs, links }).join('\n');
    expect(text).toContain('1001  http://localhost:8081/#setup=abc');
    expect(text).toMatch(/works once, within 15 minutes/u);
    expect(text).toContain(`curl -d '{"extension":"1001"}' http://localhost:8081/demo/link`);
  });
});
