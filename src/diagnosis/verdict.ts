// What the phone says of the sound of a call: one named verdict, which tells the direction, the place on the path and the cause, and keeps
// the evidence that it rests on. The words are elsewhere (i18n/path-words.ts); how it is reached, in judge-call.ts.
import type { MediaPath } from '../media/media-path.ts';
import type { EstablishedCall, PendingCall } from '../sip/call-state.ts';
import type { CallVitals, DirectionFlow } from './flow.ts';
import type { Mending } from './mending.ts';
import type { ChoppyCause } from './watch/choppy.ts';

export type { Mending, RepairStep } from './mending.ts';
export type { ChoppyCause } from './watch/choppy.ts';

/** Places that the sound passes, from this device on; `server` carries the signals, not the sound. */
export type Place = 'you' | 'network' | 'between' | 'them' | 'server';

/** How much it matters: nothing to do, it may pass by itself, somebody wanted it so, or no sound where some should be. */
export type Gravity = 'calm' | 'working' | 'held' | 'bad';

/** What a person can do about it at the press of one button. */
export type VerdictAct = 'reconnectSound' | 'chooseMicrophone' | 'enableSound' | 'useSystemSpeaker';

interface Row {
  /** Which way the sound is concerned. */
  readonly direction: 'youToThem' | 'themToYou' | 'both' | 'neither';
  readonly cause: string;
  readonly gravity: Gravity;
  /** Where the cause lies; left out where the direction concerned says where it breaks. */
  readonly place?: Place;
  /** What a person can do; left out where nothing helps, or all that helps is done by itself. */
  readonly act?: VerdictAct;
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

  heldByYou: { direction: 'both', place: 'you', cause: 'hold', gravity: 'held' },
  heldByThem: { direction: 'both', place: 'them', cause: 'hold', gravity: 'held' },
  heldByBoth: { direction: 'both', cause: 'hold', gravity: 'held' },

  // No path was ever found.
  noPath: { direction: 'both', cause: 'noRelay', gravity: 'bad', act: 'reconnectSound' },
  noPathRelayUnreached: { direction: 'both', cause: 'relayUnreached', gravity: 'bad', act: 'reconnectSound' },
  noPathRelayRefused: { direction: 'both', cause: 'relayRefused', gravity: 'bad', act: 'reconnectSound' },
  noPathUdpBlocked: { direction: 'both', cause: 'udpBlocked', gravity: 'bad', act: 'reconnectSound' },
  noPathPrivateAddresses: {
    direction: 'both',
    place: 'them',
    cause: 'privateAddresses',
    gravity: 'bad',
    act: 'reconnectSound',
  },
  noPathWithRelay: { direction: 'both', cause: 'noPair', gravity: 'bad', act: 'reconnectSound' },
  noKeys: { direction: 'both', place: 'between', cause: 'dtls', gravity: 'bad', act: 'reconnectSound' },
  // There was one.
  pathDied: { direction: 'both', cause: 'pathDied', gravity: 'bad', act: 'reconnectSound' },
  pathFlaps: { direction: 'both', place: 'network', cause: 'pathFlaps', gravity: 'working' },
  tabSlept: { direction: 'both', place: 'you', cause: 'tabSlept', gravity: 'working' },

  microphoneGone: {
    direction: 'youToThem',
    place: 'you',
    cause: 'microphoneGone',
    gravity: 'bad',
    act: 'chooseMicrophone',
  },
  microphoneShutOff: {
    direction: 'youToThem',
    place: 'you',
    cause: 'microphoneShutOff',
    gravity: 'bad',
    act: 'chooseMicrophone',
  },
  microphoneSilent: {
    direction: 'youToThem',
    place: 'you',
    cause: 'microphoneSilent',
    gravity: 'bad',
    act: 'chooseMicrophone',
  },
  nothingLeaves: { direction: 'youToThem', cause: 'noPackets', gravity: 'bad', act: 'reconnectSound' },
  lostOnTheWayOut: {
    direction: 'youToThem',
    place: 'between',
    cause: 'lost',
    gravity: 'bad',
    act: 'reconnectSound',
  },
  theyCantDecode: {
    direction: 'youToThem',
    place: 'them',
    cause: 'undecodable',
    gravity: 'bad',
    act: 'reconnectSound',
  },
  theyDontPlay: { direction: 'youToThem', place: 'them', cause: 'notPlayed', gravity: 'bad' },
  muted: { direction: 'youToThem', place: 'you', cause: 'muted', gravity: 'held' },
  unconfirmed: { direction: 'youToThem', cause: 'unconfirmed', gravity: 'working' },

