// States that the phone can reach: random sequences of events through its own reducer, with the figures of a call that go with them.
import { REPAIR_STEPS } from '../../src/diagnosis/mending.ts';
import fc from 'fast-check';
import { NO_VITALS, type CallVitals, type FlowState } from '../../src/diagnosis/flow.ts';
import type { FlowReceipt } from '../../src/diagnosis/receipt.ts';
import type { MicrophoneSign } from '../../src/diagnosis/silent-microphone.ts';
import { historyEntry } from '../../src/phone/history-entry.ts';
import type { CallReceipt } from '../../src/phone/history.ts';
import { activeCall } from '../../src/phone/calls/calls-state.ts';
import { INITIAL_PHONE_STATE, nextPhoneState, type PhoneEvent } from '../../src/phone/phone-reducer.ts';
import type { PhoneState } from '../../src/phone/phone-state.ts';
import { DEFAULT_SETTINGS } from '../../src/phone/settings.ts';
import { newCall, type CallEvent } from '../../src/sip/call-state.ts';
import { FAILURE_CAUSES } from '../../src/sip/failure-cause.ts';
import type { RegistrationEvent } from '../../src/sip/registration-state.ts';
import type { Referral, Transfer } from '../../src/sip/transfer.ts';
import type { Mending } from '../../src/diagnosis/verdict.ts';
import { CLAIMED, MAYA, SAM, SIGNED_IN, quality } from '../component/samples.ts';

export interface Reached {
  readonly state: PhoneState;
  readonly vitals: CallVitals;
}

const one = fc.constantFrom;
const end = (answered: boolean) =>
  fc.record({
    by: one('local' as const, 'remote' as const, 'system' as const),
    cause: answered
      ? one(undefined, 'connectionLost' as const, 'mediaFailed' as const, 'dialogGone' as const)
      : fc.option(one(...FAILURE_CAUSES), { nil: undefined }),
    statusCode: fc.constant(undefined),
    reasonPhrase: fc.constant(undefined),
    atMs: fc.constant(90_000),
  });

const pendingEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  one<CallEvent>(
    { kind: 'proceeding' },
    { kind: 'ringing' },
    { kind: 'earlyMediaStarted' },
    { kind: 'answering' },
    { kind: 'answerFailed' },
  ),
);
/** What somebody may ask of the person. */
const ASKED: Referral = { id: 'r', uri: SAM.uri, target: SAM, referredBy: undefined, isJoining: false };

const talkingEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  one<CallEvent>({ kind: 'holdAsked' }, { kind: 'holdRefused' }, { kind: 'replaced', remote: MAYA }),
  one<Transfer>(
    { kind: 'asked' },
    { kind: 'accepted' },
    { kind: 'progress', statusCode: 100 },
    { kind: 'progress', statusCode: 183 },
    { kind: 'done' },
    { kind: 'unknown' },
  ).chain((transfer) =>
    one<CallEvent>(
      { kind: 'transferChanged', transfer },
      { kind: 'transferChanged', transfer: { ...transfer, to: SAM } },
    ),
  ),
  one(...FAILURE_CAUSES).map((cause): CallEvent => ({
    kind: 'transferChanged',
    transfer: { kind: 'failed', cause, statusCode: 486, reasonPhrase: undefined },
  })),
  one<CallEvent>(
    { kind: 'referred', referral: ASKED },
    { kind: 'referred', referral: { ...ASKED, isJoining: true } },
    { kind: 'referred', referral: { ...ASKED, referredBy: CLAIMED } },
    { kind: 'referralEnded', referralId: ASKED.id },
  ),
  fc.boolean().map((muted): CallEvent => ({ kind: 'muteChanged', muted })),
  one('serverLost' as const, 'serverBack' as const).map((kind): CallEvent => ({ kind })),
  fc.boolean().map((isTaken): CallEvent => ({ kind: 'tonesAnswered', isTaken })),
  fc
    .tuple(one('holdChanged' as const, 'remoteHoldChanged' as const), fc.boolean())
    .map(([kind, held]): CallEvent => ({ kind, held })),
  fc.boolean().map((onlyListens): CallEvent => ({ kind: 'remoteListensChanged', onlyListens })),
);

