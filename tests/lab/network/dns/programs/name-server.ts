// The lab's name service as a program: name-server.mjs ADDRESS NAMES-AS-JSON. Prints "ready" and answers until it is killed.
import { createSocket } from 'node:dgram';
import { answer } from '../message.ts';

const [address = '127.0.0.1', json = '{}'] = process.argv.slice(2);
const names = JSON.parse(json) as Record<string, string>;

const socket = createSocket('udp4');
socket.on('message', (query, from) => {
  const reply = answer(query, names);
  if (reply !== undefined) socket.send(reply, from.port, from.address);
});
socket.bind(53, address, () => process.stdout.write('ready\n'));
