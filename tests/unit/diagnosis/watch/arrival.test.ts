// Whether packets arrive: an alarm about a second after a steady stream stops, and none about pauses, late timers, hidden pages and sleep.
import { describe, expect, it } from 'vitest';
import type { MediaPulse } from '../../../../src/media/media-pulse.ts';
import {
  NO_ARRIVAL,
  hasStopped,
  nextArrival,
  restarted,
  wantsSample,
  type ArrivalWatch,
} from '../../../../src/diagnosis/watch/arrival.ts';
import { SimulatedCall } from '../../../doubles/simulated-call.ts';

const pulse = new SimulatedCall().pulse();

/** Looks at these times, with packets at those, all in milliseconds. */
function look(times: readonly number[], packets: readonly number[], from = NO_ARRIVAL): ArrivalWatch {
  return times.reduce((watch, atMs) => {
    const last = packets.filter((time) => time <= atMs).at(-1);
    const seen: MediaPulse = { ...pulse, atMs, lastPacket: last };
    return nextArrival(watch, seen);
  }, from);
}

const every = (periodMs: number, untilMs: number, fromMs = 0): number[] =>
  Array.from({ length: Math.floor((untilMs - fromMs) / periodMs) + 1 }, (_, at) => fromMs + at * periodMs);

/** When the alarm is raised after the last of `packets`; undefined where it is not. */
function alarmMs(
  times: readonly number[],
  packets: readonly number[],
  isSurprised: boolean | undefined,
): number | undefined {
  let watch = NO_ARRIVAL;
  for (const atMs of times) {
    watch = look([atMs], packets, watch);
    if (hasStopped(watch, isSurprised)) return atMs - Math.max(...packets.filter((time) => time <= atMs));
  }
  return undefined;
}

describe('packets that stop', () => {
  it.each([0, 40, 110, 170, 240])('raise an alarm after 0.9 to 1.2 s (looks begin at %i ms)', (offset) => {
    const after = alarmMs(every(250, 9000, offset), every(20, 5000), true) ?? 0;
    expect(after).toBeGreaterThanOrEqual(900);
    expect(after).toBeLessThanOrEqual(1250);
  });

  it('raise it as soon where nobody can tell whether the decoder was surprised', () => {
    expect(alarmMs(every(250, 9000), every(20, 5000), undefined)).toBeLessThanOrEqual(1250);
  });

  it('raise it in a hidden page, which looks once a second, within 2 s', () => {
    expect(alarmMs(every(1000, 20_000), every(20, 5100), true)).toBeLessThanOrEqual(2000);
  });

  it('have a sample asked for once, when they have just stopped', () => {
    const packets = every(20, 1000);
    let watch = look(every(250, 1000), packets);
    const wants = every(250, 4000, 1250).map((atMs) => {
      const next = look([atMs], packets, watch);
      const isWanted = wantsSample(watch, next);
      watch = next;
      return isWanted;
    });
    expect(wants.filter(Boolean)).toHaveLength(1);
    expect(wants[1]).toBe(true);
  });

  it('are over with the first that comes', () => {
    const watch = look(every(250, 5000), [...every(20, 1000), 4990]);
    expect(hasStopped(watch, true)).toBe(false);
    expect(watch.longestPauseMs).toBeGreaterThan(3000);
  });

  it('say nothing before any has come', () => {
    expect(alarmMs(every(250, 60_000), [], true)).toBeUndefined();
    expect(hasStopped(restarted(look(every(250, 9000), every(20, 1000))), true)).toBe(false);
  });
});

describe('what is no alarm', () => {
  it('the gaps of Opus DTX, a packet in 400 ms', () => {
    expect(alarmMs(every(250, 60_000), every(400, 60_000), true)).toBeUndefined();
  });

  it('a pause that the decoder was told of, of up to 3 s, and up to twice the longest so far', () => {
    expect(alarmMs(every(250, 9000), every(20, 2000), false)).toBe(3000);
    // A pause of 2.5 s, and one of 4.5 s.
    const known = [...every(20, 2000), ...every(20, 6500, 4500), ...every(20, 12_000, 11_000)];
    expect(alarmMs(every(250, 12_000), known, false)).toBeUndefined();
    expect(alarmMs(every(250, 30_000), known, false)).toBe(8500);
  });

  it('a look that comes late: nobody looked meanwhile', () => {
    expect(
      alarmMs([...every(250, 2000), ...every(1600, 20_000, 3600)], every(20, 2000), true),
    ).toBeUndefined();
    expect(alarmMs([...every(250, 2000), 3900, 4150], every(20, 2000), true)).toBeUndefined();
  });

  it('sleep, and a clock that goes back', () => {
    const packets = [...every(20, 2000), ...every(20, 3_602_500, 3_602_300)];
    expect(
      alarmMs([...every(250, 2000), ...every(250, 3_602_500, 3_602_000)], packets, true),
    ).toBeUndefined();
    expect(hasStopped(look([2250, 2000, 1500, 1000, 500, 0], [1000], look([2250], [1000])), true)).toBe(
      false,
    );
  });
});
