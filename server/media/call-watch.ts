// Ends calls that nobody is in any more: the far end is patient with a broken path, but not for ever.
// Owns the two limits; says when, and hangs up nothing itself.

export interface CallWatchOptions {
  /** Packets received so far. */
  readonly received: () => number;
  /** True while the media path is open. */
  readonly isConnected: () => boolean;
  readonly hangUp: () => void;
  /** How long a call may be without a media path, in ms. */
  readonly patienceMs?: number;
  readonly maxDurationMs?: number;
}

const CHECK_MS = 5000;

/** Starts the watch; the returned function ends it. */
export function watchCall(options: CallWatchOptions): () => void {
  const { patienceMs = 120_000, maxDurationMs = 4 * 3_600_000 } = options;
  let [received, quietMs, ageMs] = [0, 0, 0];
  const timer = setInterval(() => {
    const isAlive = options.isConnected() || options.received() > received;
    received = options.received();
    quietMs = isAlive ? 0 : quietMs + CHECK_MS;
    ageMs += CHECK_MS;
    if (quietMs >= patienceMs || ageMs >= maxDurationMs) options.hangUp();
  }, CHECK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
