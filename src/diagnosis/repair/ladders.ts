// Which steps can help against which verdict, mildest or likeliest first. What only the far side, a person or time can mend has none.
import type { FlowState } from '../flow.ts';
import type { RepairStep, Verdict, VerdictName } from '../verdict.ts';

/** What a repair can make use of. */
export interface Means {
  /** A TURN server is configured. */
  readonly relay: boolean;
  /** One of them over TCP or TLS. */
  readonly relayTcp: boolean;
  /** The far side is one of ours (docs/adr/0026): it takes another connection in the place of one that runs. */
  readonly isOurs: boolean;
  /** What helped in an earlier call on this network; undefined where nothing did. */
  readonly helpedBefore: RepairStep | undefined;
}

type Ladder = (verdict: Verdict, means: Means) => readonly RepairStep[];

const always =
  (...steps: readonly RepairStep[]): Ladder =>
  () =>
    steps;

/**
 * Against a phone of ours. A relay goes round whatever is in the way of packets; over TCP it looks like any web traffic. A browser keeps a
 * pair whose checks pass, and one that died for some seconds more, whatever else a restart finds (Chromium 156): another connection leaves
 * it at once.
 */
function waysToOurs({ path }: Verdict, { relay, relayTcp }: Means): readonly RepairStep[] {
  const isOverTcp = path === 'relayTcp' || path === 'relayTls';
  const isRelayed = isOverTcp || path === 'relayUdp';
  return [
    ...(relay && !isRelayed ? (['relayRenewal'] as const) : []),
    ...(relayTcp && isRelayed && !isOverTcp ? (['relayTcpRenewal'] as const) : []),
    'renewal',
    'everythingRestart',
    ...(relayTcp && !isRelayed ? (['relayTcpRenewal'] as const) : []),
  ];
}

const REACHES: readonly FlowState[] = ['flowing', 'sent', 'quiet', 'unconfirmed'];

/**
 * Against a server, or a phone of somebody else's: it may agree to another connection and never connect it, which would cost the direction
 * that still works. Where none does, there is nothing to lose.
 */
function waysToOthers(verdict: Verdict, { relay }: Means): readonly RepairStep[] {
  const isDirect = verdict.path === 'direct' || verdict.path === 'unknown' || verdict.path === 'none';
  const { youToThem, themToYou } = verdict.evidence.vitals;
  const isAnyHeard = REACHES.includes(youToThem.flow) || REACHES.includes(themToYou.flow);
  return [
    ...(relay && isDirect ? (['relayRestart', 'everythingRestart'] as const) : (['restart'] as const)),
    'offer',
    ...(isAnyHeard ? [] : [relay && isDirect ? ('relayRenewal' as const) : ('renewal' as const)]),
  ];
}

/** Checks pass, and sound does not: something on the way takes it out, or the far side lost it. */
const otherWay: Ladder = (verdict, means) =>
  means.isOurs ? [...waysToOurs(verdict, means), 'offer'] : waysToOthers(verdict, means);

/** Nothing passes any more, checks included: the addresses are not ours any more, or the network is gone. */
const newPath: Ladder = (verdict, means) => [
  'restart',
  ...(means.isOurs ? waysToOurs : waysToOthers)(verdict, means).filter((step) => step !== 'restart'),
];

/** What they only claim is no reason for a relay or another connection: a mild step at the most. */
const theySay: Ladder = (verdict, means) =>
  verdict.evidence.vitals.signs?.heardThere === 'lost' ? otherWay(verdict, means) : ['offer', 'restart'];

const LADDERS: Readonly<Partial<Record<VerdictName, Ladder>>> = {
  playbackStopped: always('playback', 'systemSpeaker'),
  speakerGone: always('systemSpeaker'),
  microphoneGone: always('microphone'),
  nothingLeaves: always('microphone', 'offer', 'restart'),
  lostOnTheWayOut: theySay,
  nothingArrives: otherWay,
  lostOnTheWayIn: otherWay,
  undecodable: (verdict, means) => (means.isOurs ? otherWay(verdict, means) : ['offer', 'restart']),
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

/**
 * What leaves here is lost, as far as this side can see: whoever mends it, another connection should leave through a relay of this side. One of
 * the far side would not help, since what is lost is lost before it gets there.
 */
export function shouldLeaveByRelay({ name, evidence: { vitals, around } }: Verdict): boolean {
  const back = vitals.signs?.heardThere;
  return name === 'lostOnTheWayOut' && (back === 'lost' || back === 'doubtful') && around.relayConfigured;
}
