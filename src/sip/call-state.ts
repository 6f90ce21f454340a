// One call from the first INVITE to its end (RFC 3261 12, 13), as a pure state machine.
//
//   calling --proceeding--> proceeding --ringing--> ringing --established--> established
//   any but terminated --terminated--> terminated
//   established: hold, mute, remote hold, a transfer and what others ask of us change in place
//
// An event that is late or illegal (a 180 after the 200, say) returns the same state.
import type { PendingKeys, Tone } from './dtmf.ts';
import type { FailureCause } from './failure-cause.ts';
import type { Party } from './party.ts';
import type { Referral, Transfer } from './transfer.ts';
import type { Reason } from './wire/reasons.ts';

export type { Party };

export type CallDirection = 'outgoing' | 'incoming';

/** Who holds the call (RFC 3264 8.4). */
export type HoldState = 'none' | 'local' | 'remote' | 'both';

/** Whether this side holds. */
export function isHeldHere(hold: HoldState): boolean {
  return hold === 'local' || hold === 'both';
}

/** Whether the far side holds. */
export function isHeldThere(hold: HoldState): boolean {
  return hold === 'remote' || hold === 'both';
}

/** How a call ended. `by` is the side that ended it. */
export interface CallEnd {
  readonly by: 'local' | 'remote' | 'system';
  /** Absent for a normal hang-up. */
  readonly cause: FailureCause | undefined;
  /** SIP status code behind it, 300 to 699, where there was one. */
  readonly statusCode: number | undefined;
  /** The server's own words; untrusted text. */
  readonly reasonPhrase: string | undefined;
  /** Where a 3xx says that they are now (RFC 3261 21.3): a SIP URI, called only when the person says so. */
  readonly redirectTo?: string;
  /** What the far side gave as its reasons (RFC 3326); absent where it gave none. Untrusted text. */
  readonly reasons?: readonly Reason[];
  /** How often its 200 came again after our ACK; absent for never. */
  readonly answersRepeated?: number;
  /** When, on the clock that `answeredAtMs` is on. */
  readonly atMs: number;
}

interface CallBase {
  readonly id: string;
  /** The account that it came to, or was made with. */
  readonly accountId: string;
  readonly direction: CallDirection;
  readonly remote: Party;
  /** When it began, milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** The way to the server is being looked for. */
  readonly lost?: 'server' | undefined;
  /** The call whose other end is to be handed over to this one's: the person asks them first. */
  readonly consultsFor?: string | undefined;
  /** With how many other calls it was joined to a conference, at the most; absent where it never was. */
  readonly joinedWith?: number;
  /** What was dialled behind the number, or typed during the call, and is not sent yet. */
  readonly keys?: PendingKeys | undefined;
}

/** States before an answer. `earlyMedia`: sound of the far side is heard already (RFC 3960). */
export interface PendingCall extends CallBase {
  readonly phase: 'calling' | 'proceeding' | 'ringing';
  readonly earlyMedia: boolean;
  /** True once the person pressed Answer and the 200 is on its way. */
  readonly answering: boolean;
  /** The microphone was asked for and is not there yet: nothing goes out before it is. */
  readonly awaitsMicrophone?: boolean;
}

export interface EstablishedCall extends CallBase {
  readonly phase: 'established';
  /** Milliseconds on a clock that is never set (`Clock.steady`), for durations alone. */
  readonly answeredAtMs: number;
  readonly hold: HoldState;
  /** They hear us and send no sound of their own. */
  readonly onlyListens?: boolean;
  readonly muted: boolean;
  /** A hold or unhold was asked for and the far side has not agreed yet. */
  readonly holdPending: boolean;
  /** Keys pressed don't reach the far side. */
  readonly tonesRefused: boolean;
  /** The last tones that went out, in order. */
  readonly tonesSent?: readonly Tone[];
  /** How the transfer fares that was asked for last. */
  readonly transfer?: Transfer | undefined;
  /** The far side asks us to call somebody else. */
  readonly referral?: Referral | undefined;
  /** Who asks to take the place of the far side (RFC 3891). */
  readonly takeover?: Party | undefined;
}

export interface TerminatedCall extends CallBase {
  readonly phase: 'terminated';
  /** Absent where the call was never answered. */
  readonly answeredAtMs: number | undefined;
  /** How the last transfer had fared by then. */
  readonly transfer?: Transfer | undefined;
  readonly end: CallEnd;
}

