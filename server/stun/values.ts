// Values of single attributes: addresses, error codes, numbers (RFC 8489 section 14, RFC 8656 section 18).
// Owns their bytes; IPv6 is written and read, though the demo relays IPv4 only.
import { isIPv4 } from 'node:net';
import { ERROR_REASONS } from './attributes.ts';

export interface TransportAddress {
  readonly address: string;
  readonly port: number;
}

const COOKIE_BYTES = Buffer.from([0x21, 0x12, 0xa4, 0x42]);

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((part) => Number.parseInt(part, 16));
  const [first, last] = [groups(head), groups(tail)];
  const gap = Array<number>(Math.max(0, 8 - first.length - last.length)).fill(0);
  const bytes = Buffer.alloc(16);
  [...first, ...gap, ...last]
    .slice(0, 8)
    .forEach((group, index) => bytes.writeUInt16BE(group & 0xffff, index * 2));
  return bytes;
}

function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return groups.join(':');
}

function xored(bytes: Buffer, mask: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (mask[index] ?? 0)));
}

/** XOR-MAPPED-ADDRESS and its like (RFC 8489 section 14.2). */
export function encodeXorAddress({ address, port }: TransportAddress, transactionId: Buffer): Buffer {
  const isV4 = isIPv4(address);
  const plain = isV4 ? Buffer.from(address.split('.').map(Number)) : ipv6Bytes(address);
  const head = Buffer.from([0, isV4 ? 1 : 2, 0, 0]);
  head.writeUInt16BE(port ^ 0x2112, 2);
  return Buffer.concat([head, xored(plain, Buffer.concat([COOKIE_BYTES, transactionId]))]);
}

/** Reads an XOR address; undefined where the bytes are none. */
export function decodeXorAddress(value: Buffer, transactionId: Buffer): TransportAddress | undefined {
  const family = value[1];
  const isV4 = family === 1 && value.length === 8;
  if (!isV4 && !(family === 2 && value.length === 20)) return undefined;
  const port = value.readUInt16BE(2) ^ 0x2112;
  const plain = xored(value.subarray(4), Buffer.concat([COOKIE_BYTES, transactionId]));
  return { address: isV4 ? [...plain].join('.') : ipv6Text(plain), port };
}

/** ERROR-CODE (RFC 8489 section 14.8). */
export function encodeErrorCode(code: number): Buffer {
  const reason = Buffer.from(ERROR_REASONS[code] ?? 'Error', 'utf8');
  return Buffer.concat([Buffer.from([0, 0, Math.floor(code / 100), code % 100]), reason]);
}

/** The number in an ERROR-CODE; undefined where the bytes are none. */
export function decodeErrorCode(value: Buffer | undefined): number | undefined {
  if (value === undefined || value.length < 4) return undefined;
  return ((value[2] ?? 0) & 7) * 100 + (value[3] ?? 0);
}

/** LIFETIME: 32 bits, seconds. */
export function encodeUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
