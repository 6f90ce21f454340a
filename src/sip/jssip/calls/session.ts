// One call on JsSIP: commands down, translated events up. The call outlives connections: what can't be sent waits at the gate,
// and an INVITE that lost its connection before an answer is dialled anew.
import type { RTCSession, TerminateOptions } from 'jssip/lib/RTCSession';
import type { Tone, ToneManner } from '../../dtmf.ts';
import type { CallEnd, Lost, Party } from '../../call-state.ts';
import { Redials } from '../../redials.ts';
import { giveUpAtMs, type CallLinks } from '../../give-up.ts';
import type { Dialog, TransferTarget } from '../../transfer.ts';
import type { MediaHealth, Session, SessionEvent, SessionMedia } from '../../user-agent.ts';
import type { Signalling } from '../transport/signalling.ts';
import { Descriptions } from './descriptions.ts';
import { DialogGate } from './dialog-gate.ts';
import { FarSide, type StackMessage } from './far-side.ts';
import { Intent } from './intent.ts';
import { mediaOptions, serversOf } from './media-options.ts';
import { Negotiation } from './negotiation.ts';
import { hearSession, type SessionListener } from './session-events.ts';
import type { Following } from './received-refers.ts';
import { Refers, type Owner } from './refers.ts';
import { RingLimit } from './ring-limit.ts';
import { fixSession } from './stack-fixes.ts';
import { asStack, isPending } from './stack.ts';
import { Tones } from './tones.ts';

/** Silence so soon after a new connection means that both were lost together: the address changed. In milliseconds. */
const AFTERMATH_MS = 5000;
/** An offer that should bring sound back and did not is followed by another, in milliseconds. */
const RESTART_AGAIN_MS: readonly number[] = [4000, 8000, 15_000];

