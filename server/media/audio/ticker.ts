// A 20 ms beat that neither drifts nor bunches: late timers are caught up (RFC 3551 section 4.2 packet time).
// Owns the counting; refuses to send.

export const PACKET_MS = 20;

/** Calls `beat(n)` for n = 0, 1, 2... every 20 ms until the returned function is called. */
export function startTicker(beat: (index: number) => void): () => void {
  const startedAt = performance.now();
  let next = 0;
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) / PACKET_MS);
    if (due - next > 50) next = due - 1; // after a long stall the past is dropped, not sent in one burst
    while (next <= due) beat(next++);
  }, PACKET_MS);
  return () => {
    clearInterval(timer);
  };
}
