// An effort to bring the sound of a call back, as a plan: when it has helped, and when it is known to have brought nothing.
import type { CallVitals, FlowState } from './flow.ts';

/** An ICE restart, its answer and the checks are over by then, in milliseconds; a direction that is silent counts a second later. */
export const REPAIR_MS = 10_000;
/** What was measured before the effort began says nothing of it, in milliseconds. */
const AFTERMATH_MS = 2500;

const PASSES: readonly FlowState[] = ['flowing', 'quiet', 'sent'];

function passesBothWays({ youToThem, themToYou }: CallVitals): boolean {
  return PASSES.includes(youToThem.flow) && PASSES.includes(themToYou.flow);
}

/** What an effort that began `elapsedMs` ago has come to, by what is measured now. */
export function repairOutcome(vitals: CallVitals, elapsedMs: number): 'trying' | 'helped' | 'failed' {
  if (elapsedMs >= AFTERMATH_MS && passesBothWays(vitals)) return 'helped';
  return elapsedMs >= REPAIR_MS ? 'failed' : 'trying';
}
