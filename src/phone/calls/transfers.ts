// Transfers between calls: hands the other end of a call over, blind or to somebody in another call, and follows where the other end sends
// us. What fails brings the person back to whom they were with (RFC 5589).
import type { DialTarget } from '../../sip/dial/dial-reading.ts';
import type { Party } from '../../sip/party.ts';
import { readableParty } from '../../sip/readable-party.ts';
import type { Referral } from '../../sip/transfer.ts';
import type { SessionEvent } from '../../sip/user-agent.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';
import type { LiveCall } from './live-call.ts';
import { readDialled, type Outgoing } from './read-dialled.ts';

/** So long those who have each other may take to hang up on us, in milliseconds; then we do. */
const GOODBYE_MS = 4000;

/** What transfers need of the calls. */
export interface CallsInReach {
  find(id: string): LiveCall | undefined;
  /** Goes on with this call and holds the others. */
  switchTo(id: string): Promise<void>;
  /** Holds this call. */
  hold(id: string): Promise<void>;
  /** Whether there are as many calls as there may be. */
  isFull(): boolean;
  /** Whether there are more than that. */
  isOverfull(): boolean;
  /** Whether the person talks to somebody in another call, or calls somebody. */
  isWithAnother(call: LiveCall): boolean;
  /** Calls somebody beside `from`, over its account; resolves to the call once it was placed or has failed. */
  begin(from: LiveCall, outgoing: Outgoing): Promise<LiveCall>;
  /** The same because of a referral in `from`: who is muted there stays so. */
  follow(from: LiveCall, outgoing: Outgoing, referralId: string): Promise<LiveCall>;
}

/** Whom the call that follows a referral shows, until the server says who it is: without a name of theirs, who handed us over to them. */
function remoteOf({ uri, target, referredBy, isJoining }: Referral, { call }: LiveCall): Party {
  const readable = readableParty(target, uri);
  // Whoever calls somebody new sees whom.
  const shown = isJoining ? readable : { ...readable, uri: target.uri };
  if (plainName(shown) !== '') return shown;
  const broughtBy = [call?.remote, referredBy].map(plainName).find((name) => name !== '');
  return broughtBy === undefined ? shown : { ...shown, broughtBy };
}

/** What somebody is called by themselves or by their number; empty where by nothing. */
function plainName(party: Party | undefined): string {
  return party === undefined ? '' : party.displayName || party.user;
}

/** A REFER is on its way in it. */
const isAsked = ({ call }: LiveCall): boolean =>
  call?.phase === 'established' && call.transfer?.kind === 'asked';

export class Transfers {
  readonly #ports: Pick<PhonePorts, 'clock'>;
  readonly #store: Store<PhoneState, PhoneEvent>;
  readonly #calls: CallsInReach;
  /** By the call whose other end was asked to call: the call with whom it is to be joined. */
  readonly #joins = new Map<string, string>();
  /** By the call that follows a referral: the call that it came in. */
  readonly #follows = new Map<string, string>();

  constructor(ports: Pick<PhonePorts, 'clock'>, store: Store<PhoneState, PhoneEvent>, calls: CallsInReach) {
    this.#ports = ports;
    this.#store = store;
    this.#calls = calls;
  }

