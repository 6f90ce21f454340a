// An effort to bring the sound of a call back, because the person asked for it, and what came of it: told as soon as both directions
// pass again, or when the time for it is over. Fetched with what only calls need.
import type { CallVitals, FlowState } from '../../media/flow.ts';
import type { EstablishedCall } from '../../sip/call-state.ts';
import type { Clock } from '../clock.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import { callOf } from './calls-state.ts';
import type { ReadableStore, Store } from '../store.ts';

/** An ICE restart, its answer and the checks are over by then, in milliseconds; a direction that is silent counts a second later. */
export const REPAIR_MS = 10_000;
/** What was measured before the effort began says nothing of it, in milliseconds. */
const AFTERMATH_MS = 2500;

const PASSES: readonly FlowState[] = ['flowing', 'quiet', 'sent'];

function passes({ youToThem, themToYou }: CallVitals): boolean {
  return PASSES.includes(youToThem.flow) && PASSES.includes(themToYou.flow);
}

/** What the repair needs of the phone. */
export interface RepairContext {
  readonly callId: string;
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly vitals: ReadableStore<CallVitals>;
  readonly clock: Pick<Clock, 'after' | 'steady'>;
  /** Makes the call look for another path. */
  readonly restart: () => void;
}

/** Looks for the sound of an established call anew; the call's `repair` says that it does, and what came of it. */
export function repairSound({ callId, store, vitals, clock, restart }: RepairContext): void {
  const call = callOf(store.state, callId);
  if (call?.phase !== 'established' || call.repair === 'trying') return;
  const startedAtMs = clock.steady();
  const say = (repair: EstablishedCall['repair']): void => {
    store.dispatch({ kind: 'callChanged', id: callId, event: { kind: 'repairChanged', repair } });
  };
  const end = (repair: EstablishedCall['repair']): void => {
    stopTimer();
    unsubscribe();
    say(repair);
  };
  const unsubscribe = vitals.subscribe((now) => {
    if (clock.steady() - startedAtMs >= AFTERMATH_MS && passes(now)) end(undefined);
  });
  const stopTimer = clock.after(REPAIR_MS, () => {
    end(passes(vitals.state) ? undefined : 'failed');
  });
  say('trying');
  restart();
}
