// A conference that makes no sound: who is part of it, and how.
import {
  NEW_PARTY,
  whoHearsWhom,
  type Conference,
  type ConferenceCall,
  type ConferenceListener,
  type PartyState,
} from '../../src/media/conference.ts';

export class FakeConference implements Conference {
  readonly listener: ConferenceListener;
  readonly parties = new Map<string, PartyState>();
  isOpen = true;

  constructor(listener: ConferenceListener) {
    this.listener = listener;
  }

  /** Whom each party hears besides us. */
  get hears(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries([...whoHearsWhom(this.parties)].map(([id, others]) => [id, [...others]]));
  }

  add(callId: string, _call: ConferenceCall): void {
    if (!this.parties.has(callId)) this.parties.set(callId, NEW_PARTY);
  }

  remove(callId: string): void {
    this.parties.delete(callId);
  }

  setHeard(callId: string, isHeard: boolean): void {
    this.#change(callId, { isHeard });
  }

  setPlayed(callId: string, isPlayed: boolean): void {
    this.#change(callId, { isPlayed });
  }

  setHeld(callId: string, isHeld: boolean): void {
    this.#change(callId, { isHeld });
  }

  close(): void {
    this.parties.clear();
    this.isOpen = false;
  }

  #change(callId: string, change: Partial<PartyState>): void {
    const party = this.parties.get(callId);
    if (party !== undefined) this.parties.set(callId, { ...party, ...change });
  }
}
