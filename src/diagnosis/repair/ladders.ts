// Which steps can help against which verdict, mildest or likeliest first. What only the far side, a person or time can mend has none.
import type { RepairStep, Verdict, VerdictName } from '../verdict.ts';

/** What a repair can make use of. */
export interface Means {
  /** A TURN server is configured. */
  readonly relay: boolean;
  /** One of them over TCP or TLS. */
  readonly relayTcp: boolean;
  /** What helped in an earlier call on this network; undefined where nothing did. */
  readonly helpedBefore: RepairStep | undefined;
}

type Ladder = (verdict: Verdict, means: Means) => readonly RepairStep[];

const always =
  (...steps: readonly RepairStep[]): Ladder =>
  () =>
    steps;

/** A relay goes round whatever is in the way of packets; over TCP it looks like any web traffic. */
function relays({ path }: Verdict, { relay, relayTcp }: Means): readonly RepairStep[] {
  const isOverTcp = path === 'relayTcp' || path === 'relayTls';
  return [
    ...(relay && path !== 'relayUdp' && !isOverTcp ? (['relayRestart'] as const) : []),
    ...(relayTcp && !isOverTcp ? (['relayTcpRestart'] as const) : []),
  ];
}

/** Checks pass, and sound does not: something on the way takes it out, or the far side lost it. */
const otherWay: Ladder = (verdict, means) => {
  const around = relays(verdict, means);
  // A relay that helped nothing is left again: the direct path may be the better one.
  return around.length > 0
    ? [...around, 'everythingRestart', 'offer', 'renewal']
    : ['restart', 'offer', 'renewal'];
};

/** Nothing passes any more, checks included: the addresses are not ours any more, or the network is gone. */
const newPath: Ladder = (verdict, means) => {
  const around = relays(verdict, means);
  return ['restart', ...around, ...(around.length > 0 ? (['everythingRestart'] as const) : []), 'renewal'];
};

/** What they only claim is no reason for a relay or another connection: a mild step at the most. */
const theySay: Ladder = (verdict, means) =>
  verdict.evidence.vitals.signs?.heardThere === 'lost' ? otherWay(verdict, means) : ['offer', 'restart'];

const LADDERS: Readonly<Partial<Record<VerdictName, Ladder>>> = {
  playbackStopped: always('playback', 'systemSpeaker'),
  speakerGone: always('systemSpeaker'),
  microphoneGone: always('microphone'),
  nothingLeaves: always('microphone', 'offer', 'restart', 'renewal'),
  lostOnTheWayOut: theySay,
  nothingArrives: otherWay,
  lostOnTheWayIn: otherWay,
  undecodable: always('offer', 'renewal'),
  theyCantDecode: always('offer'),
  pathDied: newPath,
  noKeys: always('renewal'),
  noPath: always('restart'),
  noPathWithRelay: newPath,
  noPathRelayUnreached: newPath,
  noPathRelayRefused: newPath,
  noPathUdpBlocked: newPath,
  noPathPrivateAddresses: newPath,
};

/** The steps against a verdict, in order; empty where nothing that the phone can do helps. */
export function ladderOf(verdict: Verdict, means: Means): readonly RepairStep[] {
  const steps = LADDERS[verdict.name]?.(verdict, means) ?? [];
  const { helpedBefore } = means;
  if (helpedBefore === undefined || !steps.includes(helpedBefore)) return steps;
  return [helpedBefore, ...steps.filter((step) => step !== helpedBefore)];
}

/** Verdicts of one kind are mended alike, and one may turn into another while a step is under way. */
export function kindOf(name: VerdictName): 'playing' | 'speaking' | 'path' | undefined {
  if (LADDERS[name] === undefined) return undefined;
  if (name === 'playbackStopped' || name === 'speakerGone') return 'playing';
  return name === 'microphoneGone' ? 'speaking' : 'path';
}
