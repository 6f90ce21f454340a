// Watches our place at the registrar between two refreshes: asks now and then who is registered, takes a place back that the server
// lost, and tells of one that another device has taken. A server that does not say is not asked again.
import { judgePlace, nextAskMs, type Bindings } from '../transport/bindings.ts';
import { isOwnContact, type OwnContact } from '../wire/register-answer.ts';

export interface PlaceListener {
  ask(): Promise<Bindings>;
  /** The server lost us: to be registered again. */
  lost(): void;
  /** Another device is there in our stead. */
  replaced(): void;
}

export class PlaceWatch {
  readonly #own: OwnContact;
  readonly #on: PlaceListener;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hadCompany = false;
  #reclaimedMs: number | undefined;
  #isTold = true;
  #round = 0;

  constructor(own: OwnContact, on: PlaceListener) {
    this.#own = own;
    this.#on = on;
  }

  /** The server has accepted us, and lists these contacts. */
  accepted(contacts: readonly string[]): void {
    this.#hadCompany = contacts.some((contact) => !isOwnContact(contact, this.#own));
    this.stop();
    if (this.#isTold) this.#wait();
  }

  /** We are not registered any more: nothing is asked. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#round += 1;
  }

  #wait(): void {
    this.#timer = setTimeout(() => void this.#look(), nextAskMs(Math.random));
  }

  async #look(): Promise<void> {
    const round = this.#round;
    const bindings = await this.#on.ask();
    if (round !== this.#round) return;
    if (bindings.kind !== 'listed') {
      this.#isTold = false;
      return;
    }
    const place = { hadCompany: this.#hadCompany, reclaimedMs: this.#reclaimedMs };
    const isOurs = (contact: string): boolean => isOwnContact(contact, this.#own);
    const verdict = judgePlace(bindings.contacts, isOurs, place, Date.now());
    if (verdict === 'kept') {
      this.#wait();
      return;
    }
    this.stop();
    if (verdict === 'replaced') this.#on.replaced();
    else {
      if (bindings.contacts.length > 0) this.#reclaimedMs = Date.now();
      this.#on.lost();
    }
  }
}
