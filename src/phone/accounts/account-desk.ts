// The entry to the accounts, which exists before anybody is signed in: it loads their code when somebody signs in, or when a
// stored sign-in is found. What was asked of it meanwhile is done in the order in which it was asked.
import type { Profile } from '../../provisioning/profile.ts';
import { readSignInForm, type FieldProblems, type SignInForm } from '../../provisioning/sign-in-form.ts';
import type { UserAgentEvent } from '../../sip/user-agent.ts';
import type { KeptAccount, KeptAccounts } from '../../storage/ports.ts';
import type { KeptData } from '../kept-data.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';
import type { AccountCommands } from './account-commands.ts';
import type { AccountFacts } from './account-state.ts';
import type { LiveAccount } from './live-account.ts';

export interface AccountListener {
  /** A user agent tells of calls or messages. */
  heard(event: UserAgentEvent, accountId: string): void;
  /** The calls of an account have to end. */
  hangUp(accountId: string): void;
}

/** What was kept, with what screens may see of it. */
export interface UsableAccounts extends Pick<KeptAccounts, 'accounts' | 'dialId'> {
  readonly facts: readonly AccountFacts[];
}

const NONE_USABLE: UsableAccounts = { accounts: [], facts: [], dialId: undefined };

export class AccountDesk {
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #keptData: KeptData;
  readonly #listener: AccountListener;
  #commands: AccountCommands | undefined;
  #opening: Promise<AccountCommands> | undefined;
  #wasUsed = false;

  constructor(
    ports: PhonePorts,
    store: Store<PhoneState, PhoneEvent>,
    keptData: KeptData,
    listener: AccountListener,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#keptData = keptData;
    this.#listener = listener;
  }

  /** Those at work. */
  get all(): readonly LiveAccount[] {
    return this.#commands?.accounts.all ?? [];
  }

  get(id: string | undefined): LiveAccount | undefined {
    return this.#commands?.accounts.get(id);
  }

  /** The one that calls go out from. */
  get dialling(): LiveAccount | undefined {
    return this.#commands?.accounts.dialling;
  }

  /** Whether somebody signed in or out in this visit. */
  get wasUsed(): boolean {
    return this.#wasUsed;
  }

  /** What is kept, as far as it can be used. */
  async load(): Promise<UsableAccounts> {
    const kept = await this.#keptData.attempt(() => this.#ports.accounts.load(), undefined);
    if (kept === undefined || kept.accounts.length + kept.damaged.length === 0) return NONE_USABLE;
    try {
      const { accounts } = await this.#open();
      return { ...accounts.usable(kept), dialId: kept.dialId };
    } catch (problem) {
      this.#failed(problem);
      return NONE_USABLE;
    }
  }

  /** Signs in with what was kept. */
  resume(kept: readonly KeptAccount[]): Promise<void> {
    return this.#do(({ accounts }) => accounts.resume(kept));
  }

  /** Checks the form and signs in, as this account or beside the others; returns what is wrong with it. */
  signIn(form: SignInForm, accountId: string | undefined): FieldProblems {
    const result = readSignInForm(form);
    if (result.kind === 'invalid') return result.problems;
    void this.#do((commands) => {
      commands.signIn(form, result.profile, accountId);
    });
    return {};
  }

  /** As a form, secrets included, for the person to edit. */
  editable(accountId: string | undefined): SignInForm | undefined {
    return this.#commands?.editable(accountId);
  }

  tryDemo(): Promise<void> {
    return this.#do((commands) => commands.tryDemo());
  }

  accept(profile: Profile, how: 'add' | 'instead'): Promise<void> {
    return this.#do((commands) => commands.accept(profile, how));
  }

  choose(accountId: string): void {
    void this.#do(({ accounts }) => {
      accounts.choose(accountId);
    });
  }

  signOutOf(accountId: string): Promise<void> {
    return this.#do((commands) => commands.signOutOf(accountId));
  }

  signedOutElsewhere(accountId: string): Promise<void> {
    return this.#do((commands) => commands.signedOutElsewhere(accountId));
  }

  /** Signs out of all: `erase` deletes what is kept, whatever else works. */
  async removeAll(erase: () => Promise<void>): Promise<void> {
    this.#wasUsed = true;
    // Whoever signs in just now is signed out as well.
    const commands = this.#commands ?? (await this.#opening?.catch(() => undefined));
    for (const { id } of this.#store.state.accounts)
      if (commands?.accounts.get(id) === undefined)
        this.#store.dispatch({ kind: 'accountGone', accountId: id });
    await (commands?.accounts.removeAll(erase) ?? erase());
  }

  async #open(): Promise<AccountCommands> {
    if (this.#commands !== undefined) return this.#commands;
    this.#opening ??= this.#make();
    try {
      return await this.#opening;
    } finally {
      this.#opening = undefined;
    }
  }

  async #make(): Promise<AccountCommands> {
    const [{ Accounts }, { AccountCommands: Commands }] = await Promise.all([
      import('./accounts.ts'),
      import('./account-commands.ts'),
    ]);
    const [ports, store, on] = [this.#ports, this.#store, this.#listener];
    const accounts = new Accounts(ports, store, this.#keptData, (event, accountId) => {
      on.heard(event, accountId);
    });
    this.#commands = new Commands(ports, store, accounts, (accountId) => {
      on.hangUp(accountId);
    });
    return this.#commands;
  }

  async #do(work: (commands: AccountCommands) => void | Promise<void>): Promise<void> {
    this.#wasUsed = true;
    try {
      await work(await this.#open());
    } catch (problem) {
      this.#failed(problem);
    }
  }

  /** What signs in could not be fetched: who is shown is not connected, and hears why. */
  #failed(problem: unknown): void {
    this.#ports.log.problem('what signs in did not load', problem);
    for (const { id } of this.#store.state.accounts)
      if (this.get(id) === undefined)
        this.#store.dispatch({ kind: 'accountChanged', accountId: id, event: { kind: 'startFailed' } });
    this.#store.dispatch({ kind: 'noticed', notice: 'internal' });
  }
}
