import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mayRetryOnReconnect,
  nextRegisterMs,
  registerDeadlineMs,
  type RegistrationOutcome,
} from '../../../../src/sip/transport/registration-retry.ts';

const refused = (statusCode: number, retryAfterSeconds?: number): RegistrationOutcome => ({
  kind: 'refused',
  statusCode,
  retryAfterSeconds,
});
const wait = (outcome: RegistrationOutcome, failures = 0): number =>
  nextRegisterMs(outcome, failures, () => 0);

describe('what follows a REGISTER', () => {
  it('refreshes within the expiry that was granted, never after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 86_400 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (expiresSeconds, chance) => {
          const ms = nextRegisterMs({ kind: 'accepted', expiresSeconds }, 0, () => chance);
          expect(ms).toBeGreaterThanOrEqual(expiresSeconds * 500);
          expect(ms).toBeLessThanOrEqual(expiresSeconds * 800);
        },
      ),
    );
  });

  it('does not hammer with credentials that were refused', () => {
    expect([0, 1, 2, 9].map((failures) => wait(refused(403), failures) / 60_000)).toEqual([5, 15, 60, 60]);
    for (const status of [401, 403, 404, 407, 603]) expect(mayRetryOnReconnect(refused(status))).toBe(false);
  });

  it('obeys Retry-After, up to an hour', () => {
    expect(wait(refused(503, 17))).toBe(17_000);
    expect(wait(refused(503, 0))).toBe(1000);
    expect(wait(refused(503, 86_400))).toBe(3_600_000);
  });

  it('gives a busy or silent server ever more time', () => {
    for (const outcome of [refused(503), { kind: 'silent' } as const, { kind: 'notListed' } as const]) {
      const waits = [0, 1, 2, 3].map((failures) => wait(outcome, failures));
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      expect(wait(outcome, 1000)).toBeLessThanOrEqual(120_000);
      expect(mayRetryOnReconnect(outcome)).toBe(true);
    }
  });

  it('waits ever longer for a server that lets it wait, up to the end of the transaction', () => {
    expect([0, 1, 2, 3, 1000].map((silences) => registerDeadlineMs(silences, false) / 1000)).toEqual([
      8, 16, 32, 32, 32,
    ]);
  });

  it('stays impatient during a call, whose hold or hang-up waits for the answer', () => {
    expect([0, 1, 2, 9].map((silences) => registerDeadlineMs(silences, true))).toEqual([
      8000, 8000, 8000, 8000,
    ]);
  });

  it('spreads, so that phones refused together do not come back together', () => {
    expect(nextRegisterMs(refused(503, 10), 0, () => 0.999)).toBeGreaterThan(11_900);
  });
});
