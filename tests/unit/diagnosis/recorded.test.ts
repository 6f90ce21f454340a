// Recorded calls of real browsers around a fault (tests/fixtures/stats/series): what is said of them, and within how many seconds. A sample a
// second was recorded; in a call there are more as soon as something is in doubt.
import { describe, expect, it } from 'vitest';
import type { VerdictName } from '../../../src/diagnosis/verdict.ts';
import type { EstablishedCall } from '../../../src/sip/call-state.ts';
import { replay } from '../../doubles/replayed-call.ts';

type Line = readonly [series: string, said: VerdictName, withinSeconds: number];

/** What must be said, and by when. */
const FAULTS: readonly Line[] = [
  ['chromium-app-rtp-in-near', 'nothingArrives', 1.5],
  ['chromium-app-rtp-in-near', 'lostOnTheWayIn', 7.5],
  ['chromium-app-rtp-in-far', 'lostOnTheWayOut', 2.5],
  ['chromium-app-rtp-out-near', 'lostOnTheWayOut', 2.5],
  ['chromium-app-rtp-out-far', 'nothingArrives', 1.5],
  ['chromium-app-rtp-and-rtcp-in-near', 'nothingArrives', 1.5],
  ['chromium-app-rtp-and-rtcp-in-far', 'lostOnTheWayOut', 2.5],
  ['chromium-app-rtp-and-rtcp-out-near', 'lostOnTheWayOut', 2.5],
  ['chromium-app-rtp-and-rtcp-out-far', 'nothingArrives', 1.5],
  ['chromium-app-udp-in-near', 'nothingArrives', 1.5],
  ['chromium-app-udp-out-near', 'lostOnTheWayOut', 2.5],
  ['chromium-app-udp-out-far', 'nothingArrives', 1.5],
  ['chromium-app-udp-cut-no-relay-near', 'nothingArrives', 1.5],
  ['chromium-app-udp-cut-no-relay-near', 'pathDied', 9],
  ['chromium-app-microphone-shut-off-near', 'microphoneSilent', 7],
  ['chromium-app-muted-far', 'themQuiet', 3],
  ['chromium-app-sink-gone-near', 'themQuiet', 3],
  ['chromium-plain-rtp-in-near', 'lostOnTheWayIn', 7.5],
  // Who sends no feedback shows it by its reports alone, one in 5 s: the first after the strike, and two that repeat it.
  ['chromium-plain-rtp-out-near', 'lostOnTheWayOut', 12],
  ['chromium-plain-rtp-and-rtcp-in-near', 'nothingArrives', 1.5],
  ['chromium-plain-udp-cut-no-relay-near', 'pathDied', 9],
  ['firefox-app-rtp-out-far', 'nothingArrives', 1.5],
  ['firefox-app-rtp-and-rtcp-out-far', 'nothingArrives', 1.5],
  ['firefox-app-udp-out-far', 'nothingArrives', 1.5],
];

/** Nothing of this may be said, before the strike or after it. */
const ALARMS: readonly VerdictName[] = [
  ...(['nothingArrives', 'lostOnTheWayIn', 'lostOnTheWayOut', 'nothingLeaves', 'pathDied'] as const),
  ...(['undecodable', 'playbackStopped', 'microphoneSilent', 'noKeys'] as const),
];
/** Calls that somebody wanted to be silent one way, or whose fault is at the other end. */
const NO_FAULTS: readonly (readonly [string, Partial<EstablishedCall>])[] = [
  ['chromium-app-muted-near', { muted: true }],
  ['chromium-app-muted-far', {}],
  ['chromium-app-far-muted-near', {}],
  ['chromium-app-far-muted-far', { muted: true }],
  ['chromium-app-microphone-shut-off-far', {}],
  ['chromium-app-microphone-unplugged-far', {}],
  ['chromium-app-element-paused-far', {}],
  ['chromium-app-sink-gone-far', {}],
];

describe('a recorded call', () => {
  it.each(FAULTS)('%s: %s', (series, name, withinSeconds) => {
    const said = replay(series);
    const found = said.find((each) => each.name === name);
    expect(found?.atSeconds ?? Infinity).toBeLessThanOrEqual(withinSeconds);
    expect(found?.atSeconds).toBeGreaterThan(0);
    // Nothing is wrong before the strike.
    const before = said.filter(({ atSeconds }) => atSeconds < 0).map((each) => each.name);
    expect(before.filter((each) => ALARMS.includes(each))).toEqual([]);
  });

  it.each(NO_FAULTS)('%s: no alarm', (series, call) => {
    expect(replay(series, call).filter(({ name }) => ALARMS.includes(name))).toEqual([]);
  });

  it('is not said to have lost its path by checks that are as rare as ever, where sound alone stops', () => {
    for (const series of ['firefox-app-rtp-and-rtcp-out-far', 'firefox-app-rtp-out-far'])
      expect(replay(series).map(({ name }) => name)).not.toContain('pathDied');
  });

  it('keeps to one word once it is found: lost on the way out', () => {
    for (const series of [
      'chromium-app-rtp-in-far',
      'chromium-app-rtp-out-near',
      'chromium-app-rtp-and-rtcp-out-near',
    ])
      expect(replay(series).at(-1)?.atSeconds).toBeLessThanOrEqual(2.5);
  });
});
