// STUN messages to and from bytes (RFC 8489 sections 5, 14, 14.5 MESSAGE-INTEGRITY, 14.7 FINGERPRINT).
// Owns the format and the two checks; refuses to know what a method means.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ATTRIBUTE } from './attributes.ts';

export type StunClass = 'request' | 'indication' | 'success' | 'error';

export interface StunAttribute {
  readonly type: number;
  readonly value: Buffer;
}

export interface StunMessage {
  readonly class: StunClass;
  /** 12 bits. */
  readonly method: number;
  /** 12 bytes. */
  readonly transactionId: Buffer;
  readonly attributes: readonly StunAttribute[];
}

export interface EncodeOptions {
  /** With a key, MESSAGE-INTEGRITY is added. */
  readonly key?: Buffer | undefined;
  readonly fingerprint?: boolean;
}

const COOKIE = 0x2112a442;
const HEADER = 20;
const CLASSES: readonly StunClass[] = ['request', 'indication', 'success', 'error'];
const FINGERPRINT_XOR = 0x5354554e;

function padded(length: number): number {
  return (length + 3) & ~3;
}

/** The first value of an attribute, or undefined. */
export function attributeOf(message: StunMessage, type: number): Buffer | undefined {
  return message.attributes.find((attribute) => attribute.type === type)?.value;
}

function encodeAttribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

function encodeHeader(message: StunMessage, length: number): Buffer {
  const bytes = Buffer.alloc(HEADER);
  const { method } = message;
  const methodBits = (method & 0x0f) | ((method & 0x70) << 1) | ((method & 0xf80) << 2);
  const classNumber = CLASSES.indexOf(message.class);
  bytes.writeUInt16BE(methodBits | ((classNumber & 1) << 4) | ((classNumber & 2) << 7), 0);
  bytes.writeUInt16BE(length, 2);
  bytes.writeUInt32BE(COOKIE, 4);
  message.transactionId.copy(bytes, 8);
  return bytes;
}

/** The message as bytes. */
export function encodeStun(message: StunMessage, { key, fingerprint = false }: EncodeOptions = {}): Buffer {
  let body = Buffer.concat(message.attributes.map(({ type, value }) => encodeAttribute(type, value)));
  if (key !== undefined) {
    const signed = Buffer.concat([encodeHeader(message, body.length + 24), body]);
    const mac = createHmac('sha1', key).update(signed).digest();
    body = Buffer.concat([body, encodeAttribute(ATTRIBUTE.messageIntegrity, mac)]);
  }
  if (fingerprint) {
    const covered = Buffer.concat([encodeHeader(message, body.length + 8), body]);
    const value = Buffer.alloc(4);
    value.writeUInt32BE((crc32(covered) ^ FINGERPRINT_XOR) >>> 0);
    body = Buffer.concat([body, encodeAttribute(ATTRIBUTE.fingerprint, value)]);
  }
  return Buffer.concat([encodeHeader(message, body.length), body]);
}

/** Reads the attributes; what follows MESSAGE-INTEGRITY is ignored, save FINGERPRINT (RFC 8489 section 14.5). */
function decodeAttributes(bytes: Buffer): StunAttribute[] | undefined {
  const attributes: StunAttribute[] = [];
  let isSigned = false;
  for (let at = HEADER; at < bytes.length;) {
    if (at + 4 > bytes.length) return undefined;
    const type = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    if (at + 4 + length > bytes.length) return undefined;
    const value = bytes.subarray(at + 4, at + 4 + length);
    if (!isSigned || type === ATTRIBUTE.fingerprint) attributes.push({ type, value });
    if (type === ATTRIBUTE.messageIntegrity) isSigned = true;
    at += 4 + padded(length);
  }
  return attributes;
}

/** Reads one whole datagram; undefined where it is no STUN message of RFC 8489. Never throws. */
export function decodeStun(bytes: Buffer): StunMessage | undefined {
  if (bytes.length < HEADER || (bytes[0] ?? 0xff) > 0x3f || bytes.readUInt32BE(4) !== COOKIE)
    return undefined;
  const length = bytes.readUInt16BE(2);
  if (length % 4 !== 0 || length + HEADER !== bytes.length) return undefined;
  const attributes = decodeAttributes(bytes);
  if (attributes === undefined) return undefined;
  const type = bytes.readUInt16BE(0);
  const classNumber = ((type & 0x0010) >> 4) | ((type & 0x0100) >> 7);
  const method = (type & 0x000f) | ((type & 0x00e0) >> 1) | ((type & 0x3e00) >> 2);
  const messageClass = CLASSES[classNumber] ?? 'request';
  return { class: messageClass, method, transactionId: bytes.subarray(8, 20), attributes };
}

function offsetOf(bytes: Buffer, wanted: number): number | undefined {
  for (let at = HEADER; at + 4 <= bytes.length; at += 4 + padded(bytes.readUInt16BE(at + 2))) {
    if (bytes.readUInt16BE(at) === wanted) return at;
  }
  return undefined;
}

function coveredUpTo(bytes: Buffer, offset: number, attributeLength: number): Buffer {
  const covered = Buffer.from(bytes.subarray(0, offset));
  covered.writeUInt16BE(offset - HEADER + attributeLength, 2);
  return covered;
}

/** True where the message carries a MESSAGE-INTEGRITY made with this key. */
export function hasIntegrity(bytes: Buffer, key: Buffer): boolean {
  const offset = offsetOf(bytes, ATTRIBUTE.messageIntegrity);
  if (offset === undefined || offset + 24 > bytes.length || bytes.readUInt16BE(offset + 2) !== 20)
    return false;
  const mac = createHmac('sha1', key)
    .update(coveredUpTo(bytes, offset, 24))
    .digest();
  return timingSafeEqual(mac, bytes.subarray(offset + 4, offset + 24));
}

/** `absent` where there is no FINGERPRINT, else whether it is right. */
export function fingerprintOf(bytes: Buffer): 'absent' | 'right' | 'wrong' {
  const offset = offsetOf(bytes, ATTRIBUTE.fingerprint);
  if (offset === undefined) return 'absent';
  if (offset + 8 !== bytes.length || bytes.readUInt16BE(offset + 2) !== 4) return 'wrong';
  const expected = (crc32(coveredUpTo(bytes, offset, 8)) ^ FINGERPRINT_XOR) >>> 0;
  return bytes.readUInt32BE(offset + 4) === expected ? 'right' : 'wrong';
}

/** The key of long-term credentials: MD5 of `username:realm:password` (RFC 8489 section 9.2.2). */
export function longTermKey(username: string, realm: string, password: string): Buffer {
  return createHash('md5').update(`${username}:${realm}:${password}`, 'utf8').digest();
}
