// One INVITE on its way through the proxy (RFC 3261 sections 16.7, 16.8, 16.10 and 17.2.1): forks, 100, CANCEL, Timer C.
// Caller and callees may lose their flow and come back on another: nothing ends before the grace does.
//
//   transaction: pending -> answered | refused | cancelled, and is kept a while to absorb ACK and late 2xx
import { headerOf, withoutTopHeader, type SipRequest, type SipResponse } from '../../sip/message.ts';
import { createResponse } from '../../sip/response.ts';
import { serializeMessage } from '../../sip/serialize-message.ts';
import { parseNameAddr } from '../../sip/name-addr.ts';
import { isSameContact } from '../aliases.ts';
import { bestResponse } from './best-response.ts';
import type { Connection, FlowEnd } from '../connection.ts';
import { Leg, type Destination, type LegTarget } from './leg.ts';

export interface InviteEnvironment {
  readonly proxyHost: string;
  /** Timer C in ms: how long a leg may ring (RFC 3261 section 16.8: more than three minutes). */
  readonly timerCMs: number;
  /** How long a cancelled leg may take to say 487, in ms. */
  readonly cancelGraceMs: number;
  /** How long one whose flow was lost may take to come back, in ms. */
  readonly flowGraceMs: number;
  readonly isOpen: (connection: Connection) => boolean;
  /** Reason headers for the legs that did not answer where another did. */
  readonly answeredElsewhere: readonly string[];
  readonly onFinal: (response: SipResponse) => void;
}

/** An INVITE and what is known of it. */
export interface InviteCall {
  readonly request: SipRequest;
  /** The extension that calls. */
  readonly user: string;
}

/** Statuses after which another flow of the same user agent may be tried (RFC 5626 section 5.3). */
const NEXT_FLOW: ReadonlySet<number> = new Set([408, 430]);

export class InviteTransaction {
  /** The extension that calls. */
  readonly callingUser: string;
  readonly request: SipRequest;
  #mark: string | undefined;
  readonly #legs: Leg[] = [];
  #caller: Connection;
  #outcome: 'pending' | 'answered' | 'refused' = 'pending';
  /** The caller has given up. */
  #cancelled = false;
  /** A leg that has not rung yet is to be cancelled as soon as it does (RFC 3261 section 9.1), for these reasons. */
  #cancelOnRinging: readonly string[] | undefined;
  #lastResponse: SipResponse | undefined;
  #timer: NodeJS.Timeout | undefined;
  #callerGrace: NodeJS.Timeout | undefined;

  constructor(
    readonly id: string,
    caller: Connection,
    { request, user }: InviteCall,
    readonly environment: InviteEnvironment,
  ) {
    this.request = request;
    this.callingUser = user;
    this.#caller = caller;
    this.#toCaller(createResponse(request, 100));
  }

  /** The extension that a leg rings. */
  userOf(index: number): string | undefined {
    return this.#legs[index]?.user;
  }

  /** Whether it waits for an outcome. */
  get isPending(): boolean {
    return this.#outcome === 'pending';
  }

  /** The flow that answers go to. */
  get caller(): Connection {
    return this.#caller;
  }

