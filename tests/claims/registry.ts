// Every sentence of the phone with what it claims. The tables are typed by the keys of the words: a key without claims does not
// compile. What claims nothing stands in labels.ts.
import { REPAIR_STEPS } from '../../src/diagnosis/mending.ts';
import * as call from '../../src/i18n/call-words.ts';
import { failureWords, type FailureKey } from '../../src/i18n/failure-words.ts';
import * as flow from '../../src/i18n/flow-words.ts';
import * as keyWords from '../../src/i18n/key-words.ts';
import { mendingWords } from '../../src/i18n/mending-words.ts';
import { microphoneAwaitedHelp, microphoneAwaitedTitle } from '../../src/i18n/microphone-prompt-words.ts';
import { talksUnheardWords } from '../../src/i18n/many-calls-words.ts';
import * as transfer from '../../src/i18n/transfer-words.ts';
import { nameAndAddress, partyName } from '../../src/components/shared/party.ts';
import { CLAIMED, MAYA, SAM } from '../component/samples.ts';
import { noticeWords, type NoticeKey } from '../../src/i18n/notice-words.ts';
import { verdictAdvice, verdictSentence, verdictTerm } from '../../src/i18n/path-words.ts';
import { qualityLine, type QualityKey } from '../../src/i18n/quality-words.ts';
import { permissionSteps, systemSteps, systemStepsTitle } from '../../src/i18n/permission-words.ts';
import { registrationFailureWords } from '../../src/i18n/server-failure-words.ts';
import { registrationWords, type AccountWay } from '../../src/i18n/registration-words.ts';
import { storageWords, type StorageKey } from '../../src/i18n/storage-words.ts';
import { FAILURE_CAUSES } from '../../src/sip/failure-cause.ts';
import type { BrowserKind, SystemKind } from '../../src/media/microphone-permission.ts';
import type { VerdictName } from '../../src/diagnosis/verdict.ts';
import { CHOPPY_CAUSES } from '../component/gallery/verdict-states.ts';
import type { Claims, Facts } from './claims.ts';

type Flow = Facts['out'];
const PASSING: readonly Flow[] = ['flowing', 'quiet', 'sent', 'unconfirmed'];
const LIVE: Claims['call'] = [
  'awaitsMicrophone',
  'calling',
  'proceeding',
  'ringing',
  'early',
  'rings',
  'answering',
  'answeringMicrophone',
  'established',
];
const PENDING = LIVE.filter((each) => each !== 'established');
const TALKING: Claims = { call: ['established'] };
const STEADY: Claims = { ...TALKING, hold: ['none'] };

const SPEAKING: Claims = { ...STEADY, muted: ['no'] };
const DEAD: readonly Flow[] = ['stopped'];
/** Packets come, and nobody hears anything of them. */
const UNHEARD: readonly Flow[] = ['unheard', 'stopped'];
const NO_WAY: Claims = { ...STEADY, out: DEAD, back: DEAD, path: ['unknown'] };

