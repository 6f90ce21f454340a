// Whether one direction is hard to follow, and why: by the share of audible sound that was made up, or of packets that were lost, over
// 15 s (docs/diagnosis.md, "Choppy").
import type { MediaPath } from '../../media/media-path.ts';
import type { DirectionQuality } from '../quality/call-quality.ts';
import { NOT_RAISED, nextRaised, type RaisedWatch, type RaiseRule } from './raised.ts';

/** Why sound that arrives is hard to follow. `relayTcp`: the relay is reached over TCP, where one lost packet holds up all behind it. */
export type ChoppyCause = 'loss' | 'jitter' | 'relayTcp' | 'relayOverloaded' | 'busy' | 'delay';

/** Raised at 3 %, cleared at 1 %, over 15 seconds; five of them are enough to raise it. */
const RULE: RaiseRule = { raiseAt: 0.03, clearAt: 0.01, overCount: 15, fewest: 5 };
/** A round trip by which people talk over each other: ITU-T G.114 calls 400 ms one way the limit of what can be borne. Milliseconds. */
const LONG_RTT_MS = 800;
/** The same to the relay alone means that the relay, or the way to it, is overloaded. */
const SLOW_RELAY_RTT_MS = 500;
/** More jitter than buffers bear by default, milliseconds (Chromium's NetEq grows beyond 120 ms only slowly). */
const MUCH_JITTER_MS = 60;
/** Packets came, and too late: most of what is missing was not lost. */
const LOSS_SHARE = 0.5;

export interface ChoppyWatch {
  readonly missing: RaisedWatch;
  readonly lost: RaisedWatch;
}

export const NOT_CHOPPY: ChoppyWatch = { missing: NOT_RAISED, lost: NOT_RAISED };

/** The next second of a direction; a second without a figure says nothing. */
export function nextChoppy(before: ChoppyWatch, quality: DirectionQuality | undefined): ChoppyWatch {
  if (quality === undefined) return before;
  const { concealedRatio, lossRatio, expected } = quality;
  // What the listener had to make up counts; where nobody says, what was lost.
  const missing = concealedRatio ?? lossRatio;
  const weight = expected > 0 ? 1 : 0;
  return {
    missing:
      missing === undefined ? before.missing : nextRaised(before.missing, { value: missing, weight }, RULE),
    lost: lossRatio === undefined ? before.lost : nextRaised(before.lost, { value: lossRatio, weight }, RULE),
  };
}

/** What is known of the path, and of this computer, when a direction is choppy. */
export interface ChoppyFacts {
  readonly path: MediaPath;
  readonly rttMs: number | undefined;
  readonly jitterMs: number | undefined;
  readonly isBusy: boolean;
}

function mean({ values }: RaisedWatch): number {
  return values.length === 0 ? 0 : values.reduce((sum, { value }) => sum + value, 0) / values.length;
}

/** Why it is choppy. */
export function choppyCause({ missing, lost }: ChoppyWatch, facts: ChoppyFacts): ChoppyCause {
  const { path, rttMs = 0, jitterMs = 0, isBusy } = facts;
  if (isBusy) return 'busy';
  if (path === 'relayTcp' || path === 'relayTls') return 'relayTcp';
  if (path === 'relayUdp' && rttMs >= SLOW_RELAY_RTT_MS) return 'relayOverloaded';
  const isLost = mean(lost) >= mean(missing) * LOSS_SHARE && mean(lost) > 0;
  if (isLost) return 'loss';
  if (jitterMs >= MUCH_JITTER_MS || mean(missing) > 0) return 'jitter';
  return rttMs >= LONG_RTT_MS ? 'delay' : 'loss';
}
