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
import { Forgetter } from './forgetter.ts';
import { Keeper } from './keeper.ts';
import { Line } from './line.ts';
import type { MicrophoneTestState } from './microphone-test-state.ts';
import type { MicrophoneTest } from './microphone-test.ts';
import { INITIAL_PHONE_STATE, nextPhoneState, type PhoneEvent } from './phone-reducer.ts';
import { OfferDesk } from './offer-desk.ts';
import type { PhoneState } from './phone-state.ts';
import type { Phone } from './phone.ts';
import type { PhonePorts } from './ports.ts';
import { isSameProcessing, keepAliveOf, type Settings } from './settings.ts';
import { SignIn, signedInOf } from './sign-in.ts';
import { Store, type ReadableStore } from './store.ts';
import { Tracer } from './tracer.ts';
import { followNetwork, followPermission, onRegistered } from './watching.ts';

export class Softphone implements Phone {
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly microphoneTest = new Store<MicrophoneTestState, MicrophoneTestState>(
    { phase: 'idle' },
    (_before, now) => now,
  );
  readonly #ports: PhonePorts;
  readonly #keeper: Keeper;
  readonly #signIn: SignIn;
  readonly #line: Line;
  readonly #tracer: Tracer;
  readonly #offers: OfferDesk;
  readonly #forgetter: Forgetter;
  #microphoneTest: MicrophoneTest | undefined;
  /** Counts who asks for the test and who ends it, while its code is on the way. */
  #testTurn = 0;

