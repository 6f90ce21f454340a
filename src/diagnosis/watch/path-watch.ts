// What becomes of the path: found, keyed, steady, or gone (RFC 8445, RFC 7675, RFC 5763).
//
//   opening --no pair for 10 s--> noPair            opening, noPair --connected--> stands
//   opening --ICE stands, no keys for 5 s--> noKeys noKeys --connected--> stands
//   stands --failed, or disconnected for 2 s--> died        died --connected--> stands
//
// Beside it: how often the path changed in the last 30 s.
import type { MediaPulse } from '../../media/media-pulse.ts';
import type { StatsSample } from '../../media/stats-sample.ts';

export type PathState = 'opening' | 'noPair' | 'noKeys' | 'stands' | 'died';

export interface PathWatch {
  readonly state: PathState;
  /** Since when the browser says what it says now, milliseconds since the epoch. */
  readonly said: { readonly connection: MediaPulse['connection']; readonly sinceMs: number } | undefined;
  /** Since when there is a pair and there are no keys. */
  readonly keylessSinceMs: number | undefined;
  readonly pairId: string | undefined;
  /** When another pair took over. */
  readonly switchedAtMs: readonly number[];
  /**
   * Answers to our checks so far, since when they stand still, whether one was seen to come then, and the longest time from one to the next;
   * milliseconds.
   */
  readonly answers:
    | {
        readonly count: number;
        readonly sinceMs: number;
        readonly isTimed: boolean;
        readonly longestMs: number;
      }
    | undefined;
}

export const NO_PATH_YET: PathWatch = {
  state: 'opening',
  said: undefined,
  keylessSinceMs: undefined,
  pairId: undefined,
  switchedAtMs: [],
  answers: undefined,
};

/** Longest time to a first pair, milliseconds: checks at both ends are over by then. */
const NO_PAIR_AFTER_MS = 10_000;
const NO_KEYS_AFTER_MS = 5000;
/** `disconnected` often mends itself at once (W3C webrtc 4.3.3). */
const DIED_AFTER_MS = 2000;
const FLAPS = 3;
const FLAPS_WITHIN_MS = 30_000;
/**
 * A path whose checks are answered no more for so long carries nothing, or one and a half times as long as ever before: Chromium checks every
 * 2.5 s, others every 4 to 6 s (RFC 7675 5.1).
 */
const UNANSWERED_AFTER_MS = 3500;
const LONGER_THAN_EVER = 1.5;

function stateAfter(
  before: PathState,
  { connection, ice }: MediaPulse,
  saidForMs: number,
  keylessForMs: number,
): PathState {
  if (connection === 'connected') return 'stands';
  const isFailed = connection === 'failed';
  if (before === 'stands' || before === 'died') {
    const isGone = isFailed || (connection === 'disconnected' && saidForMs >= DIED_AFTER_MS);
    return isGone ? 'died' : before;
  }
  const hasPair = ice === 'connected' || ice === 'completed';
  if (hasPair) return isFailed || keylessForMs >= NO_KEYS_AFTER_MS ? 'noKeys' : before;
  return isFailed || saidForMs >= NO_PAIR_AFTER_MS ? 'noPair' : before;
}

/** The next look. `isDue`: the call is answered, so that a path should be there. */
export function nextPath(before: PathWatch, pulse: MediaPulse, isDue: boolean): PathWatch {
  const { atMs, connection, ice } = pulse;
  const said = before.said?.connection === connection && isDue ? before.said : { connection, sinceMs: atMs };
  const isKeyless = (ice === 'connected' || ice === 'completed') && connection !== 'connected';
  const keylessSinceMs = isKeyless ? (before.keylessSinceMs ?? atMs) : undefined;
  const keylessForMs = keylessSinceMs === undefined ? 0 : atMs - keylessSinceMs;
  const state = stateAfter(before.state, pulse, atMs - said.sinceMs, keylessForMs);
  return { ...before, said, keylessSinceMs, state };
}

/** One more answer. What came before the first that was seen to come says nothing of how often they come. */
function answered(
  { answers }: PathWatch,
  count: number | undefined,
  atMs: number,
  isSwitch: boolean,
): PathWatch['answers'] {
  if (count === undefined) return undefined;
  const isTimed = answers !== undefined && !isSwitch;
  const gapMs = isTimed && answers.isTimed ? atMs - answers.sinceMs : 0;
  return { count, sinceMs: atMs, isTimed, longestMs: Math.max(answers?.longestMs ?? 0, gapMs) };
}

/** The next sample: which pair carries the sound, and whether its checks are answered. */
export function withPair(before: PathWatch, { atMs, pair }: StatsSample): PathWatch {
  if (pair === undefined) return before;
  const { id, responsesReceived: count } = pair;
  const isSwitch = id !== undefined && before.pairId !== undefined && id !== before.pairId;
  const recent = before.switchedAtMs.filter((time) => time > atMs - FLAPS_WITHIN_MS && time <= atMs);
  const isStill = count !== undefined && count === before.answers?.count && !isSwitch;
  const answers = isStill ? before.answers : answered(before, count, atMs, isSwitch);
  return {
    ...before,
    pairId: id ?? before.pairId,
    switchedAtMs: isSwitch ? [...recent, atMs] : recent,
    answers,
  };
}

/** Another connection, or new credentials on purpose: what switches then is no unsteady network. */
export function expectSwitch(before: PathWatch): PathWatch {
  return { ...before, pairId: undefined, answers: undefined };
}

export function flaps({ switchedAtMs }: PathWatch): boolean {
  return switchedAtMs.length >= FLAPS;
}

/** Whether checks on the path are answered; undefined where nobody counts them, and until two answers were seen to come. */
export function isAnswered({ answers }: PathWatch, atMs: number): boolean | undefined {
  if (answers === undefined || answers.longestMs === 0) return undefined;
  const { sinceMs, longestMs } = answers;
  return atMs - sinceMs < Math.max(UNANSWERED_AFTER_MS, longestMs * LONGER_THAN_EVER);
}
