import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondFlowWaitMs, secondServer } from '../../../../src/sip/transport/second-flow.ts';

const chance = fc.double({ min: 0, max: 0.999, noNaN: true });
const server = fc.record({
  url: fc.constantFrom('wss://a', 'wss://b', 'wss://c', 'wss://d'),
  priority: fc.integer({ min: 0, max: 3 }),
  weight: fc.integer({ min: 0, max: 9 }),
});

describe('a second flow', () => {
  it('waits as RFC 5626 4.5 has it while another flow lives: 90 s doubled, half an hour at most', () => {
    expect([1, 2, 3, 4, 5, 6, 99].map((losses) => secondFlowWaitMs(losses, () => 1) / 1000)).toEqual([
      90, 180, 360, 720, 1440, 1800, 1800,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), chance, (losses, random) => {
        const upper = secondFlowWaitMs(losses, () => 1);
        expect(secondFlowWaitMs(losses, () => random)).toBeGreaterThanOrEqual(upper / 2);
        expect(secondFlowWaitMs(losses, () => random)).toBeLessThanOrEqual(upper);
      }),
    );
  });

  it('is begun soon, but not by all phones at once', () => {
    expect([secondFlowWaitMs(0, () => 0), secondFlowWaitMs(0, () => 1)]).toEqual([1000, 5000]);
  });

  it('never goes to the first one’s server, and goes nowhere only where there is no other', () => {
    fc.assert(
      fc.property(fc.array(server), fc.nat(20), chance, (servers, losses, random) => {
        const found = secondServer(servers, 'wss://a', losses, () => random);
        const others = servers.filter(({ url }) => url !== 'wss://a').map(({ url }) => url);
        if (others.length === 0) expect(found).toBeUndefined();
        else expect(others).toContain(found);
      }),
    );
  });

  it('takes the next in the order of priorities, and another after each loss', () => {
    const servers = ['a', 'b', 'c'].map((name, index) => ({
      url: `wss://${name}`,
      priority: index * 10,
      weight: 0,
    }));
    const after = (losses: number): string | undefined => secondServer(servers, 'wss://b', losses, () => 0.5);
    expect([0, 1, 2].map(after)).toEqual(['wss://a', 'wss://c', 'wss://a']);
  });
});
