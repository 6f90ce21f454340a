// What the person wants of the sign-in and of setup links, carried out.
import type { AccountCommand, Room } from '../commands.ts';
import type { Forgetter } from '../forgetter.ts';
import type { OfferDesk } from '../offer-desk.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { SignIn } from '../sign-in.ts';
import type { Store } from '../store.ts';

export interface AccountRoomContext {
  readonly ports: Pick<PhonePorts, 'demo'>;
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly signIn: SignIn;
  readonly offers: OfferDesk;
  readonly forgetter: Forgetter;
  readonly hangUpAll: () => void;
}

export class AccountRoom implements Room<AccountCommand> {
  readonly #context: AccountRoomContext;

  constructor(context: AccountRoomContext) {
    this.#context = context;
  }

  async do(command: AccountCommand): Promise<void> {
    const { forgetter, signIn, offers } = this.#context;
    switch (command.kind) {
      case 'tryDemo':
        await this.#tryDemo();
        return;
      case 'signOut':
        await forgetter.forgetAllBut([...command.keep, 'program']);
        return;
      case 'forgetEverything':
        await forgetter.forgetAllBut([]);
        return;
      case 'retryNow':
        signIn.userAgent?.retry();
        return;
      case 'openOffer':
        await offers.unlock(command.passphrase);
        return;
      case 'acceptOffer':
        await this.#acceptOffer();
        return;
      case 'dismissOffer':
        offers.take();
    }
  }

  async #tryDemo(): Promise<void> {
    const { ports, signIn, store } = this.#context;
    const answer = await ports.demo.take();
    if (answer.kind === 'profile') await signIn.start(answer.profile);
    else {
      const notice = answer.kind === 'full' ? 'demoFull' : 'demoUnavailable';
      store.dispatch({ kind: 'noticed', notice });
    }
  }

  async #acceptOffer(): Promise<void> {
    const profile = this.#context.offers.take();
    if (profile === undefined) return;
    this.#context.hangUpAll();
    await this.#context.signIn.start(profile);
  }
}
