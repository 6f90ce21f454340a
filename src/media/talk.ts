// Whether somebody talks into the microphone, from its loudness ten times a second: louder than the room has been, and for longer than a
// click or a cough. Knows nothing of words, and keeps nothing but two numbers.

/** What is remembered from one window to the next. */
export interface TalkWatch {
  readonly isTalking: boolean;
  /** How loud the room is: RMS, 0 to 1 of full scale; undefined before the first window. */
  readonly floor: number | undefined;
  /** Grows while it is loud and shrinks while it is quiet: 0 to `MOST_EVIDENCE`. */
  readonly evidence: number;
}

/** Before the first window. */
export const NO_TALK: TalkWatch = { isTalking: false, floor: undefined, evidence: 0 };

/** One window, in milliseconds: as often as `watchForTalk` wants to be asked. */
export const TALK_WINDOW_MS = 100;
/** Below this nobody would be heard at the far end either: RMS, about -46 dBFS. */
const LEAST_RMS = 0.005;
/** Speech stands out of the room by this factor: 9.5 dB. */
const ABOVE_FLOOR = 3;
/** The floor sinks to a quieter window at once and rises by this factor a window, so that a fan that starts is room after some 5 s. */
const FLOOR_RISE = 1.03;
/** Loud windows less half the quiet ones: speech has gaps. So many mean talk, some half a second of it. */
const TALK_FROM = 5;
/** So many quiet windows, two seconds, end it. */
const MOST_EVIDENCE = 10;
const LOUD_WEIGHT = 1;
const QUIET_WEIGHT = 0.5;

/** The next window: its RMS, 0 to 1 of full scale. */
export function watchForTalk(before: TalkWatch, rms: number): TalkWatch {
  const floor = before.floor === undefined ? rms : Math.min(rms, before.floor * FLOOR_RISE + 1e-6);
  const isLoud = rms >= LEAST_RMS && rms >= floor * ABOVE_FLOOR;
  const evidence = Math.min(
    MOST_EVIDENCE,
    Math.max(0, before.evidence + (isLoud ? LOUD_WEIGHT : -QUIET_WEIGHT)),
  );
  const isTalking = before.isTalking ? evidence > 0 : evidence >= TALK_FROM;
  return { isTalking, floor, evidence };
}
