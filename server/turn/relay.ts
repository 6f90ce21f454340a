// The relayed transport address of an allocation: a UDP socket on a port of the relay's own range.
// Owns opening and closing; refuses to judge peers.
import { createSocket, type Socket } from 'node:dgram';
import type { TransportAddress } from '../stun/values.ts';

export interface Relay {
  readonly address: TransportAddress;
  send(data: Buffer, peer: TransportAddress): void;
  close(): void;
}

/** Opens a relay; undefined where no port is free. */
export type OpenRelay = (
  onData: (data: Buffer, peer: TransportAddress) => void,
) => Promise<Relay | undefined>;

export interface RelayPoolOptions {
  /** The IPv4 address that relays have; asked for each. */
  readonly address: () => string;
  /** First and last UDP port; [0, 0] lets the system choose. */
  readonly ports: readonly [number, number];
}

const ATTEMPTS = 60;

function bind(address: string, port: number): Promise<Socket | undefined> {
  const socket = createSocket({ type: 'udp4' });
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      socket.on('error', () => undefined); // an unreachable peer: UDP loses the packet, and so do we
      resolve(socket);
    });
  });
}

export class RelayPool {
  readonly #open = new Set<number>();

  constructor(private readonly options: RelayPoolOptions) {}

  /** True for the port of a relay that is open now. */
  isRelayPort(port: number): boolean {
    return this.#open.has(port);
  }

  readonly open: OpenRelay = async (onData) => {
    const [first, last] = this.options.ports;
    const offset = Math.floor(Math.random() * (last - first + 1));
    for (let attempt = 0; attempt < Math.min(ATTEMPTS, last - first + 1); attempt++) {
      const port = first === 0 ? 0 : first + ((offset + attempt) % (last - first + 1));
      if (port !== 0 && this.#open.has(port)) continue;
      const socket = await bind(this.options.address(), port);
      if (socket !== undefined) return this.#relay(socket, onData);
    }
    return undefined;
  };

  #relay(socket: Socket, onData: (data: Buffer, peer: TransportAddress) => void): Relay {
    const { address, port } = socket.address();
    let isOpen = true;
    this.#open.add(port);
    socket.on('message', (data, { address: from, port: fromPort }) => {
      onData(data, { address: from, port: fromPort });
    });
    return {
      address: { address, port },
      send: (data, peer) => {
        if (isOpen) socket.send(data, peer.port, peer.address, () => undefined);
      },
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        this.#open.delete(port);
        socket.close();
      },
    };
  }
}
