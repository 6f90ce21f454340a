// Opens the HTTP or HTTPS servers of one site on one port of several addresses.
// Owns the search for a port that is free on all of them.
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Gateway } from './pbx-gateway.ts';
import type { Handler } from './static-site.ts';

export interface ListenOptions {
  /** Addresses; one that this machine does not have is left out. */
  readonly hosts: readonly string[];
  /** The wanted port; 0: any. */
  readonly port: number;
  readonly handler: Handler;
  readonly gateway?: Gateway;
  readonly tls?: { readonly cert: string; readonly key: string };
}

export interface Listening {
  readonly port: number;
  close(): void;
}

const ATTEMPTS = 100;

function createSiteServer({ handler, gateway, tls }: ListenOptions): Server {
  const server = tls === undefined ? createServer(handler) : createTlsServer({ ...tls }, handler);
  server.on('upgrade', (request, socket, head) => {
    if (gateway === undefined) socket.destroy();
    else gateway.upgrade(request, socket, head);
  });
  server.on('clientError', (_, socket) => socket.destroy());
  return server;
}

function listenOne(server: Server, host: string, port: number): Promise<'open' | 'busy' | 'absent'> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve('busy');
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve('absent');
      else reject(error);
    });
    server.listen(port, host, () => {
      resolve('open');
    });
  });
}

function closeAll(servers: readonly Server[]): void {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
}

async function listenAt(options: ListenOptions, port: number): Promise<Listening | undefined> {
  const servers: Server[] = [];
  let chosen = port;
  for (const host of options.hosts) {
    const server = createSiteServer(options);
    const outcome = await listenOne(server, host, chosen);
    if (outcome === 'busy') {
      closeAll(servers);
      return undefined;
    }
    if (outcome === 'absent') continue;
    servers.push(server);
    chosen = (server.address() as AddressInfo).port;
  }
  if (servers.length === 0) throw new Error('none of the addresses is on this machine');
  return {
    port: chosen,
    close: () => {
      closeAll(servers);
    },
  };
}

/** Listens on the wanted port or the next that is free on every address. */
export async function listenOnFreePort(options: ListenOptions): Promise<Listening> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = options.port === 0 ? 0 : options.port + attempt;
    const listening = port > 65_535 ? undefined : await listenAt(options, port);
    if (listening !== undefined) return listening;
  }
  throw new Error(`no port is free from ${String(options.port)} on`);
}