  /** Sends the INVITE to every user agent at once, over one flow of each. `mark`: for Record-Route. */
  fork(targets: readonly LegTarget[], mark?: string): void {
    this.#mark = mark;
    this.#armTimerC();
    for (const leg of targets.map((target) => this.#addLeg(target))) leg.invite();
  }

  /** Ends the transaction with a refusal of the proxy's own. */
  refuse(status: number): void {
    this.#finish(status);
  }

  /** A response of one leg, our Via still on top; the leg's phone is where it comes from. */
  receive(index: number, response: SipResponse, from: Connection): void {
    const leg = this.#legs[index];
    if (leg === undefined) return;
    if (leg.connection.id !== from.id) leg.moveTo({ connection: from, uri: leg.uri });
    if (response.status < 200) this.#provisional(leg, response);
    else if (response.status < 300) this.#answered(leg, response);
    else {
      leg.acknowledge(headerOf(response, 'To'));
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

  /** A flow has ended: a leg is lost, or the caller is; both may come back where it was not said goodbye. */
  connectionLost(connection: Connection, end: FlowEnd): void {
    if (this.#outcome !== 'pending') return;
    const graceMs = end === 'lost' ? this.environment.flowGraceMs : 0;
    if (connection.id === this.#caller.id) this.#callerLost(graceMs);
    for (const leg of this.#legs) {
      if (leg.connection.id === connection.id && leg.phase !== 'final') this.#legLost(leg, graceMs);
    }
  }

  /** A phone of `user` has registered what was `uri` on another flow: its ringing goes on there, its answers come from there. */
  contactMoved(uri: string, to: Destination, user: string): void {
    const contact = parseNameAddr(headerOf(this.request, 'Contact') ?? '')?.uri;
    const isCaller = this.callingUser === user && isSameContact(contact, uri);
    if (isCaller && isSameContact(uri, to.uri) && this.#caller.id !== to.connection.id) {
      this.callerAt(to.connection);
      this.repeat();
    }
    for (const leg of this.#legs) {
      const isTheirs = leg.user === user && isSameContact(leg.uri, uri);
      if (!isTheirs || leg.connection.id === to.connection.id) continue;
      leg.moveTo(to);
      const isWanted = this.#outcome === 'pending' && !this.#cancelled && leg.phase !== 'final';
      if (isWanted) leg.invite();
      else if (leg.phase !== 'final' || leg.isForsaken) leg.cancel();
    }
  }

  /** What the caller sends comes over this flow now; answers take it too. */
  callerAt(connection: Connection): void {
    if (this.#caller.id === connection.id) return;
    this.#caller = connection;
    clearTimeout(this.#callerGrace);
  }

  /** A retransmitted INVITE gets the last response again (RFC 3261 section 17.2.1). */
  repeat(): void {
    if (this.#lastResponse !== undefined) this.#caller.send(serializeMessage(this.#lastResponse));
  }

  /** Stops every timer. */
  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#callerGrace);
    for (const leg of this.#legs) leg.dispose();
  }

  #addLeg(target: LegTarget): Leg {
    const { proxyHost } = this.environment;
    const plan = {
      transactionId: this.id,
      index: this.#legs.length,
      proxyHost,
      original: this.request,
      mark: this.#mark,
      target,
    };
    const leg = new Leg(plan);
    this.#legs.push(leg);
    return leg;
  }

  #callerLost(graceMs: number): void {
    clearTimeout(this.#callerGrace);
    if (graceMs === 0) {
      this.cancel();
      return;
    }
    this.#callerGrace = setTimeout(() => {
      this.cancel();
    }, graceMs);
    this.#callerGrace.unref();
  }

  /** Another flow of the same phone takes over at once; without one the phone may come back. */
  #legLost(leg: Leg, graceMs: number): void {
    const other = leg.takeOther(this.environment.isOpen);
    if (other !== undefined) {
      leg.moveTo(other, other.others);
      leg.invite();
      return;
    }
    const gone = (): void => {
      this.#refused(leg, createResponse(this.request, 480));
    };
    if (graceMs === 0) gone();
    else leg.drift(graceMs, gone);
  }

  #provisional(leg: Leg, response: SipResponse): void {
    if (leg.phase === 'final') return;
    if (leg.phase === 'trying') {
      leg.phase = 'ringing';
      if (this.#cancelOnRinging !== undefined) leg.cancel(this.#cancelOnRinging);
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
    this.#cancelLegs(this.environment.answeredElsewhere);
  }

  #refused(leg: Leg, response: SipResponse): void {
    if (leg.phase === 'final') return;
    leg.phase = 'final';
    if (this.#triedElsewhere(leg, response)) return;
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

  #triedElsewhere(leg: Leg, { status }: SipResponse): boolean {
    if (!NEXT_FLOW.has(status) || this.#outcome !== 'pending' || this.#cancelled) return false;
    const other = leg.takeOther(this.environment.isOpen);
    if (other === undefined) return false;
    this.#addLeg(other).invite();
    return true;
  }

  #cancelLegs(reasons: readonly string[] = []): void {
    this.#cancelOnRinging ??= reasons;
    for (const leg of this.#legs) {
      if (leg.phase === 'ringing') leg.cancel(reasons);
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
    this.#caller.send(serializeMessage(response));
  }
}
