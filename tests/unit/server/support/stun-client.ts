// A STUN and TURN client of our own over real sockets: builds requests, waits for answers, knows the nonce dance.
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { ATTRIBUTE, METHOD } from '../../../../server/stun/attributes.ts';
import {
  decodeChannelData,
  encodeChannelData,
  type ChannelData,
} from '../../../../server/stun/channel-data.ts';
import {
  attributeOf,
  decodeStun,
  encodeStun,
  longTermKey,
  type StunAttribute,
  type StunMessage,
} from '../../../../server/stun/message.ts';
import { StreamFramer } from '../../../../server/stun/stream-framer.ts';
import {
  decodeErrorCode,
  decodeXorAddress,
  encodeUint32,
  encodeXorAddress,
  type TransportAddress,
} from '../../../../server/stun/values.ts';

export const UDP_TRANSPORT: StunAttribute = {
  type: ATTRIBUTE.requestedTransport,
  value: Buffer.from([17, 0, 0, 0]),
};

export interface Answer {
  readonly message: StunMessage;
  /** 0 for a success. */
  readonly error: number;
}

export class StunClient {
  readonly channelData: ChannelData[] = [];
  readonly indications: StunMessage[] = [];
  nonce = '';
  readonly #answers = new Map<string, (message: StunMessage) => void>();

  private constructor(
    private readonly write: (bytes: Buffer) => void,
    private readonly end: () => void,
    public credentials: { username: string; realm: string; password: string },
    readonly isStream: boolean,
  ) {}

  static async udp(port: number, credentials: { username: string; realm: string; password: string }) {
    const socket: UdpSocket = createSocket('udp4');
    const client = new StunClient(
      (bytes) => {
        socket.send(bytes, port, '127.0.0.1');
      },
      () => {
        socket.close();
      },
      credentials,
      false,
    );
    socket.on('message', (bytes) => {
      client.#take(bytes);
    });
    await new Promise<void>((resolve) => {
      socket.bind(0, '127.0.0.1', resolve);
    });
    return client;
  }

  static async tcp(port: number, credentials: { username: string; realm: string; password: string }) {
    const socket: Socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const framer = new StreamFramer();
    const client = new StunClient(
      (bytes) => socket.write(bytes),
      () => socket.destroy(),
      credentials,
      true,
    );
    socket.on('data', (chunk: Buffer) => {
      for (const message of framer.push(chunk) ?? []) client.#take(message);
    });
    return client;
  }

  close(): void {
    this.end();
  }

  raw(bytes: Buffer): void {
    this.write(bytes);
  }

  get key(): Buffer {
    const { username, realm, password } = this.credentials;
    return longTermKey(username, realm, password);
  }

  /** A signed request as bytes. */
  signed(method: number, attributes: readonly StunAttribute[], transactionId = randomBytes(12)): Buffer {
    const identity = [
      { type: ATTRIBUTE.username, value: Buffer.from(this.credentials.username) },
      { type: ATTRIBUTE.realm, value: Buffer.from(this.credentials.realm) },
      { type: ATTRIBUTE.nonce, value: Buffer.from(this.nonce) },
    ];
    const message: StunMessage = {
      class: 'request',
      method,
      transactionId,
      attributes: [...attributes, ...identity],
    };
    return encodeStun(message, { key: this.key, fingerprint: true });
  }

  /** Sends bytes of a request and waits for its answer. */
  async exchange(bytes: Buffer): Promise<Answer> {
    const id = bytes.subarray(8, 20).toString('hex');
    const message = await new Promise<StunMessage>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error('no answer'));
      }, 10_000);
      this.#answers.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.write(bytes);
    });
    const error =
      message.class === 'error' ? (decodeErrorCode(attributeOf(message, ATTRIBUTE.errorCode)) ?? -1) : 0;
    return { message, error };
  }

  async plain(method: number, attributes: readonly StunAttribute[] = []): Promise<Answer> {
    const message: StunMessage = { class: 'request', method, transactionId: randomBytes(12), attributes };
    return this.exchange(encodeStun(message));
  }

  /** Sends a signed request. */
  request(method: number, attributes: readonly StunAttribute[] = []): Promise<Answer> {
    return this.exchange(this.signed(method, attributes));
  }

  /** Learns a nonce from the first refusal. */
  async greet(): Promise<void> {
    const { message } = await this.plain(METHOD.allocate, [UDP_TRANSPORT]);
    this.nonce = attributeOf(message, ATTRIBUTE.nonce)?.toString() ?? '';
  }

  /** Allocates and gives the relayed address. */
  async allocate(): Promise<TransportAddress> {
    await this.greet();
    const { message, error } = await this.request(METHOD.allocate, [UDP_TRANSPORT]);
    if (error !== 0) throw new Error(`allocate: ${String(error)}`);
    const value = attributeOf(message, ATTRIBUTE.xorRelayedAddress) ?? Buffer.alloc(0);
    return decodeXorAddress(value, message.transactionId) ?? { address: '', port: 0 };
  }

  async permit(peer: TransportAddress): Promise<number> {
    const transactionId = randomBytes(12);
    const value = encodeXorAddress(peer, transactionId);
    const attributes = [{ type: ATTRIBUTE.xorPeerAddress, value }];
    return (await this.exchange(this.signed(METHOD.createPermission, attributes, transactionId))).error;
  }

  async bind(channel: number, peer: TransportAddress): Promise<number> {
    const transactionId = randomBytes(12);
    const attributes = [
      { type: ATTRIBUTE.channelNumber, value: encodeUint32(channel * 0x10000) },
      { type: ATTRIBUTE.xorPeerAddress, value: encodeXorAddress(peer, transactionId) },
    ];
    return (await this.exchange(this.signed(METHOD.channelBind, attributes, transactionId))).error;
  }

  /** A Send indication. */
  sendTo(peer: TransportAddress, data: string): void {
    const transactionId = randomBytes(12);
    const attributes = [
      { type: ATTRIBUTE.xorPeerAddress, value: encodeXorAddress(peer, transactionId) },
      { type: ATTRIBUTE.data, value: Buffer.from(data) },
    ];
    this.write(encodeStun({ class: 'indication', method: METHOD.send, transactionId, attributes }));
  }

  sendChannel(channel: number, data: string): void {
    this.write(encodeChannelData({ channel, data: Buffer.from(data) }, this.isStream));
  }

  /** What came in Data indications, as text. */
  get texts(): string[] {
    return this.indications.map((message) => attributeOf(message, ATTRIBUTE.data)?.toString() ?? '');
  }

  #take(bytes: Buffer): void {
    const frame = decodeChannelData(bytes);
    if (frame !== undefined) this.channelData.push({ ...frame, data: Buffer.from(frame.data) });
    const message = decodeStun(Buffer.from(bytes));
    if (message?.class === 'indication') this.indications.push(message);
    else if (message !== undefined) this.#answers.get(message.transactionId.toString('hex'))?.(message);
  }
}
