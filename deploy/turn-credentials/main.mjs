// Hands TURN credentials that run out to people who can prove their SIP password. Behind nginx, on loopback. Node 18 or later.
// It reads two files from the folder that systemd names (LoadCredential): `settings` and `users`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Service } from './service.mjs';
import { readSubscribers } from './subscribers.mjs';

const PORT = 8787;
const LIMITS = { maxHeaderSize: 8192, headersTimeout: 5000, requestTimeout: 5000, keepAliveTimeout: 5000 };

const folder = process.env.CREDENTIALS_DIRECTORY;
if (folder === undefined) throw new Error('CREDENTIALS_DIRECTORY names the folder with the files settings and users');
const settings = JSON.parse(readFileSync(join(folder, 'settings'), 'utf8'));
const users = readSubscribers(readFileSync(join(folder, 'users'), 'utf8'), settings.realm);
const service = new Service({ settings, users, say: (line) => console.log(line) });

/** nginx says who asks; without it nobody but this host can. */
function requestOf({ method, url, headers, socket }) {
  const { origin, authorization } = headers;
  const address = String(headers['x-real-ip'] ?? socket.remoteAddress);
  return { method, url, origin, authorization, address };
}

const server = createServer(LIMITS, (request, response) => {
  request.resume();
  const { status, headers, body } = service.answer(requestOf(request), Date.now());
  const common = { 'cache-control': 'no-store', vary: 'Origin', 'x-content-type-options': 'nosniff' };
  const text = body === undefined ? '' : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...common, ...type, ...headers }).end(text);
});
server.maxConnections = 512;
server.listen(PORT, '127.0.0.1', () => console.log(`TURN credentials for ${users.size} users of ${settings.realm}`));
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    server.close();
    server.closeIdleConnections();
  });
}
