import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EAGER_IN_CALL_MS,
  EAGER_MS,
  LONGEST_WAIT_MS,
  reconnectDelayMs,
  type Outage,
} from '../../../../src/sip/transport/back-off.ts';

const outage = (change: Partial<Outage>): Outage => ({
  failedRounds: 3,
  failure: 'refused',
  lastedMs: 5000,
  inCall: false,
  ...change,
});
const most = (change: Partial<Outage>): number => reconnectDelayMs(outage(change), () => 0.9999);
const least = (change: Partial<Outage>): number => reconnectDelayMs(outage(change), () => 0);

describe('the wait before the next attempt', () => {
  it('spreads the first attempts of a herd over a second, and hurries in a call', () => {
    expect(least({ failedRounds: 0 })).toBe(0);
    expect(most({ failedRounds: 0 })).toBeCloseTo(1000, -1);
    expect(most({ failedRounds: 0, inCall: true })).toBeLessThanOrEqual(200);
  });

  it('asks a refusing server within a second, for a while; longer while a call waits', () => {
    expect(most({ lastedMs: EAGER_MS - 1 })).toBeLessThanOrEqual(1000);
    expect(most({ lastedMs: EAGER_MS * 2 })).toBeGreaterThan(1000);
    expect(most({ lastedMs: EAGER_IN_CALL_MS - 1, inCall: true })).toBeLessThanOrEqual(1000);
  });

  it('leaves a silent server ever more time', () => {
    const waits = [1, 2, 3, 4, 5].map((failedRounds) => least({ failedRounds, failure: 'silent' }));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThan(waits[0] ?? 0);
  });

  it('never waits longer than its bound, and never less than nothing', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.constantFrom('refused' as const, 'silent' as const),
        fc.nat(10_000_000),
        fc.boolean(),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failedRounds, failure, lastedMs, inCall, chance) => {
          const wait = reconnectDelayMs({ failedRounds, failure, lastedMs, inCall }, () => chance);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_MS);
        },
      ),
    );
  });
});
