// The phone: joins the calls, the sign-in, what is kept and the devices behind the facade that screens use.
import type { LevelSource } from '../media/levels.ts';
import type { TestIceServer } from '../media/ice-probe.ts';
import type { IceListResult } from '../provisioning/ice-list.ts';
import {
  readSignInForm,
  signInFormOf,
  type FieldProblems,
  type SignInForm,
} from '../provisioning/sign-in-form.ts';
import type { TurnAnswer, TurnService } from '../provisioning/turn-service.ts';
import type { TraceEntry } from '../sip/trace/trace-entry.ts';
import type { UserAgentEvent } from '../sip/user-agent.ts';
import { AccountRoom } from './accounts/account-room.ts';
import { boot } from './boot.ts';
import type { CallAccount } from './calls/call-context.ts';
import { CallRoom } from './calls/call-room.ts';
import { CallsDesk } from './calls/calls-desk.ts';
import type { AppCommand, CallCommand, Room } from './commands.ts';
import { DeviceRoom } from './devices/device-room.ts';
import { Forgetter } from './forgetter.ts';
import { HistoryRoom } from './history-room.ts';
import { Keeper } from './keeper.ts';
import { MicrophoneDesk } from './devices/microphone-desk.ts';
import type { MicrophoneTestState } from './devices/microphone-test-state.ts';
import { INITIAL_PHONE_STATE, nextPhoneState, type PhoneEvent } from './phone-reducer.ts';
import { OfferDesk } from './offer-desk.ts';
import type { PhoneState } from './phone-state.ts';
import type { Phone, VitalsByCall } from './phone.ts';
import type { PhonePorts } from './ports.ts';
import { isSameProcessing, keepAliveOf, type Settings } from './settings.ts';
import { SignIn } from './sign-in.ts';
import { Store, type ReadableStore } from './store.ts';
import { Tracer } from './tracer.ts';
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
  readonly #keeper: Keeper;
  readonly #signIn: SignIn;
  readonly #desk: CallsDesk;
  readonly #tracer: Tracer;
  readonly #offers: OfferDesk;
  readonly #forgetter: Forgetter;
  readonly #testDesk: MicrophoneDesk;

  constructor(ports: PhonePorts) {
    this.#ports = ports;
    this.store = new Store({ ...INITIAL_PHONE_STATE, ability: ports.ability }, nextPhoneState);
    this.#keeper = new Keeper(ports, this.store);
    this.#tracer = new Tracer(ports);
    this.#testDesk = new MicrophoneDesk(ports, () => this.store.state.settings);
    this.microphoneTest = this.#testDesk.state;
    this.#offers = new OfferDesk(ports, this.store);
    const createUserAgent: PhonePorts['createUserAgent'] = async (...account) => {
      const [userAgent] = await Promise.all([ports.createUserAgent(...account), this.#desk.open()]);
      return userAgent;
    };
    this.#signIn = new SignIn({ ...ports, createUserAgent }, this.store, this.#keeper, (event) => {
      this.#callEvent(event);
    });
    this.#desk = new CallsDesk(ports, {
      store: this.store,
      history: {
        keepHistory: (entry) => {
          this.#keeper.addHistory(entry);
        },
        keepUnfinished: this.#keeper.keepUnfinished.bind(this.#keeper),
      },
      signIn: this.#signIn,
    });
    const hangUpAll = (): void => this.#desk.calls?.hangUpAll();
    this.#forgetter = new Forgetter(ports, {
      ...{ store: this.store, keeper: this.#keeper, tracer: this.#tracer, signIn: this.#signIn },
      hangUp: hangUpAll,
    });
    const rooms = { ports, store: this.store, desk: this.#desk };
    const calls = new CallRoom({ ...rooms, account: () => this.#account });
    this.calls = { do: (command) => this.#call(calls, command) };
    this.devices = new DeviceRoom({ ...rooms, calls, keeper: this.#keeper, testDesk: this.#testDesk });
    const { signIn, offers, forgetter } = {
      signIn: this.#signIn,
      offers: this.#offers,
      forgetter: this.#forgetter,
    };
    this.accounts = new AccountRoom({ ports, store: this.store, signIn, offers, forgetter, hangUpAll });
    this.history = new HistoryRoom(this.#keeper, this.#forgetter);
    this.messages = this.history;
    this.app = { do: (command) => this.#app(command) };
  }

  get vitals(): ReadableStore<VitalsByCall> {
    return this.#desk.vitals;
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
    const profile = await boot(this.#ports, {
      store: this.store,
      keeper: this.#keeper,
      signIn: this.#signIn,
    });
    this.#watch();
    const trace = this.#tracer.load();
    if (profile !== undefined) await this.#signIn.resume(profile);
    await Promise.all([demo, this.devices.refresh(), trace]);
  }

  /** Takes a setup link's fragment; true where it was one, so that the address bar can be cleaned. */
  openFragment(fragment: string): boolean {
    return this.#offers.open(fragment);
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
    this.#keeper.flush();
  }

  signIn(form: SignInForm): FieldProblems {
    const result = readSignInForm(form);
    if (result.kind === 'invalid') return result.problems;
    const before = this.#signIn.profile;
    const same =
      before?.account.username === result.profile.account.username &&
      before.account.domain === result.profile.account.domain;
    const { name, echoNumber } = same ? before : result.profile;
    // What the person changed is theirs: a renewal would take it back.
    const isUnchanged = same && JSON.stringify(signInFormOf(before)) === JSON.stringify(form);
    const refreshUrl = isUnchanged ? before.refreshUrl : '';
    void this.#signIn.start({ ...result.profile, name, echoNumber, refreshUrl });
    return {};
  }

  editableSignIn(): SignInForm | undefined {
    const profile = this.#signIn.profile;
    return profile === undefined ? undefined : signInFormOf(profile);
  }

  testIceServer: TestIceServer = (url, account) => this.#ports.testIceServer(url, account);

  testTurnService(service: TurnService): Promise<TurnAnswer> {
    return this.#ports.fetchTurnCredentials(service);
  }

  readIceList(text: string): Promise<IceListResult> {
    return this.#ports.readIceList(text);
  }

  /** A call needs the microphone: the test lets go of it. */
  async #call(calls: CallRoom, command: CallCommand): Promise<void> {
    if (command.kind === 'dial' || command.kind === 'answer') this.#testDesk.end();
    await calls.do(command);
  }

  #app(command: AppCommand): Promise<void> {
    if (command.kind === 'changeSettings') this.#changeSettings(command.change);
    else if (command.kind === 'dismissNotice') this.store.dispatch({ kind: 'noticeDismissed' });
    else if (!this.busy) this.#ports.updates.apply();
    return Promise.resolve();
  }

  #changeSettings(change: Partial<Settings>): void {
    const before = this.store.state.settings;
    this.#keeper.changeSettings(change);
    const { settings } = this.store.state;
    this.#signIn.userAgent?.setKeepAlive(keepAliveOf(settings));
    if (!isSameProcessing(before, settings)) this.devices.followSettings();
  }

  get #account(): CallAccount | undefined {
    return this.#desk.account;
  }

  #callEvent(event: UserAgentEvent): void {
    const account = this.#account;
    if (event.kind === 'messageSeen') this.#tracer.seen(event);
    else if (account !== undefined) this.#desk.calls?.heard(event, account);
    if (event.kind === 'sessionChanged' && event.change.kind === 'established') void this.devices.refresh();
  }

  #watch(): void {
    // A moment to ask the STUN and TURN servers, before anybody waits for them.
    onRegistered(this.store, () => {
      if (!this.busy) void this.#account?.servers.scout();
    });
    const { devices } = this.#ports;
    followNetwork(this.#ports, this.store, {
      networkChanged: () => {
        this.#account?.servers.forget();
      },
      awoke: (awake) => {
        this.#signIn.userAgent?.probe(awake);
      },
    });
    devices.onChange(() => void this.devices.refresh());
    this.#ports.otherTabs.onNews((news) => {
      if (news.kind === 'forgotten') void this.#forgetter.forgottenElsewhere(news.kinds);
      else if (news.kind === 'history') this.#keeper.changedElsewhere(news);
      else this.#ports.sharedRings()?.heard(news);
    });
    void followPermission(this.#ports, this.store, () => void this.devices.refresh());
  }
}
