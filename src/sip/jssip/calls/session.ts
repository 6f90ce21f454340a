// One call on JsSIP: commands down, translated events up. The call outlives connections and even JsSIP's sessions: an INVITE that lost its
// connection before an answer is dialled anew, with parts of its own.
//
//              | waiting (dialled, or ringing here)           | talking                              | over
//   answer     | 200, and its ACK: talking                     |                                      |
//   terminate  | CANCEL or 480: over                           | BYE: over                            |
//   hold, keys, REFER, offers                                  | through the gate (dialog-gate.ts)    |
//   serverLost |                                               |                                      |
//   serverBack | ours is dialled anew (redials.ts),            | what was under way is made again     |
//              | theirs rings on for a while (ring-limit.ts)   |                                      |
//   giveUp     |                                               | over                                 |
//   481        |                                               | over                                 |
//
// Nothing is said after `terminated`, and a session that was dialled anew is not heard any more.
import type { RTCSession, TerminateOptions } from 'jssip/lib/RTCSession';
import type { Tone, ToneManner } from '../../dtmf.ts';
import type { CallEnd, Party } from '../../call-state.ts';
import type { PathChange } from '../../dialog-work.ts';
import { Redials } from '../../redials.ts';
import type { SoundReport } from '../../telling/sound-report.ts';
import type { Dialog, TransferTarget } from '../../transfer.ts';
import type { PathChoice, Session, SessionEvent, SessionMedia } from '../../user-agent.ts';
import type { Signalling } from '../transport/signalling.ts';
import { Descriptions } from './descriptions.ts';
import { DialogGate } from './dialog-gate.ts';
import { FarSide, type StackMessage } from './far-side.ts';
import { HoldIntent } from './hold-intent.ts';
import { mediaOptions, useServers } from './media-options.ts';
import { Negotiation } from './negotiation.ts';
import type { Following } from './received-refers.ts';
import { Refers, type Owner } from './refers.ts';
import { RingLimit } from './ring-limit.ts';
import { hearSession, type SessionListener } from './session-events.ts';
import { fixSession } from './stack-fixes.ts';
import { asStack, isPending } from './stack.ts';
import { Telling } from './telling.ts';
import { Tones } from './tones.ts';

/** What belongs to one session of JsSIP's. */
interface Parts {
  readonly session: RTCSession;
  readonly negotiation: Negotiation;
  readonly gate: DialogGate;
  readonly tones: Tones;
  readonly refers: Refers;
  readonly telling: Telling;
}

interface Outgoing {
  readonly media: SessionMedia;
  /** Makes another session in the place of the one before. */
  redial(): RTCSession;
}

type End = Omit<CallEnd, 'atMs'>;

const GONE: End = { by: 'remote', cause: 'dialogGone', statusCode: 481, reasonPhrase: undefined };
const GIVEN_UP: End = {
  by: 'system',
  cause: 'connectionLost',
  statusCode: undefined,
  reasonPhrase: undefined,
};
const RUNG_OUT: End = { by: 'system', cause: 'noAnswer', statusCode: undefined, reasonPhrase: undefined };

