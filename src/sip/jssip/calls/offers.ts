// Offers of our own within a call, and their answers (RFC 3261 14, RFC 3264). JsSIP's `renegotiate` ends the call when an offer fails;
// here the call goes on as it was, and where the far side took for agreed what this side can't use, on another connection.
import {
  fitDescription,
  freshDescription,
  refusesSound,
  restingAnswer,
  type Fitting,
} from '../../fit-description.ts';
import type { PathChange } from '../../dialog-work.ts';
import type { SessionMedia } from '../../user-agent.ts';
import type { Connections } from './connections.ts';
import { offerHold } from './hold.ts';
import { ReInvite, type OfferOutcome, type SendOutcome } from './re-invite.ts';
import { settleAck, waitsForAck, type StackSession } from './stack.ts';

/** ICE gathering is cut by the media side; this is for the case that nobody does. */
const GATHERING_DEADLINE_MS = 2500;
const BUSY_MS = 500;
/** How long an offer of ours waits for the ACK of theirs, in milliseconds: four round trips (T1, RFC 3261 17.1.1.1). */
const ACK_PATIENCE_MS = 2000;

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

const BUSY: OfferOutcome = { kind: 'later', afterMs: BUSY_MS, isAsked: false };

export class Offers {
  readonly #session: StackSession;
  readonly #connections: Connections;
  readonly #describeSound: SessionMedia['describe'];
  readonly #reInvite: ReInvite;
  #isHeld = false;
  #isPending = false;
  #ackSinceMs: number | undefined;

  /** `describe`: changes what a description says of the sound, before ours goes out and theirs is applied. */
  constructor(session: StackSession, connections: Connections, describe: SessionMedia['describe']) {
    this.#session = session;
    this.#connections = connections;
    this.#describeSound = describe;
    this.#reInvite = new ReInvite(session);
  }

  /** An offer of ours is on its way or being applied: theirs must wait (RFC 3261 14.2). */
  get isPending(): boolean {
    return this.#isPending;
  }

  /** What both sides agreed on. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** The connection to the server changed: an answer to the offer under way would not come any more. */
  abort(): void {
    this.#reInvite.abort();
  }

  /** Offers hold or not, and a change of the path. What a restart can't bring back, another connection may. */
  async make(held: boolean, path: PathChange): Promise<OfferOutcome> {
    const restart = path !== 'none';
    const connections = this.#connections;
    if (isClosed(connections.current) || !this.#session._dialog) return { kind: 'gone' };
    if (this.#theirsIsOpen()) return BUSY;
    this.#isPending = true;
    // Nothing is under way: what was set is left over from something that failed.
    await connections.takeBack();
    let outcome: OfferOutcome;
    try {
      const isBeyond = path === 'renewal' || (restart ? connections.isBeyondRestart : connections.isSpoilt);
      const first: SendOutcome = isBeyond ? { kind: 'unfit' } : await this.#offer(held, restart);
      outcome = first.kind === 'unfit' ? await this.#renew(held, !isBeyond) : first;
    } catch {
      // The browser would not make the offer: nothing was agreed.
      outcome = { kind: 'refused', statusCode: 0 };
    }
    if (outcome.kind === 'agreed') this.#isHeld = held;
    else await this.#takeBack();
    this.#isPending = false;
    return outcome;
  }

  /** An offer of theirs waits for its end, or our 200 for its ACK (RFC 3261 14.1). */
  #theirsIsOpen(): boolean {
    const dialog = this.#session._dialog;
    return dialog?.uac_pending_reply === true || dialog?.uas_pending_reply === true || this.#ackIsOpen();
  }

  /** An ACK that stays away was lost, maybe with a connection: sound does not wait for it. The offer in our 200 does, its answer is there. */
  #ackIsOpen(): boolean {
    const session = this.#session;
    if (!waitsForAck(session)) {
      this.#ackSinceMs = undefined;
      return false;
    }
    this.#ackSinceMs ??= Date.now();
    const isLost = Date.now() - this.#ackSinceMs >= ACK_PATIENCE_MS;
    if (!isLost || !session._is_confirmed || session._late_sdp) return true;
    this.#ackSinceMs = undefined;
    settleAck(session);
    return false;
  }

  async #takeBack(): Promise<void> {
    const { current } = this.#connections;
    if (isClosed(current)) return;
    offerHold(current, this.#isHeld);
    await this.#connections.takeBack();
  }

  async #offer(held: boolean, restart: boolean): Promise<SendOutcome> {
    const { current } = this.#connections;
    const offer = await this.#describe(current, held, restart);
    if (offer === undefined) return BUSY;
    const body = this.#describeSound(offer.sdp ?? '', 'local');
    return this.#reInvite.send(body, (answer) =>
      this.#apply(offer, this.#fit(this.#describeSound(answer, 'remoteAnswer'), held, restart)),
    );
  }

  /**
   * Offers another connection in the place of this one. Where that comes to nothing and the far side took an offer before for agreed,
   * it is told once more how the call goes on.
   */
  async #renew(held: boolean, isTakenForAgreed: boolean): Promise<OfferOutcome> {
    const connections = this.#connections;
    await this.#takeBack();
    const spare = await connections.spare();
    offerHold(spare, held);
    const offer = await connections.describeSpare('offer');
    if (this.#theirsIsOpen()) {
      connections.drop();
      return BUSY;
    }
    const outcome = await this.#reInvite.send(offer, (answer) => this.#applySpare(answer));
    if (outcome.kind === 'agreed') connections.take();
    else connections.drop();
    const isNo = outcome.kind === 'refused' || outcome.kind === 'unfit';
    if (isNo && isTakenForAgreed && !connections.isSpoilt) await this.#offer(this.#isHeld, false);
    return outcome.kind === 'unfit' ? { kind: 'refused', statusCode: 0 } : outcome;
  }

  async #applySpare(answer: string): Promise<boolean> {
    const { spareMid } = this.#connections;
    const sdp = freshDescription(this.#describeSound(answer, 'remoteAnswer'), spareMid);
    if (sdp === undefined) return false;
    await this.#connections.setSpareRemote({ type: 'answer', sdp });
    return true;
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

  /** Applies an offer, where that is still to be done, and its answer; false where that can't be used. Rejects where the browser won't. */
  async #apply(offer: RTCSessionDescriptionInit, fitting: Fitting): Promise<boolean> {
    const { current } = this.#connections;
    if (fitting.kind !== 'fits') return false;
    if (current.signalingState === 'stable') await current.setLocalDescription(offer);
    await current.setRemoteDescription({ type: 'answer', sdp: fitting.sdp });
    if (fitting.isGuess) this.#connections.guessed();
    return true;
  }

  #fit(answer: string, held: boolean, restart: boolean): Fitting {
    const { inUse } = this.#connections;
    if (inUse === undefined) return { kind: 'fits', sdp: answer, isGuess: false };
    if (held && refusesSound(answer)) return { kind: 'fits', sdp: restingAnswer(inUse), isGuess: false };
    return fitDescription(answer, restart ? 'restart' : 'answer', inUse);
  }
}
