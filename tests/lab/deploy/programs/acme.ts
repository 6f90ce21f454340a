// An ACME server for the lab: acme.mjs ADDRESS PORT FOLDER. Prints "ready" once it answers; its root is FOLDER/root.pem.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Authority } from '../acme/authority.ts';
import { readSigned } from '../acme/jws.ts';
import { Orders, type Reply } from '../acme/orders.ts';

const [address = '127.0.0.1', port = '0', folder = '.'] = process.argv.slice(2);
const base = `http://${address}:${port}`;
const authority = new Authority(folder);
await authority.create();
const orders = new Orders(base, authority);
const nonces = new Set<string>();

function nonce(): string {
  const made = randomBytes(16).toString('base64url');
  nonces.add(made);
  return made;
}

async function answer(message: IncomingMessage): Promise<Reply> {
  const path = message.url ?? '/';
  if (path === '/directory') return { body: orders.directory() };
  if (path === '/nonce') return { status: message.method === 'HEAD' ? 200 : 204, body: '' };
  const request = readSigned(await text(message), (account) => orders.accounts.get(account));
  if (!nonces.delete(request.nonce)) throw new Error('badNonce');
  if (request.url !== base + path) throw new Error('signed for another address');
  return orders.answer(path, request);
}

const server = createServer((message, response) => {
  void answer(message)
    .catch((error: unknown): Reply => {
      const detail = error instanceof Error ? error.message : String(error);
      return { status: 400, body: { type: 'urn:ietf:params:acme:error:malformed', detail } };
    })
    .then(({ status = 200, location, up, body }) => {
      const isText = typeof body === 'string';
      response.writeHead(status, {
        'content-type': isText ? 'application/pem-certificate-chain' : 'application/json',
        'replay-nonce': nonce(),
        'cache-control': 'no-store',
        link: up === undefined ? `<${base}/directory>;rel="index"` : `<${up}>;rel="up"`,
        ...(location === undefined ? {} : { location }),
      });
      response.end(isText ? body : JSON.stringify(body));
    });
});
server.listen(Number(port), address, () => process.stdout.write('ready\n'));
