// The probe's STUN: what it writes it can read, what it reads from elsewhere is right, and garbage is nothing.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { encodeRequest, encodeResponse, parseRequest, parseResponse } from '../../lab/probe/stun-message.ts';

const endpoint = fc.record({ address: fc.ipV4(), port: fc.integer({ min: 1, max: 65_535 }) });
const transaction = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => Buffer.from(bytes));

/** RFC 5769, section 2.2: the sample IPv4 response, whose mapped address is 192.0.2.1 port 32853. */
const SAMPLE_RESPONSE = Buffer.from(
  '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643' +
    '000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96',
  'hex',
);

describe('requests', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(transaction, fc.constantFrom('none', 'port', 'addressAndPort'), (id, change) => {
        expect(parseRequest(encodeRequest({ transaction: id, change }))).toEqual({ transaction: id, change });
      }),
    );
  });
});

describe('responses', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(transaction, endpoint, endpoint, endpoint, (id, mapped, origin, other) => {
        const response = { transaction: id, mapped, origin, other };
        expect(parseResponse(encodeResponse(response))).toEqual(response);
      }),
    );
  });

  it('are read from the sample of RFC 5769', () => {
    expect(parseResponse(SAMPLE_RESPONSE)?.mapped).toEqual({ address: '192.0.2.1', port: 32_853 });
  });

  it('are no requests, and the other way round', () => {
    const id = Buffer.alloc(12);
    expect(parseRequest(SAMPLE_RESPONSE)).toBeUndefined();
    expect(parseResponse(encodeRequest({ transaction: id, change: 'none' }))).toBeUndefined();
  });
});

it('takes any bytes without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      parseRequest(Buffer.from(bytes));
      parseResponse(Buffer.from(bytes));
    }),
  );
});