/** Joins a JsSIP session to the `Session` port. For an outgoing call, `attach` follows `ua.call`. */
export class JsSipSession implements Session {
  readonly id = crypto.randomUUID();
  readonly #emit: (event: SessionEvent) => void;
  readonly #onReplaces: SessionListener['replaced'];
  readonly #signalling: Signalling;
  readonly #owner: Owner;
  readonly #farSide: FarSide;
  readonly #hold = new HoldIntent();
  readonly #redials = new Redials();
  readonly #descriptions = new Descriptions((sdp, side) => this.#media?.describe(sdp, side) ?? sdp);
  readonly #ringLimit = new RingLimit(() => {
    if (this.#phase === 'waiting') this.#giveUp(RUNG_OUT, { status_code: 480 });
  });
  #parts: Parts | undefined;
  #isOver = false;
  #outgoing: Outgoing | undefined;
  /** The connection that brought the call. */
  #cameOn = 0;
  /** What this side gave the call; undefined before an answer of ours. */
  #media: SessionMedia | undefined;
  /** Which candidates a restart was asked to use. */
  #choice: PathChoice | undefined;

  /** `onReplaces`: an INVITE came that would take this call's place (RFC 3891). */
  constructor(
    signalling: Signalling,
    owner: Owner,
    emit: (event: SessionEvent) => void,
    onReplaces: SessionListener['replaced'],
  ) {
    this.#signalling = signalling;
    this.#owner = owner;
    this.#farSide = new FarSide(owner.domain);
    this.#emit = emit;
    this.#onReplaces = onReplaces;
  }

  /** Takes over a session as soon as JsSIP has made it, before it says anything. */
  attach(session: RTCSession, outgoing?: Outgoing): void {
    this.#outgoing = outgoing;
    this.#cameOn = this.#signalling.flowNumber;
    this.#media = outgoing?.media;
    this.#descriptions.begin();
    fixSession(session, { isSignallingOpen: () => this.#signalling.isOpen });
    const negotiation = this.#newNegotiation(session);
    const gate = this.#newGate(session, negotiation);
    const tones = this.#newTones(session);
    const send = (request: () => void): void => {
      gate.add({ kind: 'request', send: request });
    };
    const refers = new Refers(session, this.#owner, { send, said: this.#emit });
    this.#parts = { session, negotiation, gate, tones, refers, telling: this.#newTelling(session) };
    this.#listen(session, negotiation);
  }

  /** Tells of the peer connection that JsSIP has just created, once the caller of `call` knows this session. */
  peerConnectionCreated(peerConnection: RTCPeerConnection): void {
    queueMicrotask(() => this.#isOver || this.#emit({ kind: 'peerConnectionCreated', peerConnection }));
  }

  // --- commands ---

  answer(media: SessionMedia): void {
    if (this.#parts === undefined || this.#isOver) return;
    this.#media = media;
    try {
      this.#parts.session.answer(mediaOptions(media));
    } catch {
      // A CANCEL that came first has ended the session and said so; anything else must not leave it ringing.
      this.#terminate({ status_code: 480 });
    }
  }

  reject(reason: 'busy' | 'declined'): void {
    this.#terminate({ status_code: reason === 'busy' ? 486 : 603 });
  }

  terminate(): void {
    this.#terminate({});
  }

  setHold(held: boolean): Promise<boolean> {
    if (this.#parts === undefined || this.#isOver) return Promise.resolve(false);
    return this.#hold.setHold(held, () => {
      this.#offer('none');
    });
  }

  get sipCallId(): string | undefined {
    return this.#parts && asStack(this.#parts.session)._request.call_id;
  }

  get descriptions(): Session['descriptions'] {
    return this.#talking?.negotiation.descriptions;
  }

  get dialog(): Dialog | undefined {
    return this.#talking?.refers.dialog;
  }

  refer(target: TransferTarget): void {
    this.#talking?.refers.refer(target);
  }

  answerRefer(referralId: string, accept: boolean): void {
    this.#parts?.refers.answer(referralId, accept);
  }

  sendTones(tones: readonly Tone[], manner: ToneManner): void {
    this.#talking?.tones.send(tones, manner);
  }

  dropTones(): number {
    return (this.#parts?.gate.dropTones() ?? 0) + (this.#parts?.tones.drop() ?? 0);
  }

  offerAgain(): void {
    if (this.#phase === 'talking') this.#offer('none');
  }

  restartIce(choice: PathChoice): void {
    if (this.#phase !== 'talking') return;
    this.#choice = choice;
    this.#offer('restart');
  }

  renewConnection(choice: PathChoice): void {
    if (this.#phase !== 'talking') return;
    this.#choice = choice;
    this.#offer('renewal');
  }

  choosePath(choice: PathChoice): void {
    this.#choice = choice;
    const parts = this.#talking;
    if (parts !== undefined) void this.#renewServers(parts.session);
  }

  doubt(): void {
    this.#signalling.suspect();
  }

  giveUp(): void {
    this.#giveUp(GIVEN_UP);
  }

  tell(report: SoundReport): void {
    this.#talking?.telling.tell(report);
  }

  // --- what the user agent asks and tells ---

  /** Who is at the other end, as far as the messages tell. */
  readonly peer = (): Party | undefined =>
    this.#farSide.shown ?? (this.#parts && this.#farSide.named(this.#parts.session.remote_identity));

  /** It rings here or at the far side, or the server is at work on it: that began with the first answer. */
  get isRinging(): boolean {
    return this.#parts !== undefined && isPending(this.#parts.session);
  }

  /** What a call takes from the referral that it follows, if that came in this one. */
  follow(referralId: string): Following | undefined {
    return this.#parts?.refers.follow(referralId);
  }

  /** There is no connection to the server any more. */
  signallingLost(): void {
    this.#parts?.negotiation.abort();
    this.#parts?.telling.interrupt();
    this.#say({ kind: 'serverLost' });
  }

  /** Another connection stands, and the server knows it. */
  signallingBack(): void {
    this.#parts?.negotiation.abort();
    this.#parts?.telling.interrupt();
    this.#say({ kind: 'serverBack' });
    if (this.#phase !== 'waiting' || this.#parts === undefined) return;
    if (this.#outgoing !== undefined) this.#dialAnew(this.#outgoing, this.#parts.session);
    else if (this.#signalling.flowNumber !== this.#cameOn) this.#ringLimit.begin();
  }

  // --- inside ---

  get #phase(): 'waiting' | 'talking' | 'over' {
    if (this.#isOver) return 'over';
    return this.#parts?.session.isEstablished() === true ? 'talking' : 'waiting';
  }

  get #talking(): Parts | undefined {
    return this.#phase === 'talking' ? this.#parts : undefined;
  }

  readonly #say = (event: SessionEvent): void => {
    if (!this.#isOver) this.#emit(event);
  };

  #offer(path: PathChange): void {
    this.#parts?.gate.add({ kind: 'offer', held: this.#hold.wantsHold, path });
  }

  #newNegotiation(session: RTCSession): Negotiation {
    return new Negotiation(session, {
      describe: this.#descriptions.describe,
      freshen: () => this.#renewServers(session),
      disagreed: this.offerAgain.bind(this),
      said: (event) => {
        if (event.isTaken) this.#follow?.(session.connection);
        this.#emit(event);
      },
    });
  }

  #newGate(session: RTCSession, negotiation: Negotiation): DialogGate {
    return new DialogGate({
      prove: (onAlive) => this.#signalling.prove(onAlive),
      makeOffer: async ({ held, path }) => {
        if (path === 'restart') await this.#renewServers(session);
        return negotiation.offer(held, path);
      },
      sendTone: (work) => this.#parts?.tones.sendInfo(work) ?? Promise.resolve(),
      offered: (work, agreed) => {
        this.#hold.offered(work.held, agreed);
      },
      gone: () => {
        this.#giveUp(GONE);
      },
    });
  }

  #newTones(session: RTCSession): Tones {
    return new Tones(asStack(session), () => this.#farSide.allows('INFO'), {
      queue: (work) => this.#parts?.gate.add(work),
      said: this.#say,
      gone: () => {
        this.#giveUp(GONE);
      },
    });
  }

  #newTelling(session: RTCSession): Telling {
    return new Telling(asStack(session), {
      isSure: () => this.#signalling.isSure,
      said: this.#say,
      // The call may be gone, or the server knows no better: an offer finds out.
      doubted: this.offerAgain.bind(this),
    });
  }

  /** A restart may need a server that the call began without, and credentials that are still good. */
  async #renewServers({ connection }: RTCSession): Promise<void> {
    const media = this.#media;
    const servers = await media?.restartServers();
    if (media === undefined || servers === undefined || this.#isOver) return;
    useServers(connection, servers, this.#choice ?? media.iceTransportPolicy);
  }

  #dialAnew(outgoing: Outgoing, session: RTCSession): void {
    if (!this.#redials.isDue(this.#signalling.flowNumber)) return;
    this.#parts?.telling.end();
    this.#parts = undefined;
    // The server may still be ringing for the lost INVITE: the CANCEL finds it by its branch (RFC 3261 9.1).
    session.terminate();
    this.attach(outgoing.redial(), outgoing);
  }

  /** Reads another connection from now on. */
  #follow: ((connection: RTCPeerConnection) => void) | undefined;

  #listen(session: RTCSession, negotiation: Negotiation): void {
    const isOurs = (): boolean => session === this.#parts?.session;
    this.#follow = hearSession(session, {
      inviting: () => {
        this.#redials.inviting(this.#signalling.flowNumber, this.#signalling.isOpen);
      },
      describe: this.#descriptions.describe,
      isOffering: () => negotiation.isBusy,
      replaced: this.#onReplaces,
      read: (message) => {
        if (isOurs()) this.#parts?.telling.read(message as StackMessage);
        const remote = isOurs() ? this.#farSide.read(message as StackMessage) : undefined;
        if (remote !== undefined && !this.#isOver) this.#emit({ kind: 'partyChanged', remote });
      },
      said: (event) => {
        if (isOurs()) this.#emit(event);
      },
      ended: (end) => {
        if (isOurs()) this.#end(end);
      },
    });
  }

  #terminate(options: TerminateOptions): void {
    if (!this.#isOver) this.#parts?.session.terminate(options);
  }

  /** The call is over for a reason that JsSIP does not know. */
  #giveUp(end: End, options: TerminateOptions = {}): void {
    if (this.#isOver) return;
    this.#end(end);
    this.#parts?.session.terminate(options);
  }

  #end(end: End): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#ringLimit.stop();
    this.#parts?.gate.close();
    this.#parts?.negotiation.end();
    this.#hold.end();
    this.#parts?.refers.end(end.by);
    this.#parts?.telling.end();
    this.#emit({ kind: 'terminated', end });
  }
}
