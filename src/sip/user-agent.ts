// Port: what the phone needs from a SIP stack. Refuses media details: streams and peer connections pass through as opaque objects.
import type { Account, Credentials } from './account.ts';
import type { CallEnd, Party } from './call-state.ts';
import type { Tone, ToneManner } from './dtmf.ts';
import type { SoundReport } from './telling/sound-report.ts';
import type { KeepAliveTimes } from './transport/keep-alive-times.ts';
import type { FailureCause } from './failure-cause.ts';
import type { Dialog, Referral, Transfer, TransferTarget } from './transfer.ts';

/** One of `iceServers`, as RTCIceServer has it. It has a twin of the same shape in src/media, which this room doesn't know. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/**
 * What a session needs besides its target. `microphone`: the platform's media stream with one track, which belongs to whoever gives it: no
 * session mutes it, disables it or stops it. A microphone that should be silent is silenced outside, before it gets here.
 */
export interface SessionMedia {
  readonly microphone: object;
  readonly iceServers: readonly IceServer[];
  /** Whether a call may use all candidates or relayed ones alone (RTCIceTransportPolicy). */
  readonly iceTransportPolicy: 'all' | 'relay';
  /** What a description says of the sound, changed to what the person prefers, before ours goes out and theirs is applied. */
  readonly describe: (sdp: string, side: 'local' | 'remoteOffer' | 'remoteAnswer') => string;
  /** The servers for an ICE restart: all of them, with fresh credentials. */
  readonly restartServers: () => Promise<readonly IceServer[]>;
}

/**
 * Which candidates an ICE restart may use: all of them, relayed ones alone (RTCIceTransportPolicy), or relayed ones whose relay is reached
 * over TCP or TLS alone (RFC 8656 3.1).
 */
export type PathChoice = 'all' | 'relay' | 'relayOverTcp';

/** Facts about one session, in past tense. */
export type SessionEvent =
  | { readonly kind: 'peerConnectionCreated'; readonly peerConnection: object }
  /** Another connection with the same microphone, `spare`, is made ready; it took the place of the first (`isTaken`); or neither any more. */
  | { readonly kind: 'renewal'; readonly spare: object | undefined; readonly isTaken: boolean }
  | { readonly kind: 'proceeding' }
  | { readonly kind: 'ringing' }
  | { readonly kind: 'established' }
  /** They put us on hold, by whichever description of theirs came into force last (RFC 3264 8.4), or take it back. */
  | { readonly kind: 'remoteHoldChanged'; readonly held: boolean }
  /** They send no sound of their own, and hear us. */
  | { readonly kind: 'remoteListensChanged'; readonly onlyListens: boolean }
  /** The server says that somebody else is at the other end now, or what they are called (RFC 3325). */
  | { readonly kind: 'partyChanged'; readonly remote: Party }
  /** A tone went out: it sounds from now on, or its INFO left. */
  | { readonly kind: 'toneSent'; readonly tone: Tone }
  /** Keys pressed reach the far side, or don't: no way to send them was agreed on, or it refused them. */
  | { readonly kind: 'tonesAnswered'; readonly isTaken: boolean }
  /** The server is out of reach while the call goes on, or can be reached again, perhaps from another address: an offer is due then. */
  | { readonly kind: 'serverLost' | 'serverBack' }
  /** How a transfer fares that was asked for last (`refer`); one asked for before that worked after all is `done` as well. */
  | { readonly kind: 'transferChanged'; readonly transfer: Transfer }
  /** The far side asks us to call somebody else instead. It waits for `answerRefer`; the end of this call ends the question. */
  | { readonly kind: 'referred'; readonly referral: Referral }
  /** Nothing comes of it any more: nobody answered in time. */
  | { readonly kind: 'referralEnded'; readonly referralId: string }
  /** Whether the far side takes our reports on the sound (`tell`): false until it is said otherwise. It tells as well then. */
  | { readonly kind: 'tellingChanged'; readonly isAgreed: boolean }
  /** The far side, or whoever speaks for it, says what it hears of us and sends: a claim, and no reason by itself to change the call. */
  | { readonly kind: 'theyTold'; readonly report: SoundReport }
  /** What we told reached them: the way through the servers is open. */
  | { readonly kind: 'theyAnswered' }
  | { readonly kind: 'terminated'; readonly end: Omit<CallEnd, 'atMs'> };

