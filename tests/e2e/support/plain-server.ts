// Any web server: serves a folder and sends no header of its own. WebSockets at /sip go on to the demo, as a proxy in front of a PBX does.
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { Site } from './demo.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface PlainServer extends Site {
  close(): void;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** `change` is done to the page before it is sent, as somebody who could write into it would; `headers` are an administrator's. */
export async function servePlainly(
  folder: string,
  demo: Site,
  change: (html: string) => string,
  headers: Readonly<Record<string, string>> = {},
): Promise<PlainServer> {
  const server = createServer((request, response) => {
    const path = normalize((request.url ?? '/').split('?')[0] ?? '/');
    const file = path === '/' ? '/index.html' : path;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    try {
      const body = readFileSync(join(folder, file));
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(file === '/index.html' ? change(body.toString('utf8')) : body);
    } catch {
      response.writeHead(404).end(); // no such file
    }
  });
  server.on('upgrade', (request, socket, head) => {
    const upstream = connect(Number(new URL(demo.origin).port), 'localhost', () => {
      const lines = request.rawHeaders.flatMap((value, at, all) =>
        at % 2 === 0 ? [`${value}: ${all[at + 1] ?? ''}`] : [],
      );
      upstream.write(`GET /sip HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  const port = await listen(server);
  return {
    origin: `http://localhost:${String(port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
