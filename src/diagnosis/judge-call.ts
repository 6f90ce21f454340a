// From all that is known of a live call to one verdict on its sound. Pure and without memory: hysteresis is in what it is given.
// Refuses guessing: a direction breaks where this device can see that it breaks. The rules stand in the order of their weight; the first
// that speaks is the verdict.
import type { EstablishedCall } from '../sip/call-state.ts';
import { arrives, soundFlows, type CallVitals, type DirectionFlow, type FlowState } from './flow.ts';
import { isHardToFollow, mosOf } from './quality/call-quality.ts';
import { presentRating, type Direction } from './quality/quality-series.ts';
import { NO_SIGNS, type SoundSigns } from './signs.ts';
import { unseenIn } from './unseen.ts';
import {
  findingOf,
  type ChoppyCause,
  type DirectionFinding,
  type Evidence,
  type Place,
  type Surroundings,
  type Verdict,
  type VerdictName,
} from './verdict.ts';

/** What a rule sees of an answered call. */
interface Seen {
  readonly call: EstablishedCall;
  readonly vitals: CallVitals;
  readonly signs: SoundSigns;
  readonly around: Surroundings;
  readonly out: FlowState;
  readonly back: FlowState;
}

type Rule = (seen: Seen) => VerdictName | undefined;

const HOLDS = { local: 'heldByYou', remote: 'heldByThem', both: 'heldByBoth' } as const;

const whileServerIsLost: Rule = ({ call, out, back, around }) => {
  if (call.lost === undefined || around.registered) return undefined;
  if (out === 'stopped' && back === 'stopped') return 'serverAndSoundLost';
  const leaves = out !== 'stopped' && out !== 'waiting' && out !== 'held';
  return leaves && arrives(back) ? 'serverLost' : 'serverSought';
};

const onHold: Rule = ({ call: { hold } }) => (hold === 'none' ? undefined : HOLDS[hold]);

const MICROPHONES = {
  ended: 'microphoneGone',
  shutOff: 'microphoneShutOff',
  silent: 'microphoneSilent',
} as const;

/** Packets leave this device, wherever they end. */
const isSending = ({ youToThem }: CallVitals): boolean => youToThem.packetsPerSecond > 0;

/** No path was ever found, and why. */
function noPathName({ signs: { reach, described }, around }: Seen): VerdictName {
  if (described?.kind === 'onlyPrivateAddresses' || described?.kind === 'noUsableCandidate')
    return 'noPathPrivateAddresses';
  if (reach?.udp === false && !reach.relay && around.relayTcpConfigured !== true) return 'noPathUdpBlocked';
  if (!around.relayConfigured) return 'noPath';
  if (reach?.isRelayRefused === true) return 'noPathRelayRefused';
  return reach?.relay === false ? 'noPathRelayUnreached' : 'noPathWithRelay';
}

const withoutPath: Rule = (seen) => {
  const { out, back, vitals, signs } = seen;
  // Sound that passes is the better witness; and what they still tell of it.
  if (arrives(back) || back === 'unheard' || signs.told?.hear === 'sound') return undefined;
  if (signs.pathState === 'noKeys') return 'noKeys';
  const isStopped = out === 'stopped' && back === 'stopped';
  if (vitals.path === 'unknown') {
    const isNone = signs.pathState === 'noPair' || (isStopped && signs.pathState !== 'stands');
    return isNone ? noPathName(seen) : undefined;
  }
  const isDead = signs.pathState === 'died' || (back === 'stopped' && signs.isAnswered === false);
  if (isDead || (isStopped && signs.isAnswered === undefined && isSending(vitals)))
    return signs.hasJustWoken ? 'tabSlept' : 'pathDied';
  return undefined;
};

const notPlayed: Rule = ({ back, signs, around, vitals }) => {
  if (signs.playback === 'blocked') return 'playbackBlocked';
  if (signs.decoding === 'undecodable' && back === 'unheard') return 'undecodable';
  if (!arrives(back) && back !== 'unheard') return undefined;
  if (around.speakerGone === true) return 'speakerGone';
  const isHeardOf = vitals.themToYou.packetsPerSecond > 0 && back === 'unheard';
  return isHeardOf ? 'playbackStopped' : undefined;
};

/** Who sends nothing because the device gives nothing may get no answer either: from an echo, or from a server that saves it. */
const withoutMicrophone: Rule = ({ vitals, call: { muted: isMuted } }) => {
  if (isMuted || vitals.microphone === 'none') return undefined;
  return vitals.microphone === 'ended' || !isSending(vitals) ? MICROPHONES[vitals.microphone] : undefined;
};

