// The conference: several calls in one conversation, mixed in this page. Who is part of it, who is heard, and what happens when
// one leaves. A call in it is not put on hold because of another; with one left it is a call like any other.
import type { Conference } from '../../media/conference.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { ConferenceParty, PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';
import type { LiveCall } from './live-call.ts';

export class ConferenceRoom {
  readonly #ports: Pick<PhonePorts, 'openConference' | 'log'>;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #find: (id: string) => LiveCall | undefined;
  /** Parties that the person put on hold by themselves: they stay so, whatever the others do. */
  readonly #resting = new Set<string>();
  #conference: Conference | undefined;
  #opening: Promise<Conference> | undefined;

  constructor(
    ports: Pick<PhonePorts, 'openConference' | 'log'>,
    store: Store<PhoneState, PhoneEvent>,
    find: (id: string) => LiveCall | undefined,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#find = find;
  }

  /** Whether this call is part of it. */
  has(callId: string): boolean {
    return this.#parties.some((party) => party.callId === callId);
  }

  /** Joins these calls, and takes all from hold that should talk; does nothing for one that is not established. */
  async confer(callIds: readonly string[]): Promise<void> {
    const fresh = callIds.filter((id) => !this.has(id) && this.#find(id)?.isEstablished === true);
    if (fresh.length + this.#parties.length < 2) return;
    let conference: Conference;
    try {
      conference = await this.#open();
    } catch (problem) {
      this.#ports.log.problem('the conference could not be opened', problem);
      this.#store.dispatch({ kind: 'noticed', notice: 'internal' });
      return;
    }
    // One that ended while the code was fetched is none of them.
    const calls = fresh.map((id) => this.#find(id)).filter((call) => call !== undefined);
    this.#tell([...this.#parties, ...calls.map(({ id }) => ({ callId: id, isHeard: true }))]);
    this.#muteAlike([...this.#parties.map(({ callId }) => this.#find(callId)), ...calls]);
    for (const call of calls) conference.add(call.id, call.media);
    await this.goOn();
    this.#settle();
  }

  /** Who was muted for one of them stays muted, and so for all: in one conversation there is one Mute. */
  #muteAlike(calls: readonly (LiveCall | undefined)[]): void {
    if (calls.some((call) => call?.intent.isMuted === true))
      for (const call of calls) if (call?.intent.isMuted === false) call.setMuted(true);
  }

  /** The person is with somebody else: this party hears nobody meanwhile, and nobody hears it. */
  pause(callId: string): void {
    if (this.has(callId)) this.#conference?.setHeld(callId, true);
  }

  /** Goes on with all parties, who were held while the person talked to somebody else. */
  async goOn(): Promise<void> {
    const parties = this.#parties.map(({ callId }) => callId).filter((id) => !this.#resting.has(id));
    for (const callId of parties) this.#conference?.setHeld(callId, false);
    await Promise.all(parties.map(async (callId) => this.#find(callId)?.setHold(false)));
  }

  /** Takes a call out of it; it goes on by itself. */
  leave(callId: string): void {
    if (!this.has(callId)) return;
    this.#resting.delete(callId);
    this.#conference?.remove(callId);
    this.#tell(this.#parties.filter((party) => party.callId !== callId));
    this.#settle();
  }

  setHeard(callId: string, isHeard: boolean): void {
    if (!this.has(callId)) return;
    this.#conference?.setHeard(callId, isHeard);
    this.#tell(this.#parties.map((party) => (party.callId === callId ? { callId, isHeard } : party)));
  }

  /** On hold it hears nobody, and nobody hears it. */
  setHeld(callId: string, isHeld: boolean): void {
    if (!this.has(callId)) return;
    if (isHeld) this.#resting.add(callId);
    else this.#resting.delete(callId);
    this.#conference?.setHeld(callId, isHeld);
  }

  get #parties(): readonly ConferenceParty[] {
    return this.#store.state.conference;
  }

  #tell(parties: readonly ConferenceParty[]): void {
    this.#store.dispatch({ kind: 'conferenceChanged', parties });
  }

  /** One alone is no conversation of several. */
  #settle(): void {
    const [last, other] = this.#parties;
    if (other !== undefined) return;
    if (last !== undefined) this.#conference?.remove(last.callId);
    if (last !== undefined) this.#tell([]);
    this.#resting.clear();
    this.#conference?.close();
    this.#conference = undefined;
  }

  async #open(): Promise<Conference> {
    if (this.#conference !== undefined) return this.#conference;
    this.#opening ??= this.#ports.openConference({
      mixingChanged: (isMixing) => {
        if (!isMixing) this.#store.dispatch({ kind: 'soundChanged', allowed: false });
      },
      failed: (problem) => {
        this.#ports.log.problem('a party could not be mixed', problem);
      },
    });
    try {
      this.#conference = await this.#opening;
      return this.#conference;
    } finally {
      this.#opening = undefined;
    }
  }
}
