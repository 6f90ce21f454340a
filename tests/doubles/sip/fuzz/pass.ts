// Fake time for floods.
import { vi } from 'vitest';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What arrives is delivered between steps only, and a ping wants its answer within 400 ms: no step may be as long. */
const STEP_MS = 390;

/** Lets fake time pass in few steps. The fine steps of vi cost a millisecond of real time for each timer. */
export async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= STEP_MS) {
    vi.advanceTimersByTime(Math.min(STEP_MS, left));
    await turn();
  }
}
