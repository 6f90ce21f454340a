// States of the phone worth looking at: shared by the component tests and the gallery.
import type { CallAbility } from '../../src/media/call-ability.ts';
import type { AudioDevices } from '../../src/media/devices.ts';
import type { CallVitals, FlowState } from '../../src/diagnosis/flow.ts';
import type { QualityPoint } from '../../src/diagnosis/quality/quality-series.ts';
import type { QualitySummary } from '../../src/diagnosis/quality/quality-summary.ts';
import type { SoundStory } from '../../src/diagnosis/receipt.ts';
import type { HistoryEntry } from '../../src/phone/history.ts';
import type { AccountState } from '../../src/phone/accounts/account-state.ts';
import type { Sketch } from '../doubles/fake-phone.ts';
import type { Call, EstablishedCall, Party, PendingCall, TerminatedCall } from '../../src/sip/call-state.ts';
import type { FailureCause } from '../../src/sip/failure-cause.ts';

export const MAYA: Party = { uri: 'sip:1002@pbx.example.com', user: '1002', displayName: 'Maya Okafor' };
export const NUMBER: Party = {
  uri: 'sip:+15550109999@pbx.example.com',
  user: '+15550109999',
  displayName: '',
};
export const HOSTILE: Party = {
  uri: 'sip:x@evil.example',
  user: 'x',
  displayName: '<img src=x onerror="document.title=\'owned\'">',
};

/** A name that turns what stands after it, written from right to left. */
export const SPOOF = 'Bank \u202E\u2066moc.elpmaxe@troppus\u2069\u202C\u200F ';

export const SIGNED_IN: AccountState = {
  id: 'account-1',
  profileName: '',
  account: {
    username: '1001',
    domain: 'pbx.example.com',
    displayName: 'Ada Moreau',
    authUsername: '1001',
    webSocketServers: [{ url: 'wss://pbx.example.com:8089/ws', priority: 10, weight: 0 }],
    registerExpiresSeconds: 600,
  },
  iceServers: [
    { urls: ['stun:stun.example.com:3478'] },
    {
      urls: ['turn:turn.example.com:3478?transport=udp', 'turn:turn.example.com:3478?transport=tcp'],
      username: 'ada',
      credential: '',
    },
  ],
  iceTransportPolicy: 'all',
  turnServiceUrl: '',
  echoNumber: '600',
  connection: { phase: 'open', server: 'wss://pbx.example.com:8089/ws' },
  registration: { phase: 'registered', expiresAtMs: 4_000_000_000_000 },
  deadServers: [],
};

export const DEMO_SIGNED_IN: AccountState = {
  ...SIGNED_IN,
  profileName: 'Bothways demo',
  account: {
    ...SIGNED_IN.account,
    domain: 'demo.bothways.invalid',
    displayName: 'Demo 101',
    username: '101',
  },
  iceServers: [],
};

/** Its server is on this very device. */
export const LOCAL: AccountState = {
  ...SIGNED_IN,
  account: {
    ...SIGNED_IN.account,
    webSocketServers: [{ url: 'ws://localhost:8080/sip', priority: 10, weight: 0 }],
  },
};

export const DEVICES: AudioDevices = {
  microphones: [
    { id: 'default', label: 'Default' },
    { id: 'mic-1', label: 'Built-in microphone' },
    { id: 'mic-2', label: 'Jabra Evolve2 65 (USB)' },
  ],
  outputs: [
    { id: 'out-1', label: 'Built-in speakers' },
    { id: 'out-2', label: 'Jabra Evolve2 65 (USB)' },
  ],
  outputSelectable: true,
};

/** A browser without WebRTC, as WebKitGTK is. */
export const NO_WEBRTC: CallAbility = { kind: 'unable', hindrances: [{ kind: 'noPeerConnection' }] };

/** A page opened with http. */
export const INSECURE: CallAbility = {
  kind: 'unable',
  hindrances: [{ kind: 'insecurePage', secureAddress: 'https://phone.example.com/' }],
};

