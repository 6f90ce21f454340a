// STUN and TURN over UDP: each datagram is one message, each source address one client.
// Owns the socket; an error of one packet never ends it.
import { createSocket } from 'node:dgram';
import type { TurnCore } from './turn-core.ts';

export interface Listener {
  readonly port: number;
  close(): void;
}

/** Listens on IPv4. Rejects where the port is taken. Port 0 lets the system choose. */
export function listenUdp(core: TurnCore, host: string, port: number): Promise<Listener> {
  const socket = createSocket({ type: 'udp4' });
  socket.on('message', (bytes, { address, port: from }) => {
    const client = {
      key: `udp|${address}|${String(from)}`,
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
      resolve({ port: socket.address().port, close: () => socket.close() });
    });
  });
}