const nothingComes: Rule = ({ back, signs }) => {
  if (back !== 'stopped') return undefined;
  if (signs.hasJustWoken) return 'tabSlept';
  if (signs.sent === 'notSent') return 'theySendNothing';
  const saysThatItSends = signs.told?.speak === 'sound';
  return signs.sent === 'lost' || saysThatItSends ? 'lostOnTheWayIn' : 'nothingArrives';
};

const nothingGoes: Rule = ({ out, signs, vitals, call }) => {
  const isLost = signs.heardThere === 'lost' || signs.told?.hear === 'nothing';
  if (out === 'stopped' && !isLost) return 'nothingLeaves';
  if (vitals.microphone !== 'none' && !call.muted) return MICROPHONES[vitals.microphone];
  if (out === 'stopped') return 'lostOnTheWayOut';
  if (out !== 'unheard') return undefined;
  return signs.told?.hear === 'undecodable' ? 'theyCantDecode' : 'theyDontPlay';
};

const muted: Rule = ({ call }) => (call.muted ? 'muted' : undefined);

const notSure: Rule = ({ out, back, signs }) => {
  if (out === 'unconfirmed') return 'unconfirmed';
  if (back === 'unsent') return 'theyOnlyListen';
  if (out === 'waiting' || back === 'waiting') return 'waiting';
  if (back !== 'quiet') return undefined;
  if (signs.told?.speak === 'muted') return 'theyMuted';
  return signs.told?.speak === 'microphoneDead' ? 'theirMicrophoneSilent' : undefined;
};

/** Sound that flows and can hardly be understood is not fine (MOS below 3.6 or so; ITU-T G.107 Annex B). */
function isChoppy({ recent = [] }: CallVitals, signs: SoundSigns, direction: Direction): boolean {
  if (signs.choppy[direction] !== undefined) return true;
  const rating = presentRating(recent, direction);
  return rating !== undefined && isHardToFollow(mosOf(rating));
}

const unsteady: Rule = ({ out, back, vitals, signs }) => {
  const flows = (flow: FlowState): boolean => flow === 'flowing' || flow === 'sent';
  const [youAre, theyAre] = [
    flows(out) && isChoppy(vitals, signs, 'youToThem'),
    flows(back) && isChoppy(vitals, signs, 'themToYou'),
  ];
  if (signs.flaps) return 'pathFlaps';
  if (signs.isBusy && theyAre) return 'computerBusy';
  if (youAre && theyAre) return 'bothChoppy';
  if (youAre) return 'youChoppy';
  return theyAre ? 'themChoppy' : undefined;
};

const asItShould: Rule = ({ out, back }) => {
  if (out === 'quiet' && back === 'quiet') return 'bothQuiet';
  if (out === 'quiet') return 'youQuiet';
  if (back === 'quiet') return 'themQuiet';
  return out === 'sent' ? 'sentNotConfirmedYet' : 'bothFlow';
};

const RULES: readonly Rule[] = [
  whileServerIsLost,
  onHold,
  withoutPath,
  notPlayed,
  withoutMicrophone,
  nothingComes,
  nothingGoes,
  muted,
  notSure,
  unsteady,
  asItShould,
];

/** Packets that surely arrive somewhere, heard or not, prove a network. */
function packetsPass(vitals: CallVitals): boolean {
  const isUnheard = vitals.youToThem.flow === 'unheard' || vitals.themToYou.flow === 'unheard';
  return isUnheard || soundFlows(vitals);
}

function nameOf({ call, vitals, around }: Evidence): VerdictName {
  if (!around.online && !packetsPass(vitals)) return 'offline';
  if (call.phase !== 'established') {
    if (call.awaitsMicrophone === true) return 'microphoneAwaited';
    return call.earlyMedia ? 'earlyMedia' : 'notYet';
  }
  const { signs = NO_SIGNS, youToThem, themToYou } = vitals;
  const seen: Seen = { call, vitals, signs, around, out: youToThem.flow, back: themToYou.flow };
  for (const rule of RULES) {
    const name = rule(seen);
    if (name !== undefined) return name;
  }
  return 'bothFlow';
}

/** The figures are of the last second: what was pressed or told since shows at once. */
function agreedFlows(
  { hold, muted: isMuted }: EstablishedCall,
  [out, back]: readonly [FlowState, FlowState],
): readonly [DirectionFlow, DirectionFlow] {
  if (hold === 'remote') return ['held', back === 'quiet' ? 'quiet' : 'held'];
  if (hold !== 'none') return ['held', 'held'];
  return [isMuted && (out === 'flowing' || out === 'sent') ? 'quiet' : out, back];
}

