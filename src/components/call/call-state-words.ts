// Joins a call to the words for its state.
import { callStateWords } from '../../i18n/call-words.ts';
import type { EstablishedCall, PendingCall } from '../../sip/call-state.ts';

/** The state of a live call in a few words. */
export function callStateOf(call: PendingCall | EstablishedCall): string {
  if (call.lost !== undefined) return callStateWords({ phase: 'reconnecting' });
  if (call.phase === 'established') {
    const { hold, muted, onlyListens = false } = call;
    return callStateWords({ phase: 'established', hold, muted, onlyListens });
  }
  const { earlyMedia, answering } = call;
  if (call.awaitsMicrophone === true) return callStateWords({ phase: 'awaitsMicrophone' });
  if (call.phase === 'calling') return callStateWords({ phase: 'calling' });
  if (call.phase === 'proceeding') return callStateWords({ phase: 'proceeding', earlyMedia });
  return callStateWords({ phase: 'ringing', incoming: call.direction === 'incoming', earlyMedia, answering });
}