  constructor(ports: PhonePorts) {
    this.#ports = ports;
    this.store = new Store({ ...INITIAL_PHONE_STATE, ability: ports.ability }, nextPhoneState);
    this.#keeper = new Keeper(ports, this.store);
    this.#tracer = new Tracer(ports);
    this.#offers = new OfferDesk(ports, this.store);
    this.#signIn = new SignIn(ports, this.store, this.#keeper, (event) => {
      this.#callEvent(event);
    });
    this.#line = new Line(ports, this.store, {
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
    return this.#line.media.vitals;
  }

  get levels(): LevelSource {
    return this.#line.media.levels;
  }

  get testLevel(): number {
    return this.#microphoneTest?.level ?? 0;
  }

  get trace(): ReadableStore<readonly TraceEntry[]> {
    return this.#tracer.store;
  }

  /** Reads what is kept, shows it, and signs in again; then looks after everything that can wait. */
  async start(): Promise<void> {
    const demo = this.#ports.demo.available().then((available) => {
      this.store.dispatch({ kind: 'demoChecked', available });
    });
    const [settings, history, profile] = await Promise.all([
      this.#keeper.loadSettings(),
      this.#keeper.loadHistory(),
      this.#signIn.loadProfile(),
    ]);
    const signedIn = profile === undefined ? undefined : signedInOf(profile);
    this.store.dispatch({ kind: 'booted', settings, history, signedIn });
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
    return this.#line.live;
  }

  /** The page goes away: whoever is on the line is told. */
  leave(): void {
    this.#line.hangUp();
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
    if (this.store.state.ability.kind === 'able') await this.#line.dial(called);
    else this.store.dispatch({ kind: 'noticed', notice: 'cannotCall' });
  }

  answer(): Promise<void> {
    this.endMicrophoneTest();
    return this.#line.answer();
  }

  decline(): void {
    this.#line.decline();
  }

  hangUp(): void {
    this.#line.hangUp();
  }

  dismissCall(): void {
    this.store.dispatch({ kind: 'callDismissed' });
  }

  setMuted(muted: boolean): void {
    this.#line.setMuted(muted);
  }

  setHold(held: boolean): Promise<void> {
    return this.#line.setHold(held);
  }

  sendTone(tone: Tone): void {
    this.#line.sendTone(tone);
  }

  sendTonesAfter(): void {
    this.#line.dialled.sendNow();
  }

  async chooseDevice(role: DeviceRole, deviceId: string): Promise<void> {
    this.#keeper.changeSettings({ [`${role}Id`]: deviceId });
    if (role === 'microphone') await this.#line.devices.useMicrophone(deviceId);
    if (role !== 'speaker' || (await this.#line.media.setSpeaker(deviceId))) return;
    this.store.dispatch({ kind: 'noticed', notice: 'outputRefused' });
  }

  testSound(role: 'speaker' | 'ringer'): void {
    this.#line.sounds.test(role);
  }

  async testMicrophone(): Promise<void> {
    // Safari on iOS silences a call's microphone when the page opens another.
    if (this.#line.live) return;
    this.endMicrophoneTest();
    const turn = this.#testTurn;
    try {
      // Fetched by whoever tests: the first load need not wait for it.
      const { MicrophoneTest: Test } = await import('./microphone-test.ts');
      if (turn !== this.#testTurn) return;
      this.#microphoneTest ??= new Test(this.#ports, this.microphoneTest, () => this.store.state.settings);
      await this.#microphoneTest.start();
    } catch (problem) {
      this.#ports.log.problem('the microphone test did not load', problem);
      this.microphoneTest.dispatch({ phase: 'failed', cause: 'internal' });
    }
    // The browser names devices once the microphone was allowed.
    await this.#refreshDevices();
  }

  endMicrophoneTest(): void {
    this.#testTurn += 1;
    this.#microphoneTest?.stop();
  }

  changeSettings(change: Partial<Settings>): void {
    const before = this.store.state.settings;
    this.#keeper.changeSettings(change);
    const { settings } = this.store.state;
    this.#signIn.userAgent?.setKeepAlive(keepAliveOf(settings));
    if (!isSameProcessing(before, settings)) void this.#line.devices.useMicrophone(settings.microphoneId);
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
    this.#line.hangUp();
    await this.#signIn.start(profile);
  }

  dismissOffer(): void {
    this.#offers.take();
  }

  answerTakeover(accept: boolean): void {
    if (accept) this.#line.takeover.accept();
    else this.#line.takeover.decline();
  }

  dismissNotice(): void {
    this.store.dispatch({ kind: 'noticeDismissed' });
  }

  async enableSound(): Promise<void> {
    const allowed = await this.#ports.sounds.enable();
    await this.#line.media.resume();
    this.store.dispatch({ kind: 'soundChanged', allowed });
  }

  applyUpdate(): void {
    if (!this.#line.live) this.#ports.updates.apply();
  }

  #callEvent(event: UserAgentEvent): void {
    if (event.kind === 'incomingCall') this.#line.incoming(event.session, event.remote, event.replaces);
    else if (event.kind === 'callRefused')
      this.#line.missed.couldNotRing(event.remote, event.cause, event.statusCode);
    else if (event.kind === 'messageSeen') this.#tracer.seen(event);
    else if (event.kind === 'sessionChanged') {
      this.#line.sessionChanged(event.sessionId, event.change);
      if (event.change.kind === 'established') void this.#refreshDevices();
    }
  }

  #watch(): void {
    // A moment to ask the STUN and TURN servers, before anybody waits for them.
    onRegistered(this.store, () => {
      if (!this.#line.live) void this.#line.servers.scout();
    });
    const { devices } = this.#ports;
    followNetwork(this.#ports, this.store, {
      networkChanged: () => {
        this.#line.servers.forget();
      },
      awoke: (awake) => {
        this.#signIn.userAgent?.probe(awake);
      },
    });
    devices.onChange(() => void this.#refreshDevices());
    this.#forgetter.watch();
    void followPermission(this.#ports, this.store, () => void this.#refreshDevices());
  }

  async #refreshDevices(): Promise<void> {
    const after = await this.#ports.devices.list();
    const before = this.store.state.devices;
    this.store.dispatch({ kind: 'devicesChanged', devices: after });
    this.#line.devices.changed(before, after);
  }
}