/** Joins a JsSIP session to the `Session` port. For an outgoing call, `attach` follows `ua.call`. */
export class JsSipSession implements Session {
  readonly id = crypto.randomUUID();
  readonly #emit: (event: SessionEvent) => void;
  readonly #onReplaces: SessionListener['replaced'];
  readonly #signalling: Signalling;
  readonly #owner: Owner;
  #session: RTCSession | undefined;
  #negotiation: Negotiation | undefined;
  #gate: DialogGate | undefined;
  #tones: Tones | undefined;
  readonly #farSide: FarSide;
  #over = false;
  readonly #intent = new Intent();
  #refers: Refers | undefined;
  #outgoing: { readonly media: SessionMedia; redial(): RTCSession } | undefined;
  readonly #redials = new Redials();
  /** What this side gave the call; undefined before an answer of ours. */
  #media: SessionMedia | undefined;
  /** Which candidates a restart was asked to use. */
  #policy: SessionMedia['iceTransportPolicy'] | undefined;
  #links: CallLinks = { noAudioSinceMs: undefined, noSignallingSinceMs: undefined };
  #giveUp: ReturnType<typeof setTimeout> | undefined;
  #restarts = 0;
  #signallingBackAtMs = -Infinity;
  #restartTimer: ReturnType<typeof setTimeout> | undefined;
  /** The connection that brought the call. */
  #cameOn = 0;
  readonly #ringLimit = new RingLimit(() => {
    if (this.#session?.isEstablished() !== false) return;
    this.#end({ by: 'system', cause: 'noAnswer', statusCode: undefined, reasonPhrase: undefined });
    this.#session.terminate({ status_code: 480 });
  });
  #lost: Lost | undefined;

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

  /** Takes over a session as soon as JsSIP has made it, before it says anything. `redial` of an outgoing one makes another in its place. */
  attach(session: RTCSession, outgoing?: { readonly media: SessionMedia; redial(): RTCSession }): void {
    this.#session = session;
    this.#outgoing = outgoing;
    this.#cameOn = this.#signalling.flowNumber;
    this.#media = outgoing?.media;
    this.#descriptions.begin();
    fixSession(session, { isSignallingOpen: () => this.#signalling.isOpen });
    const negotiation = this.#newNegotiation(session);
    this.#negotiation = negotiation;
    this.#gate = this.#newGate(session, negotiation);
    this.#tones = this.#newTones(session);
    this.#refers = this.#newRefers(session);
    this.#listen(session, negotiation);
  }

  /** Tells of the peer connection that JsSIP has just created, once the caller of `call` knows this session. */
  peerConnectionCreated(peerConnection: RTCPeerConnection): void {
    queueMicrotask(() => this.#over || this.#emit({ kind: 'peerConnectionCreated', peerConnection }));
  }

  answer(media: SessionMedia): void {
    if (this.#session === undefined || this.#over) return;
    this.#media = media;
    try {
      this.#session.answer(mediaOptions(media));
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
    if (this.#gate === undefined || this.#over) return Promise.resolve(false);
    return this.#intent.setHold(held, () => this.#gate?.add({ kind: 'offer', held, restart: false }));
  }

  get dialog(): Dialog | undefined {
    return this.#over ? undefined : this.#refers?.dialog;
  }

  refer(target: TransferTarget): void {
    if (!this.#over) this.#refers?.refer(target);
  }

  answerRefer(referralId: string, accept: boolean): void {
    this.#refers?.answer(referralId, accept);
  }

  /** What a call takes from the referral that it follows, if that came in this one. */
  follow(referralId: string): Following | undefined {
    return this.#refers?.follow(referralId);
  }

  sendTones(tones: readonly Tone[], manner: ToneManner): void {
    if (this.#session?.isEstablished() === true) this.#tones?.send(tones, manner);
  }

  dropTones(): number {
    return (this.#gate?.dropTones() ?? 0) + (this.#tones?.drop() ?? 0);
  }

  offerAgain(): void {
    if (this.#session?.isEstablished() === true && !this.#over)
      this.#gate?.add({ kind: 'offer', held: this.#intent.wantsHold, restart: false });
  }

  restartIce(policy: SessionMedia['iceTransportPolicy']): void {
    if (this.#session?.isEstablished() !== true || this.#over) return;
    this.#policy = policy;
    this.#gate?.add({ kind: 'offer', held: this.#intent.wantsHold, restart: true });
  }

  noteMedia(health: MediaHealth): void {
    if (health === 'flowing') {
      this.#restarts = 0;
      clearTimeout(this.#restartTimer);
      this.#restartTimer = undefined;
      this.#setLinks({ noAudioSinceMs: undefined });
      return;
    }
    this.#signalling.suspect();
    this.#setLinks({ noAudioSinceMs: this.#links.noAudioSinceMs ?? Date.now() });
    const cameBackMs = Date.now() - this.#signallingBackAtMs;
    const isDoubted = this.#negotiation?.isBeyondRestart === true;
    if (health === 'broken' || cameBackMs < AFTERMATH_MS || isDoubted) this.#restartMedia();
  }

  /** Who is at the other end, as far as the messages tell. */
  readonly peer = (): Party | undefined =>
    this.#farSide.shown ?? (this.#session && this.#farSide.named(this.#session.remote_identity));

  /** It rings here or at the far side, or the server is at work on it: that began with the first answer. */
  get isRinging(): boolean {
    return this.#session !== undefined && isPending(this.#session);
  }

  /** There is no connection to the server any more. */
  signallingLost(): void {
    this.#negotiation?.abort();
    this.#setLinks({ noSignallingSinceMs: Date.now() });
  }

  /** Another connection stands, and the server knows it. */
  signallingBack(): void {
    this.#negotiation?.abort();
    this.#setLinks({ noSignallingSinceMs: undefined });
    this.#signallingBackAtMs = Date.now();
    const session = this.#session;
    if (session === undefined || this.#over) return;
    if (session.isEstablished()) {
      // The far side and the server learn our new address; sound that got lost on the way is looked for as well.
      const restart = this.#links.noAudioSinceMs !== undefined;
      this.#gate?.add({ kind: 'offer', held: this.#intent.wantsHold, restart });
    } else if (this.#outgoing !== undefined) this.#dialAnew(session);
    else if (this.#signalling.flowNumber !== this.#cameOn) this.#ringLimit.begin();
  }

  /** Reads another connection from now on. */
  #follow: ((connection: RTCPeerConnection) => void) | undefined;
  readonly #descriptions = new Descriptions((sdp, side) => this.#media?.describe(sdp, side) ?? sdp);

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
      makeOffer: async ({ held, restart }) => {
        if (restart) await this.#renewServers(session);
        return negotiation.offer(held, restart);
      },
      sendTone: (work) => this.#tones?.sendInfo(work) ?? Promise.resolve(),
      offered: (work, agreed) => {
        this.#intent.offered(work.held, agreed);
        this.#showReconnecting();
      },
      gone: () => this.#endGone(session),
    });
  }

  /** A restart may need a server that the call began without, and credentials that are still good. */
  async #renewServers({ connection }: RTCSession): Promise<void> {
    const servers = await this.#media?.restartServers();
    if (servers === undefined || this.#over || connection.signalingState === 'closed') return;
    try {
      const iceTransportPolicy = this.#policy ?? this.#media?.iceTransportPolicy ?? 'all';
      const before = connection.getConfiguration();
      connection.setConfiguration({ ...before, iceTransportPolicy, iceServers: serversOf(servers) });
    } catch {
      // A list that the browser will not take (W3C webrtc 4.4.1.6): the restart goes on with the servers it had.
    }
  }

  #newTones(session: RTCSession): Tones {
    return new Tones(asStack(session), () => this.#farSide.allows('INFO'), {
      queue: (work) => this.#gate?.add(work),
      said: (event) => {
        if (!this.#over) this.#emit(event);
      },
      gone: () => this.#endGone(session),
    });
  }

  #newRefers(session: RTCSession): Refers {
    return new Refers(session, this.#owner, {
      send: (request) => this.#gate?.add({ kind: 'request', send: request }),
      said: this.#emit,
    });
  }

  /** Whoever the far side says it is now is who is shown. */
  #read(message: unknown): void {
    const remote = this.#farSide.read(message as StackMessage);
    if (remote !== undefined && !this.#over) this.#emit({ kind: 'partyChanged', remote });
  }

  /** ICE lost its path, or never had one: new credentials, new candidates, a new try (RFC 8445 9). */
  #restartMedia(): void {
    if (this.#restartTimer !== undefined || this.#session?.isEstablished() !== true) return;
    this.#gate?.add({ kind: 'offer', held: this.#intent.wantsHold, restart: true });
    const afterMs = RESTART_AGAIN_MS[Math.min(this.#restarts, RESTART_AGAIN_MS.length - 1)];
    this.#restarts += 1;
    this.#restartTimer = setTimeout(() => {
      this.#restartTimer = undefined;
      if (this.#links.noAudioSinceMs !== undefined && !this.#over) this.#restartMedia();
    }, afterMs);
    this.#showReconnecting();
  }

  #dialAnew(session: RTCSession): void {
    const outgoing = this.#outgoing;
    if (outgoing === undefined || !this.#redials.isDue(this.#signalling.flowNumber)) return;
    this.#session = undefined;
    // The server may still be ringing for the lost INVITE: the CANCEL finds it by its branch (RFC 3261 9.1).
    session.terminate();
    this.attach(outgoing.redial(), outgoing);
  }

  #endGone(session: RTCSession): void {
    if (this.#over) return;
    this.#end({ by: 'remote', cause: 'dialogGone', statusCode: 481, reasonPhrase: undefined });
    session.terminate();
  }

  #setLinks(change: Partial<CallLinks>): void {
    this.#links = { ...this.#links, ...change };
    clearTimeout(this.#giveUp);
    const atMs = giveUpAtMs(this.#links);
    if (atMs !== undefined && !this.#over && this.#session?.isEstablished() === true) {
      this.#giveUp = setTimeout(() => {
        this.#end({ by: 'system', cause: 'connectionLost', statusCode: undefined, reasonPhrase: undefined });
        this.#session?.terminate();
      }, atMs - Date.now());
    }
    this.#showReconnecting();
  }

  #showReconnecting(): void {
    const noServer = !this.#over && this.#links.noSignallingSinceMs !== undefined;
    const noSound = !this.#over && this.#restartTimer !== undefined;
    const lost = noServer ? (noSound ? 'both' : 'server') : noSound ? 'sound' : undefined;
    if (lost === this.#lost) return;
    this.#lost = lost;
    this.#emit({ kind: 'reconnecting', lost });
  }

  #terminate(options: TerminateOptions): void {
    if (this.#session === undefined || this.#over) return;
    this.#session.terminate(options);
  }

  #listen(session: RTCSession, negotiation: Negotiation): void {
    // One that was dialled anew is not heard any more.
    const isOurs = (): boolean => session === this.#session;
    this.#follow = hearSession(session, {
      inviting: () => {
        this.#redials.inviting(this.#signalling.flowNumber, this.#signalling.isOpen);
      },
      describe: this.#descriptions.describe,
      isOffering: () => negotiation.isBusy,
      replaced: this.#onReplaces,
      read: (message) => {
        if (isOurs()) this.#read(message);
      },
      said: (event) => {
        if (isOurs()) this.#emit(event);
      },
      ended: (end) => {
        if (isOurs()) this.#end(end);
      },
    });
  }

  #end(end: Omit<CallEnd, 'atMs'>): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#giveUp);
    clearTimeout(this.#restartTimer);
    this.#ringLimit.stop();
    this.#gate?.close();
    this.#negotiation?.end();
    this.#intent.end();
    this.#refers?.end(end.by);
    this.#emit({ kind: 'terminated', end });
  }
}
