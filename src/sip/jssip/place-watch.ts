// Watches our place at the registrar: asks before each refresh, and when somebody comes back to the page, who is registered; takes a
// place back that the server lost, and tells of one that another device has taken. A server that does not say, or lists us by a contact
// that nobody would know for ours (a border controller's), is not asked again.
import { firstAskMs, FRESH_ANSWER_MS, judgePlace, nextAskMs, type Bindings } from '../transport/bindings.ts';
import { isOwnContact, isOwnDevice, type OwnContact } from '../wire/register-answer.ts';

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
  /** Whether the server answers the question, as far as anyone knows. */
  #isTold = true;
  /** It has listed us, so that a list without us says something. */
  #isProven = false;
  #askedMs = 0;
  #refreshMs = 0;
  #round = 0;
  #isWatching = false;

  constructor(own: OwnContact, on: PlaceListener) {
    this.#own = own;
    this.#on = on;
  }

  /** The server has accepted us, and lists these contacts; the next refresh is due at `refreshMs`, milliseconds since the epoch. */
  accepted(contacts: readonly string[], refreshMs: number): void {
    this.#refreshMs = refreshMs;
    this.#askedMs = Date.now();
    this.#hadCompany = contacts.some((contact) => !isOwnDevice(contact, this.#own));
    this.stop();
    this.#isWatching = true;
    this.#wait(!this.#isProven);
  }

  /** Somebody looks at the page again: what it says must be true. */
  lookSoon(): void {
    if (this.#isWatching && Date.now() - this.#askedMs >= FRESH_ANSWER_MS) void this.#look();
  }

  /** We are not registered any more: nothing is asked. */
  stop(): void {
    this.#isWatching = false;
    clearTimeout(this.#timer);
    this.#round += 1;
  }

  /** `isFirst`: it has not been seen yet how the server lists us. */
  #wait(isFirst = false): void {
    clearTimeout(this.#timer);
    const inMs = isFirst ? firstAskMs(Math.random) : nextAskMs(this.#refreshMs - Date.now(), Math.random);
    if (this.#isTold && inMs !== undefined) this.#timer = setTimeout(() => void this.#look(), inMs);
  }

  async #look(): Promise<void> {
    if (!this.#isTold) return;
    this.#askedMs = Date.now();
    const round = this.#round;
    const bindings = await this.#on.ask();
    if (round !== this.#round) return;
    if (bindings.kind === 'later') {
      this.#wait();
      return;
    }
    if (bindings.kind !== 'listed') {
      this.#isTold = false;
      return;
    }
    const isOurs = (contact: string): boolean => isOwnContact(contact, this.#own);
    if (bindings.contacts.some(isOurs)) this.#isProven = true;
    else if (!this.#isProven) {
      this.#isTold = false;
      return;
    }
    const place = { hadCompany: this.#hadCompany, reclaimedMs: this.#reclaimedMs };
    // Our second flow (RFC 5626) is no other device.
    const rivals = bindings.contacts.filter((contact) => isOurs(contact) || !isOwnDevice(contact, this.#own));
    const verdict = judgePlace(rivals, isOurs, place, Date.now());
    if (verdict === 'kept') {
      this.#wait();
      return;
    }
    this.stop();
    if (verdict === 'replaced') this.#on.replaced();
    else {
      if (rivals.length > 0) this.#reclaimedMs = Date.now();
      this.#on.lost();
    }
  }
}
