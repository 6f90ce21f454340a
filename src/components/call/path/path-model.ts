// What the path of a call shows, as a pure function of its state: the mood of each lane, where it breaks, the sentence.
// Refuses guessing: a lane breaks where this device can see that it breaks.
import type { FlowKey } from '../../../i18n/flow-words.ts';
import type { PathSentenceKey } from '../../../i18n/path-words.ts';
import type { CallVitals, FlowState, MediaPath } from '../../../media/flow.ts';
import type { EstablishedCall, PendingCall } from '../../../sip/call-state.ts';
import type { Direction } from '../../../media/quality-series.ts';
import { presentlyRated } from '../../shared/rated.ts';
import { soundFlows } from '../../shared/sound-flows.ts';

/** One lane: its flow, and where it is interrupted, 0 at you to 1 at them. */
export interface Lane {
  readonly flow: FlowKey;
  readonly breakAt: number | undefined;
}

export interface PathPicture {
  readonly out: Lane;
  readonly back: Lane;
  readonly middle: 'unknown' | 'direct' | 'relay';
  readonly sentence: PathSentenceKey;
  readonly mood: 'calm' | 'working' | 'bad' | 'held';
}

/** What the picture needs besides the call and its numbers. */
export interface PathContext {
  /** What the browser says; sound that flows is the better witness. */
  readonly online: boolean;
  /** Whether the server knows us at the moment. */
  readonly registered: boolean;
  /** Whether a TURN server is configured. */
  readonly relayConfigured: boolean;
}

const AT_YOU = 0.1;
const AT_NETWORK = 0.3;
const PAST_NETWORK = 0.5;
const AT_RELAY = 0.7;
const NEAR_THEM = 0.9;

/**
 * Where the stops stand, 0 at you to 1 at them: your network, and the relay where there is one. The server carries the signals,
 * not the sound, and what is direct has no stop between the networks.
 */
export function stopsOf(middle: PathPicture['middle']): readonly number[] {
  return middle === 'relay' ? [AT_NETWORK, AT_RELAY] : [AT_NETWORK];
}

function middleOf(path: MediaPath): PathPicture['middle'] {
  if (path === 'unknown' || path === 'direct') return path;
  return 'relay';
}

function laneOf(flow: FlowKey, stoppedAt: number, online: boolean): Lane {
  if (flow === 'stopped') return { flow, breakAt: online ? stoppedAt : AT_NETWORK };
  return { flow, breakAt: flow === 'unconfirmed' ? NEAR_THEM : undefined };
}

const HOLD_SENTENCES = { local: 'heldByYou', remote: 'heldByThem', both: 'heldByBoth' } as const;

function brokenSentence(
  { youToThem, themToYou, path }: CallVitals,
  relayConfigured: boolean,
): PathSentenceKey | undefined {
  const out = youToThem.flow;
  const back = themToYou.flow;
  if (out === 'stopped' && back === 'stopped') {
    if (path !== 'unknown') return 'nothingEitherWay';
    return relayConfigured ? 'noPathWithRelay' : 'noPath';
  }
  if (out === 'stopped') return 'nothingLeaves';
  if (back === 'stopped') return 'nothingArrives';
  return undefined;
}

function openSentence(out: FlowState, back: FlowState): PathSentenceKey {
  if (out === 'unconfirmed') return 'unconfirmed';
  if (back === 'unsent') return 'theyOnlyListen';
  if (out === 'waiting' || back === 'waiting') return 'waiting';
  if (out === 'quiet' && back === 'quiet') return 'bothQuiet';
  if (out === 'quiet') return 'youQuiet';
  if (back === 'quiet') return 'themQuiet';
  return out === 'sent' ? 'sentNotConfirmedYet' : 'bothFlow';
}

/** Sound that flows and can hardly be understood is not fine (MOS below 3.6 or so; ITU-T G.107 Annex B). */
function withQuality(sentence: PathSentenceKey, { recent = [] }: CallVitals): PathSentenceKey {
  if (sentence !== 'bothFlow') return sentence;
  const isBad = (direction: Direction): boolean => {
    const band = presentlyRated(recent, direction)?.band;
    return band === 'poor' || band === 'bad';
  };
  const [out, back] = [isBad('youToThem'), isBad('themToYou')];
  if (out && back) return 'bothChoppy';
  if (out) return 'youChoppy';
  return back ? 'themChoppy' : sentence;
}

