// All that is offered and answered within one call, by either side, and the connections that it is for.
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { PathChange } from '../../dialog-work.ts';
import type { SessionMedia, SessionEvent } from '../../user-agent.ts';
import { Connections } from './connections.ts';
import { Offers } from './offers.ts';
import type { OfferOutcome } from './re-invite.ts';
import { asStack } from './stack.ts';
import { TheirOffers } from './their-offers.ts';

export interface NegotiationListener {
  readonly describe: SessionMedia['describe'];
  /** Gives the connection in use the servers as they are good now. */
  freshen(): Promise<void>;
  /** An offer of ours must follow: the two sides don't agree. */
  disagreed(): void;
  said(event: Extract<SessionEvent, { kind: 'renewal' }>): void;
}

export class Negotiation {
  readonly #connections: Connections;
  readonly #offers: Offers;
  readonly #theirs: TheirOffers;

  /** Call once for a session, before it says anything. */
  constructor(rtcSession: RTCSession, listener: NegotiationListener) {
    const session = asStack(rtcSession);
    this.#connections = new Connections(session, {
      freshen: () => listener.freshen(),
      renewing: (spare) => {
        listener.said({ kind: 'renewal', spare, isTaken: false });
      },
      renewed: (isTaken) => {
        listener.said({ kind: 'renewal', spare: undefined, isTaken });
      },
    });
    this.#offers = new Offers(session, this.#connections, listener.describe);
    this.#theirs = new TheirOffers(session, this.#connections, {
      isHeld: () => this.#offers.isHeld,
      disagreed: () => {
        listener.disagreed();
      },
    });
    this.#theirs.install();
  }

  /** What both sides agreed on last, as the browser has it; undefined before that. */
  get descriptions(): { readonly ours: string; readonly theirs: string } | undefined {
    const { inUse } = this.#connections;
    return inUse && { ours: inUse.local, theirs: inUse.remote };
  }

  /** An offer is under way, ours or theirs: another must wait (RFC 3261 14.2). */
  get isBusy(): boolean {
    return this.#offers.isPending || this.#theirs.isBusy;
  }

  /** Makes an offer of ours: hold or not, and what becomes of the path. */
  offer(held: boolean, path: PathChange): Promise<OfferOutcome> {
    return this.#offers.make(held, path);
  }

  /** The connection to the server changed: an answer to our offer would not come any more. */
  abort(): void {
    this.#offers.abort();
  }

  /** The call is over. */
  end(): void {
    this.#offers.abort();
    this.#connections.drop();
  }
}