/** Commands to one session; each is safe at any time and does nothing where it makes no sense. */
export interface Session {
  readonly id: string;
  /** The Call-ID of its messages (RFC 3261 8.1.1.4): another once it was dialled anew. */
  readonly sipCallId: string | undefined;
  answer(media: SessionMedia): void;
  /** Refuses an incoming session: 486 where the line is busy, 603 where the person declines (RFC 3261 21.4.24, 21.6.2). */
  reject(reason: 'busy' | 'declined'): void;
  /** Ends the session: CANCEL, 480 or BYE, as its state asks (RFC 3261 9, 13.3.1.3, 15). */
  terminate(): void;
  /**
   * Offers to send no sound that is heard, or to go on (RFC 3264 8.4). Resolves to false where the far side refuses; the call then goes on
   * as it was. The microphone is not touched: whoever owns it silences it, from the wish on until the end of the hold.
   */
  setHold(held: boolean): Promise<boolean>;
  /** What both sides agreed on last (RFC 3264), secrets and all; undefined before an answer. */
  readonly descriptions: { readonly ours: string; readonly theirs: string } | undefined;
  /** How another call names this one's dialog; undefined before an answer and after the end. */
  readonly dialog: Dialog | undefined;
  /**
   * Asks the far side to call somebody else instead (RFC 3515): somebody new, or the far end of another of our calls, of whatever account,
   * in whose place it comes (RFC 3891). `transferChanged` tells how it fares. The call goes on until somebody hangs up: on `done` we should.
   */
  refer(target: TransferTarget): void;
  /**
   * Takes or refuses a referral. Who takes it places the call (`UserAgent.call` with `referralId`), and the far side hears how that fares;
   * a no after a yes tells it that nothing came of it. This call stays: the far side hangs up when it hears of the answer, or we do.
   */
  answerRefer(referralId: string, accept: boolean): void;
  /** Sends tones one after another; each that goes out is told (`toneSent`). */
  sendTones(tones: readonly Tone[], manner: ToneManner): void;
  /** Takes back the tones that have not gone out; answers how many those are. */
  dropTones(): number;
  /** Makes another offer: addresses were found after the last (RFC 8839 4.4). */
  offerAgain(): void;
  /** Looks for another path (ICE restart, RFC 8445 9), with these candidates from then on until told otherwise. */
  restartIce(choice: PathChoice): void;
  /** Offers another connection with fresh keys and addresses in the place of this one, which goes on until that is agreed on; with these candidates from then on. */
  renewConnection(choice: PathChoice): void;
  /** Which candidates another connection may use from now on, whichever side offers it. */
  choosePath(choice: PathChoice): void;
  /** Something hints that the way to the server is gone: it is looked after at once. */
  doubt(): void;
  /** Ends a call whose server and sound have been lost for long. */
  giveUp(): void;
  /**
   * What there is to tell the far side of the sound, once a second and whenever it changes: the session picks what to send and when
   * (docs/adr/0026), and sends nothing to who does not take it.
   */
  tell(report: SoundReport): void;
}

/** What a call is made for, where it is more than a call. */
export interface CallOptions {
  /** The referral that it follows (`referred`): it comes in the place that the referral names, and the one who asked hears how it fares. */
  readonly referralId?: string;
}

/** An INVITE that names another call as the one that it replaces (RFC 3891). */
export interface Replacement {
  readonly sessionId: string;
  /** Whether the peer of that call agrees, as far as messages can tell; else only the person can. */
  readonly isAgreed: boolean;
}

export type UserAgentEvent =
  /** A server is tried; `attempt` counts rounds over all of them, from 1. */
  | { readonly kind: 'connecting'; readonly server: string; readonly attempt: number }
  | { readonly kind: 'connected'; readonly server: string }
  | { readonly kind: 'disconnected' }
  /** The next attempt begins at `untilMs`, milliseconds since the epoch. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly untilMs: number }
  /** The server knows us until `expiresAtMs`, unless it is refreshed, which happens by itself. */
  | { readonly kind: 'registered'; readonly expiresAtMs: number }
  | {
      readonly kind: 'registrationFailed';
      readonly cause: FailureCause;
      readonly statusCode: number | undefined;
      /** When the next try is made by itself; undefined where none is. */
      readonly retryAtMs: number | undefined;
    }
  /** A message crossed the connection, secrets and all. */
  | {
      readonly kind: 'messageSeen';
      readonly direction: 'in' | 'out';
      readonly server: string;
      readonly text: string;
    }
  | {
      readonly kind: 'incomingCall';
      readonly session: Session;
      readonly remote: Party;
      /** The session whose place it would take (RFC 3891), if any. */
      readonly replaces: Replacement | undefined;
    }
  /** A call came that could not ring here, and was refused with this status. */
  | {
      readonly kind: 'callRefused';
      readonly sipCallId: string;
      readonly remote: Party;
      readonly cause: FailureCause;
      readonly statusCode: number;
    }
  | { readonly kind: 'sessionChanged'; readonly sessionId: string; readonly change: SessionEvent };

export interface UserAgent {
  /** Connects and registers; keeps trying until `stop`. */
  start(): void;
  /** Unregisters, ends the session and closes the socket; resolves when that is done or after 2 s. */
  stop(): Promise<void>;
  /** Sends an INVITE to a SIP URI. Throws `PhoneError` on a URI that does not parse. */
  call(target: string, media: SessionMedia, options?: CallOptions): Session;
  /** Something hints that the network changed: asks the server for a sign of life. `awake`: the device slept. */
  probe(awake: boolean): void;
  /** Ends a wait: connects or registers now. */
  retry(): void;
  setKeepAlive(times: KeepAliveTimes): void;
}

/** Makes a user agent; loads the SIP stack on first use. */
export type CreateUserAgent = (
  account: Account,
  credentials: Credentials,
  instanceId: string,
  emit: (event: UserAgentEvent) => void,
) => Promise<UserAgent>;
