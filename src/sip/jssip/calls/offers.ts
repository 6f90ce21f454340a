// Re-INVITEs of our own: one offer and its answer, and whatever else can come of it (RFC 3261 14, RFC 3264). JsSIP's
// `renegotiate` ends the call when an offer fails; here the call goes on as it was.
import type { CallMedia } from '../../user-agent.ts';
import { OUT_OF_REACH } from '../../wire/bye-again.ts';
import { REQUEST_PENDING } from '../../wire/inbound-rules.ts';
import { offerHold, takeBackOffer } from './hold.ts';
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

/** How long the far side may take to answer an offer, in milliseconds. */
const ANSWER_DEADLINE_MS = 8000;
/** ICE gathering is cut by the media side; this is for the case that nobody does. */
const GATHERING_DEADLINE_MS = 2500;
const BUSY_MS = 500;
const LONGEST_PATIENCE_MS = 10_000;

function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(deadline);
      connection.removeEventListener('icecandidate', onCandidate);
      connection.removeEventListener('icegatheringstatechange', onState);
      resolve();
    };
    // A browser that has lost its only address is done at once, with nothing in hand, and finds the new one a second later.
    const isEmpty = (): boolean =>
      connection.iceGatheringState === 'complete' &&
      connection.localDescription?.sdp.includes('a=candidate:') !== true;
    const onCandidate = (event: RTCPeerConnectionIceEvent): void => {
      if (event.candidate === null && !isEmpty()) done();
    };
    const onState = (): void => {
      if (connection.iceGatheringState === 'complete' && !isEmpty()) done();
    };
    const deadline = setTimeout(done, GATHERING_DEADLINE_MS);
    connection.addEventListener('icecandidate', onCandidate);
    connection.addEventListener('icegatheringstatechange', onState);
  });
}

/** Read anew each time: while the phone waited, the call may have ended. */
const isClosed = (connection: RTCPeerConnection): boolean => connection.signalingState === 'closed';

/** Glare: who owns the Call-ID waits longer (RFC 3261 14.1), in milliseconds. */
function glareMs(isCaller: boolean): number {
  return isCaller ? 2100 + Math.random() * 1900 : Math.random() * 2000;
}

export class Offers {
  readonly #session: StackSession;
  readonly #describeSound: CallMedia['describe'];
  #isHeld = false;
  /** An offer went out and no answer came: the far side may still wait for our ACK. */
  #isUnacknowledged = false;
  #abort: (() => void) | undefined;
  #isPending = false;

  /** `describe`: changes what a description says of the sound, before ours goes out and theirs is applied. */
  constructor(session: StackSession, describe: CallMedia['describe']) {
    this.#session = session;
    this.#describeSound = describe;
  }

  /** An offer of ours is on its way or being applied: theirs must wait (RFC 3261 14.2). */
  get isPending(): boolean {
    return this.#isPending;
  }

  /** The connection changed: an answer to the offer under way would not come any more. */
  abort(): void {
    this.#abort?.();
  }

  /** Offers hold or not, with fresh ICE credentials where `restart` (RFC 8445 9). */
  async make(held: boolean, restart: boolean): Promise<OfferOutcome> {
    const { connection, _dialog: dialog } = this.#session;
    const state = connection.signalingState;
    if (state === 'closed' || dialog === undefined || dialog === null) return { kind: 'gone' };
    if (state !== 'stable' || dialog.uac_pending_reply || dialog.uas_pending_reply)
      return { kind: 'later', afterMs: BUSY_MS, isAsked: false };
    let outcome: OfferOutcome;
    this.#isPending = true;
    try {
      const offer = await this.#describe(connection, held, restart);
      outcome =
        offer === undefined ? { kind: 'later', afterMs: BUSY_MS, isAsked: false } : await this.#send(offer);
    } catch {
      // The browser would not make the offer or take the answer: nothing was agreed.
      outcome = { kind: 'refused', statusCode: 0 };
    }
    this.#isPending = false;
    if (outcome.kind === 'agreed') this.#isHeld = held;
    else await this.#takeBack(connection);
    return outcome;
  }

  async #takeBack(connection: RTCPeerConnection): Promise<void> {
    try {
      if (!isClosed(connection)) await takeBackOffer(connection, this.#isHeld);
    } catch {
      // The call ended meanwhile, or an offer of theirs took its place: there is nothing left to take back.
    }
  }

  async #describe(
    connection: RTCPeerConnection,
    held: boolean,
    restart: boolean,
  ): Promise<RTCSessionDescriptionInit | undefined> {
    offerHold(connection, held);
    const offer = await connection.createOffer({ iceRestart: restart });
    // An offer of theirs may have come meanwhile: it goes first.
    const theirsIsPending = this.#session._dialog?.uas_pending_reply === true;
    if (connection.signalingState !== 'stable' || theirsIsPending) return undefined;
    // Without a restart nothing is gathered, and the offer is applied with its answer: taking back one that was applied makes
    // Chromium 156 fall silent both ways until the next.
    if (!restart) return offer;
    const ready = gathered(connection);
    await connection.setLocalDescription(offer);
    await ready;
    return connection.localDescription ?? undefined;
  }

  /** Applies an offer, where that is still to be done, and its answer. */
  async #apply(offer: RTCSessionDescriptionInit, answer: string): Promise<void> {
    const { connection } = this.#session;
    if (connection.signalingState === 'stable') await connection.setLocalDescription(offer);
    await connection.setRemoteDescription({
      type: 'answer',
      sdp: this.#describeSound(answer, 'remoteAnswer'),
    });
  }

  #send(offer: RTCSessionDescriptionInit): Promise<OfferOutcome> {
    const session = this.#session;
    // Harmless where the last offer never arrived, and what the far side waits for where only its answer got lost.
    if (this.#isUnacknowledged) session.sendRequest('ACK');
    this.#isUnacknowledged = true;
    return new Promise((resolve) => {
      let isOver = false;
      const settle = (outcome: OfferOutcome): void => {
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
        extraHeaders: [`Contact: ${session.contact}`, 'Content-Type: application/sdp'],
        body: this.#describeSound(offer.sdp ?? '', 'local'),
        eventHandlers: {
          onSuccessResponse: (response) => {
            refreshTarget(session, response);
            session.sendRequest('ACK');
            if (isOver) return;
            // The answer is here: a connection that changes now changes nothing.
            this.#abort = undefined;
            clearTimeout(deadline);
            this.#apply(offer, response.body ?? '').then(
              () => {
                settle({ kind: 'agreed' });
              },
              () => {
                settle({ kind: 'refused', statusCode: 0 });
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
