// One INVITE on its way through the proxy (RFC 3261 sections 16.7, 16.8, 16.10 and 17.2.1): forks, 100, CANCEL, Timer C.
//
//   leg:         trying -> ringing -> final          (2xx goes on at once, a refusal waits for the other legs)
//   transaction: pending -> answered | refused | cancelled, and is kept a while to absorb ACK and late 2xx
import { headerOf, withoutTopHeader, type SipRequest, type SipResponse } from '../../sip/message.ts';
import { createResponse } from '../../sip/response.ts';
import { serializeMessage } from '../../sip/serialize-message.ts';
import { bestResponse } from './best-response.ts';
import { inviteBranch } from '../branch.ts';
import type { Connection } from '../connection.ts';
import { forwardedRequest, hopByHop } from '../forwarding.ts';

interface Leg {
  readonly index: number;
  readonly connection: Connection;
  readonly request: SipRequest;
  phase: 'trying' | 'ringing' | 'final';
  refusal: SipResponse | undefined;
}

export interface InviteEnvironment {
  readonly proxyHost: string;
  /** Timer C in ms: how long a leg may ring (RFC 3261 section 16.8: more than three minutes). */
  readonly timerCMs: number;
  /** How long a cancelled leg may take to say 487, in ms. */
  readonly cancelGraceMs: number;
  readonly onFinal: (response: SipResponse) => void;
}

export class InviteTransaction {
  readonly #legs: Leg[] = [];
  #outcome: 'pending' | 'answered' | 'refused' = 'pending';
  /** The caller has given up. */
  #cancelled = false;
  /** A leg that has not rung yet is to be cancelled as soon as it does (RFC 3261 section 9.1). */
  #cancelOnRinging = false;
  #lastResponse: SipResponse | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly id: string,
    readonly caller: Connection,
    readonly request: SipRequest,
    readonly environment: InviteEnvironment,
  ) {
    this.#toCaller(createResponse(request, 100));
  }

  /** Sends the INVITE to every target at once. */
  fork(targets: readonly { readonly connection: Connection; readonly uri: string }[]): void {
    for (const { connection, uri } of targets) {
      const index = this.#legs.length;
      const branch = inviteBranch(this.id, index);
      const options = { proxyHost: this.environment.proxyHost, branch, target: uri };
      const request = forwardedRequest(this.request, options);
      this.#legs.push({ index, connection, request, phase: 'trying', refusal: undefined });
    }
    this.#armTimerC();
    for (const leg of this.#legs) leg.connection.send(serializeMessage(leg.request));
  }

  /** Ends the transaction with a refusal of the proxy's own. */
  refuse(status: number): void {
    this.#finish(status);
  }

  /** A response of one leg, our Via still on top. */
  receive(index: number, response: SipResponse): void {
    const leg = this.#legs[index];
    if (leg === undefined) return;
    if (response.status < 200) this.#provisional(leg, response);
    else if (response.status < 300) this.#answered(leg, response);
    else {
      const to = headerOf(response, 'To');
      leg.connection.send(serializeMessage(hopByHop(leg.request, 'ACK', to)));
      this.#refused(leg, response);
    }
  }

  /** The caller sent CANCEL; it has its 200 already. */
  cancel(): void {
    if (this.#outcome !== 'pending' || this.#cancelled) return;
    this.#cancelled = true;
    this.#cancelLegs();
    this.#arm(this.environment.cancelGraceMs, () => {
      this.#finish(487);
    });
  }

  /** A flow has ended: its leg is lost, or the caller is and nobody is left to answer to. */
  connectionLost(connection: Connection): void {
    if (this.#outcome !== 'pending') return;
    if (connection.id === this.caller.id) {
      this.cancel();
      return;
    }
    for (const leg of this.#legs) {
      if (leg.connection.id !== connection.id || leg.phase === 'final') continue;
      this.#refused(leg, createResponse(this.request, 480));
    }
  }

  /** A retransmitted INVITE gets the last response again (RFC 3261 section 17.2.1). */
  repeat(): void {
    if (this.#lastResponse !== undefined) this.caller.send(serializeMessage(this.#lastResponse));
  }

  /** Stops every timer. */
  dispose(): void {
    clearTimeout(this.#timer);
  }

  #provisional(leg: Leg, response: SipResponse): void {
    if (leg.phase === 'final') return;
    if (leg.phase === 'trying') {
      leg.phase = 'ringing';
      if (this.#cancelOnRinging) leg.connection.send(serializeMessage(hopByHop(leg.request, 'CANCEL')));
    }
    if (this.#cancelled || this.#outcome !== 'pending' || response.status === 100) return;
    this.#armTimerC();
    this.#toCaller(withoutTopHeader(response, 'Via'));
  }

  #answered(leg: Leg, response: SipResponse): void {
    leg.phase = 'final';
    this.#toCaller(withoutTopHeader(response, 'Via'));
    if (this.#outcome !== 'pending') return;
    this.#outcome = 'answered';
    this.dispose();
    this.environment.onFinal(response);
    this.#cancelLegs();
  }

  #refused(leg: Leg, response: SipResponse): void {
    if (leg.phase === 'final') return;
    leg.phase = 'final';
    leg.refusal = response;
    if (response.status >= 600 && this.#outcome === 'pending') this.#cancelLegs();
    if (this.#outcome !== 'pending' || this.#legs.some((other) => other.phase !== 'final')) return;
    const best = bestResponse(this.#legs.flatMap((one) => one.refusal ?? []));
    if (best === undefined || this.#cancelled) this.#finish(487);
    else
      this.#conclude(
        headerOf(best, 'Via') === headerOf(this.request, 'Via') ? best : withoutTopHeader(best, 'Via'),
      );
  }

  #cancelLegs(): void {
    this.#cancelOnRinging = true;
    for (const leg of this.#legs) {
      if (leg.phase === 'ringing') leg.connection.send(serializeMessage(hopByHop(leg.request, 'CANCEL')));
    }
  }

  #finish(status: number): void {
    if (this.#outcome === 'pending') this.#conclude(createResponse(this.request, status));
  }

  #conclude(response: SipResponse): void {
    this.#outcome = 'refused';
    this.dispose();
    this.#toCaller(response);
    this.environment.onFinal(response);
  }

  #armTimerC(): void {
    this.#arm(this.environment.timerCMs, () => {
      this.#cancelLegs();
      this.#finish(408);
    });
  }

  #arm(delayMs: number, action: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, delayMs);
    this.#timer.unref();
  }

  #toCaller(response: SipResponse): void {
    this.#lastResponse = response;
    this.caller.send(serializeMessage(response));
  }
}
