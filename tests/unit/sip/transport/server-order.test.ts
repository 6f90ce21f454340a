import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderServers, type WebSocketServer } from '../../../../src/sip/transport/server-order.ts';

const server = (url: string, priority: number, weight = 0): WebSocketServer => ({ url, priority, weight });
const urls = (servers: readonly WebSocketServer[]): string[] => servers.map(({ url }) => url);

describe('the order of servers', () => {
  it('begins with the lowest priority number', () => {
    const servers = [server('b', 20), server('a', 10), server('c', 30)];
    expect(urls(orderServers(servers, () => 0.5))).toEqual(['a', 'b', 'c']);
  });

  it('shares equals of priority by weight', () => {
    const servers = [server('heavy', 10, 60), server('light', 10, 20)];
    let heavyFirst = 0;
    for (let phone = 0; phone < 4000; phone += 1) {
      if (orderServers(servers, Math.random)[0]?.url === 'heavy') heavyFirst += 1;
    }
    expect(heavyFirst / 4000).toBeGreaterThan(0.7);
    expect(heavyFirst / 4000).toBeLessThan(0.8);
  });

  it('lets a server without weight go first hardly ever beside one with weight', () => {
    const servers = [server('none', 10, 0), server('some', 10, 10)];
    expect(urls(orderServers(servers, () => 0.3))).toEqual(['some', 'none']);
  });

  it('names every server exactly once, priorities never falling', () => {
    const rank = fc.integer({ min: 0, max: 65_535 });
    const some = fc.array(
      fc.record({ url: fc.uuid(), priority: fc.integer({ min: 0, max: 3 }), weight: rank }),
    );
    fc.assert(
      fc.property(
        some,
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (servers, chance) => {
          const order = orderServers(servers, () => (chance.next() as IteratorYieldResult<number>).value);
          expect([...order].sort((a, b) => a.url.localeCompare(b.url))).toEqual(
            [...servers].sort((a, b) => a.url.localeCompare(b.url)),
          );
          order.slice(1).forEach(({ priority }, index) => {
            expect(priority).toBeGreaterThanOrEqual(order[index]?.priority ?? 0);
          });
        },
      ),
    );
  });
});
