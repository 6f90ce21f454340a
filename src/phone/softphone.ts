// The phone: joins the line, the sign-in, what is kept and the devices behind the facade that screens use.
import type { DeviceRole } from '../media/devices.ts';
import type { CallVitals } from '../media/flow.ts';
import type { TestIceServer } from '../media/ice-probe.ts';
import type { LevelSource } from '../media/levels.ts';
import type { IceListResult } from '../provisioning/ice-list.ts';
import type { FieldProblems, SignInForm } from '../provisioning/sign-in-form.ts';
import { isLive } from '../sip/call-state.ts';
import type { KeepableKind } from '../storage/kept-kinds.ts';
import type { TurnAnswer, TurnService } from '../provisioning/turn-service.ts';
import type { DialTarget } from '../sip/dial/dial-reading.ts';
import type { Tone } from '../sip/dtmf.ts';
import type { TraceEntry } from '../sip/trace/trace-entry.ts';
import type { UserAgentEvent } from '../sip/user-agent.ts';
import { AccountDesk } from './accounts/account-desk.ts';
import type { LiveAccount } from './accounts/live-account.ts';
import { boot } from './boot.ts';
import { Forgetter } from './forgetter.ts';
import { KeptData } from './kept-data.ts';
import { LineDesk } from './line-desk.ts';
import type { Line } from './line.ts';
import { MicrophoneDesk } from './microphone-desk.ts';
import type { MicrophoneTestState } from './microphone-test-state.ts';
import { INITIAL_PHONE_STATE, nextPhoneState, type PhoneEvent } from './phone-reducer.ts';
import { SetupDesk } from './setup-desk.ts';
import type { PhoneState } from './phone-state.ts';
import type { Phone } from './phone.ts';
import type { PhonePorts } from './ports.ts';
import { isSameProcessing, keepAliveOf, type Settings } from './settings.ts';
import { Store, type ReadableStore } from './store.ts';
import { Tracer } from './tracer.ts';
import { followNetwork, followPermission, onRegistered } from './watching.ts';

export class Softphone implements Phone {
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly microphoneTest: ReadableStore<MicrophoneTestState>;
  readonly #ports: PhonePorts;
  readonly #keptData: KeptData;
  readonly #accounts: AccountDesk;
  readonly #desk: LineDesk;
  readonly #tracer: Tracer;
  readonly #setups: SetupDesk;
  readonly #forgetter: Forgetter;
  readonly #testDesk: MicrophoneDesk;