/** What is said while the phone is looking for a lost way. */
function soughtSentence(vitals: CallVitals, registered: boolean): PathSentenceKey {
  const [out, back] = [vitals.youToThem.flow, vitals.themToYou.flow];
  // Sound that passes meanwhile did not break off: the phone looks for a better path.
  if (registered) return back === 'stopped' || back === 'waiting' ? 'soundSought' : 'repairing';
  if (out === 'stopped' && back === 'stopped') return 'serverAndSoundLost';
  const passes = soundFlows(vitals) && out !== 'stopped' && out !== 'waiting' && out !== 'held';
  return passes && (back === 'flowing' || back === 'quiet') ? 'serverLost' : 'serverSought';
}

function sentenceOf(
  call: EstablishedCall | PendingCall,
  vitals: CallVitals,
  { online, registered, relayConfigured }: PathContext,
): PathSentenceKey {
  if (!online && !soundFlows(vitals)) return 'offline';
  if (call.phase !== 'established') {
    if (call.awaitsMicrophone === true) return 'microphoneAwaited';
    return call.earlyMedia ? 'earlyMedia' : 'notYet';
  }
  if (call.lost !== undefined) return soughtSentence(vitals, registered);
  if (call.hold !== 'none') return HOLD_SENTENCES[call.hold];
  const out = vitals.youToThem.flow;
  const back = vitals.themToYou.flow;
  const broken = brokenSentence(vitals, relayConfigured);
  if (call.repair === 'trying') return 'repairing';
  if (broken !== undefined) return call.repair === 'failed' && mayRepair(broken) ? 'repairFailed' : broken;
  return call.muted ? 'muted' : withQuality(openSentence(out, back), vitals);
}

/** Whether another path may bring the sound back: not where the words name what to do instead. */
export function mayRepair(sentence: PathSentenceKey): boolean {
  return sentence === 'nothingArrives' || sentence === 'nothingLeaves' || sentence === 'nothingEitherWay';
}

const MOODS: Readonly<Partial<Record<PathSentenceKey, PathPicture['mood']>>> = {
  notYet: 'working',
  microphoneAwaited: 'working',
  repairing: 'working',
  repairFailed: 'bad',
  earlyMedia: 'working',
  waiting: 'working',
  bothChoppy: 'working',
  youChoppy: 'working',
  themChoppy: 'working',
  unconfirmed: 'working',
  muted: 'held',
  heldByYou: 'held',
  heldByThem: 'held',
  heldByBoth: 'held',
  nothingArrives: 'bad',
  nothingLeaves: 'bad',
  nothingEitherWay: 'bad',
  noPath: 'bad',
  noPathWithRelay: 'bad',
  offline: 'bad',
  serverLost: 'working',
  serverSought: 'working',
  serverAndSoundLost: 'working',
  soundSought: 'working',
};

/** The figures are of the last second: what was pressed or told since shows at once. */
function agreedFlows(
  { hold, muted }: EstablishedCall,
  [out, back]: readonly [FlowState, FlowState],
): readonly [FlowKey, FlowKey] {
  if (hold === 'remote') return ['held', back === 'quiet' ? 'quiet' : 'held'];
  if (hold !== 'none') return ['held', 'held'];
  return [muted && (out === 'flowing' || out === 'sent') ? 'quiet' : out, back];
}

/** What each direction does. Before the answer nothing of yours is heard, whatever leaves this device. */
function flowsOf(call: EstablishedCall | PendingCall, vitals: CallVitals): readonly [FlowKey, FlowKey] {
  if (call.phase === 'established') return agreedFlows(call, [vitals.youToThem.flow, vitals.themToYou.flow]);
  return ['notYet', call.earlyMedia ? vitals.themToYou.flow : 'notYet'];
}

/** The picture of a live call's path. */
export function pathPicture(
  call: EstablishedCall | PendingCall,
  vitals: CallVitals,
  context: PathContext,
): PathPicture {
  const sentence = sentenceOf(call, vitals, context);
  const noPath = vitals.path === 'unknown';
  const online = sentence !== 'offline';
  const [out, back] = flowsOf(call, vitals);
  return {
    out: laneOf(out, noPath ? PAST_NETWORK : AT_YOU, online),
    back: laneOf(back, PAST_NETWORK, online),
    middle: middleOf(vitals.path),
    sentence,
    mood: MOODS[sentence] ?? 'calm',
  };
}
