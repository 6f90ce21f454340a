// Runs inside a client's namespace: punch.mjs OWN-ADDRESS STUN-SERVER. Prints its address outside as JSON, reads the other client's
// from stdin, and sends there for a second, as ICE does. Prints "reached" where it has heard the other and was heard.
import { createInterface } from 'node:readline';
import { StunSocket } from '../stun-socket.ts';
import type { Endpoint } from '../stun-message.ts';

const EVERY_MS = 50;
const SPAN_MS = 1_200;
const HELLO = 'hello';
const HEARD = 'heard you';
const [own = '0.0.0.0', server = ''] = process.argv.slice(2);

const stun = await StunSocket.open(own);
const { socket } = stun;
let wasHeard = false;
let other: Endpoint | undefined;
socket.on('message', (bytes, from) => {
  const text = bytes.toString();
  if (text === HELLO) {
    other = { address: from.address, port: from.port }; // a peer-reflexive candidate: it comes from where it can be reached
    socket.send(HEARD, from.port, from.address);
  }
  if (text === HEARD) wasHeard = true;
});

const seen = await stun.ask({ address: server, port: 3478 });
process.stdout.write(`${JSON.stringify(seen?.mapped ?? null)}\n`);

createInterface(process.stdin).once('line', (line) => {
  other ??= JSON.parse(line) as Endpoint;
  const timer = setInterval(() => {
    socket.send(HELLO, other?.port, other?.address, () => undefined); // lost is lost
  }, EVERY_MS);
  setTimeout(() => {
    clearInterval(timer);
    process.stdout.write(wasHeard ? 'reached\n' : 'unreached\n', () => process.exit(0));
  }, SPAN_MS);
});
