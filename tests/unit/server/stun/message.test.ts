// The sample messages of RFC 5769, byte for byte.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTE } from '../../../../server/stun/attributes.ts';
import {
  attributeOf,
  decodeStun,
  encodeStun,
  fingerprintOf,
  hasIntegrity,
  longTermKey,
} from '../../../../server/stun/message.ts';
import { decodeXorAddress, encodeXorAddress } from '../../../../server/stun/values.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s+/g, ''), 'hex');

const REQUEST = hex(`000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74
  002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5
  b2d3f249c1b571a280280004e57a3bcf`);
const RESPONSE_V4 = hex(`0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220
  002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96`);
const RESPONSE_V6 = hex(`010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220
  002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed41
  80280004c8fb0b4c`);
const LONG_TERM =
  hex(`000100602112a44278ad3433c6ad72c029da412e00060012e3839ee38388e383aae38383e382afe382b90000
  0015001c662f2f3439396b39353464364f4c33346f4c394653547679363473410014000b6578616d706c652e6f72670000080014
  f67024656dd64a3e02b8e0712e85c9a28ca89666`);
const PASSWORD = Buffer.from('VOkJxbRl1RmTxUk/WvJxBt');

describe('STUN messages', () => {
  it('reads the sample request of RFC 5769 section 2.1 and finds it sound', () => {
    const message = decodeStun(REQUEST);
    expect(message?.class).toBe('request');
    expect(message?.method).toBe(1);
    expect(attributeOf(message!, ATTRIBUTE.username)?.toString()).toBe('evtj:h6vY');
    expect(hasIntegrity(REQUEST, PASSWORD)).toBe(true);
    expect(hasIntegrity(REQUEST, Buffer.from('another'))).toBe(false);
    expect(fingerprintOf(REQUEST)).toBe('right');
  });

  it.each([
    ['IPv4', RESPONSE_V4, { address: '192.0.2.1', port: 32_853 }],
    ['IPv6', RESPONSE_V6, { address: '2001:db8:1234:5678:11:2233:4455:6677', port: 32_853 }],
  ])('reads the sample %s response of RFC 5769', (_, bytes, address) => {
    const message = decodeStun(bytes)!;
    expect(message.class).toBe('success');
    expect(hasIntegrity(bytes, PASSWORD)).toBe(true);
    expect(fingerprintOf(bytes)).toBe('right');
    const value = attributeOf(message, ATTRIBUTE.xorMappedAddress) ?? Buffer.alloc(0);
    expect(decodeXorAddress(value, message.transactionId)).toEqual(address);
    expect(encodeXorAddress(address, message.transactionId)).toEqual(value);
  });

  it('checks the sample request with long-term credentials of RFC 5769 section 2.4', () => {
    const key = longTermKey('マトリックス', 'example.org', 'TheMatrIX');
    expect(hasIntegrity(LONG_TERM, key)).toBe(true);
    expect(fingerprintOf(LONG_TERM)).toBe('absent');
  });

  it('notices one changed bit', () => {
    const changed = Buffer.from(REQUEST);
    changed[30] = (changed[30] ?? 0) ^ 1;
    expect(hasIntegrity(changed, PASSWORD)).toBe(false);
    expect(fingerprintOf(changed)).toBe('wrong');
  });

  it('reads back whatever it writes', () => {
    const attribute = fc.record({
      type: fc.integer({ min: 0x0100, max: 0x7fff }),
      value: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    });
    const message = fc.record({
      class: fc.constantFrom('request', 'indication', 'success', 'error'),
      method: fc.integer({ min: 0, max: 0xfff }),
      transactionId: fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
      attributes: fc.array(attribute, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(message, fc.boolean(), (original, fingerprint) => {
        const bytes = encodeStun(original, { fingerprint, key: PASSWORD });
        const read = decodeStun(bytes);
        expect(read?.class).toBe(original.class);
        expect(read?.method).toBe(original.method);
        expect(read?.attributes.slice(0, original.attributes.length)).toEqual(original.attributes);
        expect(hasIntegrity(bytes, PASSWORD)).toBe(true);
        expect(fingerprintOf(bytes)).toBe(fingerprint ? 'right' : 'absent');
      }),
    );
  });
});
