// One end of a mapping: peer.mjs inside|outside ADDRESS PORT. For each line of stdin it sends a packet to the other end, as last
// seen; for each packet it prints from where. The outside listens on ADDRESS and PORT.
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

const [role = '', address = '', port = ''] = process.argv.slice(2);
let other = { address, port: Number(port) };

const socket = createSocket('udp4');
socket.on('message', (_, from) => {
  other = { address: from.address, port: from.port };
  process.stdout.write(`${from.address}:${from.port}\n`);
});
const ready = (): void => {
  process.stdout.write('ready\n');
  createInterface(process.stdin).on('line', () => socket.send('x', other.port, other.address));
};
if (role === 'outside') socket.bind(Number(port), address, ready);
else socket.bind(0, ready);
