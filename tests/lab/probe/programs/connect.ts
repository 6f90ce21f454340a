// Runs inside a client's namespace: connect.mjs ADDRESS PORT PATIENCE-MS. Prints how the TCP connection went.
import { connect } from 'node:net';

const [host = '', port = '', patience = ''] = process.argv.slice(2);

const socket = connect({ host, port: Number(port) });
const end = (outcome: string): void => {
  process.stdout.write(`${outcome}\n`);
  process.exit(0);
};
socket.once('connect', () => end('open'));
socket.once('error', () => end('refused'));
setTimeout(() => end('silent'), Number(patience));
