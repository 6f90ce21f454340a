// Runs inside a client's namespace: talker.mjs ADDRESS PORT. Sends each line of stdin over one TCP connection and prints what comes
// back; "connected" and "closed" are its own words.
import { connect } from 'node:net';

const [host = '', port = ''] = process.argv.slice(2);
const socket = connect({ host, port: Number(port), noDelay: true });
socket.once('connect', () => process.stdout.write('connected\n'));
socket.once('close', () => process.stdout.write('closed\n'));
socket.on('error', () => socket.destroy()); // "closed" says it
socket.pipe(process.stdout);
process.stdin.pipe(socket);