/** A call as the line makes it: the microphone first, or after Answer; what rings here is not early. */
function callEvents(direction: 'outgoing' | 'incoming'): fc.Arbitrary<readonly CallEvent[]> {
  const awaited: CallEvent = { kind: 'microphoneAwaited', awaited: true };
  const opened: CallEvent = { kind: 'microphoneAwaited', awaited: false };
  const first: fc.Arbitrary<readonly CallEvent[]> =
    direction === 'outgoing'
      ? fc.oneof(
          fc.constant([awaited]),
          fc.array(pendingEvent, { maxLength: 4 }).map((events) => [awaited, opened, ...events]),
        )
      : one<readonly CallEvent[]>(
          [],
          [{ kind: 'answering' }],
          [{ kind: 'answering' }, awaited],
          [{ kind: 'answering' }, awaited, opened, { kind: 'answerFailed' }],
        );
  const talk = fc
    .array(talkingEvent, { maxLength: 6 })
    .map((events): readonly CallEvent[] => [{ kind: 'established', atMs: 1000 }, ...events]);
  const over = (answered: boolean): fc.Arbitrary<readonly CallEvent[]> =>
    end(answered).map((value): readonly CallEvent[] => [{ kind: 'terminated', end: value }]);
  return fc.oneof(
    first,
    fc.tuple(first, talk).map((parts) => parts.flat()),
    fc.tuple(first, over(false)).map((parts) => parts.flat()),
    fc.tuple(first, talk, over(true)).map((parts) => parts.flat()),
  );
}

const receiptFlow = one<FlowReceipt>('flowed', 'silent', 'lost', 'unconfirmed', 'broken', 'unknown');
const mos = fc.option(fc.double({ min: 1, max: 4.5, noNaN: true }), { nil: undefined });

/** A direction is rated only where something came over. */
const receipt: fc.Arbitrary<CallReceipt> = fc
  .record({ youToThem: receiptFlow, themToYou: receiptFlow, out: mos, back: mos })
  .map(({ youToThem, themToYou, out, back }) => {
    const rated = (flow: FlowReceipt, value: number | undefined): number | undefined =>
      flow === 'flowed' || flow === 'silent' || flow === 'lost' ? value : undefined;
    return { youToThem, themToYou, quality: quality(rated(youToThem, out), rated(themToYou, back)) };
  });

const registration = fc.oneof(
  one<RegistrationEvent>(
    { kind: 'connecting', attempt: 1 },
    { kind: 'connecting', attempt: 4 },
    { kind: 'waiting', attempt: 4, untilMs: 5000 },
    { kind: 'connected', server: 'wss://pbx.example.com:8089/ws' },
    { kind: 'disconnected' },
    { kind: 'registered', expiresAtMs: 5000 },
  ),
  one(...FAILURE_CAUSES).map((cause): RegistrationEvent => ({ kind: 'failed', cause, statusCode: 403 })),
);

const BROWSERS = ['chromium', 'firefox', 'safariMac', 'safariIos', 'chromeAndroid', 'other'] as const;
const SYSTEMS = ['windows', 'macos', 'ios', 'android', 'chromeos', 'linux', 'other'] as const;
const NOTICES = [
  'microphoneRefused',
  'microphoneDismissed',
  'microphoneBlockedBySystem',
  'holdRefused',
  'lineBusy',
  'speakerRefused',
  'outputRefused',
  'missedWhileBusy',
  'badTarget',
  'internal',
] as const;

const around: fc.Arbitrary<PhoneEvent> = fc.oneof(
  registration.map((event): PhoneEvent => ({
    kind: 'accountChanged',
    accountId: SIGNED_IN.id,
    event,
  })),
  fc
    .record({
      state: one('granted', 'denied', 'prompt', 'unknown'),
      browser: one(...BROWSERS),
      system: one(...SYSTEMS),
    })
    .map((permission): PhoneEvent => ({ kind: 'permissionChanged', permission })),
  one('denied', 'insecure', 'full', 'damaged', 'silent', 'working').map((health): PhoneEvent => ({
    kind: 'storageFailed',
    health,
  })),
  fc.boolean().map((online): PhoneEvent => ({ kind: 'onlineChanged', online })),
  fc.boolean().map((isTalking): PhoneEvent => ({ kind: 'talksUnheardChanged', isTalking })),
  fc.boolean().map((allowed): PhoneEvent => ({ kind: 'soundChanged', allowed })),
);

/** What the line says of itself only while it is so: no refused hold without a call. */
function mayNotice(state: PhoneState, notice: (typeof NOTICES)[number]): boolean {
  const phase = activeCall(state)?.phase;
  if (notice === 'holdRefused') return phase === 'established';
  if (notice === 'lineBusy' || notice === 'speakerRefused')
    return phase !== undefined && phase !== 'terminated';
  if (notice === 'microphoneRefused' || notice === 'microphoneDismissed')
    return state.permission.state !== 'granted';
  return true;
}

const START: PhoneState = (
  [
    {
      kind: 'booted',
      settings: DEFAULT_SETTINGS,
      history: [],
      accounts: [SIGNED_IN],
      dialAccountId: SIGNED_IN.id,
    },
    ...(
      [
        { kind: 'started' },
        { kind: 'connected', server: 'wss://pbx.example.com:8089/ws' },
        { kind: 'registered', expiresAtMs: 5000 },
      ] satisfies RegistrationEvent[]
    ).map((event) => ({
      kind: 'accountChanged' as const,
      accountId: SIGNED_IN.id,
      event,
    })),
  ] satisfies PhoneEvent[]
).reduce<PhoneState>(nextPhoneState, INITIAL_PHONE_STATE);

