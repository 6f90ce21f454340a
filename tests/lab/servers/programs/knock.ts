// Runs in a namespace: knocks at a server until it answers the way its protocol says. knock KIND HOST PORT [milliseconds]
// Kinds: tcp (accepts), tls (handshake), stun (binding response over UDP, RFC 5389), sip (any response to OPTIONS over UDP),
// ng (rtpengine's pong). Ends with 0 at the first answer, 1 where none came.
import { createSocket } from 'node:dgram';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { setTimeout as wait } from 'node:timers/promises';

const ONE_TRY_MS = 400;
const BETWEEN_MS = 40;

const STUN_BINDING = Buffer.from('000100002112a442000102030405060708090a0b', 'hex');
const NG_PING = Buffer.from('knock d7:command4:pinge');

function optionsRequest(host: string, port: number): Buffer {
  const lines = [
    `OPTIONS sip:${host} SIP/2.0`,
    `Via: SIP/2.0/UDP knock.invalid;rport;branch=z9hG4bKknock${Date.now()}`,
    'Max-Forwards: 70',
    `To: <sip:${host}:${port}>`,
    'From: <sip:knock@knock.invalid>;tag=knock',
    `Call-ID: knock-${Date.now()}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}

function byStream(kind: 'tcp' | 'tls', host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket =
      kind === 'tls' ? connectTls({ host, port, rejectUnauthorized: false }) : connectTcp({ host, port });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(ONE_TRY_MS, () => end(false));
    socket.once(kind === 'tls' ? 'secureConnect' : 'connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function byDatagram(request: Buffer, host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const limit = setTimeout(() => end(false), ONE_TRY_MS);
    const end = (answered: boolean) => {
      clearTimeout(limit);
      socket.close();
      resolve(answered);
    };
    socket.once('message', () => end(true));
    socket.once('error', () => end(false));
    socket.send(request, port, host);
  });
}

function knock(kind: string, host: string, port: number): Promise<boolean> {
  switch (kind) {
    case 'tcp':
    case 'tls':
      return byStream(kind, host, port);
    case 'stun':
      return byDatagram(STUN_BINDING, host, port);
    case 'sip':
      return byDatagram(optionsRequest(host, port), host, port);
    case 'ng':
      return byDatagram(NG_PING, host, port);
    default:
      throw new Error(`no such kind: ${kind}`);
  }
}

const [kind = '', host = '', port = '', milliseconds = '10000'] = process.argv.slice(2);
const until = Date.now() + Number(milliseconds);
let answered = await knock(kind, host, Number(port));
while (!answered && Date.now() < until) {
  await wait(BETWEEN_MS);
  answered = await knock(kind, host, Number(port));
}
process.exit(answered ? 0 : 1);
