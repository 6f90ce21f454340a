// What is typed or pasted as keys of a call: all of it is keys, or the sign that is none is named.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTone, MOST_SEQUENCE_KEYS } from '../../../../src/sip/dtmf.ts';
import { readKeys } from '../../../../src/sip/dial/read-keys.ts';

const keysOf = (text: string): string => {
  const reading = readKeys(text);
  return reading.kind === 'keys' ? reading.keys : JSON.stringify(reading);
};
const oddIn = (text: string): string | undefined => {
  const reading = readKeys(text);
  return reading.kind === 'notKeys' ? reading.odd : undefined;
};

describe('keys', () => {
  it.each([
    ['1234 5678#', '12345678#'],
    ['555,,123#', '555,,123#'],
    ['*21*0301234#', '*21*0301234#'],
    ['12-34.56/(78)', '12345678'],
    ['  12\u00a034\r\n#\t', '1234#'],
    ['１２３＃', '123#'],
    ['١٢٣', '123'],
    ['12\u200b\u200e34\u2069', '1234'],
    ['1–2—3', '123'],
    ['1️⃣2️⃣#️⃣', '12#'],
    ['12p34w56', '12,34;56'],
    ['PP12W', ',,12'],
    ['12,,;;', '12'],
    ['AB12D', 'AB12D'],
    ['☎ 12', '12'],
    ['', ''],
    [' , ; ', ''],
  ])('%j are %j', (text, keys) => {
    expect(keysOf(text)).toBe(keys);
  });

  it.each([
    ['PIN 1234', 'I'],
    ['1234 ext', 'e'],
    ['+49 30', '+'],
    ['12:34', ':'],
    ['1½2', '½'],
    ['12é', 'é'],
    ['12dab', 'd'],
    ['1<b>', '<'],
    ['12=', '='],
  ])('%j is none: %j is named', (text, odd) => {
    expect(oddIn(text)).toBe(odd);
  });

  it('are not endless', () => {
    expect(keysOf('1'.repeat(MOST_SEQUENCE_KEYS))).toHaveLength(MOST_SEQUENCE_KEYS);
    for (const text of ['1'.repeat(MOST_SEQUENCE_KEYS + 1), ' '.repeat(1_000_000), '1,'.repeat(50_000)])
      expect(readKeys(text)).toEqual({ kind: 'tooMany', most: MOST_SEQUENCE_KEYS });
  });

  it('are tones and pauses, whatever the text; read again they are the same', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\d*#,;pw \-.]*$/u)),
        (text) => {
          const reading = readKeys(text);
          if (reading.kind !== 'keys') return;
          expect(Array.from(reading.keys).every((key) => isTone(key) || key === ',' || key === ';')).toBe(
            true,
          );
          expect(readKeys(reading.keys)).toEqual(reading);
        },
      ),
    );
  });
});
