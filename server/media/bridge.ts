// Two phones joined by the server: each has a call of its own with it, and the sound goes from one line to the other.
// Owns the pairs: who ends, holds or is transferred, and what the other hears of it (a B2BUA, RFC 7092 section 3.2).
import type { RTCSession } from 'jssip/lib/RTCSession';
import { nothing, type Behaviour } from './behaviours/behaviour.ts';
import { behaviourOf } from './behaviours/index.ts';
import { toneBehaviour } from './behaviours/steady.ts';
import { callIdOf, type Desk } from './desk.ts';
import type { OpenSession } from './events/event.ts';
import type { FarEndCall } from './far-end-call.ts';
import { codeOf } from './numbers.ts';
import { notifyTransfer, wishOf, type ReferRequest, type TransferWish } from './transfer.ts';

const RELEASE_AFTER_MS = 1000;

const QUIET: Behaviour = { start: () => nothing };

/** The status that the other side gave, where it gave one. */
function statusOf(message: unknown): number {
  const status = message instanceof Object && 'status_code' in message ? message.status_code : undefined;
  return typeof status === 'number' ? status : 480;
}

export class Bridge {
  readonly #partners = new Map<FarEndCall, FarEndCall>();
  readonly #music = new Map<FarEndCall, () => void>();

  constructor(private readonly desk: Desk) {}

  /** Takes a call to an extension: calls it, and answers when it answers. */
  incoming(session: RTCSession): void {
    if (this.desk.isFull) {
      this.desk.refuse(session, 486);
      return;
    }
    const callee = session.local_identity.uri.user;
    const caller = this.#open(callee, session.remote_identity.uri.user);
    caller.follow(session);
    const other = this.#open(session.remote_identity.uri.user, callee);
    this.#join(caller, other);
    const out = this.desk.call(callee, nameOf(session), other);
    out.on('progress', () => {
      this.desk.tools.ring(callIdOf(session));
    });
    out.on('accepted', () => {
      this.desk.answer(session, caller);
    });
    out.on('failed', ({ message }) => {
      if (!session.isEnded()) this.desk.refuse(session, statusOf(message));
    });
    for (const [call, one] of [
      [caller, session],
      [other, out],
    ] as const)
      this.#obeyTransfers(call, one);
  }

  #obeyTransfers(call: FarEndCall, session: RTCSession): void {
    session.on('refer', (event: unknown) => {
      const { request } = event as { readonly request: ReferRequest };
      const tell = (status: number, phrase: string): void => {
        notifyTransfer(session as OpenSession, request.cseq, status, phrase);
      };
      this.#transfer(call, wishOf(request), tell);
    });
  }

  #transfer(call: FarEndCall, wish: TransferWish, tell: (status: number, phrase: string) => void): void {
    const partner = this.#partners.get(call);
    const target = wish.kind === 'join' ? this.#partnerByCallId(wish.callId) : undefined;
    if (partner === undefined) tell(481, 'Call/Transaction Does Not Exist');
    else if (wish.kind === 'to') this.#transferTo(call, partner, wish.user, tell);
    else if (target === undefined) tell(481, 'Call/Transaction Does Not Exist');
    else {
      const consulted = this.#partners.get(target);
      this.#part(call, target);
      this.#join(partner, target);
      tell(200, 'OK');
      releaseSoon(call);
      if (consulted !== undefined) releaseSoon(consulted);
    }
  }

  #transferTo(
    call: FarEndCall,
    partner: FarEndCall,
    user: string,
    tell: (status: number, phrase: string) => void,
  ): void {
    const code = codeOf(user);
    if (code !== undefined) {
      this.#part(call);
      partner.line.changeSource();
      behaviourOf(code).start(partner.line, { dropAfterMs: 30_000, random: Math.random });
      tell(200, 'OK');
      releaseSoon(call);
      return;
    }
    const { session } = partner;
    const next = this.#open(session?.remote_identity.uri.user ?? '', user);
    const from = session === undefined ? { user: '', name: '' } : nameOf(session);
    const out = this.desk.call(user, from, next);
    this.#obeyTransfers(next, out);
    out.on('accepted', () => {
      this.#part(call);
      this.#join(partner, next);
      tell(200, 'OK');
      releaseSoon(call);
    });
    out.on('failed', ({ message }) => {
      tell(statusOf(message), 'Declined');
    });
  }

  /** The other end of a call that a phone has with the server. */
  #partnerByCallId(callId: string): FarEndCall | undefined {
    const found = [...this.#partners.keys()].find(
      ({ session }) => session !== undefined && callIdOf(session) === callId,
    );
    return found && this.#partners.get(found);
  }

  /** Takes calls out of their pairs: their end is nobody else's. */
  #part(...calls: readonly FarEndCall[]): void {
    for (const call of calls) {
      const other = this.#partners.get(call);
      if (other !== undefined) this.#partners.delete(other);
      this.#partners.delete(call);
      this.#music.get(call)?.();
      this.#music.delete(call);
      if (other !== undefined) this.#music.get(other)?.();
      if (other !== undefined) this.#music.delete(other);
    }
  }

  #open(number: string, peer: string): FarEndCall {
    const call: FarEndCall = this.desk.open(number, peer, {
      behaviour: QUIET,
      onHold: (isHeld) => {
        this.#held(call, isHeld);
      },
      onOver: (wasEstablished) => {
        this.#over(call, wasEstablished);
      },
    });
    return call;
  }

  #join(one: FarEndCall, other: FarEndCall): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.#partners.set(from, to);
      to.line.changeSource();
      from.line.onPacket((packet) => {
        if (!this.#music.has(to)) to.line.send(packet);
      });
    }
  }

  /** Who waits hears a tone; the server never tells one phone that the other holds. */
  #held(holder: FarEndCall, isHeld: boolean): void {
    const waiting = this.#partners.get(holder);
    if (waiting === undefined) return;
    this.#music.get(waiting)?.();
    this.#music.delete(waiting);
    waiting.line.changeSource();
    if (isHeld)
      this.#music.set(waiting, toneBehaviour.start(waiting.line, { dropAfterMs: 0, random: Math.random }));
  }

  /** The caller of a call that nobody took is told why, where the reason is known (see `incoming`). */
  #over(call: FarEndCall, wasEstablished: boolean): void {
    const other = this.#partners.get(call);
    this.#music.get(call)?.();
    this.#music.delete(call);
    this.#partners.delete(call);
    if (other === undefined || this.#partners.get(other) !== call) return;
    this.#partners.delete(other);
    const { session } = other;
    if (session === undefined || session.isEnded()) return;
    const direction: string = session.direction;
    if (wasEstablished || direction === 'outgoing') session.terminate();
  }
}

/** Ends a call whose phone has handed its partner over and does not hang up by itself. */
function releaseSoon({ session }: FarEndCall): void {
  setTimeout(() => {
    if (session !== undefined && !session.isEnded()) session.terminate();
  }, RELEASE_AFTER_MS).unref();
}

/** Who is at the other end of a session, as somebody else is told. */
function nameOf(session: RTCSession): { readonly user: string; readonly name: string } {
  const { display_name: name, uri } = session.remote_identity;
  return { user: uri.user, name: name === '' ? `Phone ${uri.user}` : name };
}
