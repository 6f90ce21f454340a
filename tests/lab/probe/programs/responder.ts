// Runs on the probe's machine: responder.mjs ADDRESS OTHER-ADDRESS TCP-PORTS. Answers STUN on 3478 and 3479 of both addresses,
// from another of the four where asked to (RFC 5780), takes TCP connections, and prints "ready".
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { encodeResponse, parseRequest, type Change, type Endpoint } from '../stun-message.ts';

const PORTS = [3478, 3479] as const;
const [address = '', otherAddress = '', tcpPorts = ''] = process.argv.slice(2);

const sockets = new Map<string, Socket>();
const keyOf = ({ address: ip, port }: Endpoint): string => `${ip}:${port}`;

const otherOf = ({ address: ip, port }: Endpoint): Endpoint => ({
  address: ip === address ? otherAddress : address,
  port: port === PORTS[0] ? PORTS[1] : PORTS[0],
});

function originOf(asked: Endpoint, change: Change): Endpoint {
  if (change === 'none') return asked;
  return change === 'port' ? { ...asked, port: otherOf(asked).port } : otherOf(asked);
}

async function answerOn(asked: Endpoint): Promise<void> {
  const socket = createSocket('udp4');
  sockets.set(keyOf(asked), socket);
  socket.on('message', (bytes, from) => {
    const request = parseRequest(bytes);
    if (request === undefined) return;
    const origin = originOf(asked, request.change);
    const { transaction } = request;
    const mapped = { address: from.address, port: from.port };
    const response = encodeResponse({ transaction, mapped, origin, other: otherOf(asked) });
    sockets.get(keyOf(origin))?.send(response, from.port, from.address);
  });
  socket.bind(asked.port, asked.address);
  await once(socket, 'listening');
}

async function listenOn(port: number): Promise<void> {
  const server = createServer((connection) => {
    connection.on('error', () => connection.destroy()); // a client may go as it likes
    connection.end();
  });
  server.listen(port, address);
  await once(server, 'listening');
}

await Promise.all([
  ...[address, otherAddress].flatMap((ip) => PORTS.map((port) => answerOn({ address: ip, port }))),
  ...tcpPorts.split(',').map((port) => listenOn(Number(port))),
]);
process.stdout.write('ready\n');
