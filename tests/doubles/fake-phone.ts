// Fake: a phone whose state a test sets, and which writes down every command. It makes no calls.
import { NO_VITALS, type CallVitals } from '../../src/media/flow.ts';
import { ABLE } from '../../src/media/call-ability.ts';
import { NO_DEVICES, type DeviceRole } from '../../src/media/devices.ts';
import type { IceProbeVerdict } from '../../src/media/ice-probe.ts';
import { UNKNOWN_PERMISSION } from '../../src/media/microphone-permission.ts';
import type { LevelSource } from '../../src/media/levels.ts';
import type { MicrophoneTestState } from '../../src/phone/microphone-test-state.ts';
import type { Phone } from '../../src/phone/phone.ts';
import type { PhoneState } from '../../src/phone/phone-state.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/phone/settings.ts';
import { Store } from '../../src/phone/store.ts';
import type { TraceEntry } from '../../src/sip/trace/trace-entry.ts';
import { readIceList, type IceListResult } from '../../src/provisioning/ice-list.ts';
import type { TurnAnswer, TurnService } from '../../src/provisioning/turn-service.ts';
import type { FieldProblems, SignInForm } from '../../src/provisioning/sign-in-form.ts';
import type { DialTarget } from '../../src/sip/dial/dial-reading.ts';
import { nextCall } from '../../src/sip/call-state.ts';
import type { Tone } from '../../src/sip/dtmf.ts';
import type { KeepableKind } from '../../src/storage/kept-kinds.ts';

/** A phone that has started and has nobody signed in. */
export const SIGNED_OUT_STATE: PhoneState = {
  boot: 'ready',
  ability: ABLE,
  signedIn: undefined,
  registration: { phase: 'signedOut' },
  call: undefined,
  takeover: undefined,
  history: [],
  settings: DEFAULT_SETTINGS,
  deadServers: [],
  devices: NO_DEVICES,
  permission: UNKNOWN_PERMISSION,
  storage: 'working',
  demo: 'absent',
  offer: undefined,
  notice: undefined,
  sound: 'ready',
  updateReady: false,
  online: true,
};

function replace<State>(state: State, change: Partial<State>): State {
  return { ...state, ...change };
}

export class FakePhone implements Phone {
  /** Every command in order, its arguments after its name. */
  readonly commands: (readonly unknown[])[] = [];
  readonly store: Store<PhoneState, Partial<PhoneState>>;
  readonly vitals: Store<CallVitals, Partial<CallVitals>>;
  readonly trace: Store<readonly TraceEntry[], readonly TraceEntry[]>;
  readonly microphoneTest: Store<MicrophoneTestState, MicrophoneTestState>;
  testLevel = 0;
  readonly levels: LevelSource = { read: () => this.level };
  level = { you: 0, them: 0 };
  /** What the next `signIn` finds wrong. */
  problems: FieldProblems = {};
  editable: SignInForm | undefined;
  /** What every test of a server comes to. */
  verdict: IceProbeVerdict = { kind: 'reachable', afterMs: 42, address: '203.0.113.5' };
  turnAnswer: TurnAnswer = { kind: 'problem', problem: 'refused' };

  constructor(
    state: Partial<PhoneState> = {},
    vitals: Partial<CallVitals> = {},
    trace: readonly TraceEntry[] = [],
    test: MicrophoneTestState = { phase: 'idle' },
  ) {
    this.microphoneTest = new Store<MicrophoneTestState, MicrophoneTestState>(test, (_, next) => next);
    this.trace = new Store<readonly TraceEntry[], readonly TraceEntry[]>(trace, (_, next) => next);
    this.store = new Store<PhoneState, Partial<PhoneState>>({ ...SIGNED_OUT_STATE, ...state }, replace);
    this.vitals = new Store<CallVitals, Partial<CallVitals>>({ ...NO_VITALS, ...vitals }, replace);
  }

  /** Changes the state as the real phone would after something happened. */
  become(change: Partial<PhoneState>): void {
    this.store.dispatch(change);
  }

  signIn(form: SignInForm): FieldProblems {
    this.commands.push(['signIn', form]);
    return this.problems;
  }

