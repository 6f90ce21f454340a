// Evidence for every verdict there is: the least that must be so for it to be the one that is said.
import { NO_VITALS, type CallVitals, type FlowState } from '../../src/diagnosis/flow.ts';
import { NO_SIGNS, type SoundSigns } from '../../src/diagnosis/signs.ts';
import type { Evidence, Surroundings, VerdictName } from '../../src/diagnosis/verdict.ts';
import { newCall, type EstablishedCall, type PendingCall } from '../../src/sip/call-state.ts';
import type { SoundReport } from '../../src/sip/telling/sound-report.ts';

export const PENDING: PendingCall = newCall({
  id: 'c',
  accountId: 'a',
  direction: 'outgoing',
  remote: { uri: 'sip:1002@pbx.example.com', user: '1002', displayName: '' },
  startedAtMs: 0,
});

export const TALKING: EstablishedCall = {
  id: 'c',
  accountId: 'a',
  direction: 'outgoing',
  remote: PENDING.remote,
  startedAtMs: 0,
  phase: 'established',
  answeredAtMs: 0,
  hold: 'none',
  muted: false,
  holdPending: false,
  tonesRefused: false,
};

/** Two browsers that hear each other, where nothing else is said. */
export interface Sketch {
  readonly flows?: readonly [out: FlowState, back: FlowState];
  readonly call?: Partial<EstablishedCall>;
  /** Not answered yet. */
  readonly pending?: Partial<PendingCall>;
  readonly vitals?: Partial<CallVitals>;
  readonly signs?: Partial<SoundSigns>;
  readonly around?: Partial<Surroundings>;
}

const SAYS: SoundReport = { hear: 'sound', play: 'yes', speak: 'sound' };

const AROUND: Surroundings = { online: true, registered: true, relayConfigured: false };

/** The evidence that a sketch stands for. */
export function drawEvidence({
  flows = ['flowing', 'flowing'],
  call,
  pending,
  vitals,
  signs,
  around,
}: Sketch): Evidence {
  const way = (flow: FlowState) => ({
    flow,
    packetsPerSecond: flow === 'stopped' ? 0 : 50,
    kilobitsPerSecond: 64,
  });
  return {
    call: pending === undefined ? { ...TALKING, ...call } : { ...PENDING, ...pending },
    vitals: {
      ...NO_VITALS,
      path: 'direct',
      youToThem: way(flows[0]),
      themToYou: way(flows[1]),
      ...vitals,
      signs: { ...NO_SIGNS, pathState: 'stands', ...signs },
    },
    around: { ...AROUND, ...around },
  };
}

const NO_PATH = { flows: ['stopped', 'stopped'], vitals: { path: 'unknown' } } as const;
const tells = (change: Partial<SoundReport>): Pick<SoundSigns, 'told'> => ({ told: { ...SAYS, ...change } });
const OPENING = { pathState: 'opening' } as const;

