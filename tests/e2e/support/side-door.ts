// A way to a demo's PBX for pages of another origin, as a company's server has one for its own web phone: the demo refuses pages that are
// not its own (RFC 6455 10.2), so the handshake is passed on as if from its own page. Everything behind the handshake passes as it is.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Site } from './demo.ts';

export interface SideDoor {
  /** `ws://127.0.0.1:port` */
  readonly origin: string;
  close(): Promise<void>;
}

/** The head of the request, with the names that the server behind the door goes by. */
function asOwnPage(head: string, { origin }: Site): string {
  return head
    .replace(/^Origin: .*$/imu, `Origin: ${origin}`)
    .replace(/^Host: .*$/imu, `Host: ${new URL(origin).host}`);
}

function passOn(client: Socket, site: Site): void {
  const { hostname, port } = new URL(site.origin);
  const server = connect(Number(port), hostname);
  let head = '';
  const takeHead = (chunk: Buffer): void => {
    head += chunk.toString('latin1');
    if (!head.includes('\r\n\r\n')) return;
    client.off('data', takeHead);
    server.write(asOwnPage(head, site), 'latin1');
    client.pipe(server);
  };
  client.on('data', takeHead);
  server.pipe(client);
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

export async function openSideDoor(site: Site): Promise<SideDoor> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on('close', () => sockets.delete(client));
    passOn(client, site);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `ws://127.0.0.1:${String(port)}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
