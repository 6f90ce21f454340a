// One call on JsSIP: commands down, translated events up. Keeps JsSIP from ending a call that could go on.
import type { RTCSession, TerminateOptions } from 'jssip/lib/RTCSession';
import type { Tone, DtmfMethod } from '../dtmf.ts';
import { TONE_GAP_MS, TONE_MS } from '../dtmf.ts';
import type { CallMedia, Session, SessionEvent } from '../user-agent.ts';
import { endOf } from './event-translation.ts';
import { offerHold, takeBackOffer } from './hold.ts';

/** Causes for which JsSIP hangs up by itself although the call may live: ICE `failed`, a refused re-INVITE. */
const VETOED: readonly string[] = ['RTP Timeout', 'WebRTC Error'];

/** How long the far side may take to answer a hold, in milliseconds. */
const HOLD_DEADLINE_MS = 10_000;

/** Options every INVITE or 200 of ours shares. */
export function mediaOptions(media: CallMedia): {
  mediaStream: MediaStream;
  pcConfig: RTCConfiguration;
  rtcOfferConstraints: RTCOfferOptions;
} {
  if (!(media.microphone instanceof MediaStream))
    throw new TypeError('the microphone is not a browser stream');
  const iceServers = media.iceServers.map((server) => ({ ...server, urls: [...server.urls] }));
  // No bundle policy: with `max-bundle` an answer without a BUNDLE group, as rtpengine makes from a plain phone's, is refused.
  const pcConfig: RTCConfiguration = { iceServers };
  return { mediaStream: media.microphone, pcConfig, rtcOfferConstraints: {} };
}

/** Joins a JsSIP session to the `Session` port. For an outgoing call, `attach` follows `ua.call`. */
export class JsSipSession implements Session {
  readonly id = crypto.randomUUID();
  readonly #emit: (event: SessionEvent) => void;
  #session: RTCSession | undefined;
  #over = false;
  #held = false;
  #muted = false;
  #settleHold: ((agreed: boolean) => void) | undefined;

  constructor(emit: (event: SessionEvent) => void) {
    this.#emit = emit;
  }

  /** Takes over a session as soon as JsSIP has made it, before it says anything. */
  attach(session: RTCSession): void {
    this.#session = session;
    this.#vetoTermination(session);
    this.#listen(session);
  }

  /** Tells of the peer connection that JsSIP has just created, once the caller of `call` knows this session. */
  peerConnectionCreated(peerConnection: RTCPeerConnection): void {
    queueMicrotask(() => {
      this.#emit({ kind: 'peerConnectionCreated', peerConnection });
    });
  }

  answer(media: CallMedia): void {
    if (this.#session === undefined || this.#over) return;
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
    this.#muted = muted;
    this.#applyMute(this.#held);
  }

  setHold(held: boolean): Promise<boolean> {
    const session = this.#session;
    if (session === undefined || this.#over || this.#settleHold !== undefined) return Promise.resolve(false);
    if (held === this.#held) return Promise.resolve(true);
    const { connection } = session;
    offerHold(connection, held);
    if (held) this.#applyMute(true);
    return new Promise((resolve) => {
      const deadline = setTimeout(() => this.#settleHold?.(false), HOLD_DEADLINE_MS);
      this.#settleHold = (agreed): void => {
        clearTimeout(deadline);
        this.#settleHold = undefined;
        if (agreed) this.#held = held;
        else if (!this.#over) void takeBackOffer(connection, this.#held);
        this.#applyMute(this.#held);
        resolve(agreed);
      };
      if (!session.renegotiate({}, () => this.#settleHold?.(true))) this.#settleHold(false);
    });
  }

  sendTone(tone: Tone, method: DtmfMethod): void {
    if (this.#session?.isEstablished() !== true) return;
    const transportType = method === 'info' ? 'INFO' : 'RFC2833';
    // The cast stands in for an enum that JsSIP declares but does not export at run time.
    const options = { duration: TONE_MS, interToneGap: TONE_GAP_MS, transportType };
    this.#session.sendDTMF(tone, options as unknown as NonNullable<Parameters<RTCSession['sendDTMF']>[1]>);
  }

  /** On hold the microphone rests as well: `sendonly` would still carry it. */
  #applyMute(held: boolean): void {
    if (this.#over) return;
    if (this.#muted || held) this.#session?.mute({ audio: true });
    else this.#session?.unmute({ audio: true });
  }

  #terminate(options: TerminateOptions): void {
    if (this.#session === undefined || this.#over) return;
    this.#session.terminate(options);
  }

  /** The far side's refusal of a re-offer, and ICE `failed`, end no call: only people and the far side do. */
  #vetoTermination(session: RTCSession): void {
    const terminate = session.terminate.bind(session);
    session.terminate = (options?: TerminateOptions): void => {
      if (options?.cause !== undefined && VETOED.includes(options.cause) && session.isEstablished()) {
        this.#settleHold?.(false);
        return;
      }
      terminate(options);
    };
  }

  #listen(session: RTCSession): void {
    session.on('progress', (event: { response?: { status_code: number; body?: string } | null }) => {
      const { response } = event;
      if (response === undefined || response === null) return;
      this.#emit({ kind: response.status_code === 180 ? 'ringing' : 'proceeding' });
      if ((response.body ?? '') !== '') this.#emit({ kind: 'earlyMediaStarted' });
    });
    session.on('accepted', () => {
      this.#emit({ kind: 'established' });
    });
    // Hold of our own never goes through JsSIP, so these tell of the far side only.
    session.on('hold', () => {
      this.#emit({ kind: 'remoteHoldChanged', held: true });
    });
    session.on('unhold', () => {
      this.#emit({ kind: 'remoteHoldChanged', held: false });
    });
    session.on('reinvite', (event) => {
      // JsSIP answers 491 to a crossing offer in vain and applies it all the same (RFC 3261 14.2).
      if (session.connection.signalingState !== 'stable') event.reject({ status_code: 491 });
    });
    session.on('failed', (event) => {
      this.#end(endOf(event));
    });
    session.on('ended', (event) => {
      this.#end(endOf(event));
    });
  }

  #end(end: ReturnType<typeof endOf>): void {
    if (this.#over) return;
    this.#over = true;
    this.#settleHold?.(false);
    this.#emit({ kind: 'terminated', end });
  }
}
