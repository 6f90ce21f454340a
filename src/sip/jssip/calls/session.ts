// One call on JsSIP: commands down, translated events up. The call outlives connections: what can't be sent waits at the gate,
// and an INVITE that lost its connection before an answer is dialled anew.
import type { RTCSession, TerminateOptions } from 'jssip/lib/RTCSession';
import type { Tone, ToneManner } from '../../dtmf.ts';
import type { CallEnd, Party } from '../../call-state.ts';
import { giveUpAtMs, type CallLinks } from '../../give-up.ts';
import type { CallMedia, MediaHealth, Session, SessionEvent } from '../../user-agent.ts';
import type { Signalling } from '../transport/signalling.ts';
import { Descriptions } from './descriptions.ts';
import { DialogGate } from './dialog-gate.ts';
import { FarSide, type StackMessage } from './far-side.ts';
import { Intent } from './intent.ts';
import { mediaOptions, serversOf } from './media-options.ts';
import { Negotiation } from './negotiation.ts';
import { hearSession, type SessionListener } from './session-events.ts';
import { fixSession } from './stack-fixes.ts';
import { asStack, isPending } from './stack.ts';
import { Tones } from './tones.ts';

/** How often an INVITE is dialled anew within one call. */
const MOST_REDIALS = 3;
/** Silence so soon after a new connection means that both were lost together: the address changed. In milliseconds. */
const AFTERMATH_MS = 5000;
/** So long a call goes on ringing whose connection is no more, in milliseconds. */
const RING_ON_MS = 60_000;
/** An offer that should bring sound back and did not is followed by another, in milliseconds. */
const RESTART_AGAIN_MS: readonly number[] = [4000, 8000, 15_000];

