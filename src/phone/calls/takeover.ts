// An INVITE that would replace a call (RFC 3891): accepted if the messages show that the present partner agrees, otherwise the
// person decides. Until then nothing changes; the question ends with the call that would be replaced, or when its sender gives
// up.
import type { Party } from '../../sip/call-state.ts';
import type { Replacement, Session } from '../../sip/user-agent.ts';

export interface TakeoverListener {
  /** Who asks; undefined for nobody any more. */
  asking(newcomer: Party | undefined): void;
  /** Puts a session in the place of the call's own. */
  take(session: Session, remote: Party): void;
}

export class Takeover {
  readonly #listener: TakeoverListener;
  #asking: { readonly session: Session; readonly remote: Party } | undefined;

  constructor(listener: TakeoverListener) {
    this.#listener = listener;
  }

  /** Takes care of a session that names the call's own as the one it replaces; where somebody asks already, it is refused. */
  incoming(session: Session, remote: Party, { isAgreed }: Replacement): void {
    if (isAgreed) this.#listener.take(session, remote);
    else if (this.#asking !== undefined) session.reject('busy');
    else {
      this.#asking = { session, remote };
      this.#listener.asking(remote);
    }
  }

  /** The person agrees; does nothing where nobody asks any more. */
  accept(): void {
    const asking = this.#asking;
    this.#close();
    if (asking !== undefined) this.#listener.take(asking.session, asking.remote);
  }

  /** The person stays with whom they have, or the call is over. */
  decline(): void {
    const asking = this.#asking;
    this.#close();
    asking?.session.reject('declined');
  }

  /** A session is over: where it was the one who asks, the question is. */
  ended(sessionId: string): void {
    if (sessionId === this.#asking?.session.id) this.#close();
  }

  #close(): void {
    if (this.#asking === undefined) return;
    this.#asking = undefined;
    this.#listener.asking(undefined);
  }
}
