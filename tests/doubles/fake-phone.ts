// Fake: a phone whose state a test sets, and which writes down every command. It makes no calls.
import { NO_VITALS, type CallVitals } from '../../src/diagnosis/flow.ts';
import { findingOf, type Verdict, type VerdictName } from '../../src/diagnosis/verdict.ts';
import { ABLE } from '../../src/media/call-ability.ts';
import { NO_DEVICES } from '../../src/media/devices.ts';
import type { IceProbeVerdict } from '../../src/media/ice-probe.ts';
import { UNKNOWN_PERMISSION } from '../../src/media/microphone-permission.ts';
import type { LevelSource } from '../../src/media/levels.ts';
import type { MicrophoneTestState } from '../../src/phone/devices/microphone-test-state.ts';
import { judgeCalls } from '../../src/phone/calls/call-verdicts.ts';
import type { Phone, VerdictsByCall, VitalsByCall } from '../../src/phone/phone.ts';
import type { PhoneState } from '../../src/phone/phone-state.ts';
import { DEFAULT_SETTINGS } from '../../src/phone/settings.ts';
import { Store, type ReadableStore } from '../../src/phone/store.ts';
import type { TraceEntry } from '../../src/sip/trace/trace-entry.ts';
import { readIceList, type IceListResult } from '../../src/provisioning/ice-list.ts';
import type { TurnAnswer, TurnService } from '../../src/provisioning/turn-service.ts';
import type { FieldProblems, SignInForm } from '../../src/provisioning/sign-in-form.ts';
import { nextCall, type Call } from '../../src/sip/call-state.ts';
import type {
  AccountCommand,
  AppCommand,
  CallCommand,
  DeviceCommand,
  HistoryCommand,
  Room,
  TraceCommand,
} from '../../src/phone/commands.ts';
import { activeCall } from '../../src/phone/calls/calls-state.ts';

/** A phone that has started and has nobody signed in. */
export const SIGNED_OUT_STATE: PhoneState = {
  boot: 'ready',
  ability: ABLE,
  accounts: [],
  dialAccountId: undefined,
  calls: [],
  activeCallId: undefined,
  talksUnheard: false,
  conference: [],
  history: [],
  settings: DEFAULT_SETTINGS,
  devices: NO_DEVICES,
  permission: UNKNOWN_PERMISSION,
  storage: 'working',
  demo: 'absent',
  setup: undefined,
  notice: undefined,
  sound: 'ready',
  updateReady: false,
  online: true,
};

/** A state in few words: `call` stands for a phone with that call alone, which the person is with. */
export type Sketch = Partial<PhoneState> & { readonly call?: Call | undefined };

/** The state that a sketch stands for. */
export function drawnOut(sketch: Sketch): Partial<PhoneState> {
  if (!('call' in sketch)) return sketch;
  const { call, ...rest } = sketch;
  return { ...rest, calls: call === undefined ? [] : [call], activeCallId: call?.id };
}

function replace<State>(state: State, change: Partial<State>): State {
  return { ...state, ...change };
}

/** A verdict in few words: what belongs to its name goes with it, and all else is as judged of what is measured. */
export type VerdictSketch = { readonly name: VerdictName } & Partial<
  Pick<Verdict, 'youToThem' | 'themToYou' | 'path' | 'confidence' | 'choppy' | 'unseen' | 'mending'>
>;

export class FakePhone implements Phone {
  #measured: CallVitals;
  #judgement: VerdictSketch | undefined;
  /** Every command in order, its values after its kind. */
  readonly commands: (readonly unknown[])[] = [];
  readonly store: Store<PhoneState, Partial<PhoneState>>;
  readonly vitals: Store<VitalsByCall, VitalsByCall>;
  readonly verdicts: Store<VerdictsByCall, VerdictsByCall>;
  readonly #judged: ReadableStore<VerdictsByCall>;
  readonly trace: Store<readonly TraceEntry[], readonly TraceEntry[]>;
  readonly microphoneTest: Store<MicrophoneTestState, MicrophoneTestState>;
  testLevel = 0;
  level = { you: 0, them: 0 };
  /** What the next `signIn` finds wrong. */
  problems: FieldProblems = {};
  editable: SignInForm | undefined;
  /** What every test of a server comes to. */
  verdict: IceProbeVerdict = { kind: 'reachable', afterMs: 42, address: '203.0.113.5' };
  turnAnswer: TurnAnswer = { kind: 'problem', problem: 'refused' };