/** One account is signed in, Ada's unless something of it is another. */
export function signedInAs(change: Partial<AccountState> = {}): Pick<Sketch, 'accounts' | 'dialAccountId'> {
  const account = { ...SIGNED_IN, ...change };
  return { accounts: [account], dialAccountId: account.id };
}

/** Its server has refused the one account. */
export function refused(
  registration: Extract<AccountState['registration'], { phase: 'failed' | 'replaced' }>,
): Pick<Sketch, 'accounts' | 'dialAccountId'> {
  return signedInAs({ registration });
}

/** There is no connection for the one account. */
export function unconnected(
  connection: AccountState['connection'],
): Pick<Sketch, 'accounts' | 'dialAccountId'> {
  return signedInAs({ connection, registration: { phase: 'none' } });
}

/** Signed in, registered, with devices. */
export const READY: Sketch = {
  ...signedInAs(),
  devices: DEVICES,
};

/** A second account of Ada's. */
export const HOME: AccountState = {
  ...SIGNED_IN,
  id: 'home',
  account: { ...SIGNED_IN.account, username: '7', domain: 'home.example.net', displayName: '' },
};

/** The same, and its server refuses the password. */
export const HOME_REFUSED: AccountState = {
  ...HOME,
  registration: { phase: 'failed', cause: 'wrongPassword', statusCode: 403, retryAtMs: Date.now() + 95_000 },
};

/** Two accounts are signed in; Ada's at work dials. */
export function twoAccounts(home: AccountState = HOME): Sketch {
  return { ...READY, accounts: [SIGNED_IN, home], dialAccountId: SIGNED_IN.id };
}

export function established(change: Partial<EstablishedCall> = {}): EstablishedCall {
  const now = Date.now();
  return {
    id: 'call-1',
    accountId: 'account-1',
    direction: 'outgoing',
    remote: MAYA,
    startedAtMs: now - 140_000,
    phase: 'established',
    answeredAtMs: now - 134_000,
    hold: 'none',
    muted: false,
    holdPending: false,
    tonesRefused: false,
    ...change,
  };
}

export function pending(change: Partial<PendingCall> = {}): PendingCall {
  return {
    id: 'call-1',
    accountId: 'account-1',
    direction: 'outgoing',
    remote: MAYA,
    startedAtMs: Date.now(),
    phase: 'ringing',
    earlyMedia: false,
    answering: false,
    ...change,
  };
}

export function ended(
  cause: FailureCause | undefined,
  end: Partial<TerminatedCall['end']> = {},
  change: Partial<TerminatedCall> = {},
): TerminatedCall {
  const now = Date.now();
  const full = {
    by: 'remote',
    cause,
    statusCode: undefined,
    reasonPhrase: undefined,
    atMs: now,
    ...end,
  } as const;
  return {
    id: 'call-1',
    accountId: 'account-1',
    direction: 'outgoing',
    remote: MAYA,
    startedAtMs: now - 30_000,
    phase: 'terminated',
    answeredAtMs: undefined,
    end: full,
    ...change,
  };
}

export const SAM: Party = { uri: 'sip:1003@pbx.example.com', user: '1003', displayName: 'Sam Lindqvist' };

const CROWD: readonly Party[] = [
  MAYA,
  SAM,
  NUMBER,
  { uri: 'sip:1005@pbx.example.com', user: '1005', displayName: 'Dr. Hiroshi Takahashi-Villanueva' },
  { uri: 'sip:1006@pbx.example.com', user: '1006', displayName: 'Reception' },
  { uri: 'sip:1007@pbx.example.com', user: '1007', displayName: 'Noor' },
];

/** So many answered calls, the first of which the person is with; all others are on hold. */
export function severalCalls(
  count: number,
  change: Partial<EstablishedCall> = {},
): readonly EstablishedCall[] {
  return CROWD.slice(0, count).map((remote, index) =>
    established({
      id: `call-${String(index + 1)}`,
      remote,
      answeredAtMs: Date.now() - 134_000 + index * 21_000,
      hold: index === 0 ? 'none' : 'local',
      ...change,
    }),
  );
}