export const PATH: Readonly<Record<VerdictName, Claims>> = {
  notYet: { call: ['calling', 'proceeding', 'ringing'] },
  microphoneAwaited: { call: ['awaitsMicrophone'] },
  waiting: { ...STEADY, out: [...PASSING, 'waiting'], back: ['waiting', 'flowing', 'quiet'] },
  bothFlow: { ...STEADY, out: ['flowing'], back: ['flowing'], muted: ['no'] },
  bothChoppy: { ...STEADY, out: ['flowing'], back: ['flowing'], muted: ['no'] },
  youChoppy: { ...STEADY, out: ['flowing'], back: ['flowing'], muted: ['no'] },
  themChoppy: { ...STEADY, out: ['flowing'], back: ['flowing'], muted: ['no'] },
  sentNotConfirmedYet: { ...STEADY, out: ['sent'], back: ['flowing'], muted: ['no'] },
  bothQuiet: { ...STEADY, out: ['quiet'], back: ['quiet'] },
  youQuiet: { ...STEADY, out: ['quiet'], back: ['flowing'] },
  themQuiet: { ...STEADY, out: ['flowing', 'sent'], back: ['quiet'], muted: ['no'] },
  muted: { ...STEADY, muted: ['yes'] },
  heldByYou: { ...TALKING, hold: ['local'] },
  heldByThem: { ...TALKING, hold: ['remote'] },
  heldByBoth: { ...TALKING, hold: ['both'] },
  theyOnlyListen: { ...STEADY, back: ['unsent'] },
  unconfirmed: {
    ...STEADY,
    out: ['unconfirmed'],
    back: ['flowing', 'quiet', 'waiting', 'unsent'],
    microphoneSign: ['none'],
  },
  nothingArrives: { ...STEADY, back: ['stopped'] },
  nothingLeaves: { ...STEADY, out: ['stopped'] },
  pathDied: { ...STEADY, out: ['stopped'], back: ['stopped'] },
  noPath: { ...STEADY, out: ['stopped'], back: ['stopped'], path: ['unknown'] },
  noPathWithRelay: { ...STEADY, out: ['stopped'], back: ['stopped'], path: ['unknown'] },
  earlyMedia: { call: ['early'] },
  offline: {
    call: LIVE,
    online: ['no'],
    out: ['none', 'waiting', 'stopped', 'held', 'sent', 'unconfirmed', 'quiet'],
    back: ['none', 'waiting', 'stopped', 'held', 'unsent'],
  },
  serverLost: {
    ...TALKING,
    reconnecting: ['yes'],
    registration: ['connecting', 'failed', 'registering', 'signedOut'],
    out: PASSING,
    back: ['flowing', 'quiet'],
  },
  serverSought: {
    ...TALKING,
    reconnecting: ['yes'],
    registration: ['connecting', 'failed', 'registering', 'signedOut'],
  },
  serverAndSoundLost: {
    ...TALKING,
    reconnecting: ['yes'],
    registration: ['connecting', 'failed', 'registering', 'signedOut'],
    out: ['stopped'],
    back: ['stopped'],
  },
  noPathRelayUnreached: NO_WAY,
  noPathRelayRefused: NO_WAY,
  noPathUdpBlocked: NO_WAY,
  noPathPrivateAddresses: NO_WAY,
  noKeys: { ...STEADY, out: DEAD, back: DEAD },
  pathFlaps: STEADY,
  tabSlept: STEADY,
  microphoneGone: { ...SPEAKING, microphoneSign: ['ended'] },
  microphoneShutOff: { ...SPEAKING, microphoneSign: ['shutOff'] },
  microphoneSilent: { ...SPEAKING, microphoneSign: ['silent'] },
  // Mute excuses no sound that is lost.
  lostOnTheWayOut: { ...STEADY, out: DEAD },
  theyCantDecode: { ...STEADY, out: UNHEARD },
  theyDontPlay: { ...STEADY, out: UNHEARD },
  lostOnTheWayIn: { ...STEADY, back: DEAD },
  theySendNothing: { ...STEADY, back: ['unsent', 'stopped', 'quiet', 'waiting'] },
  undecodable: { ...STEADY, back: UNHEARD },
  playbackBlocked: { ...STEADY, back: UNHEARD },
  playbackStopped: { ...STEADY, back: UNHEARD },
  speakerGone: { ...STEADY, back: UNHEARD },
  theyMuted: { ...STEADY, back: ['quiet'] },
  theirMicrophoneSilent: { ...STEADY, back: ['quiet'] },
  computerBusy: STEADY,
};

