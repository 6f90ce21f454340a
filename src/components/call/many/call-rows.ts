// The content of the list of calls, as pure functions: each call, the calls of a conference, and ended calls that are not
// dismissed yet. Calls that ring are not in the list: their buttons are in the banner of waiting calls.
import { isIncoming, liveCalls, type LiveState } from '../../../phone/calls/calls-state.ts';
import type { PhoneState } from '../../../phone/phone-state.ts';
import type { Call, EstablishedCall, TerminatedCall } from '../../../sip/call-state.ts';

export type CallRow =
  | { readonly kind: 'call'; readonly call: LiveState }
  | { readonly kind: 'conference'; readonly parties: readonly LiveState[] }
  | { readonly kind: 'ended'; readonly call: TerminatedCall };

type Calls = Pick<PhoneState, 'calls' | 'activeCallId' | 'conference'>;

/** The calls that are joined to one conversation, in the order in which they joined; empty where fewer than two are. */
export function conferenceParties(state: Calls): readonly LiveState[] {
  const live = liveCalls(state);
  const parties = state.conference.flatMap(({ callId }) => live.filter(({ id }) => id === callId));
  return parties.length < 2 ? [] : parties;
}

/** The same, where the call is one of them. */
export function partiesWith(state: Calls, callId: string | undefined): readonly LiveState[] {
  const parties = conferenceParties(state);
  return parties.some(({ id }) => id === callId) ? parties : [];
}

/** Whether the person is muted for all of these; where only for some, Mute mutes the rest. */
export function areMuted(calls: readonly Call[]): boolean {
  return calls.every((call) => call.phase === 'established' && call.muted);
}

/** The calls that were answered, save those that are joined. */
export function answeredApart(state: Calls): readonly EstablishedCall[] {
  const parties = conferenceParties(state);
  return state.calls.filter(
    (call): call is EstablishedCall =>
      call.phase === 'established' && !parties.some(({ id }) => id === call.id),
  );
}

/** Whether the person should read how a call ended; that they hung up themselves they know. */
const isNews = ({ end, transfer }: TerminatedCall): boolean =>
  end.cause !== undefined || end.by !== 'local' || transfer?.kind === 'done';

/** All lines of the list, in the order in which the calls began; those that are joined stand first. */
export function rowsOf(state: Calls): readonly CallRow[] {
  const parties = conferenceParties(state);
  const rows = state.calls.flatMap((call): readonly CallRow[] => {
    if (call.phase === 'terminated')
      return isNews(call) && call.id !== state.activeCallId ? [{ kind: 'ended', call }] : [];
    if (isIncoming(call) || parties.some(({ id }) => id === call.id)) return [];
    return [{ kind: 'call', call }];
  });
  return parties.length === 0 ? rows : [{ kind: 'conference', parties }, ...rows];
}
