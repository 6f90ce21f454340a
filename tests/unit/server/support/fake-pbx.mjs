// Stands in for the PBX process: tells its ports, answers /demo/* with what it was asked, echoes upgrades at /sip.
import { createServer } from 'node:http';

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const orders = [];
const server = createServer((request, response) => {
  if (request.url === '/demo/crash') process.exit(1);
  response.setHeader('Content-Type', 'application/json');
  response.end(
    JSON.stringify({ url: request.url, headers: request.headers, args: process.argv.slice(2), orders }),
  );
});
server.on('upgrade', (request, socket) => {
  socket.on('error', () => socket.destroy());
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX-Saw: ${request.headers['x-forwarded-host']}\r\n\r\n`,
  );
  socket.pipe(socket);
});
server.listen(port, '127.0.0.1', () => {
  process.send({ type: 'ready', port: server.address().port, turnPort: 3478 });
});
process.on('message', ({ id, fault, user }) => {
  orders.push(user === undefined ? fault : `${fault} ${user}`);
  process.send({ type: 'faultDone', id });
});
process.once('disconnect', () => process.exit(0));