const FLOWS: Readonly<Record<flow.FlowKey, readonly Flow[] | undefined>> = {
  notYet: ['none', 'waiting', 'flowing', 'quiet', 'sent', 'unconfirmed', 'stopped', 'held'],
  waiting: ['waiting'],
  flowing: ['flowing'],
  quiet: undefined,
  sent: ['sent'],
  unconfirmed: ['unconfirmed'],
  stopped: ['stopped'],
  unheard: ['unheard'],
  unsent: ['unsent'],
  held: undefined,
};

const NOTICES: Readonly<Record<NoticeKey, Claims>> = {
  microphoneRefused: { permission: ['denied', 'prompt', 'unknown'] },
  microphoneDismissed: { permission: ['denied', 'prompt', 'unknown'] },
  microphoneBlockedBySystem: {},
  microphoneMissing: {},
  microphoneBusy: {},
  insecurePage: {},
  demoUnavailable: {},
  demoFull: {},
  badTarget: {},
  cannotCall: { ability: ['unable'] },
  lineBusy: { call: LIVE },
  missedWhileBusy: {},
  callCouldNotRing: {},
  holdRefused: TALKING,
  outputRefused: {},
  speakerRefused: { call: LIVE },
  internal: {},
};

const STORAGE: Readonly<Record<StorageKey, Claims>> = {
  denied: { storage: ['denied'] },
  insecure: { storage: ['insecure'] },
  full: { storage: ['full'] },
  damaged: { storage: ['damaged'] },
  silent: { storage: ['silent'] },
};

type Past = Facts['pastOut'];
const PAST: Readonly<Record<flow.ReceiptKey, readonly Past[]>> = {
  flowed: ['flowed'],
  choppy: ['choppy'],
  silent: ['silent'],
  lost: ['lost'],
  unconfirmed: ['unconfirmed'],
  broken: ['broken'],
  unknown: ['unknown'],
};

/** What a MOS word says of a finished direction: a bad one is not simply "flowed", a good one is not bad. */
const BANDS: Readonly<Record<QualityKey, readonly Past[]>> = {
  good: ['flowed', 'silent', 'lost', 'none'],
  decent: ['flowed', 'silent', 'lost', 'none'],
  fair: ['flowed', 'silent', 'lost', 'none'],
  poor: ['choppy', 'silent', 'lost', 'none'],
  bad: ['choppy', 'silent', 'lost', 'none'],
};

const BROWSERS: Readonly<Record<BrowserKind, true>> = {
  chromium: true,
  firefox: true,
  safariMac: true,
  safariIos: true,
  otherIos: true,
  chromeAndroid: true,
  firefoxAndroid: true,
  other: true,
};
const SYSTEMS: Readonly<Record<SystemKind, true>> = {
  windows: true,
  macos: true,
  ios: true,
  android: true,
  chromeos: true,
  linux: true,
  other: true,
};

const keys = <K extends string>(table: Readonly<Record<K, unknown>>): readonly K[] =>
  Object.keys(table) as K[];

/** Sentences without their numbers, which no claim is about. */
export function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/\d+(?:[.:,]\d+)*/gu, '#');
}

const registry = new Map<string, Claims[]>();

function declare(text: string | undefined, claims: Claims): void {
  if (text === undefined || text === '') return;
  registry.set(plain(text), [...(registry.get(plain(text)) ?? []), claims]);
}

for (const name of keys(PATH)) {
  for (const confidence of ['sure', 'likely'] as const)
    for (const choppy of [undefined, ...CHOPPY_CAUSES])
      declare(verdictSentence({ name, confidence, choppy }), PATH[name]);
  declare(verdictAdvice({ name }), PATH[name]);
  declare(verdictTerm({ name }), {});
}
for (const step of [undefined, ...REPAIR_STEPS])
  for (const state of ['trying', 'helped', 'failed'] as const)
    declare(mendingWords({ state, step }), { ...TALKING, mending: [state] });