/** What each direction does. Before the answer nothing of yours is heard, whatever leaves this device. */
function flowsOf({ call, vitals }: Evidence): readonly [DirectionFlow, DirectionFlow] {
  if (call.phase === 'established') return agreedFlows(call, [vitals.youToThem.flow, vitals.themToYou.flow]);
  return ['notYet', call.earlyMedia ? vitals.themToYou.flow : 'notYet'];
}

/** Where your sound breaks off, by its flow and the verdict. */
function breakOut(flow: DirectionFlow, name: VerdictName, { vitals }: Evidence): Place | undefined {
  const isYours = name === 'microphoneGone' || name === 'microphoneShutOff' || name === 'microphoneSilent';
  if (isYours) return 'you';
  if (flow === 'unconfirmed' || flow === 'unheard') return 'them';
  if (flow !== 'stopped') return undefined;
  if (name === 'offline') return 'network';
  const { heardThere, told } = vitals.signs ?? NO_SIGNS;
  const leaves = heardThere === 'lost' || told?.hear === 'nothing';
  return vitals.path === 'unknown' || leaves ? 'between' : 'you';
}

/** Where theirs does. */
function breakBack(flow: DirectionFlow, name: VerdictName): Place | undefined {
  if (flow === 'unheard' || name === 'speakerGone') return 'you';
  if (flow !== 'stopped') return undefined;
  if (name === 'offline') return 'network';
  return name === 'theySendNothing' ? 'them' : 'between';
}

function findingsOf(evidence: Evidence, name: VerdictName): Pick<Verdict, 'youToThem' | 'themToYou'> {
  const [out, back] = flowsOf(evidence);
  // What is not sent on purpose is no break.
  const rests: DirectionFlow = name === 'theySendNothing' && back === 'stopped' ? 'unsent' : back;
  const finding = (flow: DirectionFlow, breaksAt: Place | undefined): DirectionFinding => ({
    flow,
    breaksAt,
  });
  return {
    youToThem: finding(out, breakOut(out, name, evidence)),
    themToYou: finding(rests, breakBack(rests, name)),
  };
}

/** Once a direction stopped and no path is known, none was found. */
function pathOf({ path, youToThem, themToYou }: CallVitals): Verdict['path'] {
  const isStopped = youToThem.flow === 'stopped' || themToYou.flow === 'stopped';
  return path === 'unknown' && isStopped ? 'none' : path;
}

/** Why it is choppy; by the loss alone where only the rating says that it is. */
function choppyOf(name: VerdictName, { vitals }: Evidence): ChoppyCause | undefined {
  const { choppy, isBusy } = vitals.signs ?? NO_SIGNS;
  if (name === 'computerBusy') return 'busy';
  if (name !== 'bothChoppy' && name !== 'youChoppy' && name !== 'themChoppy') return undefined;
  if (isBusy) return 'busy';
  const known = name === 'youChoppy' ? choppy.youToThem : (choppy.themToYou ?? choppy.youToThem);
  if (known !== undefined) return known;
  const { quality } = name === 'youChoppy' ? vitals.youToThem : vitals.themToYou;
  return (quality?.lossRatio ?? 0) > 0 ? 'loss' : 'delay';
}

/** What rests on one witness leaves room for another cause; what names no cause beyond what is measured does not. */
function confidenceOf(name: VerdictName, { vitals }: Evidence): Verdict['confidence'] {
  const { heardThere, sent, told } = vitals.signs ?? NO_SIGNS;
  if (name === 'noPathPrivateAddresses') return 'likely';
  if (name === 'lostOnTheWayOut') return heardThere === 'lost' && told?.hear !== 'sound' ? 'sure' : 'likely';
  if (name === 'lostOnTheWayIn') return sent === 'lost' ? 'sure' : 'likely';
  const isTheirWord = name === 'theirMicrophoneSilent' || name === 'theyDontPlay';
  return isTheirWord || name === 'theyCantDecode' ? 'likely' : 'sure';
}

/** What is to be said of the sound of a live call. */
export function judgeCall(evidence: Evidence): Verdict {
  const { vitals } = evidence;
  const finding = findingOf(nameOf(evidence));
  const { name } = finding;
  const ways = findingsOf(evidence, name);
  const { breaksAt } = finding.direction === 'youToThem' ? ways.youToThem : ways.themToYou;
  return {
    ...finding,
    ...ways,
    place: finding.place ?? breaksAt,
    path: pathOf(vitals),
    confidence: confidenceOf(name, evidence),
    choppy: choppyOf(name, evidence),
    unseen: unseenIn(name, vitals),
    mending: vitals.mending,
    evidence,
  };
}
