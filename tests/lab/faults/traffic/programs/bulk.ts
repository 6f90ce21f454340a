// Runs inside a client's namespace: bulk.mjs ADDRESS PORT BYTES. Sends so many bytes over TCP to the reflector, which echoes them, and prints
// how long it took until the last was back, in milliseconds.
import { connect } from 'node:net';

const [address = '', port = '', bytes = '0'] = process.argv.slice(2);
const total = Number(bytes);
let back = 0;

const socket = connect(Number(port), address, () => {
  const beganAt = performance.now();
  socket.on('data', (chunk) => {
    back += chunk.length;
    if (back < total) return;
    process.stdout.write(String(performance.now() - beganAt));
    socket.destroy();
  });
  socket.write(Buffer.alloc(total));
});