  editableSignIn(): SignInForm | undefined {
    return this.editable;
  }

  testIceServer(url: string, account: unknown): Promise<IceProbeVerdict> {
    this.commands.push(['testIceServer', url, account]);
    return Promise.resolve(this.verdict);
  }

  testTurnService(service: TurnService): Promise<TurnAnswer> {
    this.commands.push(['testTurnService', service]);
    return Promise.resolve(this.turnAnswer);
  }

  readIceList(text: string): Promise<IceListResult> {
    return Promise.resolve(readIceList(text, (json) => JSON.parse(json) as unknown));
  }

  tryDemo(): Promise<void> {
    return this.#note('tryDemo');
  }

  signOut(keep: readonly KeepableKind[]): Promise<void> {
    return this.#note('signOut', keep);
  }

  forgetEverything(): Promise<void> {
    return this.#note('forgetEverything');
  }

  retryNow(): void {
    this.commands.push(['retryNow']);
  }

  dial(called: string | DialTarget): Promise<void> {
    return this.#note('dial', called);
  }

  answer(): Promise<void> {
    return this.#note('answer');
  }

  answerTakeover(accept: boolean): void {
    this.commands.push(['answerTakeover', accept]);
  }

  decline(): void {
    this.commands.push(['decline']);
  }

  hangUp(): void {
    this.commands.push(['hangUp']);
  }

  dismissCall(): void {
    this.commands.push(['dismissCall']);
  }

  setMuted(muted: boolean): void {
    this.commands.push(['setMuted', muted]);
  }

  setHold(held: boolean): Promise<void> {
    return this.#note('setHold', held);
  }

  sendTone(tone: Tone, heldMs?: number): void {
    this.commands.push(heldMs === undefined ? ['sendTone', tone] : ['sendTone', tone, heldMs]);
    const { call } = this.store.state;
    if (call?.phase === 'established' && !call.tonesRefused)
      this.become({ call: nextCall(call, { kind: 'toneSent', tone }) });
  }

  sendKeys(keys: string): void {
    this.commands.push(['sendKeys', keys]);
  }

  goOnWithKeys(): void {
    this.commands.push(['goOnWithKeys']);
  }

  stopKeys(): void {
    this.commands.push(['stopKeys']);
  }

  repairSound(): Promise<void> {
    return this.#note('repairSound');
  }

  chooseDevice(role: DeviceRole, deviceId: string): Promise<void> {
    return this.#note('chooseDevice', role, deviceId);
  }

  testSound(role: 'speaker' | 'ringer'): Promise<void> {
    return this.#note('testSound', role);
  }

  testMicrophone(): Promise<void> {
    return this.#note('testMicrophone');
  }

  endMicrophoneTest(): void {
    this.commands.push(['endMicrophoneTest']);
  }

  changeSettings(change: Partial<Settings>): void {
    this.commands.push(['changeSettings', change]);
    this.become({ settings: { ...this.store.state.settings, ...change } });
  }

  deleteHistoryEntry(id: string): void {
    this.commands.push(['deleteHistoryEntry', id]);
  }

  clearHistory(): void {
    this.commands.push(['clearHistory']);
    this.become({ history: [] });
  }

  markHistorySeen(): void {
    this.commands.push(['markHistorySeen']);
    this.become({ history: this.store.state.history.map((entry) => ({ ...entry, seen: true })) });
  }

  clearTrace(): void {
    this.commands.push(['clearTrace']);
    this.trace.dispatch([]);
  }

  openOffer(passphrase: string): Promise<void> {
    return this.#note('openOffer', passphrase);
  }

  acceptOffer(): Promise<void> {
    return this.#note('acceptOffer');
  }

  dismissOffer(): void {
    this.commands.push(['dismissOffer']);
    this.become({ offer: undefined });
  }

  dismissNotice(): void {
    this.commands.push(['dismissNotice']);
    this.become({ notice: undefined });
  }

  enableSound(): Promise<void> {
    return this.#note('enableSound');
  }

  applyUpdate(): void {
    this.commands.push(['applyUpdate']);
  }

  #note(...command: readonly unknown[]): Promise<void> {
    this.commands.push(command);
    return Promise.resolve();
  }
}