for (const key of keys(FLOWS)) {
  const claim = FLOWS[key];
  for (const moves of [false, true])
    declare(
      `You to them ${flow.flowWords({ flow: key, moves }, 'out')}`,
      claim === undefined ? {} : { out: claim },
    );
  declare(`Them to you ${flow.flowWords({ flow: key }, 'back')}`, claim === undefined ? {} : { back: claim });
}
for (const key of keys(NOTICES)) declare(noticeWords(key), NOTICES[key]);
for (const system of keys(SYSTEMS))
  declare([noticeWords('microphoneBlockedBySystem'), ...systemSteps(system)].join(' '), {});
for (const key of keys(STORAGE)) declare(storageWords(key), STORAGE[key]);
for (const out of keys(PAST)) {
  declare(`You to them ${flow.receiptWords(out)}`, { pastOut: PAST[out] });
  declare(`Them to you ${flow.receiptWords(out)}`, { pastBack: PAST[out] });
}
/** A headline sums up: what it says of a direction, that direction had. */
const HEADLINES: readonly (readonly [flow.SoundFacts, Claims])[] = keys(PAST).flatMap((youToThem) =>
  keys(PAST).map(
    (themToYou) =>
      [
        { youToThem, themToYou },
        { pastOut: PAST[youToThem], pastBack: PAST[themToYou] },
      ] as const,
  ),
);
for (const [sound, claims] of HEADLINES) declare(flow.receiptHeadline(sound), claims);
for (const out of keys(BANDS))
  for (const back of keys(BANDS)) {
    const line = qualityLine({ mos: 4, band: out }, { mos: 4, band: back });
    declare(line, { pastOut: BANDS[out], pastBack: BANDS[back] });
    declare(qualityLine({ mos: 4, band: out }, undefined), { pastOut: BANDS[out] });
    declare(qualityLine(undefined, { mos: 4, band: back }), { pastBack: BANDS[back] });
  }

declare(call.callStateWords({ phase: 'awaitsMicrophone' }), {
  call: ['awaitsMicrophone', 'answeringMicrophone'],
});
declare(call.callStateWords({ phase: 'calling' }), { call: ['calling', 'early'] });
declare(call.callStateWords({ phase: 'proceeding', earlyMedia: false }), { call: ['proceeding'] });
declare(call.callStateWords({ phase: 'proceeding', earlyMedia: true }), { call: ['early'] });
declare(call.callStateWords({ phase: 'reconnecting' }), { reconnecting: ['yes'] });
const ringing = { phase: 'ringing', incoming: false, earlyMedia: false, answering: false } as const;
declare(call.callStateWords(ringing), { call: ['ringing'] });
declare(call.callStateWords({ ...ringing, earlyMedia: true }), { call: ['early'] });
declare(call.callStateWords({ ...ringing, incoming: true }), { call: ['rings'] });
declare(call.callStateWords({ ...ringing, incoming: true, answering: true }), { call: ['answering'] });
const HOLDS: Readonly<Record<call.HoldKey, true>> = { none: true, local: true, remote: true, both: true };
for (const hold of keys(HOLDS)) {
  const muted = (is: boolean): Claims => (hold === 'none' ? { muted: [is ? 'yes' : 'no'] } : {});
  for (const is of [true, false])
    declare(call.callStateWords({ phase: 'established', hold, muted: is }), {
      ...TALKING,
      hold: [hold],
      ...muted(is),
      reconnecting: ['no'],
    });
}
declare(call.callStateWords({ phase: 'established', hold: 'none', muted: false, onlyListens: true }), {
  ...STEADY,
  muted: ['no'],
  onlyListens: ['yes'],
  reconnecting: ['no'],
});
const TRANSFERS: readonly transfer.TransferFacts[] = [
  { kind: 'asked' },
  { kind: 'accepted' },
  { kind: 'progress', statusCode: 100 },
  { kind: 'progress', statusCode: 183 },
  { kind: 'done' },
  { kind: 'unknown' },
  ...FAILURE_CAUSES.map((cause) => ({ kind: 'failed', cause }) as const),
];
const OTHER_END = partyName(MAYA);
for (const facts of TRANSFERS)
  for (const to of ['', partyName(SAM)])
    declare(transfer.transferWords(facts, { name: OTHER_END, to }), { ...TALKING, transfer: [facts.kind] });
