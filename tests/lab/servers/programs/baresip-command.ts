// Runs in the plain phone's namespace: one command over ctrl_tcp (netstrings of JSON). baresip-command PORT COMMAND [PARAMETERS]
// Prints the response's data; ends with 1 where the phone refused or said nothing in 3 s.
import { connect } from 'node:net';

interface Response {
  readonly response?: boolean;
  readonly ok?: boolean;
  readonly data?: string;
  readonly token?: string;
}

const PATIENCE_MS = 3000;
const TOKEN = 'lab';

const [port = '', command = '', params = ''] = process.argv.slice(2);
const socket = connect(Number(port), '127.0.0.1');
let received = Buffer.alloc(0);

/** The first whole netstring, taken off. */
function take(): string | undefined {
  const colon = received.indexOf(':');
  if (colon < 0) return undefined;
  const length = Number(received.subarray(0, colon).toString());
  if (received.length < colon + 1 + length + 1) return undefined;
  const text = received.subarray(colon + 1, colon + 1 + length).toString();
  received = received.subarray(colon + 1 + length + 1);
  return text;
}

function end(code: number, text: string): void {
  process.stdout.write(text, () => process.exit(code));
}

setTimeout(() => end(1, 'no response'), PATIENCE_MS);
socket.once('error', (error) => end(1, error.message));
socket.once('connect', () => {
  const request = JSON.stringify({ command, params, token: TOKEN });
  socket.write(`${Buffer.byteLength(request)}:${request},`);
});
socket.on('data', (chunk) => {
  received = Buffer.concat([received, chunk]);
  for (let text = take(); text !== undefined; text = take()) {
    const message = JSON.parse(text) as Response;
    if (message.response === true && message.token === TOKEN)
      end(message.ok === true ? 0 : 1, message.data ?? '');
  }
});