export type Call = PendingCall | EstablishedCall | TerminatedCall;

export type CallEvent =
  | { readonly kind: 'proceeding' }
  | { readonly kind: 'ringing' }
  | { readonly kind: 'earlyMediaStarted' }
  | { readonly kind: 'answering' }
  | { readonly kind: 'microphoneAwaited'; readonly awaited: boolean }
  | { readonly kind: 'serverLost' | 'serverBack' }
  /** The server says who the other end is (RFC 3325). */
  | { readonly kind: 'partyChanged'; readonly remote: Party }
  /** The other end was exchanged for another (RFC 3891), who begins without a hold. */
  | { readonly kind: 'replaced'; readonly remote: Party }
  /** No microphone: the call rings on and can be answered again. */
  | { readonly kind: 'answerFailed' }
  | { readonly kind: 'established'; readonly atMs: number }
  | { readonly kind: 'muteChanged'; readonly muted: boolean }
  | { readonly kind: 'tonesAnswered'; readonly isTaken: boolean }
  /** Undefined: the person has read how it ended. */
  | { readonly kind: 'transferChanged'; readonly transfer: Transfer | undefined }
  | { readonly kind: 'referred'; readonly referral: Referral }
  /** The person or time has decided. */
  | { readonly kind: 'referralEnded'; readonly referralId: string }
  | { readonly kind: 'takeoverChanged'; readonly takeover: Party | undefined }
  | { readonly kind: 'toneSent'; readonly tone: Tone }
  /** `keys`: what is left to send. */
  | { readonly kind: 'keysChanged'; readonly keys: PendingKeys | undefined }
  | { readonly kind: 'holdAsked' }
  | { readonly kind: 'holdRefused' }
  | { readonly kind: 'holdChanged'; readonly held: boolean }
  | { readonly kind: 'remoteHoldChanged'; readonly held: boolean }
  | { readonly kind: 'remoteListensChanged'; readonly onlyListens: boolean }
  | { readonly kind: 'terminated'; readonly end: CallEnd };

/** So many of the tones that went out are kept. */
const MOST_TONES_SHOWN = 60;

/** A new call: an outgoing one starts as `calling`, an incoming one as `ringing`. */
export function newCall(base: CallBase): PendingCall {
  const phase = base.direction === 'outgoing' ? 'calling' : 'ringing';
  return { ...base, phase, earlyMedia: false, answering: false };
}

/** The hold state after `side` holds or releases. */
export function holdAfter(hold: HoldState, side: 'local' | 'remote', held: boolean): HoldState {
  const other = side === 'local' ? 'remote' : 'local';
  const otherHolds = hold === other || hold === 'both';
  if (held) return otherHolds ? 'both' : side;
  return otherHolds ? other : 'none';
}

/** What outlives a change of phase, together with what the far side can't be asked about again. */
function baseOf({
  id,
  accountId,
  direction,
  remote,
  startedAtMs,
  lost,
  consultsFor,
  keys,
}: PendingCall): CallBase {
  const base = { id, accountId, direction, remote, startedAtMs };
  return {
    ...base,
    ...(lost === undefined ? {} : { lost }),
    ...(consultsFor === undefined ? {} : { consultsFor }),
    ...(keys === undefined ? {} : { keys }),
  };
}

function nextPending(call: PendingCall, event: CallEvent): Call {
  switch (event.kind) {
    case 'proceeding':
      return call.phase === 'calling' ? { ...call, phase: 'proceeding' } : call;
    case 'ringing':
      return call.phase === 'ringing' ? call : { ...call, phase: 'ringing' };
    case 'earlyMediaStarted':
      return call.earlyMedia ? call : { ...call, earlyMedia: true };
    case 'answering':
      return call.direction === 'incoming' && !call.answering ? { ...call, answering: true } : call;
    case 'microphoneAwaited': {
      if ((call.awaitsMicrophone ?? false) === event.awaited) return call;
      return { ...call, awaitsMicrophone: event.awaited };
    }
    case 'answerFailed':
      return call.answering ? { ...call, answering: false } : call;
    case 'established': {
      const fresh = { hold: 'none', muted: false, holdPending: false, tonesRefused: false } as const;
      return { ...baseOf(call), ...fresh, phase: 'established', answeredAtMs: event.atMs };
    }
    default:
      return call;
  }
}

