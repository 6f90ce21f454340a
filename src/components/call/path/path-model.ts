// What the path of a call shows, as a pure function of its state: the mood of each lane, where it breaks, the sentence.
// Refuses guessing: a lane breaks where this device can see that it breaks.
import type { PathSentenceKey } from '../../../i18n/path-words.ts';
import type { CallVitals, FlowState, MediaPath } from '../../../media/flow.ts';
import type { EstablishedCall, PendingCall } from '../../../sip/call-state.ts';

/** One lane: its flow, and where it is interrupted, 0 at you to 1 at them. */
export interface Lane {
  readonly flow: FlowState;
  readonly breakAt: number | undefined;
}

export interface PathPicture {
  readonly out: Lane;
  readonly back: Lane;
  readonly middle: 'unknown' | 'direct' | 'relay';
  readonly sentence: PathSentenceKey;
  readonly mood: 'calm' | 'working' | 'bad' | 'held';
}

/** Where the stops stand: network, relay or direct, server. */
export const STOPS = [0.2, 0.5, 0.8] as const;

const AT_YOU = 0.1;
const AT_NETWORK = STOPS[0];
const PAST_NETWORK = 0.35;
const IN_BETWEEN = STOPS[1];
const NEAR_THEM = 0.9;

function middleOf(path: MediaPath): PathPicture['middle'] {
  if (path === 'unknown' || path === 'direct') return path;
  return 'relay';
}

function laneOf(flow: FlowState, stoppedAt: number, online: boolean): Lane {
  if (flow === 'stopped') return { flow, breakAt: online ? stoppedAt : AT_NETWORK };
  return { flow, breakAt: flow === 'unconfirmed' ? NEAR_THEM : undefined };
}

const HOLD_SENTENCES = { local: 'heldByYou', remote: 'heldByThem', both: 'heldByBoth' } as const;

function brokenSentence(out: FlowState, back: FlowState, path: MediaPath): PathSentenceKey | undefined {
  if (out === 'stopped' && back === 'stopped') return path === 'unknown' ? 'noPath' : 'nothingEitherWay';
  if (out === 'stopped') return 'nothingLeaves';
  if (back === 'stopped') return 'nothingArrives';
  return undefined;
}

function openSentence(out: FlowState, back: FlowState): PathSentenceKey {
  if (out === 'unconfirmed') return 'unconfirmed';
  if (out === 'waiting' || back === 'waiting') return 'waiting';
  if (out === 'quiet' && back === 'quiet') return 'bothQuiet';
  if (out === 'quiet') return 'youQuiet';
  if (back === 'quiet') return 'themQuiet';
  return out === 'sent' ? 'sentNotConfirmedYet' : 'bothFlow';
}

function sentenceOf(
  call: EstablishedCall | PendingCall,
  vitals: CallVitals,
  online: boolean,
): PathSentenceKey {
  if (!online) return 'offline';
  if (call.phase !== 'established') return call.earlyMedia ? 'earlyMedia' : 'notYet';
  if (call.hold !== 'none') return HOLD_SENTENCES[call.hold];
  const out = vitals.youToThem.flow;
  const back = vitals.themToYou.flow;
  const broken = brokenSentence(out, back, vitals.path);
  if (broken !== undefined) return broken;
  return call.muted ? 'muted' : openSentence(out, back);
}

const MOODS: Readonly<Partial<Record<PathSentenceKey, PathPicture['mood']>>> = {
  notYet: 'working',
  waiting: 'working',
  unconfirmed: 'working',
  muted: 'held',
  heldByYou: 'held',
  heldByThem: 'held',
  heldByBoth: 'held',
  nothingArrives: 'bad',
  nothingLeaves: 'bad',
  nothingEitherWay: 'bad',
  noPath: 'bad',
  offline: 'bad',
};

/** The picture of a live call's path. */
export function pathPicture(
  call: EstablishedCall | PendingCall,
  vitals: CallVitals,
  online: boolean,
): PathPicture {
  const sentence = sentenceOf(call, vitals, online);
  const noPath = vitals.path === 'unknown';
  return {
    out: laneOf(vitals.youToThem.flow, noPath ? IN_BETWEEN : AT_YOU, online),
    back: laneOf(vitals.themToYou.flow, noPath ? IN_BETWEEN : PAST_NETWORK, online),
    middle: middleOf(vitals.path),
    sentence,
    mood: MOODS[sentence] ?? 'calm',
  };
}
