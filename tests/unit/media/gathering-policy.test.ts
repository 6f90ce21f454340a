import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  enoughGathered,
  GATHERING_CAP_MS,
  LONGEST_GATHERING_MS,
  type GatheringProgress,
} from '../../../src/media/gathering-policy.ts';

const STUN = { urls: ['stun:s.example.org'] };
const TURN = { urls: ['turn:t.example.org'], username: 'u', credential: 'c' };
const STUN_KEY = 'stun:s.example.org:3478';
const TURN_KEY = 'turn:t.example.org:3478?transport=udp';

const progress = (
  elapsedMs: number,
  firstSeenMs: GatheringProgress['firstSeenMs'] = {},
  failedMs: GatheringProgress['failedMs'] = {},
): GatheringProgress => ({
  elapsedMs,
  firstSeenMs,
  lastCandidateMs: Math.max(0, ...Object.values(firstSeenMs)) || undefined,
  answeredMs: {},
  failedMs,
});

/** When the policy first says yes, in milliseconds, while what is in `seen` and `failed` comes at its time. */
function sentAtMs(
  servers: Parameters<typeof enoughGathered>[1],
  seen: GatheringProgress['firstSeenMs'],
  failed: GatheringProgress['failedMs'] = {},
  relayMs?: number,
): number {
  const until = <T extends object>(times: T, elapsedMs: number): T =>
    Object.fromEntries(Object.entries(times).filter(([, at]) => at <= elapsedMs)) as T;
  for (let elapsedMs = 0; elapsedMs <= 5000; elapsedMs += 5) {
    const now = progress(elapsedMs, until(seen, elapsedMs), until(failed, elapsedMs));
    if (enoughGathered(now, servers, relayMs)) return elapsedMs;
  }
  return Infinity;
}

describe('the gathering policy', () => {
  it('goes ahead soon after the first relay candidate', () => {
    expect(sentAtMs([STUN, TURN], { host: 5, srflx: 20, relay: 60 })).toBe(90);
  });

  it('waits no longer where every relay has answered', () => {
    const now = { ...progress(61, { host: 5, relay: 60 }), answeredMs: { [TURN_KEY]: 60 } };
    expect(enoughGathered(now, [STUN, TURN])).toBe(true);
    const other = { urls: ['turn:other.example.org'], username: 'u', credential: 'c' };
    expect(enoughGathered(now, [STUN, TURN, other])).toBe(false);
  });

  it('waits for a relay about as long as one takes that is as far as the STUN server', () => {
    expect(sentAtMs([STUN, TURN], { host: 5, srflx: 5 })).toBe(105);
    expect(sentAtMs([STUN, TURN], { host: 5, srflx: 100 })).toBe(250);
    expect(sentAtMs([STUN, TURN], { host: 5, srflx: 100, relay: 210 })).toBe(240);
    expect(sentAtMs([STUN, TURN], { host: 5, srflx: 220 })).toBe(520);
  });

  it('sends the public address at once where no relay is configured', () => {
    expect(sentAtMs([STUN], { host: 5, srflx: 60 })).toBe(90);
  });

  it('needs nothing but host candidates where no server is configured', () => {
    expect(sentAtMs([], { host: 5 })).toBe(45);
    expect(sentAtMs([], {})).toBe(GATHERING_CAP_MS);
  });

  it('gives servers that never answer no more than its cap', () => {
    expect(sentAtMs([STUN, TURN], { host: 5 })).toBe(GATHERING_CAP_MS);
  });

  it('waits for no server that has failed, but a moment for another interface', () => {
    expect(sentAtMs([STUN, TURN], { host: 5 }, { [STUN_KEY]: 20, [TURN_KEY]: 30 })).toBe(130);
    expect(sentAtMs([STUN, TURN], { host: 5 }, { [STUN_KEY]: 20 })).toBe(GATHERING_CAP_MS);
  });

  it('sends no restart without any address, however soon every server failed, until its longest wait is over', () => {
    const restart = (elapsedMs: number, seen: GatheringProgress['firstSeenMs'] = {}): GatheringProgress => ({
      ...progress(elapsedMs, seen, { [STUN_KEY]: 20, [TURN_KEY]: 30 }),
      isRestart: true,
    });
    expect(enoughGathered(restart(LONGEST_GATHERING_MS - 1), [STUN, TURN])).toBe(false);
    expect(enoughGathered(restart(LONGEST_GATHERING_MS), [STUN, TURN])).toBe(true);
    // The new address came after the failures of the old one: its own answers are waited for a moment.
    expect(enoughGathered(restart(699, { host: 600 }), [STUN, TURN])).toBe(false);
    expect(enoughGathered(restart(700, { host: 600 }), [STUN, TURN])).toBe(true);
    expect(enoughGathered(restart(650, { host: 600, srflx: 620 }), [STUN])).toBe(true);
    // With relays alone no own address ever shows: other relays are as near.
    expect(enoughGathered(restart(629, { relay: 600 }), [STUN, TURN])).toBe(false);
    expect(enoughGathered(restart(630, { relay: 600 }), [STUN, TURN])).toBe(true);
  });

  it('waits longer for a relay that is known to be slow, where nothing else was found', () => {
    expect(sentAtMs([TURN], { host: 5, relay: 800 }, {}, 790)).toBe(830);
    expect(sentAtMs([TURN], { host: 5 }, {}, 790)).toBe(1285);
    expect(sentAtMs([TURN], { host: 5 }, {}, 5000)).toBe(LONGEST_GATHERING_MS);
    expect(sentAtMs([TURN], { host: 5, srflx: 40 }, {}, 790)).toBe(140);
  });

  it('never waits past its cap, and never takes back a yes', () => {
    const seen = fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined });
    const servers = fc.subarray([STUN, TURN]);
    const relayMs = fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined });
    fc.assert(
      fc.property(
        seen,
        seen,
        seen,
        seen,
        servers,
        relayMs,
        fc.integer({ min: 0, max: 5000 }),
        (host, srflx, relay, failed, list, slow, elapsedMs) => {
          const known = Object.fromEntries(
            Object.entries({ host, srflx, relay }).filter(([, at]) => at !== undefined && at <= elapsedMs),
          );
          const broken = failed === undefined || failed > elapsedMs ? {} : { [TURN_KEY]: failed };
          const now = progress(elapsedMs, known, broken);
          if (elapsedMs >= LONGEST_GATHERING_MS) expect(enoughGathered(now, list, slow)).toBe(true);
          if (elapsedMs >= GATHERING_CAP_MS) expect(enoughGathered(now, list)).toBe(true);
          if (enoughGathered(now, list, slow))
            expect(enoughGathered({ ...now, elapsedMs: elapsedMs + 1000 }, list, slow)).toBe(true);
        },
      ),
    );
  });
});
