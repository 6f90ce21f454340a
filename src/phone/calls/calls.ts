// All calls of the phone, and what holds between them: how many there may be, that the person talks to one at a time, and what comes in
// while they do.
import { NO_VITALS } from '../../diagnosis/flow.ts';
import type { LevelSource } from '../../media/levels.ts';
import type { Party } from '../../sip/call-state.ts';
import type { DialTarget } from '../../sip/dial/dial-reading.ts';
import type { CallOptions, UserAgentEvent } from '../../sip/user-agent.ts';
import { CallDevices } from '../devices/call-devices.ts';
import type { VerdictsByCall, VitalsByCall } from '../phone.ts';
import type { PhonePorts } from '../ports.ts';
import { Store, type ReadableStore } from '../store.ts';
import { nameOf, type CallAccount, type CallContext } from './call-context.ts';
import { CallSounds } from './call-sounds.ts';
import { judgeCalls } from './call-verdicts.ts';
import { HelpedSteps } from './helped-steps.ts';
import { sayWhatWasCut } from './cut-calls.ts';
import { LiveCall } from './live-call.ts';
import { ConferenceRoom } from './conference-room.ts';
import { MessageOwners } from './message-owners.ts';
import { isIncoming } from './calls-state.ts';
import { MissedCalls, type Missed } from './missed-calls.ts';
import { readDialled, type Outgoing } from './read-dialled.ts';
import { Transfers } from './transfers.ts';

type IncomingCall = Extract<UserAgentEvent, { kind: 'incomingCall' }>;

function missedBy(account: CallAccount, remote: Party): Missed {
  return { accountId: account.id, accountName: nameOf(account), remote };
}

/** The person is not heard in it: it is held, or they are with somebody else. */
const isResting = ({ intent }: LiveCall): boolean => intent.isHeld || intent.isAway;

export class Calls {
  readonly sounds: CallSounds;
  readonly devices: CallDevices;
  readonly vitals = new Store<VitalsByCall, VitalsByCall>({}, (_before, now) => now);
  readonly verdicts: ReadableStore<VerdictsByCall>;
  readonly #context: CallContext;
  readonly #missed: MissedCalls;
  readonly #owners = new MessageOwners();
  readonly transfers: Transfers;
  readonly conference: ConferenceRoom;
  /** Those that are not over, by their ids, in the order in which they began. */
  readonly #live = new Map<string, LiveCall>();

