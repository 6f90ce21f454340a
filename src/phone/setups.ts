// Setup links: one at a time, nothing fetched or decrypted before a press, nothing set before a yes. Keeps the profile with its secrets
// to itself; the state gets what screens may show.
//
//   closed (sealed, token) --press--> opening --> profile | closed with a problem | invalid
//   profile --yes--> taken          any --no--> gone          another link meanwhile: not taken, and said so
import { hideSecrets, holdsSecrets } from '../provisioning/hide-secrets.ts';
import { readSetupLink, type SetupLink } from '../provisioning/links/link.ts';
import type { Opening } from '../provisioning/links/ports.ts';
import type { Profile } from '../provisioning/profile.ts';
import type { Carrier, Setup } from './setup.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { PhonePorts } from './ports.ts';
import type { Store } from './store.ts';

type ClosedLink = Extract<SetupLink, { kind: 'sealed' | 'token' }>;

export class Setups {
  readonly #ports: Pick<PhonePorts, 'redeemToken' | 'unseal' | 'log'>;
  readonly #store: Store<PhoneState, PhoneEvent>;
  /** The link that waits to be opened. */
  #link: ClosedLink | undefined;
  /** What waits for a yes, secrets included. */
  #profile: Profile | undefined;

  constructor(
    ports: Pick<PhonePorts, 'redeemToken' | 'unseal' | 'log'>,
    store: Store<PhoneState, PhoneEvent>,
  ) {
    this.#ports = ports;
    this.#store = store;
  }

  /** Shows what the fragment of a link would set. A link that waits for an answer keeps its place. */
  open(fragment: string): void {
    const { setup } = this.#store.state;
    if (setup !== undefined && setup.kind !== 'invalid') {
      // Said once: each change of the dialog makes its buttons wait.
      if (!setup.another) this.#show({ ...setup, another: true });
      return;
    }
    const link = readSetupLink(fragment);
    if (link?.kind === 'plain') this.#setup(link.profile, 'plain');
    else if (link?.kind === 'invalid') this.#show({ ...link, another: false });
    else if (link !== undefined) {
      this.#link = link;
      this.#showClosed(link.kind, { work: 'waiting', problem: undefined });
    }
  }

  /** Opens the link that waits; does nothing where none does, or it is being opened. */
  async unlock(passphrase: string): Promise<void> {
    const link = this.#link;
    const { setup } = this.#store.state;
    if (link === undefined || setup?.kind !== 'closed' || setup.work === 'opening') return;
    this.#showClosed(link.kind, { work: 'opening', problem: undefined });
    const opening = await this.#open(link, passphrase);
    // Dismissed meanwhile.
    if (this.#link === link) this.#opened(link.kind, opening);
  }

  /** Puts the setup away; gives what waited for a yes, if anything did. */
  take(): Profile | undefined {
    const profile = this.#profile;
    this.#profile = undefined;
    this.#link = undefined;
    this.#store.dispatch({ kind: 'setupClosed' });
    return profile;
  }

  async #open(link: ClosedLink, passphrase: string): Promise<Opening> {
    try {
      return link.kind === 'token'
        ? await this.#ports.redeemToken(link.token)
        : await this.#ports.unseal(link.sealed, passphrase);
    } catch (problem) {
      this.#ports.log.problem('the setup link did not open', problem);
      return { kind: 'problem', problem: 'failed' };
    }
  }

  #opened(carrier: 'sealed' | 'token', opening: Opening): void {
    if (opening.kind === 'problem') {
      this.#showClosed(carrier, { work: 'waiting', problem: opening.problem });
      return;
    }
    this.#link = undefined;
    if (opening.kind === 'profile') this.#setup(opening.profile, carrier);
    else this.#show({ ...opening, another: this.#another });
  }

  #setup(profile: Profile, carrier: Carrier): void {
    this.#profile = profile;
    const wasReadable = carrier === 'plain' && holdsSecrets(profile);
    const shown = hideSecrets(profile);
    this.#show({ kind: 'profile', carrier, profile: shown, wasReadable, another: this.#another });
  }

  #showClosed(
    carrier: 'sealed' | 'token',
    step: Pick<Extract<Setup, { kind: 'closed' }>, 'work' | 'problem'>,
  ): void {
    this.#show({ kind: 'closed', carrier, ...step, another: this.#another });
  }

  get #another(): boolean {
    return this.#store.state.setup?.another ?? false;
  }

  #show(setup: Setup): void {
    this.#store.dispatch({ kind: 'setupChanged', setup });
  }
}