  nothingArrives: { direction: 'themToYou', cause: 'noPackets', gravity: 'bad', act: 'reconnectSound' },
  lostOnTheWayIn: {
    direction: 'themToYou',
    place: 'between',
    cause: 'lost',
    gravity: 'bad',
    act: 'reconnectSound',
  },
  theySendNothing: { direction: 'themToYou', place: 'them', cause: 'nothingSent', gravity: 'held' },
  undecodable: {
    direction: 'themToYou',
    place: 'you',
    cause: 'undecodable',
    gravity: 'bad',
    act: 'reconnectSound',
  },
  playbackBlocked: {
    direction: 'themToYou',
    place: 'you',
    cause: 'autoplay',
    gravity: 'bad',
    act: 'enableSound',
  },
  playbackStopped: {
    direction: 'themToYou',
    place: 'you',
    cause: 'notPlayed',
    gravity: 'bad',
    act: 'enableSound',
  },
  speakerGone: {
    direction: 'themToYou',
    place: 'you',
    cause: 'speakerGone',
    gravity: 'bad',
    act: 'useSystemSpeaker',
  },
  theyMuted: { direction: 'themToYou', place: 'them', cause: 'muted', gravity: 'held' },
  theirMicrophoneSilent: {
    direction: 'themToYou',
    place: 'them',
    cause: 'microphoneSilent',
    gravity: 'held',
  },

  theyOnlyListen: { direction: 'themToYou', place: 'them', cause: 'listensOnly', gravity: 'calm' },
  waiting: { direction: 'both', cause: 'opening', gravity: 'working' },
  bothQuiet: { direction: 'both', cause: 'silence', gravity: 'calm' },
  youQuiet: { direction: 'youToThem', place: 'you', cause: 'silence', gravity: 'calm' },
  themQuiet: { direction: 'themToYou', place: 'them', cause: 'silence', gravity: 'calm' },
  sentNotConfirmedYet: { direction: 'youToThem', place: 'them', cause: 'unreported', gravity: 'calm' },
  computerBusy: { direction: 'both', place: 'you', cause: 'busy', gravity: 'working' },
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
  /** One of them over TCP or TLS. */
  readonly relayTcpConfigured?: boolean;
  /** The speaker that the call is played on is not there any more. */
  readonly speakerGone?: boolean;
}

/** All that a verdict rests on. */
export interface Evidence {
  readonly call: EstablishedCall | PendingCall;
  readonly vitals: CallVitals;
  readonly around: Surroundings;
}

/** What the phone could not see, and somebody may have to look at: said beside the verdict. */
export type Unseen =
  /** The volume of the system and of the loudspeaker: no page can see it. */
  | 'systemVolume'
  /** The far side tells nothing of what arrives there (no RTCP). */
  | 'receiverReports'
  /** The far side does not say how much it sent. */
  | 'senderReports'
  /** This browser measures no loudness of the microphone. */
  | 'microphoneLevel'
  /** This browser does not count what crosses the path. */
  | 'pathCounters';

export type Verdict = Finding & {
  /** Where the cause lies; undefined where it lies nowhere in particular. */
  readonly place: Place | undefined;
  readonly youToThem: DirectionFinding;
  readonly themToYou: DirectionFinding;
  /** `none`: a direction stopped and no path was ever found. */
  readonly path: MediaPath | 'none';
  readonly act: VerdictAct | undefined;
  /** Whether the evidence leaves room for another cause. */
  readonly confidence: 'sure' | 'likely';
  /** Why it is choppy; only with the verdicts that say so. */
  readonly choppy?: ChoppyCause | undefined;
  readonly unseen: readonly Unseen[];
  /** Undefined while nothing is done about it. */
  readonly mending: Mending | undefined;
  readonly evidence: Evidence;
};

/** What belongs to a name: its finding, the place where the cause always lies, and what a person can do. */
export function findingOf(
  name: VerdictName,
): Finding & { readonly place: Place | undefined; readonly act: VerdictAct | undefined } {
  const { direction, cause, gravity, place, act }: Row = FINDINGS[name];
  // The table is the type: what stands in one line belongs together.
  return { name, direction, cause, gravity, place, act } as ReturnType<typeof findingOf>;
}

/** Whether a text from outside is the name of a verdict. */
export function isVerdictName(text: unknown): text is VerdictName {
  return typeof text === 'string' && Object.hasOwn(FINDINGS, text);
}
