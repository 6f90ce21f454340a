// Offers of the far side within a call: re-INVITE, UPDATE, and a re-INVITE that asks for an offer of ours, whose answer comes in the ACK
// (RFC 3261 14.2, RFC 3311, RFC 3264 5). JsSIP 3.13.8 may leave such a request without a final answer, the peer connection half way, or
// hang up; here each is answered in time, and what can't be used leaves the call as it was.
import { descriptionFaults, warningOf } from '../../description-faults.ts';
import { fitDescription, freshDescription } from '../../fit-description.ts';
import type { Connections } from './connections.ts';
import { offerHold } from './hold.ts';
import {
  awaitAck,
  isTerminated,
  settleAck,
  waitsForAck,
  type StackRequest,
  type StackSession,
} from './stack.ts';

export interface TheirOffersListener {
  /** What we asked for last and they agreed to. */
  isHeld(): boolean;
  /** What they take for agreed is not, or this side can't go on like this: an offer of ours must follow. */
  disagreed(): void;
}

/** A browser that has not answered by then is not going to: well before the request would be given up (RFC 3261 17.1.2.2). */
const BROWSER_DEADLINE_MS = 5000;
const NOT_ACCEPTABLE = 488;
const INTERNAL_ERROR = 500;

/** What the offer in our 200 was made with. */
type Late =
  { readonly isSpare: true } | { readonly isSpare: false; readonly offer: RTCSessionDescriptionInit };

/** The description can't be used: 488. */
class Unusable extends Error {}
/** The browser does not answer. */
class Stuck extends Error {}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Stuck('the browser does not answer'));
    }, BROWSER_DEADLINE_MS);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Tells who offered that nothing came of it, and for a description why (RFC 3261 21.4.26). */
function refuse(request: StackRequest, problem: unknown): void {
  if (problem instanceof Stuck) {
    request.reply(INTERNAL_ERROR);
    return;
  }
  const [fault] = descriptionFaults(request.body ?? '');
  const why = fault ?? { words: problem instanceof Error ? problem.message : 'it can not be used' };
  request.reply(NOT_ACCEPTABLE, null, [`Warning: ${warningOf(why)}`]);
}

export class TheirOffers {
  readonly #session: StackSession;
  readonly #connections: Connections;
  readonly #listener: TheirOffersListener;
  #late: Late | undefined;
  #isApplying = false;

  constructor(session: StackSession, connections: Connections, listener: TheirOffersListener) {
    this.#session = session;
    this.#connections = connections;
    this.#listener = listener;
  }

  /** One of theirs is being applied, or the browser holds one of anybody's: another must wait. */
  get isBusy(): boolean {
    const { current, isSpoilt } = this.#connections;
    return this.#isApplying || (!isSpoilt && current.signalingState !== 'stable');
  }