for (const hold of keys(HOLDS))
  declare(transfer.backToWords(hold, OTHER_END), {
    ...TALKING,
    transfer: ['failed'],
    hold: hold === 'local' || hold === 'both' ? ['local', 'both'] : [hold],
  });
for (const to of ['', partyName(SAM)])
  declare(transfer.handedOverWords(to), { call: ['over'], transfer: ['done'] });
for (const inNameOf of [undefined, nameAndAddress(CLAIMED)])
  for (const isJoining of [true, false])
    declare(transfer.referralWords({ asker: OTHER_END, inNameOf, target: nameAndAddress(SAM), isJoining }), {
      ...TALKING,
      referral: ['yes'],
    });
declare(talksUnheardWords(), { ...STEADY, muted: ['yes'], talksUnheard: ['yes'] });
declare(keyWords.tonesRefusedWords(), { tones: ['refused'] });
declare(keyWords.tonesOnHoldWords(), { ...TALKING, hold: ['local', 'remote', 'both'] });

for (const state of ['prompt', 'granted', 'unknown', 'denied'] as const)
  for (const browser of keys(BROWSERS)) {
    const known: Claims['permission'] =
      state === 'denied'
        ? ['unknown', 'denied']
        : [state, ...(state === 'unknown' ? (['denied'] as const) : [])];
    const waits: Claims = { call: ['awaitsMicrophone', 'answeringMicrophone'], permission: known };
    const permission = { state, browser, system: 'other' } as const;
    declare(
      microphoneAwaitedTitle(permission),
      state === 'unknown' || state === 'denied' ? { call: waits.call ?? [] } : waits,
    );
    declare(microphoneAwaitedHelp(permission), waits);
    declare(`${microphoneAwaitedTitle(permission)}. ${microphoneAwaitedHelp(permission)}`, waits);
    for (const step of permissionSteps(browser))
      declare(step, { permission: ['denied', 'prompt', 'unknown'] });
  }
for (const system of keys(SYSTEMS)) {
  declare(systemStepsTitle(system), { cause: ['microphoneBlockedBySystem'] });
  for (const step of systemSteps(system)) declare(step, {});
}
declare('Until then they hear it ring.', { call: ['answeringMicrophone'] });
declare('The microphone is allowed now.', { permission: ['granted'], cause: ['microphoneRefused', 'none'] });
declare('How to allow the microphone in this browser:', { permission: ['denied', 'prompt', 'unknown'] });

/** Where words for a cause stand, the call ended by it. */
const CAUSES: Readonly<Record<FailureKey, true>> = Object.fromEntries(
  FAILURE_CAUSES.map((cause) => [cause, true]),
) as Record<FailureKey, true>;
for (const key of keys(CAUSES)) {
  const { title, cause, remedy } = failureWords(key);
  const over: Claims = { call: ['over'], cause: [key] };
  declare(title, over);
  declare(cause, over);
  declare(
    remedy,
    key === 'microphoneRefused' ? { ...over, permission: ['denied', 'prompt', 'unknown'] } : over,
  );
}
for (const by of ['local', 'remote', 'system'] as const) {
  for (const answered of [true, false])
    declare(call.hangUpWords(by, answered), {
      call: ['over'],
      endedBy: by === 'local' ? ['local'] : by === 'remote' && answered ? ['remote'] : ['remote', 'system'],
      answered: [answered ? 'yes' : 'no'],
    });
  declare(call.missedWords(by), { call: ['over'], answered: ['no'] });
}

const OPEN = { phase: 'open', server: 'wss://a/' } as const;
const WITHOUT = { phase: 'none' } as const;

