import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  enoughGathered,
  GATHERING_CAP_MS,
  type GatheringProgress,
} from '../../../src/media/gathering-policy.ts';

const STUN = { urls: ['stun:s.example.org'] };
const TURN = { urls: ['turn:t.example.org'], username: 'u', credential: 'c' };
const progress = (
  elapsedMs: number,
  firstSeenMs: GatheringProgress['firstSeenMs'] = {},
): GatheringProgress => ({
  elapsedMs,
  firstSeenMs,
  lastCandidateMs: Math.max(0, ...Object.values(firstSeenMs)) || undefined,
});

describe('the gathering policy', () => {
  it('goes ahead soon after the first relay candidate', () => {
    expect(enoughGathered(progress(110, { host: 5, relay: 100 }), [STUN, TURN])).toBe(false);
    expect(enoughGathered(progress(170, { host: 5, relay: 100 }), [STUN, TURN])).toBe(true);
  });

  it('does not wait long for a relay once the public address is known', () => {
    expect(enoughGathered(progress(500, { host: 5, srflx: 40 }), [STUN, TURN])).toBe(false);
    expect(enoughGathered(progress(700, { host: 5, srflx: 40 }), [STUN, TURN])).toBe(true);
  });

  it('needs nothing but host candidates where no server is configured', () => {
    expect(enoughGathered(progress(110, { host: 5 }), [])).toBe(true);
    expect(enoughGathered(progress(50, {}), [])).toBe(false);
  });

  it('waits for STUN where STUN is all there is', () => {
    expect(enoughGathered(progress(1500, { host: 5 }), [STUN])).toBe(false);
    expect(enoughGathered(progress(200, { host: 5, srflx: 60 }), [STUN])).toBe(true);
  });

  it('never waits past its cap, and never takes back a yes', () => {
    const seen = fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined });
    const servers = fc.subarray([STUN, TURN]);
    fc.assert(
      fc.property(
        seen,
        seen,
        seen,
        servers,
        fc.integer({ min: 0, max: 5000 }),
        (host, srflx, relay, list, elapsedMs) => {
          const known = Object.fromEntries(
            Object.entries({ host, srflx, relay }).filter(([, at]) => at !== undefined && at <= elapsedMs),
          );
          const now = progress(elapsedMs, known);
          if (elapsedMs >= GATHERING_CAP_MS) expect(enoughGathered(now, list)).toBe(true);
          if (enoughGathered(now, list))
            expect(enoughGathered({ ...now, elapsedMs: elapsedMs + 1000 }, list)).toBe(true);
        },
      ),
    );
  });
});