/** The person is with the first of these calls. */
export function withCalls(...calls: readonly Call[]): Sketch {
  return { ...READY, calls, activeCallId: calls[0]?.id };
}

/** So many parties and the person hear each other; the last is not heard by the others. */
export function conferenceOf(count: number): Sketch {
  const calls = severalCalls(count, { hold: 'none' });
  const conference = calls.map(({ id }, index) => ({
    callId: id,
    isHeard: index !== count - 1 || count === 2,
  }));
  return { ...withCalls(...calls), conference };
}

/** So many parties are in a conference on hold, while the person talks to somebody else. */
export function besideConference(count: number): Sketch {
  const parties = severalCalls(count, { hold: 'local' });
  const other = established({ id: 'call-7', remote: NUMBER });
  const conference = parties.map(({ id }) => ({ callId: id, isHeard: true }));
  return { ...withCalls(other, ...parties), conference };
}

/** The person asks Sam, Maya is on hold; `transfer`: how handing her over fares, once that was pressed. */
export function consultationOf(transfer?: EstablishedCall['transfer']): Sketch {
  const [held, asked] = severalCalls(2);
  const hold = transfer === undefined ? 'none' : 'local';
  return withCalls(
    { ...asked!, hold, consultsFor: held!.id },
    { ...held!, hold: 'local', ...(transfer === undefined ? {} : { transfer }) },
  );
}

/** Somebody rings while the person is with another. */
export function waitingCall(id = 'call-9', change: Partial<PendingCall> = {}): PendingCall {
  return pending({ id, direction: 'incoming', remote: CLAIMED, ...change });
}

/** Vitals with one flow out and one back. */
export function vitals(out: FlowState, back: FlowState): Partial<CallVitals> {
  const direction = (flow: FlowState): CallVitals['youToThem'] => ({
    flow,
    packetsPerSecond: flow === 'stopped' || flow === 'held' || flow === 'waiting' ? 0 : 50,
    kilobitsPerSecond: flow === 'stopped' || flow === 'held' || flow === 'waiting' ? 0 : 32,
    quality: sounds(flow)
      ? { rating: 90, lossRatio: 0.004, expected: 50, jitterMs: 6, concealedRatio: 0.002 }
      : undefined,
  });
  return {
    youToThem: direction(out),
    themToYou: direction(back),
    path: 'direct',
    codec: 'opus',
    clockRateHz: 48_000,
    rttMs: 42,
    ends: { local: 'host', remote: 'prflx', protocol: 'udp' },
    recent: series(out, back),
  };
}

const sounds = (flow: FlowState): boolean => flow === 'flowing' || flow === 'quiet';

/** Two minutes: a dip, a gap, then what flows now. */
function series(out: FlowState, back: FlowState): readonly QualityPoint[] {
  const now = Date.now();
  const rating = (flow: FlowState, second: number): number | undefined => {
    if (!sounds(flow) && second > 90) return undefined;
    if (second > 55 && second < 68) return undefined;
    return second > 28 && second < 40
      ? 90 - 6 * (6 - Math.abs(34 - second))
      : 90 - (second % 7 === 0 ? 3 : 0);
  };
  return Array.from({ length: 121 }, (_, second) => ({
    atMs: now - (120 - second) * 1000,
    youToThem: rating(out, second),
    themToYou: rating(back, second === 0 ? 1 : second + 3),
  }));
}

/** A call's quality as the history keeps it. */
export function quality(out: number | undefined, back: number | undefined): QualitySummary {
  const direction = (mos: number | undefined): QualitySummary['youToThem'] => ({
    mos,
    worstMos: mos,
    lossRatio: 0.002,
    maxJitterMs: 9,
  });
  return {
    youToThem: direction(out),
    themToYou: direction(back),
    rttMs: 42,
    path: 'direct',
    codec: 'opus',
  };
}

