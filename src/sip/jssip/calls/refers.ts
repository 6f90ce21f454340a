// Transfers within one call, asked for by either side, and the name of its dialog, by which it can take part in those of others.
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { CallEnd } from '../../call-state.ts';
import type { Dialog, TransferTarget } from '../../transfer.ts';
import type { SessionEvent } from '../../user-agent.ts';
import { callableTarget } from '../../wire/refer.ts';
import { ReceivedRefers, type Following } from './received-refers.ts';
import { SentRefers } from './sent-refers.ts';
import { asStack, type StackSession } from './stack.ts';

export interface RefersListener {
  /** Sends it once the connection has proved that it lives. */
  send(request: () => void): void;
  said(event: Extract<SessionEvent, { kind: 'transferChanged' | 'referred' | 'referralEnded' }>): void;
}

/** Whose call it is. */
export interface Owner {
  readonly domain: string;
  /** The address of record. */
  readonly address: string;
}

export class Refers {
  readonly #session: StackSession;
  readonly #sent: SentRefers;
  readonly #received: ReceivedRefers;

  /** Call once for a session, before it says anything. */
  constructor(rtcSession: RTCSession, { domain, address }: Owner, on: RefersListener) {
    const session = asStack(rtcSession);
    const send = on.send.bind(on);
    this.#session = session;
    this.#sent = new SentRefers(session, address, {
      send,
      changed: (transfer) => {
        on.said({ kind: 'transferChanged', transfer });
      },
    });
    this.#received = new ReceivedRefers(session, domain, {
      send,
      referred: (referral) => {
        on.said({ kind: 'referred', referral });
      },
      ended: (referralId) => {
        on.said({ kind: 'referralEnded', referralId });
      },
    });
    this.#hear(session);
  }

  get dialog(): Dialog | undefined {
    const dialog = this.#session._dialog ?? undefined;
    if (dialog === undefined || !this.#session.isEstablished()) return undefined;
    const { call_id: callId, local_tag: localTag, remote_tag: remoteTag } = dialog.id;
    const remoteTarget = callableTarget(dialog._remote_target.toString(), dialog._remote_uri.toString());
    return { callId, localTag, remoteTag, remoteTarget };
  }

  refer(target: TransferTarget): void {
    if (this.#session.isEstablished()) this.#sent.ask(target);
  }

  answer(referralId: string, accept: boolean): void {
    this.#received.answer(referralId, accept);
  }

  /** What a call takes from the referral that it follows; undefined where that is not of this call, or was not taken. */
  follow(referralId: string): Following | undefined {
    return this.#received.follow(referralId);
  }

  /** The call is over. */
  end(by: CallEnd['by']): void {
    this.#sent.end(by);
    this.#received.end();
  }

  #hear(session: StackSession): void {
    const receive = session.receiveRequest.bind(session);
    session.receiveRequest = (request): void => {
      if (request.method === 'NOTIFY' && this.#sent.receive(request)) return;
      if (request.method === 'REFER' && session.isEstablished()) this.#received.receive(request);
      else receive(request);
    };
  }
}
