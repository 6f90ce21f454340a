// What the phone says of the sound of a call: one named verdict, which tells the direction, the place on the path and the cause, and keeps
// the evidence that it rests on. The words are elsewhere (i18n/path-words.ts); how it is reached, in judge-call.ts.
import type { MediaPath } from '../media/media-path.ts';
import type { EstablishedCall, PendingCall } from '../sip/call-state.ts';
import type { CallVitals, DirectionFlow } from './flow.ts';

/** Places that the sound passes, from this device on; `server` carries the signals, not the sound. */
export type Place = 'you' | 'network' | 'between' | 'them' | 'server';

/** How much it matters: nothing to do, it may pass by itself, somebody wanted it so, or no sound where some should be. */
export type Gravity = 'calm' | 'working' | 'held' | 'bad';

interface Row {
  /** Which way the sound is concerned. */
  readonly direction: 'youToThem' | 'themToYou' | 'both' | 'neither';
  readonly cause: string;
  readonly gravity: Gravity;
  /** Where the cause lies; left out where the direction concerned says where it breaks. */
  readonly place?: Place;
  /** Another path may bring the sound back. */
  readonly mends?: boolean;
}

/** Every verdict there is. */
const FINDINGS = {
  offline: { direction: 'both', cause: 'offline', gravity: 'bad' },
  microphoneAwaited: { direction: 'youToThem', place: 'you', cause: 'microphone', gravity: 'working' },
  notYet: { direction: 'both', place: 'them', cause: 'unanswered', gravity: 'working' },
  earlyMedia: { direction: 'youToThem', place: 'them', cause: 'unanswered', gravity: 'working' },

  serverLost: { direction: 'neither', place: 'server', cause: 'serverLost', gravity: 'working' },
  serverSought: { direction: 'neither', place: 'server', cause: 'serverLost', gravity: 'working' },
  serverAndSoundLost: { direction: 'both', place: 'network', cause: 'serverLost', gravity: 'working' },
  soundSought: { direction: 'themToYou', cause: 'pathSought', gravity: 'working' },
  repairing: { direction: 'both', place: 'between', cause: 'pathSought', gravity: 'working' },

  heldByYou: { direction: 'both', place: 'you', cause: 'hold', gravity: 'held' },
  heldByThem: { direction: 'both', place: 'them', cause: 'hold', gravity: 'held' },
  heldByBoth: { direction: 'both', cause: 'hold', gravity: 'held' },

  noPath: { direction: 'both', cause: 'noRelay', gravity: 'bad' },
  noPathWithRelay: { direction: 'both', cause: 'noPair', gravity: 'bad' },
  nothingEitherWay: { direction: 'both', cause: 'noPackets', gravity: 'bad', mends: true },
  nothingLeaves: { direction: 'youToThem', cause: 'noPackets', gravity: 'bad', mends: true },
  nothingArrives: { direction: 'themToYou', cause: 'noPackets', gravity: 'bad', mends: true },

  muted: { direction: 'youToThem', place: 'you', cause: 'muted', gravity: 'held' },
  unconfirmed: { direction: 'youToThem', cause: 'unconfirmed', gravity: 'working' },
  theyOnlyListen: { direction: 'themToYou', place: 'them', cause: 'listensOnly', gravity: 'calm' },
  waiting: { direction: 'both', cause: 'opening', gravity: 'working' },
  bothQuiet: { direction: 'both', cause: 'silence', gravity: 'calm' },
  youQuiet: { direction: 'youToThem', place: 'you', cause: 'silence', gravity: 'calm' },
  themQuiet: { direction: 'themToYou', place: 'them', cause: 'silence', gravity: 'calm' },
  sentNotConfirmedYet: { direction: 'youToThem', place: 'them', cause: 'unreported', gravity: 'calm' },
  bothChoppy: { direction: 'both', place: 'between', cause: 'quality', gravity: 'working' },
  youChoppy: { direction: 'youToThem', place: 'between', cause: 'quality', gravity: 'working' },
  themChoppy: { direction: 'themToYou', place: 'between', cause: 'quality', gravity: 'working' },
  bothFlow: { direction: 'neither', cause: 'none', gravity: 'calm' },
} as const satisfies Readonly<Record<string, Row>>;

export type VerdictName = keyof typeof FINDINGS;

type FindingOf<Name extends VerdictName> = Readonly<
  { name: Name } & Pick<(typeof FINDINGS)[Name], 'direction' | 'cause' | 'gravity'>
>;

/** A name with the direction, the cause and the weight that belong to it, and no others. */
export type Finding = { readonly [Name in VerdictName]: FindingOf<Name> }[VerdictName];

/** One direction of the call: what it does, and where it breaks off. */
export interface DirectionFinding {
  readonly flow: DirectionFlow;
  readonly breaksAt: Place | undefined;
}

/** What is known besides the call and its figures. */
export interface Surroundings {
  /** What the browser says; sound that flows is the better witness. */
  readonly online: boolean;
  /** Whether the server knows us at the moment. */
  readonly registered: boolean;
  /** Whether a TURN server is configured. */
  readonly relayConfigured: boolean;
}

/** All that a verdict rests on. */
export interface Evidence {
  readonly call: EstablishedCall | PendingCall;
  readonly vitals: CallVitals;
  readonly around: Surroundings;
}

export type Verdict = Finding & {
  /** Where the cause lies; undefined where it lies nowhere in particular. */
  readonly place: Place | undefined;
  readonly youToThem: DirectionFinding;
  readonly themToYou: DirectionFinding;
  /** `none`: a direction stopped and no path was ever found. */
  readonly path: MediaPath | 'none';
  /** Another path may bring the sound back. */
  readonly mends: boolean;
  /** That was tried, and brought nothing. */
  readonly triedInVain: boolean;
  readonly evidence: Evidence;
};

/** What belongs to a name: its finding, the place where the cause always lies, and whether another path may help. */
export function findingOf(
  name: VerdictName,
): Finding & { readonly place: Place | undefined; readonly mends: boolean } {
  const { direction, cause, gravity, place, mends = false }: Row = FINDINGS[name];
  // The table is the type: what stands in one line belongs together.
  return { name, direction, cause, gravity, place, mends } as ReturnType<typeof findingOf>;
}
