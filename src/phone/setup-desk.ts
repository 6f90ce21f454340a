// The entry for setup links. They are rare: the code that reads them is loaded when one comes.
import { isSetupLink } from '../provisioning/links/is-setup-link.ts';
import type { Profile } from '../provisioning/profile.ts';
import type { Setups } from './setups.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { Store } from './store.ts';

export class SetupDesk {
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  #setups: Setups | undefined;

  constructor(ports: PhonePorts, store: Store<PhoneState, PhoneEvent>) {
    this.#ports = ports;
    this.#store = store;
  }

  /** Takes the fragment of an address; true where it is a setup link, which is opened as soon as it can be read. */
  open(fragment: string): boolean {
    const isLink = isSetupLink(fragment);
    if (isLink) void this.#setup(fragment);
    return isLink;
  }

  /** Opens the link that waits for a press. */
  async unlock(passphrase: string): Promise<void> {
    await this.#setups?.unlock(passphrase);
  }

  /** Puts the setup away; gives what waited for a yes, secrets included. */
  take(): Profile | undefined {
    return this.#setups?.take();
  }

  async #setup(fragment: string): Promise<void> {
    try {
      const { Setups: Reader } = await import('./setups.ts');
      this.#setups ??= new Reader(this.#ports, this.#store);
      this.#setups.open(fragment);
    } catch (problem) {
      this.#ports.log.problem('the setup link could not be read', problem);
      this.#store.dispatch({ kind: 'noticed', notice: 'internal' });
    }
  }
}
