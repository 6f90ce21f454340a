// Carries out the commands for accounts and setup links.
import type { AccountCommand, Room } from '../commands.ts';
import type { Forgetter } from '../forgetter.ts';
import type { SetupDesk } from '../setup-desk.ts';
import type { AccountDesk } from './account-desk.ts';

export class AccountRoom implements Room<AccountCommand> {
  readonly #desk: AccountDesk;
  readonly #setups: SetupDesk;
  readonly #forgetter: Forgetter;

  constructor(desk: AccountDesk, setups: SetupDesk, forgetter: Forgetter) {
    this.#desk = desk;
    this.#setups = setups;
    this.#forgetter = forgetter;
  }

  async do(command: AccountCommand): Promise<void> {
    const [desk, setups, forgetter] = [this.#desk, this.#setups, this.#forgetter];
    switch (command.kind) {
      case 'tryDemo':
        await desk.tryDemo();
        return;
      case 'chooseAccount':
        desk.choose(command.accountId);
        return;
      case 'signOutOf':
        await desk.signOutOf(command.accountId);
        return;
      case 'signOut':
        await forgetter.forgetAllBut([...command.keep, 'program']);
        return;
      case 'forgetEverything':
        await forgetter.forgetAllBut([]);
        return;
      case 'retryNow':
        this.#retry(command.accountId);
        return;
      case 'openSetup':
        await setups.unlock(command.passphrase);
        return;
      case 'acceptSetup':
        await this.#acceptSetup(command.how);
        return;
      case 'dismissSetup':
        setups.take();
    }
  }

  #retry(accountId: string | undefined): void {
    for (const { id, userAgent } of this.#desk.all)
      if (accountId === undefined || accountId === id) userAgent?.retry();
  }

  async #acceptSetup(how: 'add' | 'instead'): Promise<void> {
    const profile = this.#setups.take();
    if (profile !== undefined) await this.#desk.accept(profile, how);
  }
}
