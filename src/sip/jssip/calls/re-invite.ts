// One re-INVITE of ours and whatever can come of it (RFC 3261 14). What is offered, and what an answer is good for, is for others.
import { RECV_INFO } from '../../telling/info-package.ts';
import { OUT_OF_REACH } from '../../wire/bye-again.ts';
import { REQUEST_PENDING } from '../../wire/inbound-rules.ts';
import { refreshTarget } from './stack-fixes.ts';
import type { StackResponse, StackSession } from './stack.ts';

export type OfferOutcome =
  | { readonly kind: 'agreed' }
  /** The far side said no; the call goes on as before. */
  | { readonly kind: 'refused'; readonly statusCode: number }
  /** No answer, or the connection changed under it: worth another try. */
  | { readonly kind: 'lost' }
  /** The far side is not to be found right now: it may be coming back, as we do. */
  | { readonly kind: 'unreachable' }
  /** Both sides offered at once, or the far side asks for patience (RFC 3261 14.1). */
  /** `isAsked`: the far side asks for it; else this side is busy with another offer. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly isAsked: boolean }
  /** The far side does not know this call any more. */
  | { readonly kind: 'gone' };

/** What became of one offer. `unfit`: the answer can't be used, so that the far side takes for agreed what is not. */
export type SendOutcome = OfferOutcome | { readonly kind: 'unfit' };

/** How long the far side may take to answer an offer, in milliseconds. */
const ANSWER_DEADLINE_MS = 8000;
const LONGEST_PATIENCE_MS = 10_000;

/** Glare: who owns the Call-ID waits longer (RFC 3261 14.1), in milliseconds. */
function glareMs(isCaller: boolean): number {
  return isCaller ? 2100 + Math.random() * 1900 : Math.random() * 2000;
}

export class ReInvite {
  readonly #session: StackSession;
  /** An offer went out and no answer came: the far side may still wait for our ACK. */
  #isUnacknowledged = false;
  #abort: (() => void) | undefined;

  constructor(session: StackSession) {
    this.#session = session;
  }

  /** The connection to the server changed: an answer would not come any more. */
  abort(): void {
    this.#abort?.();
  }

  /** Sends an offer; `apply` takes the answer and says whether it could be used. */
  send(body: string, apply: (answer: string) => Promise<boolean>): Promise<SendOutcome> {
    const session = this.#session;
    // Harmless where the last offer never arrived, and what the far side waits for where only its answer got lost.
    if (this.#isUnacknowledged) session.sendRequest('ACK');
    this.#isUnacknowledged = true;
    return new Promise((resolve) => {
      let isOver = false;
      const settle = (outcome: SendOutcome): void => {
        if (isOver) return;
        isOver = true;
        clearTimeout(deadline);
        this.#abort = undefined;
        if (outcome.kind !== 'lost') this.#isUnacknowledged = false;
        resolve(outcome);
      };
      const lost = (): void => {
        if (isOver) return;
        settle({ kind: 'lost' });
        this.#forgetTransaction();
      };
      const deadline = setTimeout(lost, ANSWER_DEADLINE_MS);
      this.#abort = lost;
      session.sendRequest('INVITE', {
        extraHeaders: [`Contact: ${session.contact}`, 'Content-Type: application/sdp', RECV_INFO],
        body,
        eventHandlers: {
          onSuccessResponse: (response) => {
            refreshTarget(session, response);
            session.sendRequest('ACK');
            if (isOver) return;
            // The answer is here: a connection that changes now changes nothing.
            this.#abort = undefined;
            clearTimeout(deadline);
            apply(response.body ?? '').then(
              (isUsed) => {
                settle({ kind: isUsed ? 'agreed' : 'unfit' });
              },
              () => {
                settle({ kind: 'unfit' });
              },
            );
          },
          onErrorResponse: (response) => {
            settle(this.#refusal(response));
          },
          onDialogError: (response) => {
            settle(response.status_code === 481 ? { kind: 'gone' } : { kind: 'unreachable' });
          },
          onRequestTimeout: lost,
          onTransportError: lost,
        },
      });
    });
  }

  #refusal(response: StackResponse): OfferOutcome {
    const { status_code: statusCode, reason_phrase: reason } = response;
    if (statusCode === 500 && reason === REQUEST_PENDING)
      return {
        kind: 'later',
        afterMs: glareMs(this.#session.direction.toString() === 'outgoing'),
        isAsked: true,
      };
    const patience = Number.parseInt(response.getHeader('retry-after') ?? '', 10);
    if (statusCode >= 500 && patience >= 0)
      return { kind: 'later', afterMs: Math.min(patience * 1000, LONGEST_PATIENCE_MS), isAsked: true };
    if (OUT_OF_REACH.includes(statusCode)) return { kind: 'unreachable' };
    return { kind: 'refused', statusCode };
  }

  /** The stack takes no offer, of either side, while it waits for an answer: it must stop waiting. */
  #forgetTransaction(): void {
    const { ict } = this.#session._ua._transactions;
    const callId = this.#callId();
    for (const transaction of Object.values(ict)) {
      if (callId !== undefined && transaction.request.call_id === callId) transaction.onTransportError();
    }
  }

  #callId(): string | undefined {
    const { id } = this.#session._dialog ?? {};
    return (id as { readonly call_id?: string } | undefined)?.call_id;
  }
}
