// Carries out an effort to bring the sound of a call back, because the person asked for it, and tells what came of it (diagnosis/repair.ts).
// Fetched with what only calls need.
import type { CallVitals } from '../../diagnosis/flow.ts';
import { REPAIR_MS, repairOutcome } from '../../diagnosis/repair.ts';
import type { EstablishedCall } from '../../sip/call-state.ts';
import type { Clock } from '../clock.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import { callOf } from './calls-state.ts';
import type { ReadableStore, Store } from '../store.ts';

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
  const look = (elapsedMs: number): void => {
    const outcome = repairOutcome(vitals.state, elapsedMs);
    if (outcome === 'trying') return;
    stopTimer();
    unsubscribe();
    say(outcome === 'failed' ? 'failed' : undefined);
  };
  const unsubscribe = vitals.subscribe(() => {
    look(clock.steady() - startedAtMs);
  });
  const stopTimer = clock.after(REPAIR_MS, () => {
    look(REPAIR_MS);
  });
  say('trying');
  restart();
}
