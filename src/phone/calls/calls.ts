// All calls of the phone, and what holds between them: how many there may be, that the person talks to one at a time, and what comes in
// while they do.
import { NO_VITALS } from '../../media/flow.ts';
import type { LevelSource } from '../../media/levels.ts';
import type { DialTarget } from '../../sip/dial/dial-reading.ts';
import type { UserAgentEvent } from '../../sip/user-agent.ts';
import { CallDevices } from '../devices/call-devices.ts';
import type { VitalsByCall } from '../phone.ts';
import type { PhonePorts } from '../ports.ts';
import { Store } from '../store.ts';
import type { CallAccount, CallContext } from './call-context.ts';
import { CallSounds } from './call-sounds.ts';
import { LiveCall } from './live-call.ts';
import { MissedCalls } from './missed-calls.ts';
import { readDialled } from './read-dialled.ts';

type IncomingCall = Extract<UserAgentEvent, { kind: 'incomingCall' }>;

export class Calls {
  readonly sounds: CallSounds;
  readonly devices: CallDevices;
  readonly vitals = new Store<VitalsByCall, VitalsByCall>({}, (_before, now) => now);
  readonly #context: CallContext;
  readonly #missed: MissedCalls;
  /** Those that are not over, by their ids, in the order in which they began. */
  readonly #live = new Map<string, LiveCall>();

  constructor(ports: PhonePorts, rest: Omit<CallContext, 'ports' | 'sounds' | 'devices'>) {
    const { store } = rest;
    this.sounds = new CallSounds(ports.sounds, ports.clock, () => store.state.settings);
    this.devices = new CallDevices(ports, store, {
      calls: () => this.all.map(({ media }) => media),
      talksUnheard: (isTalking) => {
        store.dispatch({ kind: 'talksUnheardChanged', isTalking });
      },
    });
    this.#context = { ...rest, ports, sounds: this.sounds, devices: this.devices };
    this.#missed = new MissedCalls(ports, store, rest.history);
    store.subscribe(({ calls }) => {
      this.sounds.follow(calls);
    });
  }

  /** Whether any call is not over. */
  get areAny(): boolean {
    return this.#live.size > 0;
  }

  /** Those that are not over, in the order in which they began. */
  get all(): readonly LiveCall[] {
    return [...this.#live.values()];
  }

  /** The call `id`, unless it is over. */
  find(id: string): LiveCall | undefined {
    return this.#live.get(id);
  }

  levels(id: string): LevelSource | undefined {
    return this.#live.get(id)?.media.levels;
  }

  /** Calls somebody over an account; whom the person talks to is held. */
  async dial(called: string | DialTarget, account: CallAccount): Promise<void> {
    const { store } = this.#context;
    const reading = await readDialled(called, account.profile?.account.domain ?? '');
    if (reading.kind === 'empty') return;
    if (reading.kind === 'bad' || this.#isFull) {
      store.dispatch({ kind: 'noticed', notice: reading.kind === 'bad' ? 'badTarget' : 'lineBusy' });
      return;
    }
    const call = new LiveCall(this.#context, account, reading.outgoing);
    this.#add(call);
    this.#holdAllBut(call);
    await call.dial();
    this.#forgetOver();
  }

  /** Answers a call; what the person talks to is held, or ended. */
  async answer(id: string, others: 'hold' | 'end'): Promise<void> {
    const call = this.find(id);
    if (call === undefined) return;
    if (others === 'hold') this.#holdAllBut(call);
    else for (const other of this.all) if (other !== call && other.isEstablished) other.hangUp();
    await call.answer();
  }

  /** Goes on with this call and holds the others. */
  async switchTo(id: string): Promise<void> {
    const call = this.find(id);
    if (call === undefined) return;
    this.#context.store.dispatch({ kind: 'activeCallChanged', id });
    this.#holdAllBut(call);
    await call.setHold(false);
  }

  async setHold(id: string, held: boolean): Promise<void> {
    const call = this.find(id);
    if (held) await call?.setHold(true);
    else await this.switchTo(id);
  }

  /** Takes what the user agent of an account says of calls. */
  heard(event: UserAgentEvent, account: CallAccount): void {
    if (event.kind === 'incomingCall') this.#incoming(event, account);
    else if (event.kind === 'callRefused')
      this.#missed.couldNotRing(
        { accountId: account.id, remote: event.remote },
        event.cause,
        event.statusCode,
      );
    else if (event.kind === 'sessionChanged') {
      for (const call of this.all) call.sessionChanged(event.sessionId, event.change);
      this.#forgetOver();
    }
  }

  /** Ends all calls, or those of one account. */
  hangUpAll(accountId?: string): void {
    for (const call of this.all) if (accountId === undefined || call.account.id === accountId) call.hangUp();
    this.#forgetOver();
  }

  /** Ends one call. */
  hangUp(id: string): void {
    this.find(id)?.hangUp();
    this.#forgetOver();
  }

  get #isFull(): boolean {
    return this.#live.size >= this.#context.store.state.settings.mostCalls;
  }

  /**
   * An incoming session: takes the place of the call that it names (RFC 3891), or asks the person whether it may; rings, or is refused
   * as busy where there are as many calls as there may be.
   */
  #incoming({ session, remote, replaces }: IncomingCall, account: CallAccount): void {
    const { store } = this.#context;
    const named = replaces && this.all.find((call) => call.owns(replaces.sessionId));
    if (replaces !== undefined && named !== undefined) {
      named.takeover.incoming(session, remote, replaces);
      return;
    }
    if (this.#isFull) {
      session.reject('busy');
      this.#missed.whileBusy({ accountId: account.id, remote });
      // Not over a ring: one sound at a time says what to do.
      if (this.all.some((call) => call.isEstablished)) this.sounds.callWaiting();
      return;
    }
    const call = new LiveCall(this.#context, account, { remote }, session);
    this.#add(call);
    call.ring();
    if (!this.sounds.isRingHeard) store.dispatch({ kind: 'soundChanged', allowed: false });
  }

  #add(call: LiveCall): void {
    this.#live.set(call.id, call);
    call.media.vitals.subscribe((now) => {
      const others = Object.entries(this.vitals.state).filter(([id]) => id !== call.id);
      this.vitals.dispatch(Object.fromEntries(now === NO_VITALS ? others : [...others, [call.id, now]]));
    });
  }

  #holdAllBut(call: LiveCall): void {
    for (const other of this.all) if (other !== call && other.isEstablished) void other.setHold(true);
  }

  #forgetOver(): void {
    for (const call of this.all) if (!call.isLive()) this.#live.delete(call.id);
  }
}