export const EVIDENCE: Readonly<Record<VerdictName, Sketch>> = {
  offline: { flows: ['stopped', 'stopped'], around: { online: false } },
  microphoneAwaited: { pending: { awaitsMicrophone: true } },
  notYet: { pending: {} },
  earlyMedia: { pending: { earlyMedia: true } },

  serverLost: { call: { lost: 'server' }, around: { registered: false } },
  serverSought: { flows: ['flowing', 'stopped'], call: { lost: 'server' }, around: { registered: false } },
  serverAndSoundLost: {
    flows: ['stopped', 'stopped'],
    call: { lost: 'server' },
    around: { registered: false },
  },

  heldByYou: { flows: ['held', 'held'], call: { hold: 'local' } },
  heldByThem: { flows: ['held', 'quiet'], call: { hold: 'remote' } },
  heldByBoth: { flows: ['held', 'held'], call: { hold: 'both' } },

  noPath: { ...NO_PATH, signs: OPENING },
  noPathRelayUnreached: {
    ...NO_PATH,
    signs: { ...OPENING, reach: { relay: false, udp: true } },
    around: { relayConfigured: true },
  },
  noPathRelayRefused: {
    ...NO_PATH,
    signs: { ...OPENING, reach: { relay: false, udp: true, isRelayRefused: true } },
    around: { relayConfigured: true },
  },
  noPathUdpBlocked: { ...NO_PATH, signs: { ...OPENING, reach: { relay: false, udp: false } } },
  noPathPrivateAddresses: {
    ...NO_PATH,
    signs: {
      ...OPENING,
      described: { kind: 'onlyPrivateAddresses', addresses: ['10.255.0.9'], confidence: 'likely' },
    },
  },
  noPathWithRelay: {
    ...NO_PATH,
    signs: { ...OPENING, reach: { relay: true, udp: true } },
    around: { relayConfigured: true },
  },
  noKeys: { ...NO_PATH, signs: { pathState: 'noKeys' } },
  pathDied: { flows: ['stopped', 'stopped'], signs: { pathState: 'died' } },
  pathFlaps: { signs: { flaps: true } },
  tabSlept: { flows: ['flowing', 'stopped'], signs: { hasJustWoken: true } },

  microphoneGone: { flows: ['quiet', 'flowing'], vitals: { microphone: 'ended' } },
  microphoneShutOff: { flows: ['quiet', 'flowing'], vitals: { microphone: 'shutOff' } },
  microphoneSilent: { flows: ['quiet', 'flowing'], vitals: { microphone: 'silent' } },
  nothingLeaves: { flows: ['stopped', 'flowing'] },
  lostOnTheWayOut: { flows: ['stopped', 'flowing'], signs: tells({ hear: 'nothing' }) },
  theyCantDecode: { flows: ['unheard', 'flowing'], signs: tells({ hear: 'undecodable' }) },
  theyDontPlay: { flows: ['unheard', 'flowing'], signs: tells({ play: 'no' }) },
  muted: { flows: ['quiet', 'flowing'], call: { muted: true } },
  unconfirmed: { flows: ['unconfirmed', 'flowing'] },

  nothingArrives: { flows: ['flowing', 'stopped'] },
  lostOnTheWayIn: { flows: ['flowing', 'stopped'], signs: { sent: 'lost' } },
  theySendNothing: { flows: ['flowing', 'stopped'], signs: { sent: 'notSent' } },
  undecodable: { flows: ['flowing', 'unheard'], signs: { decoding: 'undecodable' } },
  playbackBlocked: { flows: ['flowing', 'unheard'], signs: { playback: 'blocked' } },
  playbackStopped: { flows: ['flowing', 'unheard'], signs: { playback: 'stopped' } },
  speakerGone: { around: { speakerGone: true } },
  theyMuted: { flows: ['flowing', 'quiet'], signs: tells({ speak: 'muted' }) },
  theirMicrophoneSilent: { flows: ['flowing', 'quiet'], signs: tells({ speak: 'microphoneDead' }) },

  theyOnlyListen: { flows: ['flowing', 'unsent'] },
  waiting: { flows: ['waiting', 'waiting'] },
  bothQuiet: { flows: ['quiet', 'quiet'] },
  youQuiet: { flows: ['quiet', 'flowing'] },
  themQuiet: { flows: ['flowing', 'quiet'] },
  sentNotConfirmedYet: { flows: ['sent', 'flowing'] },
  computerBusy: { signs: { isBusy: true, choppy: { themToYou: 'busy' } } },
  bothChoppy: { signs: { choppy: { youToThem: 'loss', themToYou: 'loss' } } },
  youChoppy: { signs: { choppy: { youToThem: 'loss' } } },
  themChoppy: { signs: { choppy: { themToYou: 'jitter' } } },
  bothFlow: {},
};

/** The evidence for a verdict. */
export function evidenceFor(name: VerdictName): Evidence {
  return drawEvidence(EVIDENCE[name]);
}
