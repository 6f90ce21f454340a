// What the watches say of a call at the moment, each a small closed set: the evidence beside the flow of each direction.
import type { Playback } from '../media/media-pulse.ts';
import type { SoundReport } from '../sip/telling/sound-report.ts';
import type { DescriptionFinding } from './description-lint.ts';
import type { ChoppyCause } from './watch/choppy.ts';
import type { DecodingSign } from './watch/decoding.ts';
import type { HeardThereSign } from './watch/heard-there.ts';
import type { PathState } from './watch/path-watch.ts';
import type { SentSign } from './watch/sent-watch.ts';

/** What the STUN and TURN servers of this call gave. */
export interface Reach {
  /** A relay was found, over whatever. */
  readonly relay: boolean;
  /** Some server was reached over UDP; undefined where none was configured to be. */
  readonly udp: boolean | undefined;
  /** Relays answered and gave nothing: the account is refused, or they are full (RFC 8656 19). */
  readonly isRelayRefused?: boolean;
}

export interface SoundSigns {
  readonly pathState: PathState;
  /** The path changed again and again. */
  readonly flaps: boolean;
  /** Whether checks on the path are answered (RFC 7675); undefined where nobody counts them. */
  readonly isAnswered: boolean | undefined;
  /** Nothing has come for half a second: too short to be said, and reason enough to doubt. */
  readonly isArrivalDoubted: boolean;
  readonly playback: Playback;
  readonly decoding: DecodingSign;
  /** What they sent, by their reports. */
  readonly sent: SentSign;
  /** What reaches them, by what comes back. */
  readonly heardThere: HeardThereSign;
  /** What they tell themselves, where that is fresh: their claim. */
  readonly told: SoundReport | undefined;
  readonly choppy: Readonly<Partial<Record<'youToThem' | 'themToYou', ChoppyCause>>>;
  /** This computer does not keep up. */
  readonly isBusy: boolean;
  /** It slept, until a moment ago. */
  readonly hasJustWoken: boolean;
  /** The browser measures how loud the microphone is. */
  readonly hearsMicrophone: boolean;
  /** The browser counts what crosses the path. */
  readonly countsPath: boolean;
  readonly reach: Reach | undefined;
  /** Why their description leads nowhere, where no path was found. */
  readonly described?: DescriptionFinding | undefined;
}

export const NO_SIGNS: SoundSigns = {
  pathState: 'opening',
  flaps: false,
  isAnswered: undefined,
  isArrivalDoubted: false,
  playback: 'plays',
  decoding: 'fine',
  sent: 'unknown',
  heardThere: 'unknown',
  told: undefined,
  choppy: {},
  isBusy: false,
  hasJustWoken: false,
  hearsMicrophone: true,
  countsPath: true,
  reach: undefined,
};
