// From all that is known of a live call to one verdict on its sound. Pure and without memory: hysteresis is in what it is given.
// Refuses guessing: a direction breaks where this device can see that it breaks.
import type { EstablishedCall } from '../sip/call-state.ts';
import { arrives, soundFlows, type CallVitals, type DirectionFlow, type FlowState } from './flow.ts';
import { isHardToFollow, mosOf } from './quality/call-quality.ts';
import { presentRating, type Direction } from './quality/quality-series.ts';
import {
  findingOf,
  type DirectionFinding,
  type Evidence,
  type Place,
  type Verdict,
  type VerdictName,
} from './verdict.ts';

const HOLDS = { local: 'heldByYou', remote: 'heldByThem', both: 'heldByBoth' } as const;

function brokenName(
  { youToThem, themToYou, path }: CallVitals,
  relayConfigured: boolean,
): VerdictName | undefined {
  const out = youToThem.flow;
  const back = themToYou.flow;
  if (out === 'stopped' && back === 'stopped') {
    if (path !== 'unknown') return 'pathDied';
    return relayConfigured ? 'noPathWithRelay' : 'noPath';
  }
  if (out === 'stopped') return 'nothingLeaves';
  if (back === 'stopped') return 'nothingArrives';
  return undefined;
}

function openName(out: FlowState, back: FlowState): VerdictName {
  if (out === 'unconfirmed') return 'unconfirmed';
  if (back === 'unsent') return 'theyOnlyListen';
  if (out === 'waiting' || back === 'waiting') return 'waiting';
  if (out === 'quiet' && back === 'quiet') return 'bothQuiet';
  if (out === 'quiet') return 'youQuiet';
  if (back === 'quiet') return 'themQuiet';
  return out === 'sent' ? 'sentNotConfirmedYet' : 'bothFlow';
}

/** Sound that flows and can hardly be understood is not fine (MOS below 3.6 or so; ITU-T G.107 Annex B). */
function withQuality(name: VerdictName, { recent = [] }: CallVitals): VerdictName {
  if (name !== 'bothFlow') return name;
  const isBad = (direction: Direction): boolean => {
    const rating = presentRating(recent, direction);
    return rating !== undefined && isHardToFollow(mosOf(rating));
  };
  const [out, back] = [isBad('youToThem'), isBad('themToYou')];
  if (out && back) return 'bothChoppy';
  if (out) return 'youChoppy';
  return back ? 'themChoppy' : name;
}

/** What is said while the way to the server is lost. */
function lostName(vitals: CallVitals): VerdictName {
  const [out, back] = [vitals.youToThem.flow, vitals.themToYou.flow];
  if (out === 'stopped' && back === 'stopped') return 'serverAndSoundLost';
  const leaves = out !== 'stopped' && out !== 'waiting' && out !== 'held';
  return leaves && arrives(back) ? 'serverLost' : 'serverSought';
}

function nameOf({ call, vitals, around: { online, registered, relayConfigured } }: Evidence): VerdictName {
  if (!online && !soundFlows(vitals)) return 'offline';
  if (call.phase !== 'established') {
    if (call.awaitsMicrophone === true) return 'microphoneAwaited';
    return call.earlyMedia ? 'earlyMedia' : 'notYet';
  }
  if (call.lost !== undefined && !registered) return lostName(vitals);
  if (call.hold !== 'none') return HOLDS[call.hold];
  const broken = brokenName(vitals, relayConfigured);
  if (broken !== undefined) return broken;
  return call.muted ? 'muted' : withQuality(openName(vitals.youToThem.flow, vitals.themToYou.flow), vitals);
}

/** The figures are of the last second: what was pressed or told since shows at once. */
function agreedFlows(
  { hold, muted }: EstablishedCall,
  [out, back]: readonly [FlowState, FlowState],
): readonly [DirectionFlow, DirectionFlow] {
  if (hold === 'remote') return ['held', back === 'quiet' ? 'quiet' : 'held'];
  if (hold !== 'none') return ['held', 'held'];
  return [muted && (out === 'flowing' || out === 'sent') ? 'quiet' : out, back];
}

/** What each direction does. Before the answer nothing of yours is heard, whatever leaves this device. */
function flowsOf({ call, vitals }: Evidence): readonly [DirectionFlow, DirectionFlow] {
  if (call.phase === 'established') return agreedFlows(call, [vitals.youToThem.flow, vitals.themToYou.flow]);
  return ['notYet', call.earlyMedia ? vitals.themToYou.flow : 'notYet'];
}

function findingsOf(evidence: Evidence, isOffline: boolean): Pick<Verdict, 'youToThem' | 'themToYou'> {
  const [out, back] = flowsOf(evidence);
  const broken = (flow: DirectionFlow, at: Place): DirectionFinding => {
    if (flow === 'stopped') return { flow, breaksAt: isOffline ? 'network' : at };
    return { flow, breaksAt: flow === 'unconfirmed' ? 'them' : undefined };
  };
  const wasFound = evidence.vitals.path !== 'unknown';
  return { youToThem: broken(out, wasFound ? 'you' : 'between'), themToYou: broken(back, 'between') };
}

/** Once a direction stopped and no path is known, none was found. */
function pathOf({ path, youToThem, themToYou }: CallVitals): Verdict['path'] {
  const isStopped = youToThem.flow === 'stopped' || themToYou.flow === 'stopped';
  return path === 'unknown' && isStopped ? 'none' : path;
}

/** What is to be said of the sound of a live call. */
export function judgeCall(evidence: Evidence): Verdict {
  const { vitals } = evidence;
  const finding = findingOf(nameOf(evidence));
  const ways = findingsOf(evidence, finding.name === 'offline');
  const { breaksAt } = finding.direction === 'youToThem' ? ways.youToThem : ways.themToYou;
  const place = finding.place ?? breaksAt;
  const { mending } = vitals;
  return {
    ...finding,
    ...ways,
    place,
    path: pathOf(vitals),
    confidence: 'sure',
    unseen: [],
    mending,
    evidence,
  };
}
