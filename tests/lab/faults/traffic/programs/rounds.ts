// Runs inside a client's namespace: rounds.mjs ADDRESS PORT COUNT EVERY_MS. Sends numbered packets to the reflector and prints each that
// came back, in the order of arrival, with what it took: [[number, milliseconds], ...].
import { createSocket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';

const LAST_ANSWERS_MS = 500;
const [address = '', port = '', count = '0', everyMs = '0'] = process.argv.slice(2);
const sentAt: number[] = [];
const rounds: [number, number][] = [];

const socket = createSocket('udp4');
socket.on('message', (packet) => {
  const number = packet.readUInt32BE(0);
  rounds.push([number, performance.now() - (sentAt[number] ?? Number.NaN)]);
});
for (let number = 0; number < Number(count); number++) {
  const packet = Buffer.alloc(200);
  packet.writeUInt32BE(number);
  sentAt[number] = performance.now();
  socket.send(packet, Number(port), address);
  await wait(Number(everyMs));
}
await wait(LAST_ANSWERS_MS);
process.stdout.write(JSON.stringify(rounds));
socket.close();
