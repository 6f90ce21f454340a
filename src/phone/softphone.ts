// The phone: joins the line, the sign-in, what is kept and the devices behind the facade that screens use.
import type { DeviceRole } from '../media/devices.ts';
import type { CallVitals } from '../media/flow.ts';
import type { TestIceServer } from '../media/ice-probe.ts';
import type { LevelSource } from '../media/levels.ts';
import type { IceListResult } from '../provisioning/ice-list.ts';
import {
  readSignInForm,
  signInFormOf,
  type FieldProblems,
  type SignInForm,
} from '../provisioning/sign-in-form.ts';
import type { KeepableKind } from '../storage/kept-kinds.ts';
import type { TurnAnswer, TurnService } from '../provisioning/turn-service.ts';
import type { DialTarget } from '../sip/dial/dial-reading.ts';
import type { Tone } from '../sip/dtmf.ts';
import type { TraceEntry } from '../sip/trace/trace-entry.ts';
import type { UserAgentEvent } from '../sip/user-agent.ts';
import { boot } from './boot.ts';
import { Forgetter } from './forgetter.ts';
import { Keeper } from './keeper.ts';
import { LineDesk } from './line-desk.ts';
import type { Line } from './line.ts';
import { MicrophoneDesk } from './microphone-desk.ts';
import type { MicrophoneTestState } from './microphone-test-state.ts';
import { INITIAL_PHONE_STATE, nextPhoneState, type PhoneEvent } from './phone-reducer.ts';
import { OfferDesk } from './offer-desk.ts';
import type { PhoneState } from './phone-state.ts';
import type { Phone } from './phone.ts';
import type { PhonePorts } from './ports.ts';
import { isSameProcessing, keepAliveOf, type Settings } from './settings.ts';
import { SignIn } from './sign-in.ts';
import { Store, type ReadableStore } from './store.ts';
import { Tracer } from './tracer.ts';
import { followNetwork, followPermission, onRegistered } from './watching.ts';

export class Softphone implements Phone {
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly microphoneTest: ReadableStore<MicrophoneTestState>;
  readonly #ports: PhonePorts;
  readonly #keeper: Keeper;
  readonly #signIn: SignIn;
  readonly #desk: LineDesk;
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
    this.#desk = new LineDesk(ports, this.store, {
      profile: () => this.#signIn.profile,
      userAgent: () => this.#signIn.userAgent,
      keepHistory: (entry) => {
        this.#keeper.addHistory(entry);
      },
      keepUnfinished: this.#keeper.keepUnfinished.bind(this.#keeper),
    });
    this.#forgetter = new Forgetter(ports, {
      ...{ store: this.store, keeper: this.#keeper, tracer: this.#tracer, signIn: this.#signIn },
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
    const profile = await boot(this.#ports, {
      store: this.store,
      keeper: this.#keeper,
      signIn: this.#signIn,
    });
    this.#watch();
    const trace = this.#tracer.load();
    if (profile !== undefined) await this.#signIn.resume(profile);
    await Promise.all([demo, this.#refreshDevices(), trace]);
  }

  /** Takes a setup link's fragment; true where it was one, so that the address bar can be cleaned. */
  openFragment(fragment: string): boolean {
    return this.#offers.open(fragment);
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

  async tryDemo(): Promise<void> {
    const answer = await this.#ports.demo.take();
    if (answer.kind === 'profile') await this.#signIn.start(answer.profile);
    else
      this.store.dispatch({
        kind: 'noticed',
        notice: answer.kind === 'full' ? 'demoFull' : 'demoUnavailable',
      });
  }

  signOut(keep: readonly KeepableKind[]): Promise<void> {
    return this.#forgetter.forgetAllBut([...keep, 'program']);
  }

  forgetEverything(): Promise<void> {
    return this.#forgetter.forgetAllBut([]);
  }

  retryNow(): void {
    this.#signIn.userAgent?.retry();
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

  sendTone(tone: Tone, heldMs?: number): void {
    this.#desk.line?.keys.press(tone, heldMs);
  }

  readonly sendKeys = (keys: string): void => this.#desk.line?.keys.send(keys);
  readonly goOnWithKeys = (): void => this.#desk.line?.keys.goOn();
  readonly stopKeys = (): void => this.#desk.line?.keys.stop();

  async repairSound(): Promise<void> {
    const { repairSound } = await import('./sound-repair.ts');
    const restart = (): void => this.#desk.line?.restartSound();
    repairSound({ store: this.store, vitals: this.vitals, clock: this.#ports.clock, restart });
  }

  async chooseDevice(role: DeviceRole, deviceId: string): Promise<void> {
    this.#keeper.changeSettings({ [`${role}Id`]: deviceId });
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
    this.#keeper.changeSettings(change);
    const { settings } = this.store.state;
    this.#signIn.userAgent?.setKeepAlive(keepAliveOf(settings));
    if (!isSameProcessing(before, settings))
      void this.#desk.line?.devices.useMicrophone(settings.microphoneId);
  }

  deleteHistoryEntry(id: string): void {
    this.#keeper.deleteHistoryEntry(id);
  }

  clearHistory(): void {
    void this.#forgetter.forget(['history']);
  }

  markHistorySeen(): void {
    this.#keeper.markHistorySeen();
  }

  clearTrace(): void {
    void this.#forgetter.forget(['trace']);
  }

  async openOffer(passphrase: string): Promise<void> {
    await this.#offers.unlock(passphrase);
  }

  async acceptOffer(): Promise<void> {
    const profile = this.#offers.take();
    if (profile === undefined) return;
    this.hangUp();
    await this.#signIn.start(profile);
  }

  dismissOffer(): void {
    this.#offers.take();
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

  #callEvent(event: UserAgentEvent): void {
    if (event.kind === 'messageSeen') this.#tracer.seen(event);
    else this.#desk.heard(event);
    if (event.kind === 'sessionChanged' && event.change.kind === 'established') void this.#refreshDevices();
  }

  #watch(): void {
    // A moment to ask the STUN and TURN servers, before anybody waits for them.
    onRegistered(this.store, () => {
      if (!this.busy) void this.#desk.line?.servers.scout();
    });
    const { devices } = this.#ports;
    followNetwork(this.#ports, this.store, {
      networkChanged: () => {
        this.#desk.line?.servers.forget();
      },
      awoke: (awake) => {
        this.#signIn.userAgent?.probe(awake);
      },
    });
    devices.onChange(() => void this.#refreshDevices());
    this.#ports.otherTabs.onNews((news) => {
      if (news.kind === 'forgotten') void this.#forgetter.forgottenElsewhere(news.kinds);
      else if (news.kind === 'history') this.#keeper.changedElsewhere(news);
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