  /** Hands the other end over to somebody new, who is not asked first; it is held until it is known what came of it. */
  async blind(callId: string, called: string | DialTarget): Promise<void> {
    const call = this.#calls.find(callId);
    const outgoing = call && (await this.#read(call, called));
    if (outgoing === undefined || call?.isEstablished !== true || isAsked(call)) return;
    this.#joins.delete(callId);
    void this.#calls.hold(callId);
    const { remote } = outgoing;
    call.session?.refer({ uri: remote.uri, to: remote });
  }

  /** Holds the call and calls somebody to whom its other end may be handed over. */
  async consult(callId: string, called: string | DialTarget): Promise<void> {
    const call = this.#calls.find(callId);
    const outgoing = call && (await this.#read(call, called));
    if (outgoing === undefined || call?.isEstablished !== true) return;
    if (this.#calls.isFull()) this.#store.dispatch({ kind: 'noticed', notice: 'lineBusy' });
    else this.#asked(await this.#calls.begin(call, { ...outgoing, consultsFor: callId }));
  }

  /** Whether these two calls can be joined. */
  canJoin(callId: string, withId: string): boolean {
    const call = this.#calls.find(callId);
    const isThere = this.#calls.find(withId)?.session?.dialog !== undefined;
    return callId !== withId && isThere && call?.isEstablished === true && !isAsked(call);
  }

  /** Joins the other ends of two calls: the first is asked to take our place in the second. */
  async join(callId: string, withId: string): Promise<void> {
    if (!this.canJoin(callId, withId)) return;
    // Nobody is to wonder who hears whom: both rest until they have each other.
    await Promise.all([this.#calls.hold(callId), this.#calls.hold(withId)]);
    // One of them may be over by now, or asked already.
    const other = this.#calls.find(withId);
    const [replaces, to] = [other?.session?.dialog, other?.call?.remote];
    if (replaces === undefined || !this.canJoin(callId, withId)) return;
    this.#joins.set(callId, withId);
    this.#calls.find(callId)?.session?.refer({ replaces, ...(to === undefined ? {} : { to }) });
  }

  /** Calls whom the other end names, or stays. One call more than there may be is no harm: the one that asks will end. */
  async answerReferral(callId: string, accept: boolean): Promise<void> {
    const call = this.#calls.find(callId);
    const state = call?.call;
    const referral = state?.phase === 'established' ? state.referral : undefined;
    if (call === undefined || referral === undefined) return;
    const isTaken = accept && !this.#calls.isOverfull();
    call.session?.answerRefer(referral.id, isTaken);
    const event = { kind: 'referralEnded', referralId: referral.id } as const;
    this.#store.dispatch({ kind: 'callChanged', id: callId, event });
    if (accept && !isTaken) this.#store.dispatch({ kind: 'noticed', notice: 'lineBusy' });
    if (!isTaken) return;
    const followed = { remote: remoteOf(referral, call), target: referral.uri };
    const next = await this.#calls.follow(call, followed, referral.id);
    this.#follows.set(next.id, callId);
    if (next.isLive()) return;
    // Where it could not even be placed, they hear of it now.
    call.session?.answerRefer(referral.id, false);
    this.#followed(next, 'terminated');
  }

  /** The person has read how a transfer ended. */
  dismiss(callId: string): void {
    const event = { kind: 'transferChanged', transfer: undefined } as const;
    this.#store.dispatch({ kind: 'callChanged', id: callId, event });
  }

  /** A session of this call says something. */
  heard(call: LiveCall, change: SessionEvent): void {
    const follows = call.account.profile?.followsTransfers === true;
    // Nobody is torn away from somebody else without a question.
    if (change.kind === 'referred' && follows && !this.#calls.isWithAnother(call))
      void this.answerReferral(call.id, true);
    else if (change.kind === 'transferChanged') this.#transferred(call, change.transfer.kind);
    if (change.kind === 'terminated') {
      this.#joins.delete(call.id);
      this.#asked(call);
    }
    if (change.kind === 'established' || change.kind === 'terminated') this.#followed(call, change.kind);
  }

  #transferred(call: LiveCall, outcome: string): void {
    const otherId = this.#joins.get(call.id);
    if (outcome === 'done') {
      this.#joins.delete(call.id);
      call.hangUp();
      // Who was joined with us hangs up, since another took our place.
      if (otherId !== undefined) this.#sayGoodbye(otherId);
    } else if (outcome === 'failed') {
      this.#joins.delete(call.id);
      this.#backTo(call.id);
    }
  }

  #followed(call: LiveCall, what: 'established' | 'terminated'): void {
    const from = this.#follows.get(call.id);
    if (from === undefined) return;
    if (what === 'established') this.#sayGoodbye(from);
    else {
      this.#follows.delete(call.id);
      if (call.call?.phase !== 'terminated' || call.call.answeredAtMs === undefined) this.#backTo(from);
    }
  }

  /** Where whoever was to be asked first could not be reached, the person is back with the one who waits, and reads why. */
  #asked({ call }: LiveCall): void {
    if (call?.phase !== 'terminated' || call.answeredAtMs !== undefined) return;
    const { consultsFor: id, remote: to, end } = call;
    if (id === undefined) return;
    const { by, cause, statusCode, reasonPhrase } = end;
    if (by !== 'local' && cause !== undefined) {
      const transfer = { kind: 'failed', cause, statusCode, reasonPhrase, to } as const;
      this.#store.dispatch({ kind: 'callChanged', id, event: { kind: 'transferChanged', transfer } });
    }
    this.#backTo(id);
  }

  /** Whoever went on with somebody else in the meantime is not torn away: the call says what became of it. */
  #backTo(callId: string): void {
    const call = this.#calls.find(callId);
    if (call !== undefined && !this.#calls.isWithAnother(call)) void this.#calls.switchTo(callId);
  }

  #sayGoodbye(callId: string): void {
    const session = this.#calls.find(callId)?.session;
    this.#ports.clock.after(GOODBYE_MS, () => {
      const call = this.#calls.find(callId);
      // Somebody else may have come to its other end by then.
      if (call?.session === session) call?.hangUp();
    });
  }

  async #read(call: LiveCall, called: string | DialTarget): Promise<Outgoing | undefined> {
    const reading = await readDialled(called, call.account.profile?.account.domain ?? '');
    if (reading.kind === 'target') return reading.outgoing;
    if (reading.kind === 'bad') this.#store.dispatch({ kind: 'noticed', notice: 'badTarget' });
    return undefined;
  }
}