function nextEstablished(call: EstablishedCall, event: CallEvent): Call {
  switch (event.kind) {
    // Another session took its place (RFC 3891), and nobody at its other end holds yet.
    case 'established':
      return { ...call, hold: holdAfter(call.hold, 'remote', false), onlyListens: false };
    case 'remoteListensChanged':
      return { ...call, onlyListens: event.onlyListens };
    // Who holds takes no sound, and no keys in it; afterwards it may.
    case 'remoteHoldChanged':
      return { ...call, hold: holdAfter(call.hold, 'remote', event.held), tonesRefused: false };
    case 'muteChanged':
      return call.muted === event.muted ? call : { ...call, muted: event.muted };
    case 'tonesAnswered':
      return call.tonesRefused === !event.isTaken ? call : { ...call, tonesRefused: !event.isTaken };
    case 'replaced': {
      // The other session begins with nothing lost or asked, and tells what it loses.
      const fresh = { transfer: undefined, referral: undefined, takeover: undefined };
      return {
        ...call,
        ...fresh,
        holdPending: false,
        tonesRefused: false,
        lost: undefined,
        remote: event.remote,
      };
    }
    case 'transferChanged':
      return call.transfer === event.transfer ? call : { ...call, transfer: event.transfer };
    case 'referred':
      return { ...call, referral: event.referral };
    case 'referralEnded':
      return call.referral?.id === event.referralId ? { ...call, referral: undefined } : call;
    case 'takeoverChanged':
      return call.takeover === event.takeover ? call : { ...call, takeover: event.takeover };
    case 'toneSent':
      return { ...call, tonesSent: [...(call.tonesSent ?? []), event.tone].slice(-MOST_TONES_SHOWN) };
    case 'holdAsked':
      return call.holdPending ? call : { ...call, holdPending: true };
    case 'holdRefused':
      return call.holdPending ? { ...call, holdPending: false } : call;
    case 'holdChanged':
      return { ...call, hold: holdAfter(call.hold, 'local', event.held), holdPending: false };
    default:
      return call;
  }
}

/** Whose number alone is told once more keeps the name that came with it; who vouched for the name, still does. */
function namedAsBefore(before: Party, now: Party): Party {
  if (now.displayName !== '' || before.displayName === '' || now.uri !== before.uri) return now;
  const { displayName, claim } = before;
  return { ...now, displayName, ...(claim === undefined ? {} : { claim: 'name' }) };
}

function withKeys(call: PendingCall | EstablishedCall, keys: PendingKeys | undefined): Call {
  const { keys: before, ...rest } = call;
  if (before === keys) return call;
  return keys === undefined ? rest : { ...rest, keys };
}

/** The next state of a call; the same object where the event changes nothing. */
export function nextCall(call: Call, event: CallEvent): Call {
  if (call.phase === 'terminated') return call;
  if (event.kind === 'serverLost') return call.lost === 'server' ? call : { ...call, lost: 'server' };
  if (event.kind === 'serverBack') return call.lost === undefined ? call : { ...call, lost: undefined };
  if (event.kind === 'keysChanged') return withKeys(call, event.keys);
  if (event.kind === 'partyChanged') return { ...call, remote: namedAsBefore(call.remote, event.remote) };
  if (event.kind === 'terminated') {
    const { id, accountId, direction, remote, startedAtMs, consultsFor, joinedWith } = call;
    const base = {
      ...{ id, accountId, direction, remote, startedAtMs },
      ...(consultsFor === undefined ? {} : { consultsFor }),
      ...(joinedWith === undefined ? {} : { joinedWith }),
      phase: 'terminated',
      end: event.end,
    } as const;
    if (call.phase !== 'established') return { ...base, answeredAtMs: undefined };
    const { answeredAtMs, transfer } = call;
    return { ...base, answeredAtMs, ...(transfer === undefined ? {} : { transfer }) };
  }
  return call.phase === 'established' ? nextEstablished(call, event) : nextPending(call, event);
}

/** True while a call occupies the line. */
export function isLive(call: Call | undefined): call is PendingCall | EstablishedCall {
  return call !== undefined && call.phase !== 'terminated';
}
