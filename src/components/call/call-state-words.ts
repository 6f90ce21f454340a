// Joins a call to the words for its state.
import { callStateWords } from '../../i18n/call-words.ts';
import type { EstablishedCall, PendingCall } from '../../sip/call-state.ts';

/** The state of a live call in a few words. */
export function callStateOf(call: PendingCall | EstablishedCall): string {
  if (call.reconnecting === true) return callStateWords({ phase: 'reconnecting' });
  if (call.phase === 'established') {
    return callStateWords({ phase: 'established', hold: call.hold, muted: call.muted });
  }
  if (call.phase !== 'ringing') return callStateWords({ phase: call.phase });
  const { earlyMedia, answering } = call;
  return callStateWords({ phase: 'ringing', incoming: call.direction === 'incoming', earlyMedia, answering });
}
