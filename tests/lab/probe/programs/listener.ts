// Runs on the probe's machine: listener.mjs ADDRESS PORT. Prints "ready", then the first UDP packet it gets as one line of JSON.
import { createSocket } from 'node:dgram';

const [address = '', port = ''] = process.argv.slice(2);
const socket = createSocket('udp4');
socket.once('message', (bytes) => {
  process.stdout.write(`${JSON.stringify(bytes.toString())}\n`);
  socket.close();
});
socket.bind(Number(port), address, () => process.stdout.write('ready\n'));
