// The states the gallery can show, by name.
import type { CallVitals } from '../../../src/diagnosis/flow.ts';
import type { MicrophoneTestState } from '../../../src/phone/devices/microphone-test-state.ts';
import type { Sketch, VerdictSketch } from '../../doubles/fake-phone.ts';
import type { TraceEntry } from '../../../src/sip/trace/trace-entry.ts';
import { storyTrace } from '../../doubles/sip-messages.ts';
import * as setups from '../setup-samples.ts';
import * as sample from '../samples.ts';
import { VERDICT_STATES } from './verdict-states.ts';

export interface GalleryState {
  readonly state: Sketch;
  readonly vitals?: Partial<CallVitals>;
  readonly trace?: readonly TraceEntry[];
  readonly test?: MicrophoneTestState;
  /** What is said of the call's sound, whatever is measured. */
  readonly verdict?: VerdictSketch;
}

const { READY } = sample;

function inCall(change: Sketch, vitals: Partial<CallVitals>): GalleryState {
  return { state: { ...READY, call: sample.established(), ...change }, vitals };
}

/** All that may stand above a screen at once. */
const EVERY_BANNER: Sketch = {
  storage: 'denied',
  online: false,
  sound: 'blocked',
  updateReady: true,
  notice: 'microphoneRefused',
};

