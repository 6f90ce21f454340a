// Runs inside a client's namespace: sip-sender.mjs ADDRESS PORT, the message on stdin. Sends it once over UDP from the same port.
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';

const [address = '', port = ''] = process.argv.slice(2);
const message = readFileSync(0);
const socket = createSocket('udp4');
socket.bind(Number(port), () => socket.send(message, Number(port), address, () => socket.close()));
