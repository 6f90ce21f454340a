// The commands of the phone, by rooms: plain values that another window could send as well (structured-clonable). What comes of a
// command shows in the state.
import type { SoundOpinion } from '../diagnosis/receipt.ts';
import type { DeviceRole } from '../media/devices.ts';
import type { DialTarget } from '../sip/dial/dial-reading.ts';
import type { Tone, TonePause } from '../sip/dtmf.ts';
import type { KeepableKind } from '../storage/kept-kinds.ts';
import type { Settings } from './settings.ts';

export type CallCommand =
  /** Calls a number, a name or a SIP address as typed, or as read already, over an account or the one that dials; calls that go on are held. */
  | { readonly kind: 'dial'; readonly called: string | DialTarget; readonly accountId?: string }
  /** Takes an incoming call; what goes on is held, or ended. */
  /** `present`: what becomes of the call, or conference, that the person is in. */
  | { readonly kind: 'answer'; readonly callId: string; readonly present?: 'hold' | 'end' }
  | { readonly kind: 'decline'; readonly callId: string }
  | { readonly kind: 'hangUp'; readonly callId: string }
  /** Puts the finished call away. */
  | { readonly kind: 'dismissCall'; readonly callId: string }
  /** Goes on with this call and holds the others. */
  | { readonly kind: 'switchTo'; readonly callId: string }
  | { readonly kind: 'setMuted'; readonly callId: string; readonly muted: boolean }
  /** Held calls are silent both ways; who is taken back from hold is the only one, the others are held. */
  | { readonly kind: 'setHold'; readonly callId: string; readonly held: boolean }
  /** Sends a key now; what was being sent stops and waits. `heldMs`: how long it was held, in milliseconds, where it was. */
  | { readonly kind: 'sendTone'; readonly callId: string; readonly tone: Tone; readonly heldMs?: number }
  /** A pause between keys that are pressed one by one: those behind it follow it. */
  | { readonly kind: 'typePause'; readonly callId: string; readonly pause: TonePause }
  /** Sends several, with pauses, as `readKeys` gives them; what is left shows in the call's `keys`. */
  | { readonly kind: 'sendKeys'; readonly callId: string; readonly keys: string }
  /** Sends the keys that wait for the person. */
  | { readonly kind: 'goOnWithKeys'; readonly callId: string }
  /** Keys that are being sent wait from now on; those that wait already are put away. */
  | { readonly kind: 'stopKeys'; readonly callId: string }
  /** Looks for the sound of the call anew; what comes of it shows in the verdict's `mending`. */
  | { readonly kind: 'repairSound'; readonly callId: string }
  /** Hands the other end over to somebody new, without asking them first (blind transfer, RFC 5589 5); it is held meanwhile. */
  | { readonly kind: 'transfer'; readonly callId: string; readonly called: string | DialTarget }
  /** Holds the call and calls somebody to whom its other end may be handed over (attended transfer, RFC 5589 7). */
  | { readonly kind: 'consult'; readonly callId: string; readonly called: string | DialTarget }
  /** Joins the other ends of two calls, whether one was a consultation or not: both calls end when they have each other. */
  | { readonly kind: 'join'; readonly callId: string; readonly withId: string }
  /** The person has read how a transfer ended. */
  | { readonly kind: 'dismissTransfer'; readonly callId: string }
  /** Answers who asks us to call somebody else (REFER). */
  | { readonly kind: 'answerReferral'; readonly callId: string; readonly accept: boolean }
  /** Joins these calls and us to one conversation, mixed here; those that are part of it stay so. */
  | { readonly kind: 'confer'; readonly callIds: readonly string[] }
  /** Takes a call out of the conversation; it is held. */
  | { readonly kind: 'leaveConference'; readonly callId: string }
  /** Whether the others hear this party of the conversation. */
  | { readonly kind: 'setHeard'; readonly callId: string; readonly isHeard: boolean }
  /** Answers who would take the place of the other end (RFC 3891): they may, or the call stays as it is. */
  | { readonly kind: 'answerTakeover'; readonly callId: string; readonly accept: boolean };

export type AccountCommand =
  /** Takes a free extension from the demo this page comes from, and signs in. */
  | { readonly kind: 'tryDemo' }
  /** Ends the calls, signs out, and deletes all but the app and what is to be kept; the notice says what it came to. */
  | { readonly kind: 'signOut'; readonly keep: readonly KeepableKind[] }
  /** Ends the calls, signs out, and deletes everything that this browser keeps, the app's own files included. */
  | { readonly kind: 'forgetEverything' }
  /** Ends a wait: connects or registers now; all accounts where none is named. */
  | { readonly kind: 'retryNow'; readonly accountId?: string }
  /** Calls go out from this account from now on. */
  | { readonly kind: 'chooseAccount'; readonly accountId: string }
  /** Ends the account's calls, signs out of it, and deletes what is kept of it; history and trace stay, and so do the others. */
  | { readonly kind: 'signOutOf'; readonly accountId: string }
  /** Opens the link that waits: exchanges its code, or unlocks it with the passphrase (empty where it needs none). */
  | { readonly kind: 'openSetup'; readonly passphrase: string }
  /** Takes what the link would set: an account of its address, beside the others or instead of the one that dials. */
  | { readonly kind: 'acceptSetup'; readonly how: 'add' | 'instead' }
  | { readonly kind: 'dismissSetup' };

export type DeviceCommand =
  | { readonly kind: 'chooseDevice'; readonly role: DeviceRole; readonly deviceId: string }
  /** Plays a short sound where calls are heard, or where they ring, at the volume set for it. */
  | { readonly kind: 'testSound'; readonly role: 'speaker' | 'ringer' }
  /** Records three seconds, judges them and plays them back; refused during a call. Follow `microphoneTest`. */
  | { readonly kind: 'testMicrophone' }
  /** Ends the test, or puts away what it found; the microphone is closed. */
  | { readonly kind: 'endMicrophoneTest' }
  /** Given from a click: lets the browser play sound. */
  | { readonly kind: 'enableSound' };

export type HistoryCommand =
  | { readonly kind: 'deleteHistoryEntry'; readonly id: string }
  | { readonly kind: 'clearHistory' }
  /** What the person says of the sound of a call that is over; undefined takes it back. */
  | { readonly kind: 'rateSound'; readonly id: string; readonly opinion: SoundOpinion | undefined }
  /** Marks every missed call as looked at. */
  | { readonly kind: 'markHistorySeen' };

export interface TraceCommand {
  readonly kind: 'clearTrace';
}

export type AppCommand =
  | { readonly kind: 'changeSettings'; readonly change: Partial<Settings> }
  | { readonly kind: 'dismissNotice' }
  /** Activates the waiting version; refused during a call. */
  | { readonly kind: 'applyUpdate' };

/** A room of the phone: does what it is asked, and resolves when that is done or under way. Never rejects. */
export interface Room<Command> {
  do(command: Command): Promise<void>;
}
