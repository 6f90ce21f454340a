// One leg of a forked INVITE: the flow it goes over, how far it is, and the wait for a phone that lost its flow.
//
//   trying -> ringing -> final, and beside it: here | adrift (its flow is lost, it may come back until the grace ends)
import type { Header, SipRequest, SipResponse } from '../../sip/message.ts';
import { serializeMessage } from '../../sip/serialize-message.ts';
import { inviteBranch } from '../branch.ts';
import type { Connection } from '../connection.ts';
import { forwardedRequest, hopByHop } from '../forwarding.ts';

export interface Destination {
  readonly connection: Connection;
  /** The Request-URI there. */
  readonly uri: string;
}

/** A user agent to call. `others`: its further flows, tried one after the other (RFC 5626 section 5.3). */
export interface LegTarget extends Destination {
  readonly others: readonly Destination[];
}

export interface LegPlan {
  readonly transactionId: string;
  readonly index: number;
  readonly proxyHost: string;
  readonly original: SipRequest;
  /** For Record-Route (see dialogs.ts). */
  readonly mark: string | undefined;
  readonly target: LegTarget;
}

export class Leg {
  phase: 'trying' | 'ringing' | 'final' = 'trying';
  refusal: SipResponse | undefined;
  readonly index: number;
  /** The extension that it rings. */
  readonly user: string | undefined;
  readonly #plan: LegPlan;
  #destination: Destination;
  #others: readonly Destination[];
  #grace: NodeJS.Timeout | undefined;
  /** Its phone may still ring, though the proxy waits for it no longer. */
  #isForsaken = false;

  constructor(plan: LegPlan) {
    this.index = plan.index;
    this.user = plan.target.connection.user;
    this.#plan = plan;
    this.#destination = plan.target;
    this.#others = plan.target.others;
  }

  get connection(): Connection {
    return this.#destination.connection;
  }

  get uri(): string {
    return this.#destination.uri;
  }

  get isForsaken(): boolean {
    return this.#isForsaken;
  }

  /** The INVITE as this leg's phone gets it; the same branch on every flow. */
  get request(): SipRequest {
    const { transactionId, proxyHost, original, mark } = this.#plan;
    const branch = inviteBranch(transactionId, this.index);
    return forwardedRequest(original, { proxyHost, branch, target: this.uri, mark });
  }

  invite(): void {
    this.connection.send(serializeMessage(this.request));
  }

  /** `reasons`: why, as values of Reason (RFC 3326). */
  cancel(reasons: readonly string[] = []): void {
    const cancel = hopByHop(this.request, 'CANCEL');
    const why = reasons.map((value): Header => ['Reason', value]);
    this.connection.send(serializeMessage({ ...cancel, headers: [...cancel.headers, ...why] }));
  }

  acknowledge(to: string | undefined): void {
    this.connection.send(serializeMessage(hopByHop(this.request, 'ACK', to)));
  }

  /** The next open flow of the same user agent, with those left after it; the leg has none any more then. */
  takeOther(isOpen: (connection: Connection) => boolean): LegTarget | undefined {
    const [next, ...others] = this.#others.filter(({ connection }) => isOpen(connection));
    this.#others = [];
    return next === undefined ? undefined : { ...next, others };
  }

  /** The phone is on another flow now. */
  moveTo(destination: Destination, others: readonly Destination[] = this.#others): void {
    clearTimeout(this.#grace);
    this.#destination = destination;
    this.#others = others;
  }

  /** The flow is lost; `onGone` where the phone is not back within `graceMs`. */
  drift(graceMs: number, onGone: () => void): void {
    clearTimeout(this.#grace);
    this.#grace = setTimeout(() => {
      this.#isForsaken = true;
      onGone();
    }, graceMs);
    this.#grace.unref();
  }

  dispose(): void {
    clearTimeout(this.#grace);
  }
}
