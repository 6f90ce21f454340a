// No text sets a timer beyond its bounds.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ASKED, askedSeconds, secondsIn, withAskedTimes } from '../../../../src/sip/wire/asked-times.ts';
import { headerValues, parseHead } from '../../../../src/sip/wire/sip-message.ts';

it.each<[string, number | undefined]>([
  ['0', 0],
  [' 7 ', 7],
  ['3600;x', 3600],
  ['5 (busy);duration=3', 5],
  ['1, 2, 3', 1],
  ['9'.repeat(400), Infinity],
  ['-1', undefined],
  ['1e100', undefined],
  ['0x10', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['', undefined],
  ['\u0663', undefined],
])('%j asks for %s seconds', (text, seconds) => {
  expect(secondsIn(text)).toBe(seconds);
});

it('nothing asks for less or more than its bounds', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(ASKED)),
      fc.oneof(fc.string(), fc.bigInt().map(String)),
      (bounds, text) => {
        const seconds = askedSeconds(text, bounds) ?? bounds.least;
        expect(seconds).toBeGreaterThanOrEqual(bounds.least);
        expect(seconds).toBeLessThanOrEqual(bounds.most);
      },
    ),
  );
});

it('what the stack obeys by itself is written anew within bounds, once, or left out', () => {
  const times = (startLine: string, cseq: string, name: string, ...values: string[]): readonly string[] => {
    const lines = values.map((value) => `${name}: ${value}`);
    const head = parseHead([startLine, `CSeq: 1 ${cseq}`, ...lines, '\r\n'].join('\r\n'));
    if (head === undefined) throw new Error('no message');
    return headerValues(withAskedTimes(head), name.toLowerCase());
  };
  expect(times('INVITE sip:a@b SIP/2.0', 'INVITE', 'Expires', '4294967296')).toEqual(['600']);
  expect(times('INVITE sip:a@b SIP/2.0', 'INVITE', 'Expires', '0')).toEqual([]);
  expect(times('INVITE sip:a@b SIP/2.0', 'INVITE', 'Expires', 'x', '5')).toEqual([]);
  expect(times('SIP/2.0 423 X', 'REGISTER', 'Min-Expires', '31536000', '1')).toEqual(['86400']);
  expect(times('SIP/2.0 423 X', 'INVITE', 'Min-Expires', '31536000')).toEqual(['31536000']);
});
