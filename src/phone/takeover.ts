// An INVITE that would take the present call's place (RFC 3891): done where the peer agrees to it as far as messages tell, else the person
// decides. Until then nothing changes; the question ends with the call whose place it would take, or when its sender gives up.
import type { Party } from '../sip/call-state.ts';
import type { Replacement, Session } from '../sip/user-agent.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { Store } from './store.ts';

export class Takeover {
  readonly #store: Pick<Store<PhoneState, PhoneEvent>, 'dispatch'>;
  readonly #take: (session: Session, remote: Party) => void;
  #asking: { readonly session: Session; readonly remote: Party } | undefined;

  /** `take`: puts a session in the place of the one on the line. */
  constructor(
    store: Pick<Store<PhoneState, PhoneEvent>, 'dispatch'>,
    take: (session: Session, remote: Party) => void,
  ) {
    this.#store = store;
    this.#take = take;
  }

  /** Takes care of a session that names the one on the line as the one it replaces; where somebody asks already, it is refused. */
  incoming(session: Session, remote: Party, { isAgreed }: Replacement): void {
    if (isAgreed) this.#take(session, remote);
    else if (this.#asking !== undefined) session.reject('busy');
    else {
      this.#asking = { session, remote };
      this.#store.dispatch({ kind: 'takeoverChanged', takeover: remote });
    }
  }

  /** The person agrees; does nothing where nobody asks any more. */
  accept(): void {
    const asking = this.#asking;
    this.#close();
    if (asking !== undefined) this.#take(asking.session, asking.remote);
  }

  /** The person stays with whom they have, or the call is over. */
  decline(): void {
    const asking = this.#asking;
    this.#close();
    asking?.session.reject('declined');
  }

  /** The one who asks has given up. */
  ended(sessionId: string): void {
    if (sessionId === this.#asking?.session.id) this.#close();
  }

  #close(): void {
    if (this.#asking === undefined) return;
    this.#asking = undefined;
    this.#store.dispatch({ kind: 'takeoverChanged', takeover: undefined });
  }
}
