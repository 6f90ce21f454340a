// What one call does about its sound: gets the microphone, gives a session what it needs of this side, takes its connections over, and
// carries what is learned of the path to the session and to the servers.
import type { MicrophoneProblem } from '../../media/media-session.ts';
import type { GatheringReport } from '../../media/server-memory.ts';
import { codeDescription } from '../../media/code-description.ts';
import type { Call, CallEvent } from '../../sip/call-state.ts';
import type { Session, SessionMedia } from '../../sip/user-agent.ts';
import { withoutServers } from '../accounts/ice-servers.ts';
import type { Notice } from '../phone-state.ts';
import type { CallAccount, CallContext } from './call-context.ts';
import { CallMedia, type CallMediaEvent } from './call-media.ts';
import { toldIfSlow } from './told-if-slow.ts';

/** What the sound must know of the call, and tells it. */
export interface CallSoundListener {
  call(): Call | undefined;
  session(): Session | undefined;
  changed(event: CallEvent): void;
  noticed(notice: Notice): void;
}

/** What should flow is another after these. */
const CHANGES_FLOW: readonly CallEvent['kind'][] = [
  'established',
  'replaced',
  'holdChanged',
  'holdRefused',
  'remoteHoldChanged',
  'remoteListensChanged',
];

export class CallSound {
  readonly media: CallMedia;
  readonly #context: CallContext;
  readonly #account: CallAccount;
  readonly #listener: CallSoundListener;
  #steadySinceMs: number | undefined;
  /** On which network the call's servers were asked. */
  #networkOfCall = 0;
  /** The connection stands: nothing is set up any more. */
  #stands = false;
  /** Undefined while nothing waits for this call's sound. */
  #endWait: (() => void) | undefined;
  /** Addresses were found that the far side does not know of yet. */
  #owesCandidates = false;

  constructor(context: CallContext, account: CallAccount, listener: CallSoundListener) {
    this.#context = context;
    this.#account = account;
    this.#listener = listener;
    this.media = new CallMedia(context.ports, context.devices.microphone, {
      moment: () => ({ call: listener.call(), steadySinceMs: this.#steadySinceMs }),
      heard: this.#heard.bind(this),
    });
  }

  /** What happens to the call: what should flow may be another from now on. */
  follow(kind: CallEvent['kind']): void {
    if (CHANGES_FLOW.includes(kind)) this.#steadySinceMs = this.#context.ports.clock.steady();
  }

  /** The sound is being set up; all else can wait until the connection stands. */
  begins(): void {
    if (!this.#stands) this.#endWait ??= this.#context.wait.hold();
  }

  /** Nothing is set up for now: the far side has its turn, or all is done. */
  rests(): void {
    this.#endWait?.();
    this.#endWait = undefined;
  }

  /** Gets the microphone, and fresh credentials for the relays; the call says so where the microphone takes long. */
  async prepare(isWanted: () => boolean): Promise<MicrophoneProblem | undefined> {
    const opening = toldIfSlow(this.#context.ports.clock, this.media.openMicrophone(isWanted), (awaited) => {
      if (isWanted()) this.#listener.changed({ kind: 'microphoneAwaited', awaited });
    });
    const [problem] = await Promise.all([opening, this.#account.servers?.prepare()]);
    return problem;
  }

  /** What a session needs of this side: sound, servers, and how the sound is coded. Undefined without a microphone. */
  forSession(): SessionMedia | undefined {
    const { microphone } = this.media;
    if (microphone === undefined) return undefined;
    const describe: SessionMedia['describe'] = (sdp, side) =>
      codeDescription(sdp, this.#context.store.state.settings, side);
    const own = this.#account.servers?.forCall(microphone) ?? withoutServers(microphone);
    return { ...own, describe };
  }

  /** Takes over a peer connection that the session has just created. */
  open(peerConnection: object): void {
    this.#stands = false;
    this.#networkOfCall = this.#account.servers?.generation ?? 0;
    const relayMs = this.#account.servers?.relayMs;
    const { speakerId } = this.#context.devices;
    this.media.open(peerConnection, { relayMs, speakerId, coding: this.#context.store.state.settings });
  }

  /** Tells the far side of addresses that were found late, once the call is established. */
  payCandidates(): void {
    if (!this.#owesCandidates || this.#listener.call()?.phase !== 'established') return;
    this.#owesCandidates = false;
    this.#listener.session()?.offerAgain();
  }

  #heard(event: CallMediaEvent): void {
    switch (event.kind) {
      case 'connected':
        this.#stands = true;
        this.rests();
        return;
      case 'playbackBlocked':
        this.#context.store.dispatch({ kind: 'soundChanged', allowed: false });
        return;
      case 'speakerRefused':
        this.#listener.noticed('speakerRefused');
        return;
      case 'soundHeard':
        this.#listener.changed({ kind: 'earlyMediaStarted' });
        return;
      case 'soundDoubted':
        this.#listener.session()?.doubt();
        return;
      case 'gathered':
        this.#learn(event.report);
        return;
      case 'lateCandidates':
        this.#owesCandidates = true;
        this.payCandidates();
    }
  }

  #learn(report: GatheringReport): void {
    this.media.gathered(report);
    const network = this.#networkOfCall;
    this.#context.wait.do(() => this.#account.servers?.learn(report, network));
  }
}
