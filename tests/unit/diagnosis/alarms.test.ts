// What goes wrong with a call that was well for ten seconds, and within how many seconds it is said by its name.
import { describe, expect, it } from 'vitest';
import type { VerdictName } from '../../../src/diagnosis/verdict.ts';
import { ListenedCall } from '../../doubles/listened-call.ts';
import { BROWSERS, NOTHING_COMES, TELEPHONE, type Conditions } from '../../doubles/simulated-call.ts';

/** All packets of a direct path are lost both ways. */
const ALL_LOST = {
  ...NOTHING_COMES,
  feedback: 0,
  reports: false,
  isAnswered: false,
} as const;

type Fault = readonly [
  what: string,
  before: Conditions,
  change: Partial<Conditions>,
  said: VerdictName,
  withinSeconds: number,
];

const FAULTS: readonly Fault[] = [
  ['their sound is lost', BROWSERS, NOTHING_COMES, 'nothingArrives', 1.5],
  ['their sound is lost, and they say that they sent it', TELEPHONE, NOTHING_COMES, 'lostOnTheWayIn', 6.5],
  ['they stop to send', TELEPHONE, { ...NOTHING_COMES, theySent: 0 }, 'theySendNothing', 6.5],
  [
    'our sound is lost, and feedback stays away',
    BROWSERS,
    { feedback: 0, speaksOfUs: false },
    'lostOnTheWayOut',
    2,
  ],
  ['our sound is lost, and reports leave us out', TELEPHONE, { speaksOfUs: false }, 'lostOnTheWayOut', 11],
  ['our sound is lost, as reports say', TELEPHONE, { lostThere: 1 }, 'lostOnTheWayOut', 5.5],
  [
    'nothing passes, and ICE says so',
    BROWSERS,
    { ...ALL_LOST, connection: 'failed', sent: 0 },
    'pathDied',
    2.5,
  ],
  ['their sound cannot be decoded', BROWSERS, { madeUp: 1 }, 'undecodable', 3.5],
  [
    'their sound comes with another key',
    BROWSERS,
    { ...NOTHING_COMES, otherBytes: 8000 },
    'undecodable',
    3.5,
  ],
  ['no output takes the sound', BROWSERS, { isTaken: false }, 'playbackStopped', 3.5],
  ['playback stops', BROWSERS, { playback: 'stopped' }, 'playbackStopped', 0.5],
  ['playback is blocked', BROWSERS, { playback: 'blocked' }, 'playbackBlocked', 0.5],
  ['the microphone is unplugged', BROWSERS, { microphone: 'ended', spoken: 0 }, 'microphoneGone', 1.5],
  ['the microphone is shut off', BROWSERS, { microphone: 'shutOff', spoken: 0 }, 'microphoneShutOff', 1.5],
  ['the microphone gives zeros', BROWSERS, { spoken: 0 }, 'microphoneSilent', 6],
  ['no packet leaves', BROWSERS, { sent: 0 }, 'nothingLeaves', 1.5],
  ['a tenth is lost', BROWSERS, { lost: 0.1, madeUp: 0.1 }, 'themChoppy', 10],
  ['a tenth of ours is lost', TELEPHONE, { lostThere: 0.1 }, 'youChoppy', 16],
];

describe('a call that was well', () => {
  it.each(FAULTS)('%s', (_what, before, change, said, withinSeconds) => {
    const call = new ListenedCall(before).pass(10.3);
    expect(call.verdict.name).toBe('bothFlow');
    call.sound.becomes(change);
    expect(call.until(said, 30)).toBeLessThanOrEqual(withinSeconds);
  });

  it.each(FAULTS)(
    'is well again within some seconds once it is put right: %s',
    (_what, before, change, said) => {
      const call = new ListenedCall(before).pass(10.3);
      call.sound.becomes(change);
      call.until(said, 30);
      call.sound.becomes(before);
      expect(call.until('bothFlow', 20)).toBeDefined();
    },
  );

  it('goes on to be called lost for as long as it is', () => {
    for (const change of [NOTHING_COMES, { ...NOTHING_COMES, theySent: 0 }]) {
      const call = new ListenedCall(TELEPHONE).pass(10);
      call.sound.becomes(change);
      call.pass(10);
      const { name } = call.verdict;
      const since = call.said.at(-1)?.atMs ?? 0;
      call.pass(300);
      expect(call.namesSince(since)).toEqual([name]);
    }
  });

  it('is told what they say: muted, nothing heard, and no longer once that is old', () => {
    const call = new ListenedCall({ ...BROWSERS, heard: 0 }).pass(10);
    call.tells({ hear: 'sound', play: 'yes', speak: 'muted' });
    expect(call.until('theyMuted', 1)).toBeDefined();
    call.tells({ hear: 'nothing', play: 'unknown', speak: 'sound' });
    expect(call.until('lostOnTheWayOut', 1)).toBeDefined();
    expect(call.until('themQuiet', 6)).toBeDefined();
  });
});

describe('a path that was never found', () => {
  const OPENING = {
    ...BROWSERS,
    connection: 'connecting',
    ice: 'checking',
    path: 'none',
    sent: 0,
    arrived: 0,
    feedback: 0,
    reports: false,
    isAnswered: false,
  } as const;

  it.each<readonly [VerdictName, Partial<Conditions>, number]>([
    ['noPathWithRelay', {}, 10.5],
    ['noPathWithRelay', { connection: 'failed', ice: 'failed' }, 0.5],
    ['noKeys', { ice: 'connected' }, 5.5],
  ])('%s', (name, change, withinSeconds) => {
    const call = new ListenedCall({ ...OPENING, ...change });
    expect(call.until(name, 20)).toBeLessThanOrEqual(withinSeconds);
  });
});
