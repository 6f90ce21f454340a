// What a person does with accounts: signs in by form, demo or setup link, edits, and signs out of one. A call ends with its account, and with
// no other's. Fetched with the accounts themselves, when somebody signs in (account-desk.ts).
import type { Profile } from '../../provisioning/profile.ts';
import { signInFormOf, type SignInForm } from '../../provisioning/sign-in-form.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';
import { accountAt, isSameAddress } from './account-selectors.ts';
import type { Accounts } from './accounts.ts';

export class AccountCommands {
  readonly accounts: Accounts;
  readonly #ports: Pick<PhonePorts, 'demo'>;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #hangUp: (accountId: string) => void;

  /** `hangUp`: ends the calls of an account. */
  constructor(
    ports: Pick<PhonePorts, 'demo'>,
    store: Store<PhoneState, PhoneEvent>,
    accounts: Accounts,
    hangUp: (accountId: string) => void,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.accounts = accounts;
    this.#hangUp = hangUp;
  }

  /** Signs in by a form, which says this profile: as this account, which is edited, or as another beside those that there are. */
  signIn(form: SignInForm, profile: Profile, accountId: string | undefined): void {
    const id = accountId ?? accountAt(this.#store.state, profile.account)?.id;
    const before = this.accounts.get(id)?.profile;
    if (id === undefined || before === undefined) this.accounts.add(profile);
    else this.#change(id, edited(before, form, profile));
  }

  /** As a form, secrets included, for the person to edit; undefined where there is no such account. */
  editable(accountId: string | undefined): SignInForm | undefined {
    const profile = this.accounts.get(accountId ?? this.#store.state.dialAccountId)?.profile;
    return profile === undefined ? undefined : signInFormOf(profile);
  }

  /** Takes a free extension from the demo, beside what is signed in. */
  async tryDemo(): Promise<void> {
    const answer = await this.#ports.demo.take();
    if (answer.kind === 'profile') this.#takeBeside(answer.profile);
    else
      this.#store.dispatch({
        kind: 'noticed',
        notice: answer.kind === 'full' ? 'demoFull' : 'demoUnavailable',
      });
  }

  /**
   * Takes the profile of a setup link: an account with its address gets it; else it is added beside the others, or takes the place of the
   * one that dials.
   */
  async accept(profile: Profile, how: 'add' | 'instead'): Promise<void> {
    const isKnown = accountAt(this.#store.state, profile.account) !== undefined;
    const replaced = this.#store.state.dialAccountId;
    const id = this.#takeBeside(profile);
    if (how === 'add' || isKnown || replaced === undefined) return;
    this.accounts.choose(id);
    await this.signOutOf(replaced);
  }

  /** Ends its calls, unregisters, and deletes what is kept of it; history and trace stay. */
  async signOutOf(accountId: string): Promise<void> {
    this.#endCallOf(accountId);
    await this.accounts.remove(accountId);
  }

  /** Another tab signed out of it. */
  async signedOutElsewhere(accountId: string): Promise<void> {
    this.#endCallOf(accountId);
    await this.accounts.removedElsewhere(accountId);
  }

  #takeBeside(profile: Profile): string {
    const id = accountAt(this.#store.state, profile.account)?.id;
    if (id !== undefined) this.#change(id, profile);
    return id ?? this.accounts.add(profile);
  }

  #change(id: string, profile: Profile): void {
    this.#endCallOf(id);
    // The one with that address goes, if it is another.
    const twin = accountAt(this.#store.state, profile.account)?.id;
    if (twin !== undefined && twin !== id) this.#endCallOf(twin);
    this.accounts.change(id, profile);
  }

  #endCallOf(accountId: string): void {
    this.#hangUp(accountId);
  }
}

/** What no form shows stays with the address it belongs to. */
function edited(before: Profile, form: SignInForm, after: Profile): Profile {
  if (!isSameAddress(before.account, after.account)) return after;
  const { name, echoNumber, followsTransfers } = before;
  const kept = { name, echoNumber, ...(followsTransfers === undefined ? {} : { followsTransfers }) };
  // What the person changed is theirs: a renewal would take it back.
  const isUnchanged = JSON.stringify(signInFormOf(before)) === JSON.stringify(form);
  return { ...after, ...kept, refreshUrl: isUnchanged ? before.refreshUrl : '' };
}
