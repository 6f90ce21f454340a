// What the media of a call must know of the call itself. Pure.
import type { Call } from '../sip/call-state.ts';
import type { CallFacts } from './call-record.ts';

/** `steadySinceMs`: when answer, hold or unhold last changed what should flow. */
export function factsOf(call: Call | undefined, steadySinceMs: number | undefined): CallFacts {
  if (call?.phase !== 'established') return { hold: 'none', muted: false, steadySinceMs };
  const { hold, muted, onlyListens = false } = call;
  return { hold, muted, onlyListens, steadySinceMs };
}

/** Whether sound of the far side is due: on hold silence is right, and says nothing about the network. */
export const expectsSound = (call: Call): boolean =>
  call.phase === 'established' && call.hold === 'none' && !call.holdPending && call.onlyListens !== true;
