// Whether the connection to the server still lives: when to ask, with what, and what silence means.
// No single question decides: servers differ in what they answer (docs/signalling.md), so what one answers is learned, and a
// connection is doubted only after every question that its server may answer has met silence.
// Sources: RFC 5626 3.5.1 and 4.4.1 (CRLF keep-alive), RFC 3261 11 (OPTIONS) and 10.2.3 (REGISTER as a query), RFC 7118 6.
// Pure: the time is passed in.
import {
  askedFirst,
  askedNext,
  learned,
  offended,
  patienceMs,
  type Asked,
  type Ping,
  type ServerHabits,
  type Sign,
} from './server-habits.ts';
import type { KeepAliveTimes } from './keep-alive-times.ts';

export interface Pulse {
  /** When anything last arrived, milliseconds since the epoch. */
  readonly heardMs: number;
  /** The pings that wait for an answer, oldest first. */
  readonly waiting: readonly [Asked, ...Asked[]] | undefined;
  /** Pings that nobody waits for any more, since something else arrived. */
  readonly overtaken: readonly Asked[];
  readonly habits: ServerHabits;
  /** How long it took to open, in milliseconds. */
  readonly openedInMs: number;
}

/**
 * `none`: it talked, or nobody asked; `asked`: an answer may be on its way; `doubtful`: the server takes unusually long, whatever
 * it was asked; `silent`: it has said nothing for `deadAfterMs`.
 *
 *   none --ask--> asked --patience--> doubtful --deadAfterMs--> silent        any --something arrives--> none
 */
export type Doubt = 'none' | 'asked' | 'doubtful' | 'silent';

export type Duty =
  | { readonly kind: 'rest'; readonly untilMs: number }
  | { readonly kind: 'ask'; readonly pings: readonly Ping[] }
  /** Nothing more to do until something arrives. */
  | { readonly kind: 'listen' };

/** What arrived so recently proves life by itself, in milliseconds. */
export const FRESH_MS = 300;

/** The pulse of a connection that has just opened, in `openedInMs`. `habits`: what is known of this server. */
export function newPulse(nowMs: number, habits: ServerHabits, openedInMs = 0): Pulse {
  return { heardMs: nowMs, waiting: undefined, overtaken: [], habits, openedInMs };
}

/** When the pings of `pulse` turn into a doubt, and when into silence, milliseconds since the epoch. */
function deadlines(
  pulse: Pulse,
  askedMs: number,
  times: KeepAliveTimes,
): { doubtMs: number; silentMs: number } {
  const silentMs = askedMs + times.deadAfterMs;
  return { doubtMs: Math.min(askedMs + patienceMs(pulse.habits, pulse.openedInMs), silentMs), silentMs };
}

/** How much speaks against the connection at `nowMs`. */
export function doubtOf(pulse: Pulse, nowMs: number, times: KeepAliveTimes): Doubt {
  if (pulse.waiting === undefined) return 'none';
  const { doubtMs, silentMs } = deadlines(pulse, pulse.waiting[0].atMs, times);
  if (nowMs >= silentMs) return 'silent';
  return nowMs >= doubtMs ? 'doubtful' : 'asked';
}

/** A REGISTER is no small thing to ask for: where nothing less is answered, a call asks no more often than a phone at rest. */
function pauseMs(pulse: Pulse, times: KeepAliveTimes, inCall: boolean): number {
  const isDear = askedFirst(pulse.habits, false).includes('register');
  return inCall && !isDear ? times.callMs : times.idleMs;
}

/** What is to be done at `nowMs`. */
export function dutyOf(pulse: Pulse, nowMs: number, times: KeepAliveTimes, inCall: boolean): Duty {
  const { waiting } = pulse;
  if (waiting === undefined) {
    const untilMs = pulse.heardMs + pauseMs(pulse, times, inCall);
    return nowMs >= untilMs
      ? { kind: 'ask', pings: askedFirst(pulse.habits, false) }
      : { kind: 'rest', untilMs };
  }
  const { doubtMs, silentMs } = deadlines(pulse, waiting[0].atMs, times);
  if (nowMs >= silentMs) return { kind: 'listen' };
  const pings = askedNext(pulse.habits, waiting);
  const nextMs = waiting[0].atMs + (doubtMs - waiting[0].atMs) / 2;
  if (pings.length > 0) return nowMs >= nextMs ? { kind: 'ask', pings } : { kind: 'rest', untilMs: nextMs };
  return { kind: 'rest', untilMs: nowMs >= doubtMs ? silentMs : doubtMs };
}

/** What to ask at once on a suspicion; nothing where an answer is awaited or life was just proved. */
export function pingsOnSuspicion(pulse: Pulse, nowMs: number): readonly Ping[] {
  if (pulse.waiting !== undefined || nowMs - pulse.heardMs < FRESH_MS) return [];
  return askedFirst(pulse.habits, true);
}

export function pinged(pulse: Pulse, pings: readonly Ping[], nowMs: number): Pulse {
  const asked = pings.map((ping) => ({ ping, atMs: nowMs }));
  const [first = asked[0], ...rest] = pulse.waiting ?? [];
  if (first === undefined) return pulse;
  return { ...pulse, waiting: [first, ...rest, ...(pulse.waiting === undefined ? asked.slice(1) : asked)] };
}

/** Anything that arrives proves life; an answer to one of our pings tells about the server as well. */
export function heard(pulse: Pulse, what: Sign, nowMs: number): Pulse {
  const habits = learned(pulse.habits, what, pulse.waiting ?? [], nowMs);
  const overtaken = (pulse.waiting ?? pulse.overtaken).filter(({ ping }) => ping !== what);
  return { ...pulse, heardMs: nowMs, waiting: undefined, overtaken, habits };
}

/** The connection was ended: that may be the answer to a ping that was not late yet. */
export function ended(pulse: Pulse, nowMs: number): Pulse {
  const patience = patienceMs(pulse.habits, pulse.openedInMs);
  const asked = (pulse.waiting ?? pulse.overtaken).filter(({ atMs }) => nowMs - atMs < patience);
  return { ...pulse, habits: offended(pulse.habits, asked) };
}

/** For so long nobody here could listen: an answer may lie unread, and its time does not count, in milliseconds. */
export function postponed(pulse: Pulse, byMs: number): Pulse {
  if (pulse.waiting === undefined) return pulse;
  const [first, ...rest] = pulse.waiting;
  const later = ({ ping, atMs }: Asked): Asked => ({ ping, atMs: atMs + byMs });
  return { ...pulse, waiting: [later(first), ...rest.map(later)] };
}

/** After a sleep nothing is known: no verdict from before it counts. */
export function awoken(pulse: Pulse): Pulse {
  return { ...pulse, waiting: undefined };
}
