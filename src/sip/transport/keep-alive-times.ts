// How often the server is asked whether it is there. Apart from what is done with it (keep-alive.ts), which only a connection
// needs, while the settings need these from the first moment.

export interface KeepAliveTimes {
  /** Silence after which an idle connection is pinged, in milliseconds. */
  readonly idleMs: number;
  /** The same during a call. */
  readonly callMs: number;
  /** Pings without any answer for so long mean that the connection is silent, in milliseconds. */
  readonly deadAfterMs: number;
}

export const DEFAULT_KEEP_ALIVE: KeepAliveTimes = { idleMs: 25_000, callMs: 5000, deadAfterMs: 5000 };