export const GALLERY_STATES: Readonly<Record<string, () => GalleryState>> = {
  ...VERDICT_STATES,
  signedOut: () => ({ state: { demo: 'available' } }),
  unableSignedOut: () => ({ state: { demo: 'available', ability: sample.NO_WEBRTC } }),
  insecureSignedOut: () => ({ state: { ability: sample.INSECURE } }),
  unable: () => ({ state: { ...READY, ability: sample.NO_WEBRTC, history: sample.someHistory() } }),
  insecure: () => ({
    state: {
      ...READY,
      ability: sample.INSECURE,
      storage: 'insecure',
      ...sample.signedInAs(sample.DEMO_SIGNED_IN),
    },
  }),
  home: () => ({ state: { ...READY, history: sample.someHistory() } }),
  traced: () => ({ state: READY, trace: storyTrace() }),
  recording: () => ({ state: READY, test: { phase: 'recording' } }),
  tested: () => ({
    state: READY,
    test: { phase: 'done', verdict: 'silent', label: 'Jabra Evolve2 65 (USB)' },
  }),
  refused: () => ({
    state: {
      ...READY,
      permission: { state: 'denied', browser: 'chromium', system: 'linux' },
      call: sample.ended('microphoneRefused', { by: 'local' }),
    },
  }),
  twoAccounts: () => ({ state: sample.twoAccounts(sample.HOME_REFUSED) }),
  twoAccountsCalled: () => ({
    state: {
      ...sample.twoAccounts(),
      call: sample.pending({ direction: 'incoming', phase: 'ringing', accountId: 'home' }),
    },
  }),
  firstTime: () => ({ state: { ...READY, ...sample.signedInAs(sample.DEMO_SIGNED_IN) } }),
  failed: () => ({
    state: {
      ...READY,
      ...sample.refused({ phase: 'failed', cause: 'wrongPassword', statusCode: 403 }),
      notice: 'microphoneRefused',
      storage: 'denied',
      online: false,
      sound: 'blocked',
      updateReady: true,
    },
  }),
  replaced: () => ({
    state: { ...READY, ...sample.refused({ phase: 'replaced' }) },
  }),
  deviceRefused: () => ({
    state: {
      ...READY,
      ...sample.refused({
        phase: 'failed',
        cause: 'deviceRefused',
        statusCode: 403,
        retryAtMs: Date.now() + 290_000,
      }),
    },
  }),
  couldNotRing: () => ({
    state: {
      ...READY,
      notice: 'callCouldNotRing',
      history: [
        sample.entry('r', {
          direction: 'incoming',
          outcome: 'missed',
          cause: 'soundNotEncrypted',
          statusCode: 488,
        }),
        ...sample.someHistory(),
      ],
    },
  }),
  manyCalls: () => ({ state: { ...READY, history: [...sample.spamCalls(), ...sample.manyCalls(500)] } }),
  longName: () => ({
    state: { ...READY, call: sample.pending({ direction: 'incoming', remote: sample.ENDLESS }) },
  }),
  longNameEnded: () => ({
    state: {
      ...READY,
      call: sample.ended(
        'moved',
        { statusCode: 302, reasonPhrase: 'r'.repeat(3000), redirectTo: sample.ENDLESS.uri },
        { remote: sample.ENDLESS },
      ),
    },
  }),
  forgotten: () => ({
    state: {
      notice: {
        kind: 'forgotten',
        gone: ['account', 'history', 'trace', 'identity'],
        left: ['settings', 'program'],
        failed: [],
      },
    },
  }),
  forgottenAll: () => ({
    state: {
      notice: {
        kind: 'forgotten',
        gone: ['account', 'history', 'trace', 'settings', 'identity', 'program'],
        left: [],
        failed: [],
      },
    },
  }),
  unusableAnswer: () => ({ state: { ...READY, call: sample.ended('soundWithoutIce') } }),
  earlyWithoutRinging: () => ({
    state: { ...READY, call: sample.pending({ phase: 'proceeding', earlyMedia: true }) },
  }),
  tonesRefused: () =>
    inCall({ call: sample.established({ tonesRefused: true }) }, sample.vitals('flowing', 'flowing')),
  keysWaiting: () =>
    inCall(
      {
        call: sample.established({
          keys: { kind: 'tones', keys: '1234567890123456789012345678#', phase: 'waiting' },
          tonesSent: ['1', '2', '#'],
        }),
      },
      sample.vitals('flowing', 'flowing'),
    ),
  keysGoing: () =>
    inCall(
      { call: sample.established({ keys: { kind: 'tones', keys: ',,123#', phase: 'going' } }) },
      sample.vitals('flowing', 'flowing'),
    ),
  ringing: () => ({ state: { ...READY, call: sample.pending() } }),
  incoming: () => ({ state: { ...READY, call: sample.pending({ direction: 'incoming' }) } }),
  incomingClaimed: () => ({
    state: { ...READY, call: sample.pending({ direction: 'incoming', remote: sample.CLAIMED }) },
  }),
  incomingNameClaimed: () => ({
    state: {
      ...READY,
      call: sample.pending({ direction: 'incoming', remote: { ...sample.CLAIMED, claim: 'name' } }),
    },
  }),
  longestCall: () =>
    inCall(
      {
        call: sample.established({
          remote: { ...sample.ENDLESS, claim: 'all' },
          lost: 'server',
          hold: 'both',
          muted: true,
        }),
        ...sample.unconnected({ phase: 'waiting', attempt: 12, untilMs: Date.now() + 95_000 }),
      },
      { ...sample.vitals('stopped', 'stopped'), microphone: 'shutOff', path: 'relayTls' },
    ),
  everyBanner: () =>
    inCall(
      { ...EVERY_BANNER, call: sample.established({ takeover: sample.CLAIMED }) },
      sample.vitals('flowing', 'stopped'),
    ),
  everyBannerRinging: () => ({
    state: { ...READY, ...EVERY_BANNER, call: sample.pending({ direction: 'incoming' }) },
  }),
  takeover: () =>
    inCall({ call: sample.established({ takeover: sample.CLAIMED }) }, sample.vitals('flowing', 'flowing')),
  claims: () => ({
    state: {
      ...READY,
      history: [
        sample.entry('c', { direction: 'incoming', remote: sample.CLAIMED, outcome: 'missed' }),
        sample.entry('w', { direction: 'incoming', remote: sample.WITHHELD, outcome: 'missed' }),
        ...sample.someHistory(),
      ],
    },
  }),
  call: () => inCall({}, sample.vitals('flowing', 'flowing')),
  quiet: () => inCall({}, sample.vitals('quiet', 'flowing')),
  silentMicrophone: () => VERDICT_STATES['verdict-microphoneSilent']!(),
  deviceGone: () =>
    inCall(
      {
        notice: {
          kind: 'deviceGone',
          role: 'microphone',
          device: 'Jabra Evolve2 65 (USB)',
          now: 'Built-in microphone',
        },
      },
      sample.vitals('flowing', 'flowing'),
    ),
  oneWay: () => inCall({}, sample.vitals('flowing', 'stopped')),
  unconfirmed: () => inCall({}, { ...sample.vitals('unconfirmed', 'flowing'), path: 'relayTls' }),
  noPath: () =>
    inCall(
      {},
      { ...sample.vitals('stopped', 'stopped'), path: 'unknown', codec: undefined, rttMs: undefined },
    ),
  sent: () => inCall({}, sample.vitals('sent', 'flowing')),
  earlyMedia: () => ({
    state: { ...READY, call: sample.pending({ earlyMedia: true }) },
    vitals: sample.vitals('sent', 'flowing'),
  }),
  outOfReach: () => ({
    state: {
      ...READY,
      ...sample.unconnected({ phase: 'connecting', attempt: 4 }),
      notice: 'missedWhileBusy',
    },
  }),
  waiting: () => ({
    state: { ...READY, ...sample.unconnected({ phase: 'waiting', attempt: 4, untilMs: Date.now() + 8000 }) },
  }),
  wentAway: () => ({
    state: {
      ...sample.twoAccounts(),
      accounts: [
        {
          ...sample.LOCAL,
          reached: ['ws://localhost:8080/sip'],
          connection: { phase: 'waiting', attempt: 11, untilMs: Date.now() + 5000 },
          registration: { phase: 'none' },
        },
        sample.HOME,
      ],
    },
  }),
  neverThere: () => ({
    state: {
      ...READY,
      accounts: [
        {
          ...sample.LOCAL,
          connection: { phase: 'connecting', attempt: 11 },
          registration: { phase: 'none' },
        },
      ],
    },
  }),
  twoNumbers: () => ({
    state: {
      ...READY,
      accounts: [
        { ...sample.DEMO_SIGNED_IN },
        {
          ...sample.HOME_REFUSED,
          account: { ...sample.DEMO_SIGNED_IN.account, username: '1060', displayName: '' },
        },
      ],
      history: sample.someHistory(),
    },
  }),
  serverBusy: () => ({
    state: {
      ...READY,
      ...sample.refused({
        phase: 'failed',
        cause: 'serverBusy',
        statusCode: 503,
        retryAtMs: Date.now() + 95_000,
      }),
    },
  }),
  reconnecting: () =>
    inCall(
      {
        call: sample.established({ lost: 'server' }),
        ...sample.unconnected({ phase: 'waiting', attempt: 2, untilMs: Date.now() + 900 }),
      },
      sample.vitals('sent', 'flowing'),
    ),
  redirected: () => ({
    state: {
      ...READY,
      call: sample.ended('moved', {
        statusCode: 302,
        reasonPhrase: 'Moved Temporarily',
        redirectTo: 'sip:1009@elsewhere.example',
      }),
    },
  }),
  held: () =>
    inCall({ call: sample.established({ hold: 'local', muted: true }) }, sample.vitals('held', 'held')),
  ended: () => ({
    state: {
      ...READY,
      call: sample.ended(undefined, {}, { answeredAtMs: Date.now() - 125_000 }),
      history: [
        sample.entry('call-1', {
          themToYou: 'broken',
          quality: sample.quality(4.2, undefined),
          story: sample.STORY,
        }),
      ],
    },
  }),
  lost: () => ({
    state: {
      ...READY,
      call: sample.ended(undefined, {}, { answeredAtMs: Date.now() - 62_000 }),
      history: [sample.entry('call-1', { youToThem: 'unconfirmed', themToYou: 'lost' })],
    },
  }),
  busy: () => ({
    state: {
      ...READY,
      history: sample.someHistory(),
      call: sample.ended('busy', { statusCode: 486, reasonPhrase: 'Busy Here' }),
    },
  }),
  callWaiting: () => ({
    state: sample.withCalls(sample.established(), sample.waitingCall()),
    vitals: sample.vitals('flowing', 'flowing'),
  }),
  twoWaiting: () => ({
    state: sample.withCalls(
      sample.established({ remote: sample.ENDLESS }),
      sample.waitingCall('call-8', { remote: sample.ENDLESS }),
      sample.waitingCall(),
    ),
    vitals: sample.vitals('flowing', 'stopped'),
  }),
  twoCalls: () => ({
    state: sample.withCalls(...sample.severalCalls(2)),
    vitals: sample.vitals('flowing', 'flowing'),
  }),
  sixCalls: () => ({
    state: sample.withCalls(...sample.severalCalls(6)),
    vitals: sample.vitals('flowing', 'stopped'),
  }),
  endedAmongOthers: () => ({
    state: sample.withCalls(
      sample.established(),
      sample.ended('busy', { statusCode: 486 }, { id: 'call-2', remote: sample.SAM }),
    ),
    vitals: sample.vitals('flowing', 'flowing'),
  }),
  consultation: () => ({
    state: sample.consultationOf(),
    vitals: sample.vitals('flowing', 'flowing'),
  }),
  handingOver: () => ({ state: sample.consultationOf({ kind: 'progress', statusCode: 180 }) }),
  handedOverAfterAsking: () => {
    const over = sample.ended(undefined, { by: 'local' }, { answeredAtMs: 1, transfer: { kind: 'done' } });
    const asked = sample.ended(
      undefined,
      {},
      { id: 'call-2', remote: sample.SAM, consultsFor: 'call-1', answeredAtMs: Date.now() - 62_000 },
    );
    return {
      state: {
        ...sample.withCalls(asked, over),
        history: [sample.entry('call-2', { remote: sample.SAM }), sample.entry('call-1')],
      },
    };
  },
  transferFailedAmongTwo: () => {
    const failed = { kind: 'failed', cause: 'declined', statusCode: 603, reasonPhrase: 'Decline' } as const;
    const [first, second] = sample.severalCalls(2);
    return {
      state: sample.withCalls({ ...first!, transfer: failed, remote: sample.CLAIMED }, second!),
      vitals: sample.vitals('flowing', 'flowing'),
    };
  },
  conferenceOnHold: () => ({
    state: sample.besideConference(2),
    vitals: sample.vitals('flowing', 'flowing'),
  }),
  conferenceOver: () => ({
    state: {
      ...READY,
      call: sample.ended(undefined, {}, { answeredAtMs: Date.now() - 62_000, joinedWith: 2 }),
      history: [sample.entry('call-1', { joinedWith: 2 }), ...sample.someHistory()],
    },
  }),
  transferring: () =>
    inCall(
      {
        call: sample.established({
          hold: 'local',
          transfer: { kind: 'progress', statusCode: 180, to: sample.SAM },
        }),
      },
      sample.vitals('held', 'held'),
    ),
  transferFailed: () =>
    inCall(
      {
        call: sample.established({
          transfer: {
            kind: 'failed',
            cause: 'busy',
            statusCode: 486,
            reasonPhrase: 'Busy Here',
            to: sample.SAM,
          },
        }),
      },
      sample.vitals('flowing', 'flowing'),
    ),
  handedOver: () => ({
    state: {
      ...READY,
      call: sample.ended(
        undefined,
        {},
        { answeredAtMs: Date.now() - 62_000, transfer: { kind: 'done', to: sample.SAM } },
      ),
    },
  }),
  referral: () =>
    inCall(
      {
        call: sample.established({
          referral: {
            id: 'r',
            uri: sample.SAM.uri,
            target: sample.SAM,
            referredBy: sample.CLAIMED,
            isJoining: false,
          },
        }),
      },
      sample.vitals('flowing', 'flowing'),
    ),
  conference2: () => ({ state: sample.conferenceOf(2), vitals: sample.vitals('flowing', 'flowing') }),
  conference3: () => ({ state: sample.conferenceOf(3), vitals: sample.vitals('flowing', 'flowing') }),
  conference6: () => ({ state: sample.conferenceOf(6), vitals: sample.vitals('flowing', 'stopped') }),
  mutedTalking: () =>
    inCall(
      { call: sample.established({ muted: true }), talksUnheard: true },
      sample.vitals('quiet', 'flowing'),
    ),
  setup: () => ({ state: { setup: setups.opened({ carrier: 'sealed' }) } }),
  setupReadable: () => ({ state: { setup: setups.opened({ wasReadable: true }) } }),
  setupFetched: () => ({ state: { ...READY, setup: setups.opened({ carrier: 'token' }) } }),
  setupInCall: () =>
    inCall(
      { setup: setups.opened({ wasReadable: true, another: true }) },
      sample.vitals('flowing', 'flowing'),
    ),
  hostileOffer: () => ({
    state: {
      setup: setups.opened({
        wasReadable: true,
        profile: {
          ...setups.SETUP_PROFILE,
          name: sample.SPOOF.repeat(12),
          account: { ...setups.SETUP_PROFILE.account, displayName: sample.SPOOF.repeat(12) },
          echoNumber: '+88213000000',
        },
      }),
    },
  }),
  setupToken: () => ({ state: { demo: 'available', setup: setups.closed('token') } }),
  setupTokenBusy: () => ({ state: { setup: setups.closed('token', { work: 'opening' }) } }),
  setupTokenUsed: () => ({
    state: { demo: 'available', setup: setups.closed('token', { problem: 'used' }) },
  }),
  setupTokenUnreachable: () => ({ state: { setup: setups.closed('token', { problem: 'unreachable' }) } }),
  setupLocked: () => ({ state: { setup: setups.closed('sealed') } }),
  setupLockedWrong: () => ({ state: { setup: setups.closed('sealed', { problem: 'wrongPassphrase' }) } }),
  setupLockedInsecure: () => ({ state: { setup: setups.closed('sealed', { problem: 'insecurePage' }) } }),
  badOffer: () => ({
    state: {
      setup: { kind: 'invalid', problem: { code: 'invalid', path: 'account.domain' }, another: false },
    },
  }),
};
