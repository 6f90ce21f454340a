// The accounts that are signed in, which of them dials, and what is stored of them. One address is one account. Storage
// operations run one after another, so that a password which is still being encrypted is not written after a sign-out. Loaded
// when somebody signs in.
import type { Profile } from '../../provisioning/profile.ts';
import type { UserAgentEvent } from '../../sip/user-agent.ts';
import type { KeptAccount, KeptAccounts } from '../../storage/ports.ts';
import type { KeptData } from '../kept-data.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import { keepAliveOf } from '../settings.ts';
import type { Store } from '../store.ts';
import { withinTime } from '../within-time.ts';
import { accountAt, isSameAddress } from './account-selectors.ts';
import { accountFacts, type AccountFacts } from './account-state.ts';
import { LiveAccount, type AccountContext } from './live-account.ts';

/** So long a sign-in waits for the kept id of this browser, in milliseconds. */
const ID_LIMIT_MS = 1000;

/** The fields of a profile that differ: what is kept is changed field by field, so that two tabs don't undo each other. */
function changedFields(before: Profile, after: Profile): Partial<Profile> {
  const isChanged = (name: string): boolean =>
    JSON.stringify(Reflect.get(before, name)) !== JSON.stringify(Reflect.get(after, name));
  return Object.fromEntries(Object.entries(after).filter(([name]) => isChanged(name)));
}

/** Of several that are kept with one address, the last counts. */
function withoutTwins(accounts: readonly KeptAccount[]): readonly KeptAccount[] {
  return accounts.filter(
    ({ profile }, index) =>
      !accounts.slice(index + 1).some((later) => isSameAddress(later.profile.account, profile.account)),
  );
}

export class Accounts {
  readonly #ports: PhonePorts;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #keptData: KeptData;
  readonly #heard: (event: UserAgentEvent, accountId: string) => void;
  readonly #live = new Map<string, LiveAccount>();
  readonly #ownId: string;
  /** Kept, and of no use. */
  #damaged: readonly string[] = [];
  /** Rises with every sign-in and sign-out. */
  #generation = 0;
  #keeping: Promise<unknown> = Promise.resolve();

  constructor(
    ports: PhonePorts,
    store: Store<PhoneState, PhoneEvent>,
    keptData: KeptData,
    heard: (event: UserAgentEvent, accountId: string) => void,
  ) {
    this.#ports = ports;
    this.#store = store;
    this.#keptData = keptData;
    this.#heard = heard;
    this.#ownId = ports.newId();
  }