  /** Takes the place of the stack's own ways; call once, before the session says anything. */
  install(): void {
    const session = this.#session;
    const reInvite = session._receiveReinvite.bind(session);
    const receive = session.receiveRequest.bind(session);
    session._processInDialogSdpOffer = (request): Promise<string> => this.#answer(request);
    session._receiveReinvite = (request): void => {
      this.#forget();
      if ((request.body ?? '') === '') this.#askedForOffer(request);
      else reInvite(request);
    };
    session.receiveRequest = (request): void => {
      if (this.#settles(request)) return;
      receive(request);
    };
  }

  /** Requests that meet a 200 of ours which waits for its ACK. True where nothing is left for the stack. */
  #settles(request: StackRequest): boolean {
    const session = this.#session;
    if (!waitsForAck(session) || !session._is_confirmed) return false;
    if (request.method === 'ACK' && this.#late !== undefined) {
      settleAck(session);
      void this.#lateAnswer(this.#late, request.body ?? '');
      return true;
    }
    if (request.method !== 'UPDATE') return false;
    const isOffer = (request.body ?? '') !== '';
    // Our offer waits for its answer (RFC 3311 5.2); without one the ACK got lost, and the request says that the 200 did not.
    if (isOffer && this.#late !== undefined) request.reply(491);
    else if (this.#late === undefined) settleAck(session);
    return isOffer && this.#late !== undefined;
  }

  /** Resolves to the answer; where there is none the request is refused, and the promise rejects. */
  async #answer(request: StackRequest): Promise<string> {
    const offered = request.body ?? '';
    this.#isApplying = true;
    try {
      const answer = await inTime(this.#describe(offered));
      if (isTerminated(this.#session)) throw new Error('the call is over');
      return answer;
    } catch (problem) {
      await this.#giveUp(problem);
      if (!isTerminated(this.#session)) refuse(request, problem);
      throw problem;
    } finally {
      this.#isApplying = false;
    }
  }

  /** Whatever was set is taken back. Where the browser is of no use any more, another connection is offered. */
  async #giveUp(problem: unknown): Promise<void> {
    const connections = this.#connections;
    connections.drop();
    if (problem instanceof Stuck) connections.spoil();
    else if (!connections.isSpoilt) await connections.takeBack();
    if (connections.isSpoilt && !isTerminated(this.#session)) this.#listener.disagreed();
  }

  async #describe(offered: string): Promise<string> {
    const { inUse, current, isSpoilt } = this.#connections;
    const session = this.#session;
    const sdp = this.#heard('offer', offered);
    const fitting = inUse && fitDescription(sdp, 'offer', inUse);
    if (fitting === undefined || fitting.kind === 'unusable') throw new Unusable('no sound can come of it');
    if (fitting.kind === 'moved' || isSpoilt) return this.#describeAnew(sdp);
    await current.setRemoteDescription({ type: 'offer', sdp: fitting.sdp });
    const answer = await session._createLocalDescription('answer', session._rtcAnswerConstraints);
    if (fitting.isGuess) this.#connections.guessed();
    return answer;
  }

  /** Answers with another connection: theirs is another association, or ours takes nothing any more. */
  async #describeAnew(sdp: string): Promise<string> {
    const connections = this.#connections;
    const fresh = freshDescription(sdp, undefined);
    if (fresh === undefined) throw new Unusable('no sound can come of it');
    const spare = await connections.spare();
    offerHold(spare, this.#listener.isHeld());
    await connections.setSpareRemote({ type: 'offer', sdp: fresh });
    const answer = await connections.describeSpare('answer');
    connections.take();
    return answer;
  }

  /** A re-INVITE without a description: our 200 has the offer. It is applied with its answer, so that nothing is left if none comes. */
  #askedForOffer(request: StackRequest): void {
    const session = this.#session;
    const rejected: number[] = [];
    session.emit('reinvite', {
      request,
      reject: ({ status_code: status = 403 }: { status_code?: number } = {}) => rejected.push(status),
    });
    if (rejected[0] !== undefined) {
      request.reply(rejected[0]);
      return;
    }
    this.#isApplying = true;
    inTime(this.#lateOffer())
      .then(
        (offer) => {
          if (isTerminated(session)) return;
          session._late_sdp = true;
          request.reply(200, null, [`Contact: ${session._contact}`], offer, () => {
            awaitAck(session, request, offer);
          });
        },
        async (problem: unknown) => {
          this.#late = undefined;
          await this.#giveUp(problem);
          if (!isTerminated(session)) request.reply(INTERNAL_ERROR);
        },
      )
      .finally(() => {
        this.#isApplying = false;
      });
  }

  async #lateOffer(): Promise<string> {
    const connections = this.#connections;
    if (connections.isSpoilt) {
      offerHold(await connections.spare(), this.#listener.isHeld());
      const offer = await connections.describeSpare('offer');
      this.#late = { isSpare: true };
      return offer;
    }
    const offer = await connections.current.createOffer();
    this.#late = { isSpare: false, offer };
    const said = { originator: 'local', type: 'offer', sdp: offer.sdp ?? '' };
    this.#session.emit('sdp', said);
    return said.sdp;
  }

  async #lateAnswer(late: Late, answer: string): Promise<void> {
    this.#late = undefined;
    this.#session._late_sdp = false;
    this.#isApplying = true;
    try {
      await inTime(this.#apply(late, this.#heard('answer', answer)));
    } catch (problem) {
      this.#connections.drop();
      if (problem instanceof Stuck) this.#connections.spoil();
      else await this.#connections.takeBack();
      if (!isTerminated(this.#session)) this.#listener.disagreed();
    } finally {
      this.#isApplying = false;
    }
  }

  async #apply(late: Late, answer: string): Promise<void> {
    const connections = this.#connections;
    if (late.isSpare) {
      const sdp = freshDescription(answer, connections.spareMid);
      if (sdp === undefined) throw new Unusable('no sound can come of it');
      await connections.setSpareRemote({ type: 'answer', sdp });
      connections.take();
      return;
    }
    const { inUse, current } = connections;
    const fitting = inUse && fitDescription(answer, 'answer', inUse);
    if (fitting?.kind !== 'fits') throw new Unusable('no sound can come of it');
    await current.setLocalDescription(late.offer);
    await current.setRemoteDescription({ type: 'answer', sdp: fitting.sdp });
    if (fitting.isGuess) connections.guessed();
  }

  /** An ACK that never came: the offer is forgotten. */
  #forget(): void {
    if (this.#late?.isSpare === true) this.#connections.drop();
    this.#late = undefined;
  }

  /** Lets everybody read a description of theirs, and change it. */
  #heard(type: 'offer' | 'answer', sdp: string): string {
    const said = { originator: 'remote', type, sdp };
    if (sdp !== '') this.#session.emit('sdp', said);
    return said.sdp;
  }
}
