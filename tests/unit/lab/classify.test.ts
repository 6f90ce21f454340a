// From what a probe saw to the words of RFC 4787.
import { describe, expect, it } from 'vitest';
import { classify, type Observations } from '../../lab/probe/classify.ts';

const LOCAL = { address: '192.168.1.10', port: 5000 };
const outside = (port: number): { address: string; port: number } => ({ address: '203.0.113.101', port });
const seen = (...[first, second, third]: readonly [number, number, number]): Observations['mapped'] => [
  outside(first),
  outside(second),
  outside(third),
];
const saw = (part: Partial<Observations>): Observations => ({
  local: LOCAL,
  mapped: seen(5000, 5000, 5000),
  heard: { otherAddress: false, otherPort: false },
  hairpin: false,
  ...part,
});

describe('mapping', () => {
  it.each([
    [seen(7000, 7000, 7000), 'endpointIndependent'],
    [seen(7000, 7001, 7001), 'addressDependent'],
    [seen(7000, 7001, 7002), 'addressAndPortDependent'],
    [seen(7000, 7000, 7002), 'addressAndPortDependent'],
  ] as const)('%j is %s', (mapped, mapping) => {
    expect(classify(saw({ mapped }))).toMatchObject({ mapping });
  });
});

describe('filtering', () => {
  it.each([
    [true, true, 'endpointIndependent'],
    [false, true, 'addressDependent'],
    [false, false, 'addressAndPortDependent'],
  ] as const)('other address %s, other port %s is %s', (otherAddress, otherPort, filtering) => {
    expect(classify(saw({ heard: { otherAddress, otherPort } }))).toMatchObject({ filtering });
  });
});

describe('the rest', () => {
  it('no answer at all is UDP blocked', () => {
    expect(classify(saw({ mapped: [null, null, null] }))).toEqual({ udp: 'blocked' });
  });

  it('sees whether ports and addresses are kept', () => {
    expect(classify(saw({}))).toMatchObject({ portPreserved: true, translated: true });
    expect(classify(saw({ mapped: seen(7, 7, 7) }))).toMatchObject({ portPreserved: false });
    expect(classify(saw({ mapped: [LOCAL, LOCAL, LOCAL] }))).toMatchObject({ translated: false });
  });
});