function withHistory(state: PhoneState, what: CallReceipt): PhoneState {
  const call = activeCall(state);
  if (call?.phase !== 'terminated') return state;
  const history = [historyEntry(call, what)];
  const kept = nextPhoneState(state, { kind: 'historyChanged', history });
  const isDismissed = call.direction === 'incoming' && call.answeredAtMs === undefined;
  return isDismissed ? nextPhoneState(kept, { kind: 'callDismissed', id: call.id }) : kept;
}

const flow = one<FlowState>('waiting', 'flowing', 'quiet', 'sent', 'unconfirmed', 'stopped', 'unheard');
const mending = fc.record({
  state: one<Mending['state']>('trying', 'helped', 'failed'),
  step: fc.option(one(...REPAIR_STEPS), { nil: undefined }),
});
const path = one('unknown', 'direct', 'relayUdp', 'relayTls');

/** The figures as judgeFlow makes them: nothing before the answer but early media, `held` on hold, a path where packets pass. */
function figures(
  state: PhoneState,
  drawn: {
    readonly out: FlowState;
    readonly back: FlowState;
    readonly path: CallVitals['path'];
    readonly microphone: MicrophoneSign;
    readonly mending: Mending | undefined;
  },
): CallVitals {
  const call = activeCall(state);
  if (call === undefined || call.phase === 'terminated') return NO_VITALS;
  const direction = (value: FlowState): CallVitals['youToThem'] => ({
    flow: value,
    packetsPerSecond:
      value === 'waiting' || value === 'stopped' || value === 'held' || value === 'unsent' ? 0 : 50,
    kilobitsPerSecond: 0,
  });
  if (call.phase !== 'established') {
    const early = call.earlyMedia && call.direction === 'outgoing';
    return early ? { ...NO_VITALS, themToYou: direction('flowing') } : NO_VITALS;
  }
  const heard = drawn.back === 'sent' || drawn.back === 'unconfirmed' ? 'flowing' : drawn.back;
  // Nothing comes from who said that they send nothing.
  const back = call.onlyListens === true ? 'unsent' : heard;
  const isDead = drawn.out === 'stopped' && back === 'stopped';
  const known =
    isDead || drawn.out === 'waiting' ? drawn.path : drawn.path === 'unknown' ? 'direct' : drawn.path;
  if (call.hold !== 'none') {
    const music = call.hold === 'remote' && back === 'quiet' ? 'quiet' : 'held';
    return { ...NO_VITALS, youToThem: direction('held'), themToYou: direction(music), path: known };
  }
  // A microphone that gives nothing makes no sound that flows.
  const isSilent = drawn.microphone !== 'none' && !call.muted;
  const out =
    (isSilent || call.muted) && (drawn.out === 'flowing' || drawn.out === 'sent') ? 'quiet' : drawn.out;
  return {
    ...NO_VITALS,
    youToThem: direction(out),
    themToYou: direction(back),
    path: known,
    microphone: isSilent ? drawn.microphone : 'none',
    mending: drawn.mending,
  };
}

/** A state that the phone can be in, and what it measures then. */
export const reachedState: fc.Arbitrary<Reached> = one<'outgoing' | 'incoming' | undefined>(
  'outgoing',
  'outgoing',
  'incoming',
  undefined,
).chain((direction) =>
  fc
    .record({
      before: fc.array(around, { maxLength: 5 }),
      during: direction === undefined ? fc.constant([]) : callEvents(direction),
      after: fc.array(around, { maxLength: 3 }),
      notice: fc.option(one(...NOTICES), { nil: undefined }),
      receipt,
      out: flow,
      back: flow,
      path,
      microphone: one<MicrophoneSign>('none', 'none', 'silent', 'shutOff', 'ended'),
      mending: fc.option(mending, { nil: undefined }),
    })
    .map(({ before, during, after, notice, receipt: what, ...drawn }) => {
      const started = before.reduce(nextPhoneState, START);
      const begun =
        direction === undefined
          ? started
          : nextPhoneState(started, {
              kind: 'callStarted',
              call: newCall({ id: 'c', accountId: 'a', direction, remote: MAYA, startedAtMs: 500 }),
            });
      const changed = during.reduce(
        (state, event) => nextPhoneState(state, { kind: 'callChanged', id: 'c', event }),
        begun,
      );
      const noticed =
        notice !== undefined && mayNotice(changed, notice)
          ? nextPhoneState(changed, { kind: 'noticed', notice })
          : changed;
      const state = after.reduce(nextPhoneState, withHistory(noticed, what));
      return { state, vitals: figures(state, drawn) };
    }),
);
