// Just enough of STUN to learn how a NAT behaves: Binding (RFC 8489) with CHANGE-REQUEST, RESPONSE-ORIGIN and OTHER-ADDRESS
// (RFC 5780, section 7). Written apart from src/media so that the phone isn't judged by its own code.

const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const BINDING_REQUEST = 0x0001;
const BINDING_RESPONSE = 0x0101;
const CHANGE_REQUEST = 0x0003;
const XOR_MAPPED_ADDRESS = 0x0020;
const RESPONSE_ORIGIN = 0x802b;
const OTHER_ADDRESS = 0x802c;
const CHANGE_IP = 0x04;
const CHANGE_PORT = 0x02;
const IPV4 = 0x01;

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** From where the server shall answer: as asked, from its other port, or from its other address and port. */
export type Change = 'none' | 'port' | 'addressAndPort';

export interface BindingRequest {
  /** 12 bytes. */
  readonly transaction: Buffer;
  readonly change: Change;
}

export interface BindingResponse {
  readonly transaction: Buffer;
  /** Where the server saw the request come from. */
  readonly mapped: Endpoint;
  readonly origin?: Endpoint | undefined;
  readonly other?: Endpoint | undefined;
}

const FLAGS: Readonly<Record<Change, number>> = {
  none: 0,
  port: CHANGE_PORT,
  addressAndPort: CHANGE_IP | CHANGE_PORT,
};

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value]);
}

function message(type: number, transaction: Buffer, attributes: readonly Buffer[]): Buffer {
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(body.length, 2);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  return Buffer.concat([header, transaction, body]);
}

function addressValue({ address, port }: Endpoint, xor: boolean): Buffer {
  const value = Buffer.from([0, IPV4, port >> 8, port & 0xff, ...address.split('.').map(Number)]);
  return xor ? unmasked(value) : value;
}

/** XOR with the cookie, which undoes itself. */
function unmasked(value: Buffer): Buffer {
  const result = Buffer.from(value);
  result.writeUInt16BE(value.readUInt16BE(2) ^ (MAGIC_COOKIE >>> 16), 2);
  result.writeUInt32BE((value.readUInt32BE(4) ^ MAGIC_COOKIE) >>> 0, 4);
  return result;
}

const endpointOf = (value: Buffer): Endpoint => ({
  address: [...value.subarray(4, 8)].join('.'),
  port: value.readUInt16BE(2),
});

function attributesOf(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = HEADER_BYTES; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16BE(at + 2);
    found.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}

const isType = (bytes: Buffer, type: number): boolean =>
  bytes.length >= HEADER_BYTES && bytes.readUInt16BE(0) === type && bytes.readUInt32BE(4) === MAGIC_COOKIE;

const transactionOf = (bytes: Buffer): Buffer => bytes.subarray(8, HEADER_BYTES);

export function encodeRequest({ transaction, change }: BindingRequest): Buffer {
  const flags = attribute(CHANGE_REQUEST, Buffer.from([0, 0, 0, FLAGS[change]]));
  return message(BINDING_REQUEST, transaction, change === 'none' ? [] : [flags]);
}

/** The request, or undefined where the bytes are something else. */
export function parseRequest(bytes: Buffer): BindingRequest | undefined {
  if (!isType(bytes, BINDING_REQUEST)) return undefined;
  const flags = attributesOf(bytes).get(CHANGE_REQUEST)?.[3] ?? 0;
  const change = (flags & CHANGE_IP) !== 0 ? 'addressAndPort' : (flags & CHANGE_PORT) !== 0 ? 'port' : 'none';
  return { transaction: transactionOf(bytes), change };
}

export function encodeResponse({ transaction, mapped, origin, other }: BindingResponse): Buffer {
  return message(BINDING_RESPONSE, transaction, [
    attribute(XOR_MAPPED_ADDRESS, addressValue(mapped, true)),
    ...(origin === undefined ? [] : [attribute(RESPONSE_ORIGIN, addressValue(origin, false))]),
    ...(other === undefined ? [] : [attribute(OTHER_ADDRESS, addressValue(other, false))]),
  ]);
}

/** The response, or undefined where the bytes are something else or name no address. */
export function parseResponse(bytes: Buffer): BindingResponse | undefined {
  if (!isType(bytes, BINDING_RESPONSE)) return undefined;
  const attributes = attributesOf(bytes);
  const mapped = attributes.get(XOR_MAPPED_ADDRESS);
  const origin = attributes.get(RESPONSE_ORIGIN);
  const other = attributes.get(OTHER_ADDRESS);
  if (mapped?.length !== 8) return undefined;
  return {
    transaction: transactionOf(bytes),
    mapped: endpointOf(unmasked(mapped)),
    origin: origin === undefined ? undefined : endpointOf(origin),
    other: other === undefined ? undefined : endpointOf(other),
  };
}