const REGISTRATIONS: Readonly<
  Record<NonNullable<Claims['registration']>[number], readonly (AccountWay | undefined)[]>
> = {
  signedOut: [undefined],
  registering: [{ connection: OPEN, registration: { phase: 'registering' } }],
  registered: [{ connection: OPEN, registration: { phase: 'registered', expiresAtMs: 1 } }],
  connecting: [
    { connection: { phase: 'connecting', attempt: 1 }, registration: WITHOUT },
    { connection: { phase: 'connecting', attempt: 2 }, registration: WITHOUT },
    { connection: { phase: 'waiting', attempt: 2, untilMs: 1 }, registration: WITHOUT },
  ],
  failed: [
    ...FAILURE_CAUSES.filter((cause) => cause !== 'replaced').map((cause) => ({
      connection: OPEN,
      registration: { phase: 'failed', cause, statusCode: 403 } as const,
    })),
    { connection: OPEN, registration: { phase: 'replaced' } },
    { connection: { phase: 'broken' }, registration: WITHOUT },
  ],
};
for (const phase of keys(REGISTRATIONS))
  for (const key of REGISTRATIONS[phase]) {
    const { title, reason, code } = registrationWords(key);
    const phases: Claims['registration'] =
      title === 'Connecting'
        ? ['connecting', 'registering']
        : title === 'Registered'
          ? ['registered']
          : ['failed', 'signedOut'];
    declare(title, { registration: phases });
    declare(reason, { registration: [phase] });
    declare(code, {});
  }
for (const cause of FAILURE_CAUSES) {
  declare(registrationFailureWords(cause).title, { registration: ['failed'] });
  declare(registrationFailureWords(cause).remedy, { registration: ['failed'] });
}
declare('The phone is connected to the server, but the sign-in (registration) failed.', {
  registration: ['failed'],
});
declare('The server can’t be reached', { registration: ['connecting'] });
declare('Attempt #; the phone keeps trying. Until it succeeds, no call can come or go.', {
  registration: ['connecting'],
  call: ['none', 'over', 'rings', 'answering', 'answeringMicrophone'],
});
for (const cause of [
  'Its certificate may not be trusted here. Open its page once and accept it, then come back.',
  'The address or the port may be wrong, or the server may be off: ask who runs it.',
  'This network may block it: try another one, such as that of a phone.',
  'It answered before: it may be restarting, or be switched off. Wait a little; ask who runs it if it stays so.',
  'The server on this device may not be running, or listen on another port: start it, or check the address.',
  'The address names no path, and most servers want one (Asterisk and FreePBX: /ws).',
])
  declare(cause, { registration: ['connecting'] });
declare('This device seems to be offline. The phone reconnects by itself when the network is back.', {
  online: ['no'],
  registration: ['connecting', 'failed', 'signedOut', 'registering'],
});
declare(
  'The browser thinks this device is offline. The phone is checking whether it still reaches the server.',
  {
    online: ['no'],
  },
);
declare('The browser thinks this device is offline, but sound still flows. Your call goes on.', {
  online: ['no'],
  call: [...PENDING, 'established'],
});
declare('The browser holds back sound until you allow it, so a call would ring silently.', {
  sound: ['blocked'],
});

declare('Not registered yet, so a call may not get through.', {
  registration: ['connecting', 'registering', 'failed', 'signedOut'],
});
declare('Direct', { path: ['direct'] });
declare('Relay', { path: ['relayUdp', 'relayTcp', 'relayTls'] });
declare('muted', { muted: ['yes'] });
declare('on hold', { hold: ['local', 'both'] });
/** History names a failed call by its title, whatever the present one does. */
for (const cause of FAILURE_CAUSES) declare(failureWords(cause).title, {});

/** What a text claims: all that it may mean, where it is said of several things; undefined where nobody declared it. */
export function claimsOf(text: string): readonly Claims[] | undefined {
  return registry.get(plain(text));
}