  get all(): readonly LiveAccount[] {
    return [...this.#live.values()];
  }

  get(id: string | undefined): LiveAccount | undefined {
    return id === undefined ? undefined : this.#live.get(id);
  }

  /** The one that calls go out from. */
  get dialling(): LiveAccount | undefined {
    return this.get(this.#store.state.dialAccountId);
  }

  /** What of it can be signed in with, and what screens may see of that. */
  usable(kept: KeptAccounts): { accounts: readonly KeptAccount[]; facts: readonly AccountFacts[] } {
    // One that is damaged costs itself alone, and goes when the person signs in again.
    this.#damaged = kept.damaged.map(({ id }) => id);
    for (const { problem } of kept.damaged) this.#keptData.failed(problem);
    const accounts = withoutTwins(kept.accounts);
    return { accounts, facts: accounts.map(({ id, profile }) => accountFacts(id, profile)) };
  }

  /** Signs in with all that were kept; a demo's profile is renewed first, since its secrets may be from an earlier start. */
  async resume(kept: readonly KeptAccount[]): Promise<void> {
    const generation = this.#generation;
    await Promise.all(
      kept.map(async ({ id, profile }) => {
        const renewed = await this.#renewed(profile);
        // Signed out, or in as somebody else, while the demo was asked.
        if (generation !== this.#generation) return;
        await this.#start(this.#newLive(id, profile), renewed ?? profile, profile);
      }),
    );
  }

  /** Signs in beside the others; where this address is signed in already, that account gets the profile. Gives the account's id. */
  add(profile: Profile): string {
    const known = accountAt(this.#store.state, profile.account)?.id;
    if (known !== undefined) {
      this.change(known, profile);
      return known;
    }
    this.#use();
    const account = this.#newLive(this.#ports.newId(), profile);
    for (const id of this.#damaged) void this.#keep(() => this.#ports.accounts.remove(id));
    this.#damaged = [];
    void this.#keep(() => this.#ports.accounts.add({ id: account.id, profile }));
    void account.start(profile);
    return account.id;
  }

  /** Signs in anew with another profile; the account stays the same one. Another with the same address goes: they are one. */
  change(id: string, profile: Profile): void {
    const before = this.#live.get(id)?.profile;
    const twin = this.all.find(
      (account) => account.id !== id && isSameAddress(account.profile.account, profile.account),
    );
    if (twin !== undefined) void this.remove(twin.id);
    this.#use();
    const account = this.#live.get(id) ?? this.#newLive(id, profile);
    void this.#start(account, profile, before);
  }

  /** Calls go out from this one now. */
  choose(id: string): void {
    this.#store.dispatch({ kind: 'dialAccountChosen', accountId: id });
    if (this.#store.state.dialAccountId === id) void this.#keep(() => this.#ports.accounts.chooseDial(id));
  }

  /** Signs out of one and deletes what is kept of it. Resolves when the server was told. */
  async remove(id: string): Promise<void> {
    const ended = this.#end(id);
    this.#ports.otherTabs.tell({ kind: 'accountGone', accountId: id });
    await Promise.all([ended, this.#keep(() => this.#ports.accounts.remove(id))]);
  }

  /** Another tab signed out of it. */
  async removedElsewhere(id: string): Promise<void> {
    await this.#end(id);
  }

  /** Signs out of all: `erase` deletes what is kept, once nothing of it is being written. */
  async removeAll(erase: () => Promise<void>): Promise<void> {
    this.#use();
    // Whatever becomes of what is kept, the servers hear of it.
    const ended = [...this.#live.keys()].map((id) => this.#end(id));
    await this.#keep(erase);
    await Promise.all(ended);
  }

  #use(): void {
    this.#generation += 1;
  }

  async #end(id: string): Promise<void> {
    const account = this.#live.get(id);
    this.#live.delete(id);
    this.#use();
    // One that is shown and not at work yet goes as well.
    if (account === undefined) this.#store.dispatch({ kind: 'accountGone', accountId: id });
    await account?.stop();
  }

  /** `before`: what is kept of it, as far as this tab knows. */
  async #start(account: LiveAccount, profile: Profile, before: Profile | undefined): Promise<void> {
    const change = before === undefined ? profile : changedFields(before, profile);
    if (Object.keys(change).length > 0)
      void this.#keep(() => this.#ports.accounts.change(account.id, change));
    await account.start(profile);
  }

  #newLive(id: string, profile: Profile): LiveAccount {
    const context: AccountContext = {
      dispatch: (event) => {
        this.#store.dispatch(event);
      },
      instanceId: () => this.#instanceId(),
      heard: (event, accountId) => {
        this.#heard(event, accountId);
      },
      registered: (account) => void this.#renewIceServers(account),
      made: (userAgent) => {
        userAgent.setKeepAlive(keepAliveOf(this.#store.state.settings));
      },
    };
    const account = new LiveAccount(id, profile, this.#ports, context);
    this.#live.set(id, account);
    return account;
  }

  #keep(work: () => Promise<void>): Promise<unknown> {
    this.#keeping = this.#keeping.then(() => this.#keptData.attempt(work, undefined));
    return this.#keeping;
  }

  /** The kept one, or one of this tab's own. */
  async #instanceId(): Promise<string> {
    if (!(await this.#ports.isFirstTab())) return this.#ownId;
    const kept = this.#keptData.attempt(() => this.#ports.accounts.instanceId(), this.#ownId);
    return (await withinTime(this.#ports.clock, kept, ID_LIMIT_MS)) ?? this.#ownId;
  }

  async #renewed(profile: Profile): Promise<Profile | undefined> {
    if (profile.refreshUrl === '') return undefined;
    const answer = await this.#ports.demo.renew(profile.refreshUrl, profile.account.username);
    return answer.kind === 'profile' ? answer.profile : undefined;
  }

  /** A server that came back may have new TURN secrets; calls after that need them. */
  async #renewIceServers(account: LiveAccount): Promise<void> {
    const before = account.profile;
    const renewed = await this.#renewed(before);
    const isThere = this.#live.get(account.id) === account && account.profile === before;
    if (renewed === undefined || !isThere) return;
    const { iceServers } = renewed;
    account.show({ ...before, iceServers });
    await this.#keep(() => this.#ports.accounts.change(account.id, { iceServers }));
  }
}
