// The lab's name service, one message at a time.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { answer, parseQuestion } from '../../lab/network/dns/message.ts';

const TYPE_A = 1;
const TYPE_AAAA = 28;
const NAMES = { 'pbx.lab.test': '203.0.113.10' };

function query(name: string, type: number): Buffer {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Buffer.from([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1]);
}

/** Its code and its number of answers. */
const outcome = (message: Buffer | undefined): readonly (number | undefined)[] => [
  message === undefined ? undefined : message.readUInt16BE(2) & 0xf,
  message?.readUInt16BE(6),
];

describe('an answer', () => {
  it('has the query id, the question and the address', () => {
    const message = answer(query('PBX.lab.test', TYPE_A), NAMES);
    expect(message?.readUInt16BE(0)).toBe(0xabcd);
    expect(message?.subarray(-4)).toEqual(Buffer.from([203, 0, 113, 10]));
    expect(outcome(message)).toEqual([0, 1]);
  });

  it('has no IPv6 address, and no error either', () => {
    expect(outcome(answer(query('pbx.lab.test', TYPE_AAAA), NAMES))).toEqual([0, 0]);
  });

  it('says that a name is not there', () => {
    expect(outcome(answer(query('example.com', TYPE_A), NAMES))).toEqual([3, 0]);
  });
});

it('takes any bytes without throwing', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseQuestion(Buffer.from(bytes))));
});
