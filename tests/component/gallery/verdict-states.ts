// A state of the gallery for each verdict (`verdict-NAME`), for what the phone does about one (`mending-STATE`, `mending-STEP`) and for
// each cause of choppy sound (`choppy-CAUSE`): what is said is given, not judged.
import { REPAIR_STEPS } from '../../../src/diagnosis/mending.ts';
import type { DirectionFlow, FlowState } from '../../../src/diagnosis/flow.ts';
import {
  findingOf,
  type ChoppyCause,
  type Mending,
  type Place,
  type RepairStep,
  type Verdict,
  type VerdictName,
} from '../../../src/diagnosis/verdict.ts';
import type { HoldState } from '../../../src/sip/call-state.ts';
import type { VerdictSketch } from '../../doubles/fake-phone.ts';
import * as sample from '../samples.ts';
import type { GalleryState } from './states.ts';

type Way = readonly [flow: DirectionFlow, breaksAt?: Place];

/** What both lanes do, outwards and back. */
const LANES: Readonly<Record<VerdictName, readonly [Way, Way]>> = {
  offline: [
    ['stopped', 'network'],
    ['stopped', 'network'],
  ],
  microphoneAwaited: [['notYet'], ['notYet']],
  notYet: [['notYet'], ['notYet']],
  earlyMedia: [['notYet'], ['flowing']],
  serverLost: [['flowing'], ['flowing']],
  serverSought: [['waiting'], ['waiting']],
  serverAndSoundLost: [
    ['stopped', 'network'],
    ['stopped', 'network'],
  ],
  heldByYou: [['held'], ['held']],
  heldByThem: [['held'], ['quiet']],
  heldByBoth: [['held'], ['held']],
  noPath: [
    ['stopped', 'between'],
    ['stopped', 'between'],
  ],
  noPathRelayUnreached: [
    ['stopped', 'network'],
    ['stopped', 'between'],
  ],
  noPathRelayRefused: [
    ['stopped', 'network'],
    ['stopped', 'network'],
  ],
  noPathUdpBlocked: [
    ['stopped', 'network'],
    ['stopped', 'network'],
  ],
  noPathPrivateAddresses: [
    ['stopped', 'them'],
    ['stopped', 'them'],
  ],
  noPathWithRelay: [
    ['stopped', 'between'],
    ['stopped', 'between'],
  ],
  noKeys: [
    ['stopped', 'between'],
    ['stopped', 'between'],
  ],
  pathDied: [
    ['stopped', 'network'],
    ['stopped', 'between'],
  ],
  pathFlaps: [['flowing'], ['flowing']],
  tabSlept: [['waiting'], ['waiting']],
  microphoneGone: [['stopped', 'you'], ['flowing']],
  microphoneShutOff: [['stopped', 'you'], ['flowing']],
  microphoneSilent: [['stopped', 'you'], ['flowing']],
  nothingLeaves: [['stopped', 'you'], ['flowing']],
  lostOnTheWayOut: [['stopped', 'between'], ['flowing']],
  theyCantDecode: [['unheard', 'them'], ['flowing']],
  theyDontPlay: [['unheard', 'them'], ['flowing']],
  muted: [['quiet'], ['flowing']],
  unconfirmed: [['unconfirmed', 'them'], ['flowing']],
  nothingArrives: [['flowing'], ['stopped', 'between']],
  lostOnTheWayIn: [['flowing'], ['stopped', 'between']],
  theySendNothing: [['flowing'], ['unsent']],
  undecodable: [['flowing'], ['unheard', 'you']],
  playbackBlocked: [['flowing'], ['unheard', 'you']],
  playbackStopped: [['flowing'], ['unheard', 'you']],
  speakerGone: [['flowing'], ['unheard', 'you']],
  theyMuted: [['flowing'], ['quiet']],
  theirMicrophoneSilent: [['flowing'], ['quiet']],
  theyOnlyListen: [['flowing'], ['unsent']],
  waiting: [['waiting'], ['waiting']],
  bothQuiet: [['quiet'], ['quiet']],
  youQuiet: [['quiet'], ['flowing']],
  themQuiet: [['flowing'], ['quiet']],
  sentNotConfirmedYet: [['sent'], ['flowing']],
  computerBusy: [['flowing'], ['flowing']],
  bothChoppy: [['flowing'], ['flowing']],
  youChoppy: [['flowing'], ['flowing']],
  themChoppy: [['flowing'], ['flowing']],
  bothFlow: [['flowing'], ['flowing']],
};

/** Every verdict there is. */
export const VERDICT_NAMES = Object.keys(LANES) as readonly VerdictName[];

const CHOPPY: Readonly<Record<ChoppyCause, true>> = {
  loss: true,
  jitter: true,
  relayTcp: true,
  relayOverloaded: true,
  busy: true,
  delay: true,
};

/** Every cause of choppy sound. */
export const CHOPPY_CAUSES = Object.keys(CHOPPY) as readonly ChoppyCause[];

const HOLDS: Readonly<Partial<Record<VerdictName, HoldState>>> = {
  heldByYou: 'local',
  heldByThem: 'remote',
  heldByBoth: 'both',
};

const isBefore = (name: VerdictName): boolean =>
  name === 'microphoneAwaited' || name === 'notYet' || name === 'earlyMedia';

/** What is measured where a lane does this; before an answer nothing is. */
const measured = (flow: DirectionFlow): FlowState => (flow === 'notYet' ? 'waiting' : flow);

/** A call on whose sound this is the verdict. */
export function verdictState(
  name: VerdictName,
  more: Partial<Pick<Verdict, 'confidence' | 'choppy' | 'unseen' | 'mending'>> = {},
): GalleryState {
  const [[out, outBreak], [back, backBreak]] = LANES[name];
  const verdict: VerdictSketch = {
    name,
    youToThem: { flow: out, breaksAt: outBreak },
    themToYou: { flow: back, breaksAt: backBreak },
    path: findingOf(name).name.startsWith('noPath') ? 'none' : 'relayUdp',
    ...more,
  };
  const call = isBefore(name)
    ? sample.pending({
        ...(name === 'microphoneAwaited' ? { awaitsMicrophone: true, phase: 'calling' } : {}),
        earlyMedia: name === 'earlyMedia',
      })
    : sample.established({ hold: HOLDS[name] ?? 'none', muted: name === 'muted' });
  return {
    state: { ...sample.READY, call },
    vitals: sample.vitals(measured(out), measured(back)),
    verdict,
  };
}

const trying = (step: RepairStep): Mending => ({ state: 'trying', step });

export const VERDICT_STATES: Readonly<Record<string, () => GalleryState>> = Object.fromEntries([
  ...VERDICT_NAMES.map((name) => [`verdict-${name}`, () => verdictState(name)] as const),
  ...REPAIR_STEPS.map(
    (step) => [`mending-${step}`, () => verdictState('pathDied', { mending: trying(step) })] as const,
  ),
  ...CHOPPY_CAUSES.map(
    (choppy) => [`choppy-${choppy}`, () => verdictState('themChoppy', { choppy })] as const,
  ),
  ['mending-helped', () => verdictState('bothFlow', { mending: { state: 'helped', step: 'restart' } })],
  [
    'mending-failed',
    () => verdictState('noPathWithRelay', { mending: { state: 'failed', step: undefined } }),
  ],
  [
    'verdict-likely',
    () =>
      verdictState('lostOnTheWayOut', {
        confidence: 'likely',
        unseen: ['receiverReports', 'systemVolume'],
        mending: trying('relayRestart'),
      }),
  ],
]);
