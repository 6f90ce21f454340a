// Two phones joined by the server: each has a call of its own with it, and the sound goes from one line to the other.
// Owns the pairs: who ends, holds or is transferred, and what the other hears of it (a B2BUA, RFC 7092 section 3.2).
import type { RTCSession } from 'jssip/lib/RTCSession';
import { nothing, type Behaviour } from './behaviours/behaviour.ts';
import { toneBehaviour } from './behaviours/steady.ts';
import type { Desk } from './desk.ts';
import type { FarEndCall } from './far-end-call.ts';

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
    const callee = session.local_identity.uri.user;
    const { user, name } = {
      user: session.remote_identity.uri.user,
      name: session.remote_identity.display_name,
    };
    if (this.desk.isFull) {
      this.desk.refuse(session, 486);
      return;
    }
    const caller = this.#open(callee, user);
    caller.follow(session);
    const other = this.#open(user, callee);
    this.#join(caller, other);
    const out = this.desk.call(callee, { user, name: name === '' ? `Phone ${user}` : name }, other);
    out.on('progress', () => {
      this.desk.tools.ring(callIdOf(session));
    });
    out.on('accepted', () => {
      this.desk.answer(session, caller);
    });
    out.on('failed', ({ message }) => {
      if (!session.isEnded()) this.desk.refuse(session, statusOf(message));
    });
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
    if (wasEstablished || session.direction === 'outgoing') session.terminate();
  }
}

function callIdOf(session: RTCSession): string {
  return (session as unknown as { readonly _request: { readonly call_id: string } })._request.call_id;
}
