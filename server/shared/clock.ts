// Time as a port: what expires asks this, so that a test can move time by hand.
// Owns nothing else; refuses to schedule (timers stay with who starts them).

/** Milliseconds since the epoch. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