const DAY = 86_400_000;

/** A caller whose every text is as long as a caller likes. */
/** A caller whom no server vouches for. */
export const CLAIMED: Party = {
  uri: 'sip:1041@bank.example',
  user: '1041',
  displayName: 'Your Bank',
  claim: 'all',
};
/** One who withholds the number (RFC 3323). */
export const WITHHELD: Party = {
  uri: 'sip:anonymous@anonymous.invalid',
  user: 'anonymous',
  displayName: 'Anonymous',
  claim: 'all',
};

export const ENDLESS: Party = {
  uri: `sip:${'3'.repeat(3000)}@${'x'.repeat(3000)}.example`,
  user: '3'.repeat(3000),
  displayName: 'W'.repeat(3000),
};

export function entry(id: string, change: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id,
    direction: 'outgoing',
    remote: MAYA,
    startedAtMs: Date.now() - 60_000,
    durationSeconds: 125,
    outcome: 'answered',
    cause: undefined,
    statusCode: undefined,
    youToThem: 'flowed',
    themToYou: 'flowed',
    seen: true,
    ...change,
  };
}

/** A call in which something was wrong twice, and mended once. */
export const STORY: SoundStory = {
  verdicts: [
    { name: 'nothingArrives', atSeconds: 12, forSeconds: 5 },
    { name: 'themChoppy', atSeconds: 31, forSeconds: 9 },
  ],
  repairs: [
    { step: 'restart', atSeconds: 13, helped: false },
    { step: 'relayRestart', atSeconds: 15, helped: true },
  ],
};

/** A history with every outcome, newest first. */
export function someHistory(): readonly HistoryEntry[] {
  const now = Date.now();
  const silent = { durationSeconds: 0, youToThem: 'unknown', themToYou: 'unknown' } as const;
  const reception = { uri: 'sip:reception@pbx.example.com', user: 'reception', displayName: 'Reception' };
  return [
    entry('h1', { direction: 'incoming', remote: NUMBER, outcome: 'missed', seen: false, ...silent }),
    entry('h2', { startedAtMs: now - 3_700_000, quality: quality(4.31, 4.22) }),
    entry('h3', {
      remote: reception,
      startedAtMs: now - DAY,
      durationSeconds: 42,
      themToYou: 'broken',
      quality: quality(4.1, undefined),
      story: STORY,
      opinion: 'bad',
    }),
    entry('h4', {
      remote: NUMBER,
      startedAtMs: now - DAY - 900_000,
      outcome: 'failed',
      cause: 'busy',
      ...silent,
    }),
    entry('h5', {
      direction: 'incoming',
      remote: reception,
      startedAtMs: now - 3 * DAY,
      themToYou: 'silent',
      quality: quality(4.3, 3.24),
    }),
    entry('h6', { startedAtMs: now - 9 * DAY, outcome: 'cancelled', ...silent }),
  ];
}

/** What a flood leaves: one caller who called often, and many who share a line. */
export function spamCalls(): readonly HistoryEntry[] {
  const now = Date.now();
  const spam = {
    direction: 'incoming',
    outcome: 'missed',
    durationSeconds: 0,
    cause: 'busy',
    seen: false,
  } as const;
  const firstAtMs = now - 600_000;
  return [
    entry('s1', {
      ...spam,
      remote: NUMBER,
      repeats: { count: 150, firstAtMs, unseen: 150, mixed: false },
    }),
    entry('s2', { ...spam, remote: NUMBER, repeats: { count: 480, firstAtMs, unseen: 480, mixed: true } }),
  ];
}

/** Calls of the last weeks, the newest first. */
export function manyCalls(count: number): readonly HistoryEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(2000 + index);
    return entry(`many-${number}`, {
      direction: index % 3 === 0 ? 'incoming' : 'outgoing',
      startedAtMs: Date.now() - (index + 1) * 3_600_000,
      remote: { uri: `sip:${number}@pbx.example.com`, user: number, displayName: `Person ${number}` },
    });
  });
}
