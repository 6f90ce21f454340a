// The phone: joins the calls, the sign-in, what is kept and the devices behind the facade that screens use.
import type { LevelSource } from '../media/levels.ts';
import type { TestIceServer } from '../media/ice-probe.ts';
import type { IceListResult } from '../provisioning/ice-list.ts';
import type { FieldProblems, SignInForm } from '../provisioning/sign-in-form.ts';
import type { TurnAnswer, TurnService } from '../provisioning/turn-service.ts';
import type { TraceEntry } from '../sip/trace/trace-entry.ts';
import type { UserAgentEvent } from '../sip/user-agent.ts';
import { AccountDesk } from './accounts/account-desk.ts';
import { AccountRoom } from './accounts/account-room.ts';
import type { LiveAccount } from './accounts/live-account.ts';
import { boot } from './boot.ts';
import { CallsDesk } from './calls/calls-desk.ts';
import type { AppCommand, CallCommand, Room } from './commands.ts';
import { DeviceRoom } from './devices/device-room.ts';
import { Forgetter } from './forgetter.ts';
import { HistoryRoom } from './history-room.ts';
import { KeptData } from './kept-data.ts';
import { MicrophoneDesk } from './devices/microphone-desk.ts';
import type { MicrophoneTestState } from './devices/microphone-test-state.ts';
import { INITIAL_PHONE_STATE, nextPhoneState, type PhoneEvent } from './phone-reducer.ts';
import { SetupDesk } from './setup-desk.ts';
import type { PhoneState } from './phone-state.ts';
import type { Phone, VerdictsByCall, VitalsByCall } from './phone.ts';
import type { PhonePorts } from './ports.ts';
import { isSameProcessing, keepAliveOf, type Settings } from './settings.ts';
import { Store, type ReadableStore } from './store.ts';
import { Tracer } from './tracer.ts';
import { WhatCanWait } from './what-can-wait.ts';
import { followNetwork, followPermission, onRegistered } from './watching.ts';

export class Softphone implements Phone {
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly microphoneTest: ReadableStore<MicrophoneTestState>;
  readonly accounts: AccountRoom;
  readonly devices: DeviceRoom;
  readonly history: HistoryRoom;
  readonly messages: HistoryRoom;
  readonly calls: Room<CallCommand>;
  readonly app: Room<AppCommand>;
  readonly #ports: PhonePorts;
  readonly #keptData: KeptData;
  readonly #accounts: AccountDesk;
  readonly #desk: CallsDesk;
  readonly #tracer: Tracer;
  readonly #setups: SetupDesk;
  readonly #forgetter: Forgetter;
  readonly #testDesk: MicrophoneDesk;
  readonly #wait: WhatCanWait;

