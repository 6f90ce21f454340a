// Runs in a namespace: what a TURN user reaches through the relay, over UDP. reach SERVER USER PASSWORD PEER PORT sip|stun
// Sends one question to the peer: OPTIONS (RFC 3261) or a binding request. Prints "answered: FIRST LINE", "silent" or "refused CODE".
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { ATTRIBUTE, METHOD } from '../../../../server/stun/attributes.ts';
import {
  type StunAttribute,
  type StunMessage,
  attributeOf,
  decodeStun,
  encodeStun,
  longTermKey,
} from '../../../../server/stun/message.ts';
import { decodeErrorCode, encodeXorAddress } from '../../../../server/stun/values.ts';

const TURN_PORT = 3478;
const ANSWER_MS = 2000;
const UDP = Buffer.from([17, 0, 0, 0]);

const [server = '', username = '', password = '', peer = '', peerPort = '', question = ''] =
  process.argv.slice(2);
const socket = createSocket('udp4');

function next(fits: (message: StunMessage) => boolean): Promise<StunMessage | undefined> {
  return new Promise((resolve) => {
    const end = (message: StunMessage | undefined): void => {
      clearTimeout(limit);
      socket.off('message', onMessage);
      resolve(message);
    };
    const onMessage = (bytes: Buffer): void => {
      const message = decodeStun(bytes);
      if (message !== undefined && fits(message)) end(message);
    };
    const limit = setTimeout(end, ANSWER_MS, undefined);
    socket.on('message', onMessage);
  });
}

async function ask(method: number, attributes: readonly StunAttribute[], key?: Buffer, id = randomBytes(12)) {
  const answer = next(({ transactionId }) => transactionId.equals(id));
  socket.send(
    encodeStun({ class: 'request', method, transactionId: id, attributes }, { key }),
    TURN_PORT,
    server,
  );
  const message = await answer;
  if (message === undefined) throw new Error('the TURN server is silent');
  return message;
}

const OPTIONS = [
  `OPTIONS sip:${peer} SIP/2.0`,
  'Via: SIP/2.0/UDP reach.invalid;rport;branch=z9hG4bKreach',
  'Max-Forwards: 70',
  `To: <sip:${peer}>`,
  'From: <sip:reach@reach.invalid>;tag=reach',
  'Call-ID: reach',
  'CSeq: 1 OPTIONS',
  'Content-Length: 0',
  '\r\n',
].join('\r\n');
const BINDING = encodeStun({
  class: 'request',
  method: METHOD.binding,
  transactionId: randomBytes(12),
  attributes: [],
});

async function outcome(): Promise<string> {
  const transport = { type: ATTRIBUTE.requestedTransport, value: UDP };
  const challenge = await ask(METHOD.allocate, [transport]);
  const of = (type: number): Buffer => attributeOf(challenge, type) ?? Buffer.alloc(0);
  const [realm, nonce] = [of(ATTRIBUTE.realm), of(ATTRIBUTE.nonce)];
  const credentials = [
    { type: ATTRIBUTE.username, value: Buffer.from(username) },
    { type: ATTRIBUTE.realm, value: realm },
    { type: ATTRIBUTE.nonce, value: nonce },
  ];
  const key = longTermKey(username, realm.toString(), password);
  const allocated = await ask(METHOD.allocate, [transport, ...credentials], key);
  if (allocated.class !== 'success') throw new Error('no allocation');

  const to = (id: Buffer): StunAttribute => ({
    type: ATTRIBUTE.xorPeerAddress,
    value: encodeXorAddress({ address: peer, port: Number(peerPort) }, id),
  });
  const id = randomBytes(12);
  const permission = await ask(METHOD.createPermission, [to(id), ...credentials], key, id);
  if (permission.class !== 'success')
    return `refused ${decodeErrorCode(attributeOf(permission, ATTRIBUTE.errorCode)) ?? 'without a code'}`;

  const sending = randomBytes(12);
  const data = { type: ATTRIBUTE.data, value: question === 'sip' ? Buffer.from(OPTIONS) : BINDING };
  const heard = next(({ class: kind, method }) => kind === 'indication' && method === METHOD.data);
  const indication = {
    class: 'indication',
    method: METHOD.send,
    transactionId: sending,
    attributes: [to(sending), data],
  } as const;
  socket.send(encodeStun(indication), TURN_PORT, server);
  const said = attributeOf((await heard) ?? allocated, ATTRIBUTE.data);
  return said === undefined ? 'silent' : `answered: ${said.toString('latin1').split('\r\n')[0] ?? ''}`;
}

const said = await outcome().catch((error: unknown) => String(error));
process.stdout.write(said, () => process.exit(0));
