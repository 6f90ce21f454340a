/** Time as a port: pure code never reads a clock or sets a timer of its own. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls `task` once after `delayMs` milliseconds; the returned function cancels it. */
  after(delayMs: number, task: () => void): () => void;
  /** Calls `task` every `periodMs` milliseconds until the returned function is called. */
  every(periodMs: number, task: () => void): () => void;
}
