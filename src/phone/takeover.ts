// An INVITE that would take the present call's place (RFC 3891), and whose peer has not agreed to it as far as messages tell: the person
// decides. Until then nothing changes; it ends with the call whose place it would take, or when its sender gives up.
import type { Party } from '../sip/call-state.ts';
import type { Session } from '../sip/user-agent.ts';
import type { PhoneEvent } from './phone-reducer.ts';
import type { PhoneState } from './phone-state.ts';
import type { Store } from './store.ts';

export class Takeover {
  readonly #store: Pick<Store<PhoneState, PhoneEvent>, 'dispatch'>;
  #asking: { readonly session: Session; readonly remote: Party } | undefined;

  constructor(store: Pick<Store<PhoneState, PhoneEvent>, 'dispatch'>) {
    this.#store = store;
  }

  /** Asks the person; where somebody asks already, the second is refused. */
  ask(session: Session, remote: Party): void {
    if (this.#asking !== undefined) {
      session.reject('busy');
      return;
    }
    this.#asking = { session, remote };
    this.#store.dispatch({ kind: 'takeoverChanged', takeover: remote });
  }

  /** The person agrees: who takes the place, and by which session; undefined where nobody asks any more. */
  accept(): { readonly session: Session; readonly remote: Party } | undefined {
    const asking = this.#asking;
    this.#close();
    return asking;
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
