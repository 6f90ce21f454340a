// The facade: what a screen can read of the phone and ask it to do. Screens know nothing else.
import type { DeviceRole } from '../media/devices.ts';
import type { CallVitals } from '../media/flow.ts';
import type { TestIceServer } from '../media/ice-probe.ts';
import type { LevelSource } from '../media/levels.ts';
import type { IceListResult } from '../provisioning/ice-list.ts';
import type { FieldProblems, SignInForm } from '../provisioning/sign-in-form.ts';
import type { TurnAnswer, TurnService } from '../provisioning/turn-service.ts';
import type { DialTarget } from '../sip/dial/dial-reading.ts';
import type { Tone } from '../sip/dtmf.ts';
import type { TraceEntry } from '../sip/trace/trace-entry.ts';
import type { KeepableKind } from '../storage/kept-kinds.ts';
import type { MicrophoneTestState } from './microphone-test-state.ts';
import type { PhoneState } from './phone-state.ts';
import type { Settings } from './settings.ts';
import type { ReadableStore } from './store.ts';

/** Commands return at once unless they say otherwise; what they lead to shows in `store`. None throws. */
export interface Phone {
  readonly store: ReadableStore<PhoneState>;
  /** Changes once a second during a call. */
  readonly vitals: ReadableStore<CallVitals>;
  readonly levels: LevelSource;
  readonly microphoneTest: ReadableStore<MicrophoneTestState>;
  /** SIP messages in the order of time, without their secrets. */
  readonly trace: ReadableStore<readonly TraceEntry[]>;

  /** Checks the form and signs in; returns the problems by field, empty where there is none. */
  signIn(form: SignInForm): FieldProblems;
  /** The present sign-in as a form, secrets included, for the person to edit; undefined when signed out. */
  editableSignIn(): SignInForm | undefined;
  /** Asks one STUN or TURN server alone; resolves within 4 s. */
  readonly testIceServer: TestIceServer;
  /** Asks a service for TURN credentials, without keeping them. */
  readonly testTurnService: (service: TurnService) => Promise<TurnAnswer>;
  /** Reads a pasted list of servers into rows. */
  readIceList(text: string): Promise<IceListResult>;
  /** Takes a free extension from the demo this page comes from, and signs in. */
  tryDemo(): Promise<void>;
  /** Ends a call, signs out, and deletes all but the app and what is to be kept; the notice says what it came to. */
  signOut(keep: readonly KeepableKind[]): Promise<void>;
  /** Ends a call, signs out, and deletes everything that this browser keeps, the app's own files included. */
  forgetEverything(): Promise<void>;
  /** Ends a wait: connects or registers now. */
  retryNow(): void;

  /** Calls a number, a name or a SIP address as typed, or as read already; undoes nothing while a call is live. */
  dial(called: string | DialTarget): Promise<void>;
  answer(): Promise<void>;
  decline(): void;
  hangUp(): void;
  /** Answers who would take the place of the other end (RFC 3891): they may, or the call stays as it is. */
  answerTakeover(accept: boolean): void;
  /** Puts the finished call away. */
  dismissCall(): void;
  setMuted(muted: boolean): void;
  setHold(held: boolean): Promise<void>;
  /** Sends a key now; what was being sent stops and waits. `heldMs`: how long it was held, in milliseconds, where it was. */
  sendTone(tone: Tone, heldMs?: number): void;
  /** Sends several, with pauses, as `readKeys` gives them; what is left shows in the call's `keys`. */
  sendKeys(keys: string): void;
  /** Sends the keys that wait for the person. */
  goOnWithKeys(): void;
  /** Keys that are being sent wait from now on; those that wait already are put away. */
  stopKeys(): void;
  /** Looks for the sound of the call anew; what comes of it shows in the call's `repair`. */
  repairSound(): Promise<void>;

  chooseDevice(role: DeviceRole, deviceId: string): Promise<void>;
  /** Plays a short sound where calls are heard, or where they ring, at the volume set for it. */
  testSound(role: 'speaker' | 'ringer'): Promise<void>;
  /** Records three seconds, judges them and plays them back; refused during a call. Follow `microphoneTest`. */
  testMicrophone(): Promise<void>;
  /** Ends the test, or puts away what it found; the microphone is closed. */
  endMicrophoneTest(): void;
  /** Level of the microphone while the test records: 0 (-60 dBFS or less) to 1 (-6 dBFS RMS). */
  readonly testLevel: number;
  changeSettings(change: Partial<Settings>): void;
  deleteHistoryEntry(id: string): void;
  clearHistory(): void;
  /** Marks every missed call as looked at. */
  markHistorySeen(): void;
  clearTrace(): void;

  /** Opens the link that waits: exchanges its code, or unlocks it with the passphrase (empty where it needs none). */
  openOffer(passphrase: string): Promise<void>;
  /** Takes what the link would set: ends the call and signs in. */
  acceptOffer(): Promise<void>;
  dismissOffer(): void;
  dismissNotice(): void;
  /** Called from a click: lets the browser play sound. */
  enableSound(): Promise<void>;
  /** Activates the waiting version; refused during a call. */
  applyUpdate(): void;
}
