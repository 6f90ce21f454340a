// When a phone that lost its server tries again. A server that refuses at once is starting: try every second or so, for a
// while. A server that says nothing is overloaded or out of reach: leave it ever more time. Pure: chance is passed in.
// Sources: RFC 5626 4.5 (flow recovery), docs/scale.md (what a herd of phones does to a server).

/** `refused`: closed or refused at once; `silent`: no answer before the deadline. */
export type ConnectFailure = 'refused' | 'silent';

export interface Outage {
  /** Rounds over all servers that failed in a row; 0 when a working connection was just lost. */
  readonly failedRounds: number;
  /** How the last round ended. */
  readonly failure: ConnectFailure;
  /** Since the connection was lost, in milliseconds. */
  readonly lastedMs: number;
  readonly inCall: boolean;
}

/** How long a refusing server is asked about every second, in milliseconds. */
export const EAGER_MS = 20_000;
/** The same while a call waits for it. */
export const EAGER_IN_CALL_MS = 60_000;
/** Nobody waits longer, in milliseconds. */
export const LONGEST_WAIT_MS = 30_000;
/** The first attempts after a loss spread over this time, in milliseconds: all phones of a server lose it at once. */
const FIRST_SPREAD_MS = 1000;
const FIRST_SPREAD_IN_CALL_MS = 200;

/** Milliseconds until the next round over the servers; `random` gives 0 to 1. */
export function reconnectDelayMs(outage: Outage, random: () => number): number {
  const { failedRounds, failure, lastedMs, inCall } = outage;
  if (failedRounds === 0) return random() * (inCall ? FIRST_SPREAD_IN_CALL_MS : FIRST_SPREAD_MS);
  const eagerMs = inCall ? EAGER_IN_CALL_MS : EAGER_MS;
  if (failure === 'refused' && lastedMs < eagerMs) return 500 + random() * 500;
  // After the eager time a refusing server starts at two seconds, as if it had failed once.
  const step = failure === 'silent' ? failedRounds : Math.max(1, Math.log2(lastedMs / eagerMs) + 1);
  const ceiling = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** step);
  return ceiling / 2 + (random() * ceiling) / 2;
}
