import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TabNews } from '../../../src/phone/other-tabs.ts';
import { SharedRings } from '../../../src/phone/calls/shared-rings.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

const ring = (id: string, caller = 'sip:1002@example.org', account = '1001@example.org') => ({
  id,
  caller,
  account,
});

/** Windows of one browser: what one tells all others hear. */
class Windows {
  readonly clock = new FakeClock();
  readonly all: SharedRings[];
  readonly kept: number[] = [];
  readonly #ids: string[] = [];

  constructor(count: number) {
    this.all = Array.from({ length: count }, (_, index) => {
      const tell = (news: TabNews): void => {
        this.all.forEach((other, at) => {
          if (at !== index && news.kind === 'ring') other.heard(news);
        });
      };
      return new SharedRings({ tell }, this.clock);
    });
  }

  begin(index: number, rings: ReturnType<typeof ring>): void {
    this.#ids[index] = rings.id;
    this.all[index]?.began(rings);
  }

  end(index: number): void {
    this.all[index]?.ended(this.idAt(index), () => void this.kept.push(index));
  }

  idAt(index: number): string {
    return this.#ids[index] ?? '';
  }
}

describe('a call that rings in several windows', () => {
  it('is missed once, whatever the order in which it begins and ends there', () => {
    const orders = fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(orders, orders, fc.boolean(), (begins, ends, waits) => {
        const windows = new Windows(4);
        for (const index of begins) windows.begin(index, ring(`id-${String(index)}`));
        for (const index of ends) {
          windows.end(index);
          if (waits) windows.clock.advance(50);
        }
        windows.clock.advance(1000);
        expect(windows.kept).toHaveLength(1);
      }),
    );
  });

  it('is missed by none where one takes it, before or after the others stop ringing', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 }), fc.boolean(), (taker, isLate) => {
        const windows = new Windows(3);
        windows.all.forEach((_, index) => {
          windows.begin(index, ring(`id-${String(index)}`));
        });
        const others = [0, 1, 2].filter((index) => index !== taker);
        if (!isLate) windows.all[taker]?.taken(windows.idAt(taker));
        for (const index of others) windows.end(index);
        if (isLate) windows.all[taker]?.taken(windows.idAt(taker));
        windows.clock.advance(1000);
        expect(windows.kept).toEqual([]);
      }),
    );
  });

  it('is missed in each where they are calls of their own', () => {
    const windows = new Windows(2);
    windows.begin(0, ring('a', 'sip:1002@example.org'));
    windows.begin(1, ring('b', 'sip:1003@example.org'));
    windows.end(0);
    windows.end(1);
    expect(windows.kept).toEqual([0, 1]);
  });

  it('is left to the others by a window that is closed', () => {
    const windows = new Windows(2);
    windows.begin(0, ring('a'));
    windows.begin(1, ring('b'));
    expect(windows.all[0]?.left(windows.idAt(0))).toBe(true);
    windows.end(1);
    windows.clock.advance(1000);
    expect(windows.kept).toEqual([1]);
  });
});