  constructor(ports: PhonePorts) {
    this.#ports = ports;
    this.store = new Store({ ...INITIAL_PHONE_STATE, ability: ports.ability }, nextPhoneState);
    this.#keptData = new KeptData(ports, this.store);
    this.#tracer = new Tracer(ports);
    this.#testDesk = new MicrophoneDesk(ports, () => this.store.state.settings);
    this.microphoneTest = this.#testDesk.state;
    this.#setups = new SetupDesk(ports, this.store);
    const createUserAgent: PhonePorts['createUserAgent'] = async (...account) => {
      const [userAgent] = await Promise.all([ports.createUserAgent(...account), this.#desk.open()]);
      return userAgent;
    };
    this.#accounts = new AccountDesk({ ...ports, createUserAgent }, this.store, this.#keptData, {
      heard: this.#callEvent.bind(this),
      hangUp: this.hangUp.bind(this),
    });
    this.#desk = new LineDesk(ports, this.store, {
      profile: () => this.#accountOfCall?.profile,
      userAgent: () => this.#accountOfCall?.userAgent,
      servers: () => this.#accountOfCall?.servers,
      keepHistory: (entry) => {
        this.#keptData.addHistory(entry);
      },
      keepUnfinished: this.#keptData.keepUnfinished.bind(this.#keptData),
    });
    this.#forgetter = new Forgetter(ports, {
      ...{ store: this.store, keptData: this.#keptData, tracer: this.#tracer, accounts: this.#accounts },
      hangUp: this.hangUp.bind(this),
    });
  }

  get vitals(): ReadableStore<CallVitals> {
    return this.#desk.vitals;
  }

  get levels(): LevelSource {
    return this.#desk.levels;
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
    await Promise.all([demo, this.#refreshDevices(), trace]);
  }

  /** Takes a setup link's fragment; true where it was one, so that the address bar can be cleaned. */
  openFragment(fragment: string): boolean {
    return this.#setups.open(fragment);
  }

  /** Whether a call is on the line, so that leaving the page would end it. */
  get busy(): boolean {
    return this.#desk.line?.live ?? false;
  }

  /** The page goes away: whoever is on the line is told. */
  leave(): void {
    this.#desk.line?.diary.leave();
    this.hangUp();
    this.endMicrophoneTest();
    this.#tracer.flush();
    this.#keptData.flush();
  }

  signIn(form: SignInForm, accountId?: string): FieldProblems {
    return this.#accounts.signIn(form, accountId);
  }

  editableSignIn(accountId?: string): SignInForm | undefined {
    return this.#accounts.editable(accountId);
  }

  chooseAccount(accountId: string): void {
    this.#accounts.choose(accountId);
  }

  testIceServer: TestIceServer = (url, account) => this.#ports.testIceServer(url, account);

  testTurnService(service: TurnService): Promise<TurnAnswer> {
    return this.#ports.fetchTurnCredentials(service);
  }

  readIceList(text: string): Promise<IceListResult> {
    return this.#ports.readIceList(text);
  }

  tryDemo(): Promise<void> {
    return this.#accounts.tryDemo();
  }

  signOutOf(accountId: string): Promise<void> {
    return this.#accounts.signOutOf(accountId);
  }

  signOut(keep: readonly KeepableKind[]): Promise<void> {
    return this.#forgetter.forgetAllBut([...keep, 'program']);
  }

  forgetEverything(): Promise<void> {
    return this.#forgetter.forgetAllBut([]);
  }

  retryNow(accountId?: string): void {
    for (const { id, userAgent } of this.#accounts.all)
      if (accountId === undefined || accountId === id) userAgent?.retry();
  }

  async dial(called: string | DialTarget): Promise<void> {
    this.endMicrophoneTest();
    if (this.store.state.ability.kind !== 'able') {
      this.store.dispatch({ kind: 'noticed', notice: 'cannotCall' });
      return;
    }
    const line = this.#desk.line ?? (await this.#openLine());
    await line?.dial(called);
  }

  async answer(): Promise<void> {
    this.endMicrophoneTest();
    await this.#desk.line?.answer();
  }

  decline(): void {
    this.#desk.line?.decline();
  }

  hangUp(): void {
    this.#desk.line?.hangUp();
  }

  dismissCall(): void {
    this.store.dispatch({ kind: 'callDismissed' });
  }

  setMuted(muted: boolean): void {
    this.#desk.line?.setMuted(muted);
  }

  async setHold(held: boolean): Promise<void> {
    await this.#desk.line?.setHold(held);
  }

  sendTone(tone: Tone): void {
    this.#desk.line?.sendTone(tone);
  }

  async repairSound(): Promise<void> {
    const { repairSound } = await import('./sound-repair.ts');
    const restart = (): void => this.#desk.line?.restartSound();
    repairSound({ store: this.store, vitals: this.vitals, clock: this.#ports.clock, restart });
  }

  sendTonesAfter(): void {
    this.#desk.line?.dialled.sendNow();
  }

  async chooseDevice(role: DeviceRole, deviceId: string): Promise<void> {
    this.#keptData.changeSettings({ [`${role}Id`]: deviceId });
    const { line } = this.#desk;
    if (role === 'microphone') await line?.devices.useMicrophone(deviceId);
    if (role !== 'speaker' || ((await line?.media.setSpeaker(deviceId)) ?? true)) return;
    this.store.dispatch({ kind: 'noticed', notice: 'outputRefused' });
  }

  async testSound(role: 'speaker' | 'ringer'): Promise<void> {
    (await this.#openLine())?.sounds.test(role);
  }

  async testMicrophone(): Promise<void> {
    // Safari on iOS silences a call's microphone when the page opens another.
    if (this.busy) return;
    await this.#testDesk.start();
    // The browser names devices once the microphone was allowed.
    await this.#refreshDevices();
  }

  endMicrophoneTest(): void {
    this.#testDesk.end();
  }

  changeSettings(change: Partial<Settings>): void {
    const before = this.store.state.settings;
    this.#keptData.changeSettings(change);
    const { settings } = this.store.state;
    for (const { userAgent } of this.#accounts.all) userAgent?.setKeepAlive(keepAliveOf(settings));
    if (!isSameProcessing(before, settings))
      void this.#desk.line?.devices.useMicrophone(settings.microphoneId);
  }

  deleteHistoryEntry(id: string): void {
    this.#keptData.deleteHistoryEntry(id);
  }

  clearHistory(): void {
    void this.#forgetter.forget(['history']);
  }

  markHistorySeen(): void {
    this.#keptData.markHistorySeen();
  }

  clearTrace(): void {
    void this.#forgetter.forget(['trace']);
  }

  async openSetup(passphrase: string): Promise<void> {
    await this.#setups.unlock(passphrase);
  }

  async acceptSetup(how: 'add' | 'instead' = 'add'): Promise<void> {
    const profile = this.#setups.take();
    if (profile !== undefined) await this.#accounts.accept(profile, how);
  }

  dismissSetup(): void {
    this.#setups.take();
  }

  answerTakeover(accept: boolean): void {
    if (accept) this.#desk.line?.takeover.accept();
    else this.#desk.line?.takeover.decline();
  }

  dismissNotice(): void {
    this.store.dispatch({ kind: 'noticeDismissed' });
  }

  async enableSound(): Promise<void> {
    const allowed = await this.#ports.sounds.enable();
    await this.#desk.line?.media.resume();
    this.store.dispatch({ kind: 'soundChanged', allowed });
  }

  applyUpdate(): void {
    if (!this.busy) this.#ports.updates.apply();
  }

  /** The line, fetched where it is not there yet; undefined where that fails, which is said. */
  async #openLine(): Promise<Line | undefined> {
    try {
      return await this.#desk.open();
    } catch (problem) {
      this.#ports.log.problem('the line did not load', problem);
      this.store.dispatch({ kind: 'noticed', notice: 'internal' });
      return undefined;
    }
  }

  /** That of the call on the line; else the one that dials. */
  get #accountOfCall(): LiveAccount | undefined {
    const { call } = this.store.state;
    return isLive(call) ? this.#accounts.get(call.accountId) : this.#accounts.dialling;
  }

  #callEvent(event: UserAgentEvent, accountId: string): void {
    if (event.kind === 'messageSeen') this.#tracer.seen(event, accountId);
    else this.#desk.heard(event, accountId);
    if (event.kind === 'sessionChanged' && event.change.kind === 'established') void this.#refreshDevices();
  }

  #watch(): void {
    // A moment to ask the STUN and TURN servers, before anybody waits for them.
    onRegistered(this.store, (accountId) => {
      if (!this.busy) void this.#accounts.get(accountId)?.servers?.scout();
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
    devices.onChange(() => void this.#refreshDevices());
    this.#ports.otherTabs.onNews((news) => {
      if (news.kind === 'forgotten') void this.#forgetter.forgottenElsewhere(news.kinds);
      else if (news.kind === 'history') this.#keptData.changedElsewhere(news);
      else if (news.kind === 'accountGone') void this.#accounts.signedOutElsewhere(news.accountId);
      else this.#ports.sharedRings()?.heard(news);
    });
    void followPermission(this.#ports, this.store, () => void this.#refreshDevices());
  }

  async #refreshDevices(): Promise<void> {
    const after = await this.#ports.devices.list();
    const { devices: before } = this.store.state;
    this.store.dispatch({ kind: 'devicesChanged', devices: after });
    this.#desk.line?.devices.changed(before, after);
  }
}
