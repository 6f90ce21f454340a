// Runs in a namespace: one TURN allocation over TCP or TLS (RFC 8656 section 7). allocate tcp|tls HOST PORT USER PASSWORD [udp|tcp]
// The last is what is to be relayed, by default UDP; relaying TCP is RFC 6062.
// Prints "relayed ADDRESS" or "refused CODE". (turnutils_uclient 4.6.1 hangs after its TLS handshake here.)
import { randomBytes } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ATTRIBUTE, METHOD } from '../../../../server/stun/attributes.ts';
import {
  type StunAttribute,
  type StunMessage,
  attributeOf,
  decodeStun,
  encodeStun,
  longTermKey,
} from '../../../../server/stun/message.ts';
import { decodeErrorCode, decodeXorAddress } from '../../../../server/stun/values.ts';

const HEADER_BYTES = 20;
const PATIENCE_MS = 5000;
const PROTOCOLS = { udp: Buffer.from([17, 0, 0, 0]), tcp: Buffer.from([6, 0, 0, 0]) };

const [kind = '', host = '', port = '', username = '', password = '', relayed = 'udp'] =
  process.argv.slice(2);

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const options = { host, port: Number(port), rejectUnauthorized: false };
    const socket = kind === 'tls' ? connectTls(options) : connectTcp(options);
    socket.once(kind === 'tls' ? 'secureConnect' : 'connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** The next whole message of a stream that carries nothing else. */
function next(socket: Socket): Promise<StunMessage> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length < HEADER_BYTES || bytes.length < HEADER_BYTES + bytes.readUInt16BE(2)) return;
      socket.off('data', onData);
      const message = decodeStun(bytes);
      if (message === undefined) reject(new Error('not STUN'));
      else resolve(message);
    };
    socket.on('data', onData);
  });
}

async function allocate(socket: Socket, more: readonly StunAttribute[], key?: Buffer): Promise<StunMessage> {
  const attributes = [
    { type: ATTRIBUTE.requestedTransport, value: PROTOCOLS[relayed === 'tcp' ? 'tcp' : 'udp'] },
    ...more,
  ];
  const transactionId = randomBytes(12);
  const answer = next(socket);
  socket.write(encodeStun({ class: 'request', method: METHOD.allocate, transactionId, attributes }, { key }));
  return answer;
}

async function outcome(): Promise<string> {
  const socket = await open();
  const challenge = await allocate(socket, []);
  const realm = attributeOf(challenge, ATTRIBUTE.realm) ?? Buffer.alloc(0);
  const nonce = attributeOf(challenge, ATTRIBUTE.nonce) ?? Buffer.alloc(0);
  const credentials = [
    { type: ATTRIBUTE.username, value: Buffer.from(username) },
    { type: ATTRIBUTE.realm, value: realm },
    { type: ATTRIBUTE.nonce, value: nonce },
  ];
  const key = longTermKey(username, realm.toString(), password);
  const answer = await allocate(socket, credentials, key);
  const given = attributeOf(answer, ATTRIBUTE.xorRelayedAddress);
  if (given === undefined)
    return `refused ${decodeErrorCode(attributeOf(answer, ATTRIBUTE.errorCode)) ?? 'without a code'}`;
  return `relayed ${decodeXorAddress(given, answer.transactionId)?.address ?? ''}`;
}

const limit = new Promise<string>((resolve) => setTimeout(resolve, PATIENCE_MS, 'silent'));
const said = await Promise.race([outcome(), limit]).catch((error: unknown) => String(error));
process.stdout.write(said, () => process.exit(0));
