// The facade: what a screen can read of the phone, and the rooms that take its commands. Screens know nothing else.
import type { CallVitals } from '../diagnosis/flow.ts';
import type { Verdict } from '../diagnosis/verdict.ts';
import type { TestIceServer } from '../media/ice-probe.ts';
import type { LevelSource } from '../media/levels.ts';
import type { IceListResult } from '../provisioning/ice-list.ts';
import type { FieldProblems, SignInForm } from '../provisioning/sign-in-form.ts';
import type { TurnAnswer, TurnService } from '../provisioning/turn-service.ts';
import type { TraceEntry } from '../sip/trace/trace-entry.ts';
import type {
  AccountCommand,
  AppCommand,
  CallCommand,
  DeviceCommand,
  HistoryCommand,
  Room,
  TraceCommand,
} from './commands.ts';
import type { MicrophoneTestState } from './devices/microphone-test-state.ts';
import type { PhoneState } from './phone-state.ts';
import type { ReadableStore } from './store.ts';

/** What is measured of each call, by its id. */
export type VitalsByCall = Readonly<Record<string, CallVitals>>;

/** What the phone says of the sound of each call that is not over, by its id. */
export type VerdictsByCall = Readonly<Record<string, Verdict>>;

/** What commands lead to shows in `store`. */
export interface Phone {
  readonly store: ReadableStore<PhoneState>;
  /** Changes once a second for each call. */
  readonly vitals: ReadableStore<VitalsByCall>;
  readonly verdicts: ReadableStore<VerdictsByCall>;
  /** How loud a call is, each way; silent for one that is not there. */
  levels(callId: string): LevelSource;
  readonly microphoneTest: ReadableStore<MicrophoneTestState>;
  /** Level of the microphone while the test records: 0 (-60 dBFS or less) to 1 (-6 dBFS RMS). */
  readonly testLevel: number;
  /** SIP messages in the order of time, without their secrets. */
  readonly trace: ReadableStore<readonly TraceEntry[]>;

  readonly calls: Room<CallCommand>;
  readonly accounts: Room<AccountCommand>;
  readonly devices: Room<DeviceCommand>;
  readonly history: Room<HistoryCommand>;
  readonly messages: Room<TraceCommand>;
  readonly app: Room<AppCommand>;

  /**
   * Checks the form and signs in, with `accountId` as that account, else beside those that there are; returns the problems by field, empty
   * where there is none.
   */
  signIn(form: SignInForm, accountId?: string): FieldProblems;
  /** An account (the one that dials, where none is named) as a form, secrets included, for the person to edit; undefined for none. */
  editableSignIn(accountId?: string): SignInForm | undefined;
  /** Asks one STUN or TURN server alone; resolves within 4 s. */
  readonly testIceServer: TestIceServer;
  /** Asks a service for TURN credentials, without keeping them. */
  readonly testTurnService: (service: TurnService) => Promise<TurnAnswer>;
  /** Reads a pasted list of servers into rows. */
  readIceList(text: string): Promise<IceListResult>;
}
