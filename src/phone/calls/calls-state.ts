// The calls that the state holds and which of them the person is with, as pure functions. One that ended stays in sight until it is
// dismissed or another begins; the person goes on with one that is left.
import { isHeldHere, isLive, nextCall, type Call, type CallEvent } from '../../sip/call-state.ts';

export interface CallsState {
  /** In the order in which they began. */
  readonly calls: readonly Call[];
  readonly activeCallId: string | undefined;
}

/** A call that is not over. */
export type LiveState = Exclude<Call, { phase: 'terminated' }>;

const live = (call: Call): call is LiveState => isLive(call);

/** An incoming call that nobody here has answered yet. */
export function isIncoming(call: Call | undefined): boolean {
  return call?.phase === 'ringing' && call.direction === 'incoming';
}

/** The calls that are not over. */
export function liveCalls({ calls }: Pick<CallsState, 'calls'>): readonly LiveState[] {
  return calls.filter(live);
}

/** Whether any call is not over. */
export function hasLiveCall({ calls }: Pick<CallsState, 'calls'>): boolean {
  return calls.some(isLive);
}

/** Whether any call of this account is not over. */
export function hasLiveCallOf({ calls }: Pick<CallsState, 'calls'>, accountId: string): boolean {
  return calls.some((call) => isLive(call) && call.accountId === accountId);
}

/** The call `id`, where there is one. */
export function callOf({ calls }: Pick<CallsState, 'calls'>, id: string | undefined): Call | undefined {
  return calls.find((call) => call.id === id);
}

/** The call that the person is with: alive, or over and not dismissed yet. */
export function activeCall(state: CallsState): Call | undefined {
  return callOf(state, state.activeCallId);
}

/** Incoming calls that ring besides the one that the person is with. */
export function waitingCalls({ calls, activeCallId }: CallsState): readonly LiveState[] {
  return calls.filter(live).filter((call) => isIncoming(call) && call.id !== activeCallId);
}

/** Answered, and not put on hold by the person. */
const isTalking = (call: LiveState): boolean => call.phase === 'established' && !isHeldHere(call.hold);

/**
 * With whom the person goes on where a call is no more: somebody who hears them rather than somebody on hold, and that rather than somebody
 * who rings, the last first.
 */
function nextActive(calls: readonly Call[]): string | undefined {
  const left = calls.filter(live);
  return (left.findLast(isTalking) ?? left.findLast((call) => !isIncoming(call)) ?? left.at(-1))?.id;
}

/** A call begins. One that rings here disturbs nobody who is with another. */
export function withNewCall(state: CallsState, call: Call): CallsState {
  const others = state.calls.filter(live);
  const stays = isIncoming(call) && others.some(({ id }) => id === state.activeCallId);
  return { calls: [...others, call], activeCallId: stays ? state.activeCallId : call.id };
}

/** Something happened to the call `id`; the same object where that changes nothing. */
export function withChange(state: CallsState, id: string, event: CallEvent): CallsState {
  const before = callOf(state, id);
  if (before === undefined) return state;
  const after = nextCall(before, event);
  if (after === before) return state;
  const calls = state.calls.map((call) => (call === before ? after : call));
  if (after.phase === 'terminated' && state.activeCallId === id)
    return { calls, activeCallId: nextActive(calls) ?? id };
  // Answered: the person is with this one.
  const isTaken = isIncoming(before) && after.phase === 'established';
  return { calls, activeCallId: isTaken ? id : state.activeCallId };
}

/** Those in the conference remember with how many others; who is alone in it is in none. */
export function withJoined(
  calls: readonly Call[],
  parties: readonly { readonly callId: string }[],
): readonly Call[] {
  const others = parties.length - 1;
  const isNews = ({ id, joinedWith = 0 }: Call): boolean =>
    others > joinedWith && parties.some(({ callId }) => callId === id);
  return calls.map((call) => (isNews(call) ? { ...call, joinedWith: others } : call));
}

/** Puts the finished call `id` away; the same object where it is none. */
export function withoutCall(state: CallsState, id: string): CallsState {
  if (callOf(state, id)?.phase !== 'terminated') return state;
  const calls = state.calls.filter((call) => call.id !== id);
  const activeCallId = state.activeCallId === id ? nextActive(calls) : state.activeCallId;
  return { calls, activeCallId };
}
