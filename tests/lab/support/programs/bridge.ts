// Runs in a client's namespace: a Unix socket, which every namespace sees, leads to a port on this namespace's loopback.
// Usage: bridge <path of the Unix socket> <port>
import { connect, createServer } from 'node:net';

const [path = '', port = ''] = process.argv.slice(2);

const server = createServer((outside) => {
  const inside = connect(Number(port), '127.0.0.1');
  // Either end may go first; the other then has nothing to wait for.
  const end = (): void => {
    outside.destroy();
    inside.destroy();
  };
  outside.on('error', end).on('close', end).pipe(inside);
  inside.on('error', end).on('close', end).pipe(outside);
});
server.listen(path, () => process.stdout.write('ready\n'));
