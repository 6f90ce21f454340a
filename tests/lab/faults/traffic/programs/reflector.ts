// Runs on a public machine: reflector.mjs ADDRESS PORT. Sends every UDP packet back, echoes TCP, prints "ready", and at SIGTERM
// how many packets of each kind arrived.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { kindOf } from '../packets.ts';

const [address = '', port = ''] = process.argv.slice(2);
const arrived: Record<string, number> = {};

const socket = createSocket('udp4');
socket.on('message', (packet, from) => {
  const kind = kindOf(packet) ?? 'unknown';
  arrived[kind] = (arrived[kind] ?? 0) + 1;
  socket.send(packet, from.port, from.address);
});
process.once('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(arrived)}\n`, () => process.exit(0));
});
const server = createServer((connection) => {
  connection.on('error', () => connection.destroy()); // a client may go as it likes
  connection.pipe(connection);
});
server.listen(Number(port), address, () => {
  socket.bind(Number(port), address, () => process.stdout.write('ready\n'));
});
