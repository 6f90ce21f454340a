// STUN and TURN over UDP: each datagram is one message, each source address one client.
// Owns one socket for each address of this machine: an answer must come from the address that was asked, which a
// wildcard socket doesn't promise (RFC 8489 section 6.3.1). Addresses that come later are added.
import { createSocket, type Socket } from 'node:dgram';
import type { TurnCore } from '../turn-core.ts';

export interface Listener {
  readonly port: number;
  close(): void;
}

export interface UdpListener extends Listener {
  /** Opens sockets for addresses that are new and closes those of addresses that are gone. */
  followAddresses(): Promise<void>;
}

/** Whether a machine is served at all. */
type Serves = (address: string) => boolean;

function bind(core: TurnCore, host: string, port: number, serves: Serves): Promise<Socket> {
  const socket = createSocket({ type: 'udp4' });
  socket.on('message', (bytes, { address, port: from }) => {
    if (!serves(address)) return;
    const client = {
      key: `udp|${host}|${address}|${String(from)}`,
      remote: { address, port: from },
      isStream: false,
      isClosed: () => false,
      send: (answer: Buffer) => {
        socket.send(answer, from, address, () => undefined);
      },
    };
    core.receive(client, bytes);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.off('error', reject);
      socket.on('error', () => undefined); // an unreachable client: its packet is lost
      resolve(socket);
    });
  });
}

class Sockets implements UdpListener {
  readonly #byHost = new Map<string, Socket>();
  port: number;

  constructor(
    private readonly core: TurnCore,
    private readonly hosts: () => readonly string[],
    port: number,
    private readonly serves: Serves,
  ) {
    this.port = port;
  }

  async open(): Promise<void> {
    for (const host of this.hosts()) {
      const socket = await bind(this.core, host, this.port, this.serves);
      this.#byHost.set(host, socket);
      this.port = socket.address().port;
    }
  }

  async followAddresses(): Promise<void> {
    const wanted = this.hosts();
    for (const [host, socket] of this.#byHost) {
      if (wanted.includes(host)) continue;
      socket.close();
      this.#byHost.delete(host);
    }
    for (const host of wanted.filter((one) => !this.#byHost.has(one))) {
      this.#byHost.set(host, await bind(this.core, host, this.port, this.serves));
    }
  }

  close(): void {
    for (const socket of this.#byHost.values()) socket.close();
    this.#byHost.clear();
  }
}

/** Listens on these IPv4 addresses. Rejects where the port is taken on one of them. Port 0: any. */
export async function listenUdp(
  core: TurnCore,
  hosts: () => readonly string[],
  port: number,
  serves: Serves = () => true,
): Promise<UdpListener> {
  const sockets = new Sockets(core, hosts, port, serves);
  try {
    await sockets.open();
    return sockets;
  } catch (error) {
    sockets.close();
    throw error;
  }
}
