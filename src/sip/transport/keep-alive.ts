// Whether the connection to the server still lives: when to ping, with what, and when silence means death.
// Sources: RFC 5626 3.5.1 and 4.4.1 (CRLF keep-alive), RFC 3261 11 (OPTIONS), RFC 7118 6. Pure: the time is passed in.

export interface KeepAliveTimes {
  /** Silence after which an idle connection is pinged, in milliseconds. */
  readonly idleMs: number;
  /** The same during a call. */
  readonly callMs: number;
  /** A ping without an answer for so long means that the connection is dead, in milliseconds. */
  readonly deadAfterMs: number;
}

export const DEFAULT_KEEP_ALIVE: KeepAliveTimes = { idleMs: 25_000, callMs: 5000, deadAfterMs: 5000 };

/** `crlf`: two line ends, answered by one; `options`: a SIP request that any server answers somehow. */
export type Ping = 'crlf' | 'options';

export interface Pulse {
  /** When anything last arrived, milliseconds since the epoch. */
  readonly heardMs: number;
  /** The ping that waits for an answer. */
  readonly waiting: { readonly sinceMs: number; readonly pings: readonly Ping[] } | undefined;
  /** Whether this server answers CRLF: not every one does. */
  readonly crlf: 'unknown' | 'answered' | 'ignored';
}

export type Duty =
  | { readonly kind: 'rest'; readonly untilMs: number }
  | { readonly kind: 'ping'; readonly ping: Ping }
  | { readonly kind: 'dead' };

/** A server that does not answer CRLF within this time is asked by OPTIONS as well, in milliseconds. */
const CRLF_PATIENCE_MS = 1000;
/** What arrived so recently proves life by itself, in milliseconds. */
export const FRESH_MS = 300;

/** The pulse of a connection that has just opened. `crlf`: what is known of this server. */
export function newPulse(nowMs: number, crlf: Pulse['crlf']): Pulse {
  return { heardMs: nowMs, waiting: undefined, crlf };
}

function firstPing(pulse: Pulse): Ping {
  return pulse.crlf === 'ignored' ? 'options' : 'crlf';
}

/** What is to be done at `nowMs`. */
export function dutyOf(pulse: Pulse, nowMs: number, times: KeepAliveTimes, inCall: boolean): Duty {
  const { waiting } = pulse;
  if (waiting === undefined) {
    const untilMs = pulse.heardMs + (inCall ? times.callMs : times.idleMs);
    return nowMs >= untilMs ? { kind: 'ping', ping: firstPing(pulse) } : { kind: 'rest', untilMs };
  }
  const deadMs = waiting.sinceMs + times.deadAfterMs;
  if (nowMs >= deadMs) return { kind: 'dead' };
  if (waiting.pings.includes('options') || pulse.crlf === 'answered')
    return { kind: 'rest', untilMs: deadMs };
  const optionsMs = waiting.sinceMs + CRLF_PATIENCE_MS;
  return nowMs >= optionsMs
    ? { kind: 'ping', ping: 'options' }
    : { kind: 'rest', untilMs: Math.min(optionsMs, deadMs) };
}

/** The ping to send at once on a suspicion; undefined where one is under way or life was just proved. */
export function pingOnSuspicion(pulse: Pulse, nowMs: number): Ping | undefined {
  if (pulse.waiting !== undefined || nowMs - pulse.heardMs < FRESH_MS) return undefined;
  return firstPing(pulse);
}

export function pinged(pulse: Pulse, ping: Ping, nowMs: number): Pulse {
  const pings = [...(pulse.waiting?.pings ?? []), ping];
  return { ...pulse, waiting: { sinceMs: pulse.waiting?.sinceMs ?? nowMs, pings } };
}

/** Anything that arrives proves life; a pong, or its absence beside an answered OPTIONS, tells about the server. */
export function heard(pulse: Pulse, what: 'pong' | 'optionsAnswer' | 'message', nowMs: number): Pulse {
  const ignored = what === 'optionsAnswer' && pulse.waiting?.pings.includes('crlf') === true;
  const crlf = what === 'pong' ? 'answered' : ignored && pulse.crlf === 'unknown' ? 'ignored' : pulse.crlf;
  return { heardMs: nowMs, waiting: undefined, crlf };
}

/** After a sleep nothing is known: no verdict from before it counts. */
export function awoken(pulse: Pulse): Pulse {
  return { ...pulse, waiting: undefined };
}