  constructor(
    state: Sketch = {},
    vitals: Partial<CallVitals> = {},
    trace: readonly TraceEntry[] = [],
    test: MicrophoneTestState = { phase: 'idle' },
  ) {
    this.microphoneTest = new Store<MicrophoneTestState, MicrophoneTestState>(test, (_, next) => next);
    this.trace = new Store<readonly TraceEntry[], readonly TraceEntry[]>(trace, (_, next) => next);
    this.store = new Store<PhoneState, Partial<PhoneState>>(
      { ...SIGNED_OUT_STATE, ...drawnOut(state) },
      replace,
    );
    this.vitals = new Store<VitalsByCall, VitalsByCall>({}, replace);
    this.#judged = judgeCalls(this.store, this.vitals);
    this.verdicts = new Store<VerdictsByCall, VerdictsByCall>(this.#judged.state, (_, next) => next);
    this.#judged.subscribe(() => {
      this.#tell();
    });
    this.#measured = { ...NO_VITALS, ...vitals };
    for (const { id } of this.store.state.calls) this.measure(vitals, id);
    this.measure(vitals);
  }

  levels(): LevelSource {
    return { read: () => this.level };
  }

  /** Something else is measured of the call that the person is with, or of another. */
  measure(change: Partial<CallVitals>, callId = activeCall(this.store.state)?.id ?? 'call-1'): void {
    this.#measured = { ...this.#measured, ...change };
    this.vitals.dispatch({ [callId]: this.#measured });
  }

  /** The verdict on the call that the person is with, whatever is measured; undefined: as judged. */
  judge(judgement: VerdictSketch | undefined): void {
    this.#judgement = judgement;
    this.#tell();
  }

  #tell(): void {
    const judged = this.#judged.state;
    const [id, sketch] = [activeCall(this.store.state)?.id ?? '', this.#judgement];
    const before = judged[id];
    const isDrawn = before !== undefined && sketch !== undefined;
    this.verdicts.dispatch(
      isDrawn ? { ...judged, [id]: { ...before, ...findingOf(sketch.name), ...sketch } as Verdict } : judged,
    );
  }

  /** Changes the state as the real phone would after something happened. */
  become(change: Sketch): void {
    this.store.dispatch(drawnOut(change));
  }

  signIn(form: SignInForm, accountId?: string): FieldProblems {
    this.commands.push(accountId === undefined ? ['signIn', form] : ['signIn', form, accountId]);
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

  readonly calls = this.#room<CallCommand>((command) => {
    if (command.kind !== 'sendTone') return;
    const { tone, callId } = command;
    const event = { kind: 'toneSent', tone } as const;
    const calls = this.store.state.calls.map((call) =>
      call.id === callId && call.phase === 'established' && !call.tonesRefused ? nextCall(call, event) : call,
    );
    this.become({ calls });
  });
  readonly accounts = this.#room<AccountCommand>((command) => {
    if (command.kind === 'dismissSetup') this.become({ setup: undefined });
    else if (command.kind === 'chooseAccount') this.become({ dialAccountId: command.accountId });
  });
  readonly devices = this.#room<DeviceCommand>();
  readonly history = this.#room<HistoryCommand>((command) => {
    const { history } = this.store.state;
    if (command.kind === 'clearHistory') this.become({ history: [] });
    else if (command.kind === 'rateSound')
      this.become({
        history: history.map((entry) =>
          entry.id === command.id ? { ...entry, opinion: command.opinion } : entry,
        ),
      });
    else if (command.kind === 'markHistorySeen')
      this.become({ history: history.map((entry) => ({ ...entry, seen: true })) });
  });
  readonly messages = this.#room<TraceCommand>(() => {
    this.trace.dispatch([]);
  });
  readonly app = this.#room<AppCommand>((command) => {
    if (command.kind === 'changeSettings')
      this.become({ settings: { ...this.store.state.settings, ...command.change } });
    else if (command.kind === 'dismissNotice') this.become({ notice: undefined });
  });

  /** Writes each command down, and changes the state as the real phone would. */
  #room<Command extends { readonly kind: string }>(
    then: (command: Command) => void = () => undefined,
  ): Room<Command> {
    return {
      do: (command) => {
        this.commands.push(Object.values(command));
        then(command);
        return Promise.resolve();
      },
    };
  }
}