  constructor(ports: PhonePorts, rest: Omit<CallContext, 'ports' | 'sounds' | 'devices' | 'helped'>) {
    const { store } = rest;
    this.sounds = new CallSounds(ports.sounds, ports.clock, () => store.state.settings);
    this.devices = new CallDevices(ports, store, {
      calls: () => this.all.map(({ media }) => media),
      talksUnheard: (isTalking) => {
        store.dispatch({ kind: 'talksUnheardChanged', isTalking });
      },
    });
    this.#context = { ...rest, ports, sounds: this.sounds, devices: this.devices, helped: new HelpedSteps() };
    this.#missed = new MissedCalls(ports, store, rest.history);
    this.transfers = new Transfers(ports, store, {
      find: this.find.bind(this),
      switchTo: this.switchTo.bind(this),
      begin: (from, outgoing) => this.#begin(from.account, outgoing),
      hold: (callId) => this.setHold(callId, true),
      isFull: () => this.#isFull,
      isOverfull: () => this.#live.size > store.state.settings.mostCalls,
      isWithAnother: (call) =>
        this.all.some(
          (other) => other !== call && other.isLive() && !isIncoming(other.call) && !isResting(other),
        ),
      follow: (from, outgoing, referralId) =>
        this.#begin(from.account, outgoing, { referralId }, from.intent.isMuted),
    });
    this.verdicts = judgeCalls(store, this.vitals);
    this.verdicts.subscribe((verdicts) => {
      for (const [id, verdict] of Object.entries(verdicts)) this.find(id)?.judged(verdict);
    });
    this.conference = new ConferenceRoom(ports, store, this.find.bind(this));
    let before: string | undefined;
    store.subscribe(({ calls, activeCallId }) => {
      this.sounds.follow(calls);
      if (activeCallId === before) return;
      before = activeCallId;
      if (activeCallId !== undefined) this.find(activeCallId)?.intent.setAway(false);
    });
    sayWhatWasCut(store, (entry) => {
      rest.history.keepUnfinished(entry);
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
    await this.#begin(account, reading.outgoing);
  }

  /** Answers a call; what the person talks to is held, or ended. The microphone is asked for first, and kept open from one to the other. */
  async answer(id: string, present: 'hold' | 'end'): Promise<void> {
    const call = this.find(id);
    if (call?.isWaiting !== true) return;
    const ending = present === 'end' ? this.#withWhomThePersonTalks().filter((other) => other !== call) : [];
    const answering = call.answer();
    for (const other of ending) other.hangUp();
    this.#holdAllBut(call);
    await answering;
  }

  /** Goes on with this call and holds the others; does nothing for one that rings here. */
  async switchTo(id: string): Promise<void> {
    const call = this.find(id);
    if (call === undefined || isIncoming(call.call)) return;
    this.#context.store.dispatch({ kind: 'activeCallChanged', id });
    this.#holdAllBut(call);
    if (this.conference.has(id)) {
      this.conference.setHeld(id, false);
      await this.conference.goOn();
    } else await call.setHold(false);
  }

  /** Joins calls to one conversation and goes on with that; whoever is no part of it is held. */
  async confer(ids: readonly string[]): Promise<void> {
    await this.conference.confer(ids);
    const { store } = this.#context;
    const { activeCallId } = store.state;
    const party = this.all.find(({ id }) => this.conference.has(id));
    if (party === undefined) return;
    if (activeCallId === undefined || !this.conference.has(activeCallId))
      store.dispatch({ kind: 'activeCallChanged', id: party.id });
    this.#shareMute();
    this.#holdAllBut(party);
    await this.conference.goOn();
  }

  /** Mutes the person in a call, or not any more; in the conversation of several they are muted for all. */
  setMuted(id: string, muted: boolean): void {
    const isShared = this.conference.has(id);
    for (const call of this.all)
      if (call.id === id || (isShared && this.conference.has(call.id))) call.setMuted(muted);
  }

  async setHold(id: string, held: boolean): Promise<void> {
    const call = this.find(id);
    if (call?.isEstablished !== true) return;
    if (!held) {
      await this.switchTo(id);
      return;
    }
    this.conference.setHeld(id, true);
    await call.setHold(true);
  }

  /** Joins the other ends of two calls, where that can be done; whoever was part of the conversation of several leaves it. */
  async join(id: string, withId: string): Promise<void> {
    if (!this.transfers.canJoin(id, withId)) return;
    for (const each of [id, withId]) this.conference.leave(each);
    await this.transfers.join(id, withId);
  }

  /** Takes a call out of the conversation of several, and holds it; the person goes on with the others. */
  async leaveConference(id: string): Promise<void> {
    const call = this.find(id);
    if (call === undefined || !this.conference.has(id)) return;
    const { store } = this.#context;
    const other = this.all.find((each) => each !== call && this.conference.has(each.id));
    this.conference.leave(id);
    if (other !== undefined && store.state.activeCallId === id)
      store.dispatch({ kind: 'activeCallChanged', id: other.id });
    call.intent.setAway(true);
    await call.setHold(true);
  }

  /** Takes what the user agent of an account says of calls. */
  heard(event: UserAgentEvent, account: CallAccount): void {
    if (event.kind === 'incomingCall') this.#incoming(event, account);
    else if (event.kind === 'callRefused') {
      const missed = missedBy(account, event.remote);
      const id = this.#missed.couldNotRing(missed, event.cause, event.statusCode);
      this.#owners.claim(account.id, event.sipCallId, id);
    } else if (event.kind === 'sessionChanged') {
      for (const call of this.all) {
        const isOwn = call.owns(event.sessionId);
        call.sessionChanged(event.sessionId, event.change);
        if (isOwn && event.change.kind === 'established') this.#makeRoomFor(call);
        if (isOwn) this.transfers.heard(call, event.change);
        if (isOwn) this.conference.review(call.id);
      }
      this.#forgetOver();
    }
  }

  /** Whose a SIP message of this account is, by its Call-ID: the id of a call that is, was, or was refused; undefined for none. */
  ownerOf(accountId: string, sipCallId: string): string | undefined {
    const known = this.#owners.ownerOf(accountId, sipCallId);
    if (known !== undefined) return known;
    const call = this.all.find(
      ({ account, session }) => account.id === accountId && session?.sipCallId === sipCallId,
    );
    if (call !== undefined) this.#owners.claim(accountId, sipCallId, call.id);
    return call?.id;
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
      this.#owners.claim(account.id, session.sipCallId, named.id);
      named.takeover.incoming(session, remote, replaces);
      return;
    }
    if (this.#isFull) {
      session.reject('busy');
      const id = this.#missed.whileBusy(missedBy(account, remote));
      this.#owners.claim(account.id, session.sipCallId, id);
      // Not over a ring: one sound at a time says what to do.
      if (this.all.some((call) => call.isEstablished)) this.sounds.callWaiting();
      return;
    }
    const call = new LiveCall(this.#context, account, { remote }, session);
    this.#owners.claim(account.id, session.sipCallId, call.id);
    this.#add(call);
    call.ring();
    if (!this.sounds.isRingHeard) store.dispatch({ kind: 'soundChanged', allowed: false });
  }

  async #begin(
    account: CallAccount,
    outgoing: Outgoing,
    options: CallOptions = {},
    isMuted = false,
  ): Promise<LiveCall> {
    const call = new LiveCall(this.#context, account, outgoing);
    if (isMuted) call.intent.beginMuted();
    this.#add(call);
    const dialling = call.dial(options);
    this.#holdAllBut(call);
    await dialling;
    this.#forgetOver();
    return call;
  }

  #add(call: LiveCall): void {
    this.#live.set(call.id, call);
    call.media.vitals.subscribe((now) => {
      const others = Object.entries(this.vitals.state).filter(([id]) => id !== call.id);
      this.vitals.dispatch(Object.fromEntries(now === NO_VITALS ? others : [...others, [call.id, now]]));
    });
  }

  /** Answered, perhaps while the person was with somebody else by then: they are heard in one place. */
  #makeRoomFor(call: LiveCall): void {
    const { activeCallId } = this.#context.store.state;
    const active = activeCallId === undefined ? undefined : this.find(activeCallId);
    if (active === undefined || active === call || !active.isEstablished) this.#holdAllBut(call);
    else if (!(this.conference.has(call.id) && this.conference.has(active.id))) {
      call.intent.setAway(true);
      void call.setHold(true);
    }
  }

