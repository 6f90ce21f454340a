/** Time as a port: pure code never reads a clock or sets a timer of its own. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Milliseconds on a clock that never goes back and is never set, for durations: comparable with itself alone. It counts the time
   * that the device is awake; whether sleep counts is the system's choice (W3C hr-time 8).
   */
  steady(): number;
  /** Calls `task` once after `delayMs` milliseconds; the returned function cancels it. */
  after(delayMs: number, task: () => void): () => void;
  /** Calls `task` every `periodMs` milliseconds until the returned function is called. */
  every(periodMs: number, task: () => void): () => void;
}