/** Joins a JsSIP session to the `Session` port. For an outgoing call, `attach` follows `ua.call`. */
export class JsSipSession implements Session {
  readonly id = crypto.randomUUID();
  readonly #emit: (event: SessionEvent) => void;
  readonly #onReplaces: SessionListener['replaced'];
  readonly #signalling: Signalling;
  #session: RTCSession | undefined;
  #negotiation: Negotiation | undefined;
  #gate: DialogGate | undefined;
  #tones: Tones | undefined;
  readonly #farSide: FarSide;
  #over = false;
  #holdsAgain = false;
  readonly #intent = new Intent((isQuiet) => {
    if (this.#over) return;
    if (isQuiet) this.#session?.mute({ audio: true });
    else this.#session?.unmute({ audio: true });
  });
  #outgoing: { readonly media: CallMedia; redial(): RTCSession } | undefined;
  #redials = 0;
  /** The connection that carried our INVITE. */
  #invitedOn: number | undefined;
  /** What this side gave the call; undefined before an answer of ours. */
  #media: CallMedia | undefined;
  /** Which candidates a restart was asked to use. */
  #policy: CallMedia['iceTransportPolicy'] | undefined;
  #links: CallLinks = { noAudioSinceMs: undefined, noSignallingSinceMs: undefined };
  #giveUp: ReturnType<typeof setTimeout> | undefined;
  #restarts = 0;
  #signallingBackAtMs = -Infinity;
  #restartTimer: ReturnType<typeof setTimeout> | undefined;
  /** The connection that brought the call. */
  #cameOn = 0;
  #ringEnd: ReturnType<typeof setTimeout> | undefined;
  #isReconnecting = false;

  /** `domain`: the account's own. `onReplaces`: an INVITE came that would take this call's place (RFC 3891). */
  constructor(
    signalling: Signalling,
    domain: string,
    emit: (event: SessionEvent) => void,
    onReplaces: SessionListener['replaced'],
  ) {
    this.#signalling = signalling;
    this.#farSide = new FarSide(domain);
    this.#emit = emit;
    this.#onReplaces = onReplaces;
  }

  /** Takes over a session as soon as JsSIP has made it, before it says anything. `redial` of an outgoing one makes another in its place. */
  attach(session: RTCSession, outgoing?: { readonly media: CallMedia; redial(): RTCSession }): void {
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
    this.#listen(session, negotiation);
  }

  /** It takes another call's place (RFC 3891): a muted person stays muted, and a call on hold goes on hold again. */
  takesAfter(before: JsSipSession): void {
    this.#intent.takeAfter(before.#intent);
    this.#holdsAgain = before.#intent.wantsHold;
  }

  /** Tells of the peer connection that JsSIP has just created, once the caller of `call` knows this session. */
  peerConnectionCreated(peerConnection: RTCPeerConnection): void {
    queueMicrotask(() => this.#over || this.#emit({ kind: 'peerConnectionCreated', peerConnection }));
  }

  answer(media: CallMedia): void {
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

  setMuted(muted: boolean): void {
    this.#intent.setMuted(muted);
  }

  setHold(held: boolean): Promise<boolean> {
    if (this.#gate === undefined || this.#over) return Promise.resolve(false);
    return this.#intent.setHold(held, () => this.#gate?.add({ kind: 'offer', held, restart: false }));
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

  restartIce(policy: CallMedia['iceTransportPolicy']): void {
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
    } else if (this.#outgoing === undefined) this.#ringNotForEver(session);
    else this.#dialAnew(session);
  }

  /** A CANCEL may have gone to the connection that is no more (Asterisk sends it there): then nobody waits for an answer. */
  #ringNotForEver(session: RTCSession): void {
    if (this.#ringEnd !== undefined || this.#signalling.flowNumber === this.#cameOn) return;
    this.#ringEnd = setTimeout(() => {
      if (session.isEstablished()) return;
      this.#end({ by: 'system', cause: 'noAnswer', statusCode: undefined, reasonPhrase: undefined });
      session.terminate({ status_code: 480 });
    }, RING_ON_MS);
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

  /** The answer to our INVITE would have come over a connection that is gone: the call is made again. */
  #dialAnew(session: RTCSession): void {
    const outgoing = this.#outgoing;
    const { flowNumber } = this.#signalling;
    const isStale = this.#invitedOn !== undefined && this.#invitedOn < flowNumber;
    // One that waited for the next connection has gone out by the old one, which spoke again.
    if (this.#invitedOn !== undefined && !isStale) this.#invitedOn = flowNumber;
    if (outgoing === undefined || !isStale) return;
    this.#redials += 1;
    if (this.#redials > MOST_REDIALS) return;
    this.#invitedOn = undefined;
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
    const isReconnecting =
      !this.#over && (this.#links.noSignallingSinceMs !== undefined || this.#restartTimer !== undefined);
    if (isReconnecting === this.#isReconnecting) return;
    this.#isReconnecting = isReconnecting;
    this.#emit({ kind: 'reconnecting', active: isReconnecting });
  }

  #terminate(options: TerminateOptions): void {
    if (this.#session === undefined || this.#over) return;
    this.#session.terminate(options);
  }

  #listen(session: RTCSession, negotiation: Negotiation): void {
    // One that was dialled anew is not heard any more.
    const isOurs = (): boolean => session === this.#session;
    this.#follow = hearSession(session, {
      inviting: () => (this.#invitedOn = this.#signalling.flowNumber + (this.#signalling.isOpen ? 0 : 1)),
      describe: this.#descriptions.describe,
      isOffering: () => negotiation.isBusy,
      replaced: this.#onReplaces,
      read: (message) => {
        if (isOurs()) this.#read(message);
      },
      said: (event) => {
        if (isOurs()) this.#said(event);
      },
      ended: (end) => {
        if (isOurs()) this.#end(end);
      },
    });
  }

  #said(event: Parameters<SessionListener['said']>[0]): void {
    this.#emit(event);
    if (event.kind !== 'established' || this.#over) return;
    this.#intent.apply();
    if (this.#holdsAgain) void this.setHold(true);
  }

  #end(end: Omit<CallEnd, 'atMs'>): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#giveUp);
    clearTimeout(this.#restartTimer);
    clearTimeout(this.#ringEnd);
    this.#gate?.close();
    this.#negotiation?.end();
    this.#intent.end();
    this.#emit({ kind: 'terminated', end });
  }
}
