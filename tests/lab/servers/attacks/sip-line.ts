// A raw way to a SIP server over UDP, TCP, TLS or secure WebSocket: sends whatever text it is given, to the letter, and keeps what comes
// back. No transactions, no retransmissions, no honesty.
import { createSocket } from 'node:dgram';
import { createRequire } from 'node:module';
import { type Socket, connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import type * as Ws from 'ws';

// Looked for in the project, where it is run: bundled for a namespace, this file lies outside.
const { WebSocket } = createRequire(join(process.cwd(), 'package.json'))('ws') as typeof Ws;

export type LineKind = 'udp' | 'tcp' | 'tls' | 'wss';

export interface Ends {
  readonly address: string;
  readonly port: number;
}

export interface Wire {
  readonly ends: Ends;
  send(text: string): void;
  close(): void;
}

type Hear = (text: string) => void;

function openUdp(host: string, port: number, hear: Hear): Promise<Wire> {
  const socket = createSocket('udp4');
  socket.on('message', (data) => hear(data.toString()));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.connect(port, host, () => {
      resolve({
        ends: socket.address(),
        send: (text) => {
          socket.send(text);
        },
        close: () => {
          socket.close();
        },
      });
    });
  });
}

/** Whole messages of a stream, by their Content-Length (RFC 3261 section 18.3). */
function splitting(hear: Hear): (data: Buffer) => void {
  let rest = '';
  return (data) => {
    rest += data.toString('latin1');
    for (;;) {
      const head = rest.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = Number(/^Content-Length:\s*(\d+)/imu.exec(rest.slice(0, head))?.[1] ?? 0);
      const end = head + 4 + length;
      if (rest.length < end) return;
      hear(rest.slice(0, end));
      rest = rest.slice(end);
    }
  };
}

function openStream(kind: 'tcp' | 'tls', host: string, port: number, hear: Hear): Promise<Wire> {
  const socket: Socket =
    kind === 'tls' ? connectTls({ host, port, rejectUnauthorized: false }) : connectTcp({ host, port });
  socket.on('data', splitting(hear));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once(kind === 'tls' ? 'secureConnect' : 'connect', () => {
      const ends = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
      resolve({
        ends,
        send: (text) => {
          socket.write(text);
        },
        close: () => {
          socket.destroy();
        },
      });
    });
  });
}

function openWebSocket(host: string, port: number, hear: Hear): Promise<Wire> {
  const options = { rejectUnauthorized: false, perMessageDeflate: false };
  const socket = new WebSocket(`wss://${host}:${String(port)}/ws`, 'sip', options);
  socket.on('message', (data: Buffer) => hear(data.toString()));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      resolve({
        ends: { address: '', port: 0 },
        send: (text) => {
          socket.send(text);
        },
        close: () => {
          socket.terminate();
        },
      });
    });
  });
}

/** Opens a line; rejects where the server lets none in. */
export function openWire(kind: LineKind, host: string, port: number, hear: Hear): Promise<Wire> {
  if (kind === 'udp') return openUdp(host, port, hear);
  if (kind === 'wss') return openWebSocket(host, port, hear);
  return openStream(kind, host, port, hear);
}