  constructor(ports: PhonePorts) {
    this.#ports = ports;
    this.#wait = new WhatCanWait(ports.clock);
    this.store = new Store({ ...INITIAL_PHONE_STATE, ability: ports.ability }, nextPhoneState);
    this.#keptData = new KeptData(ports, this.store);
    this.#tracer = new Tracer(ports, this.#wait, (...message) => this.#desk.calls?.ownerOf(...message));
    this.#testDesk = new MicrophoneDesk(ports, () => this.store.state.settings);
    this.microphoneTest = this.#testDesk.state;
    this.#setups = new SetupDesk(ports, this.store);
    const createUserAgent: PhonePorts['createUserAgent'] = async (...account) => {
      const [userAgent] = await Promise.all([ports.createUserAgent(...account), this.#desk.open()]);
      return userAgent;
    };
    const keptData = this.#keptData;
    this.#accounts = new AccountDesk({ ...ports, createUserAgent }, this.store, keptData, {
      heard: this.#callEvent.bind(this),
      hangUp: (accountId) => this.#desk.calls?.hangUpAll(accountId),
    });
    this.#desk = new CallsDesk({
      ports,
      store: this.store,
      account: this.#accountFor.bind(this),
      wait: this.#wait,
      history: {
        keepHistory: keptData.addHistory.bind(keptData),
        keepUnfinished: keptData.keepUnfinished.bind(keptData),
      },
    });
    this.#forgetter = new Forgetter(ports, {
      ...{ store: this.store, keptData, tracer: this.#tracer, accounts: this.#accounts },
      hangUp: () => this.#desk.calls?.hangUpAll(),
    });
    const rooms = { ports, store: this.store, desk: this.#desk };
    this.calls = { do: (command) => this.#call(command) };
    this.devices = new DeviceRoom({ ...rooms, keptData, testDesk: this.#testDesk });
    this.accounts = new AccountRoom(this.#accounts, this.#setups, this.#forgetter);
    this.history = new HistoryRoom(keptData, this.#forgetter);
    this.messages = this.history;
    this.app = { do: (command) => this.#app(command) };
  }

  get vitals(): ReadableStore<VitalsByCall> {
    return this.#desk.vitals;
  }

  get verdicts(): ReadableStore<VerdictsByCall> {
    return this.#desk.verdicts;
  }

  levels(callId: string): LevelSource {
    return this.#desk.levels(callId);
  }

  get testLevel(): number {
    return this.#testDesk.level;
  }

  get trace(): ReadableStore<readonly TraceEntry[]> {
    return this.#tracer.store;
  }

  /** Reads what is kept, shows it, and signs in again; then looks after everything that can wait. */
  async start(): Promise<void> {
    const demo = this.#ports.demo.available().then((available) => {
      this.store.dispatch({ kind: 'demoChecked', available });
    });
    const kept = await boot(this.#ports, {
      store: this.store,
      keptData: this.#keptData,
      accounts: this.#accounts,
    });
    this.#watch();
    const trace = this.#tracer.load();
    if (kept.length > 0) await this.#accounts.resume(kept);
    await Promise.all([demo, this.devices.refresh(), trace]);
  }

  /** Takes a setup link's fragment; true where it was one, so that the address bar can be cleaned. */
  openFragment(fragment: string): boolean {
    return this.#setups.open(fragment);
  }

  /** Whether there is a call, so that leaving the page would end it. */
  get busy(): boolean {
    return this.#desk.calls?.areAny ?? false;
  }

  /** The page goes away: whoever is in a call is told. */
  leave(): void {
    const { calls } = this.#desk;
    for (const call of calls?.all ?? []) call.diary.leave();
    calls?.hangUpAll();
    this.#testDesk.end();
    this.#tracer.flush();
    this.#keptData.flush();
  }

  signIn(form: SignInForm, accountId?: string): FieldProblems {
    return this.#accounts.signIn(form, accountId);
  }

  editableSignIn(accountId?: string): SignInForm | undefined {
    return this.#accounts.editable(accountId);
  }

  testIceServer: TestIceServer = (url, account) => this.#ports.testIceServer(url, account);

  testTurnService(service: TurnService): Promise<TurnAnswer> {
    return this.#ports.fetchTurnCredentials(service);
  }

  readIceList(text: string): Promise<IceListResult> {
    return this.#ports.readIceList(text);
  }

  /** A call needs the microphone: the test lets go of it. */
  async #call(command: CallCommand): Promise<void> {
    if (command.kind === 'dial' || command.kind === 'answer') this.#testDesk.end();
    await this.#desk.do(command);
  }

  #app(command: AppCommand): Promise<void> {
    if (command.kind === 'changeSettings') this.#changeSettings(command.change);
    else if (command.kind === 'dismissNotice') this.store.dispatch({ kind: 'noticeDismissed' });
    else if (!this.busy) this.#ports.updates.apply();
    return Promise.resolve();
  }

  #changeSettings(change: Partial<Settings>): void {
    const before = this.store.state.settings;
    this.#keptData.changeSettings(change);
    const { settings } = this.store.state;
    for (const { userAgent } of this.#accounts.all) userAgent?.setKeepAlive(keepAliveOf(settings));
    if (!isSameProcessing(before, settings)) this.devices.followSettings();
  }

  /** The account of this id, or the one that dials. */
  #accountFor(id: string | undefined): LiveAccount | undefined {
    return id === undefined ? this.#accounts.dialling : this.#accounts.get(id);
  }

  #callEvent(event: UserAgentEvent, accountId: string): void {
    const account = this.#accounts.get(accountId);
    if (event.kind === 'messageSeen') this.#tracer.seen(event, accountId);
    else if (account !== undefined) this.#desk.calls?.heard(event, account);
    // The INVITE was seen before there was a call that it could belong to.
    if (event.kind === 'incomingCall' || event.kind === 'callRefused') this.#tracer.nameOwners();
    if (event.kind === 'sessionChanged' && event.change.kind === 'established')
      this.#wait.do(() => void this.devices.refresh());
  }

  #watch(): void {
    // A moment to ask the STUN and TURN servers, before anybody waits for them.
    onRegistered(this.store, (accountId) => {
      if (!this.busy) void this.#accounts.get(accountId)?.servers?.preflight();
    });
    const { devices } = this.#ports;
    followNetwork(this.#ports, this.store, {
      networkChanged: () => {
        for (const { servers } of this.#accounts.all) servers?.forget();
      },
      awoke: (awake) => {
        for (const { userAgent } of this.#accounts.all) userAgent?.probe(awake);
      },
    });
    devices.onChange(() => void this.devices.refresh());
    this.#ports.otherTabs.onNews((news) => {
      if (news.kind === 'forgotten') void this.#forgetter.forgottenElsewhere(news.kinds);
      else if (news.kind === 'history') this.#keptData.changedElsewhere(news);
      else if (news.kind === 'accountGone') void this.#accounts.signedOutElsewhere(news.accountId);
      else this.#ports.sharedRings()?.heard(news);
    });
    void followPermission(this.#ports, this.store, () => void this.devices.refresh());
  }
}