  /** Who is muted for one party of the conversation of several is muted for all: nobody is to be heard who thinks otherwise. */
  #shareMute(): void {
    const parties = this.all.filter(({ id }) => this.conference.has(id));
    if (parties.some(({ intent }) => intent.isMuted)) for (const party of parties) party.setMuted(true);
  }

  /** The call in front, or all of the conversation of several that it is part of. */
  #withWhomThePersonTalks(): readonly LiveCall[] {
    const { activeCallId } = this.#context.store.state;
    if (activeCallId === undefined) return [];
    const isInConference = this.conference.has(activeCallId);
    return this.all.filter(({ id }) => (isInConference ? this.conference.has(id) : id === activeCallId));
  }

  #holdAllBut(call: LiveCall): void {
    const goesOn = (other: LiveCall): boolean =>
      other === call || (this.conference.has(call.id) && this.conference.has(other.id));
    for (const other of this.all) {
      other.intent.setAway(!goesOn(other));
      if (goesOn(other) || !other.isEstablished) continue;
      this.conference.pause(other.id);
      void other.setHold(true);
    }
  }

  #forgetOver(): void {
    for (const call of this.all) {
      if (call.isLive()) continue;
      this.conference.leave(call.id);
      this.#live.delete(call.id);
    }
  }
}
