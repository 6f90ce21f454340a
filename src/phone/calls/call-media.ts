// The media side of one call: its share of the microphone, its session, its vitals, and the receipt for the history.
import type { ConferenceCall, ConferenceSeat } from '../../media/conference.ts';
import type { DescriptionFinding } from '../../diagnosis/description-lint.ts';
import { NO_VITALS, type CallVitals } from '../../diagnosis/flow.ts';
import { reportOf } from '../../diagnosis/report-of.ts';
import { SoundWatch, type SoundFacts } from '../../diagnosis/sound-watch.ts';
import type { Mending } from '../../diagnosis/verdict.ts';
import { SILENT_LEVELS, type LevelSource } from '../../media/levels.ts';
import type {
  MediaSession,
  MediaSessionEvent,
  MediaSessionOptions,
  MicrophoneProblem,
  Renewal,
} from '../../media/media-session.ts';
import type { GatheringReport } from '../../media/server-memory.ts';
import { isHeldHere, isHeldThere, type Call } from '../../sip/call-state.ts';
import { tellsTrouble, type SoundReport } from '../../sip/telling/sound-report.ts';
import type { MediaPulse } from '../../media/media-pulse.ts';
import type { StatsSample } from '../../media/stats-sample.ts';
import type { MicrophoneLoan } from '../devices/microphone-loan.ts';
import type { MicrophoneOwner } from '../devices/microphone-owner.ts';
import type { CallReceipt } from '../history.ts';
import type { PhonePorts } from '../ports.ts';
import { Store } from '../store.ts';

/** The receipt of a call that was never heard. */
const NO_RECEIPT: CallReceipt = { youToThem: 'unknown', themToYou: 'unknown' };

/** What a call hears of its media; the samples become vitals here. */
export type CallMediaEvent =
  | Exclude<MediaSessionEvent, { readonly kind: 'sampled' | 'pulsed' }>
  /** Packets have just stopped where some should come: that may be the network. */
  | { readonly kind: 'soundDoubted' };

/** The call as it is now, and when what should flow last changed (answer, hold, unhold); undefined before an answer. */
export interface CallMoment {
  readonly call: Call | undefined;
  readonly steadySinceMs: number | undefined;
}

function factsOf({ call, steadySinceMs }: CallMoment): SoundFacts {
  const isAnswered = call?.phase === 'established';
  const { hold, muted, onlyListens = false } = isAnswered ? call : ({ hold: 'none', muted: false } as const);
  return { heldByUs: isHeldHere(hold), heldByThem: isHeldThere(hold), onlyListens, muted, steadySinceMs };
}

/** What the media of a call must know of it. */
export interface CallMediaContext {
  readonly moment: () => CallMoment;
  readonly heard: (event: CallMediaEvent) => void;
}

export class CallMedia implements ConferenceCall {
  readonly vitals = new Store<CallVitals, CallVitals>(NO_VITALS, (_before, now) => now);
  readonly levels: LevelSource = { read: () => (this.#session?.levels ?? SILENT_LEVELS).read() };
  readonly #ports: Pick<PhonePorts, 'openMediaSession'>;
  readonly #owner: MicrophoneOwner;
  readonly #context: CallMediaContext;
  #loan: MicrophoneLoan | undefined;
  #session: MediaSession | undefined;
  #connection: object | undefined;
  /** What may take its place. */
  #spare: object | undefined;
  #watch: SoundWatch | undefined;
  #mending: Mending | undefined;
  #isSilent = false;
  #speakerId = '';
  #seat: ConferenceSeat | undefined;

  constructor(
    ports: Pick<PhonePorts, 'openMediaSession'>,
    owner: MicrophoneOwner,
    context: CallMediaContext,
  ) {
    this.#ports = ports;
    this.#owner = owner;
    this.#context = context;
  }

  /** What is sure of the call so far. */
  get receipts(): CallReceipt {
    return this.#watch?.receipt ?? NO_RECEIPT;
  }

  /** The stream that the call sends; undefined before it has the microphone. */
  get microphone(): object | undefined {
    return this.#loan?.microphone.stream;
  }

  /** The peer connection that carries the sound; undefined before there is one. */
  get connection(): object | undefined {
    return this.#connection;
  }

  /** The output in use; empty for the system's choice. */
  get speakerId(): string {
    return this.#speakerId;
  }

  /** Takes the microphone for this call; where `isWanted` is false by then, gives it back. */
  async openMicrophone(isWanted: () => boolean): Promise<MicrophoneProblem | undefined> {
    const result = await this.#owner.lend({
      isWanted,
      isSilent: () => this.#isSilent,
      feed: async (microphone) => {
        await this.#session?.replaceMicrophone(microphone);
      },
    });
    if (result.kind === 'unavailable') return result.problem;
    if (result.kind === 'unwanted') return undefined;
    this.#end();
    this.#loan = result.loan;
    this.#watch = new SoundWatch();
    return undefined;
  }

  /** Sends silence in place of the microphone, or the microphone again; holds for the life of this object, whatever becomes of the rest. */
  setSilent(isSilent: boolean): void {
    this.#isSilent = isSilent;
    this.#loan?.setSilent(isSilent);
  }

  /** Takes over a peer connection; does nothing before the call has the microphone. */
  open(peerConnection: object, options: MediaSessionOptions): void {
    if (this.#loan === undefined) return;
    // A call that is dialled anew, or taken over by another, brings a new connection for the same microphone.
    this.#session?.close();
    this.#watch?.connectionChanged();
    this.#connection = peerConnection;
    this.#spare = undefined;
    this.#speakerId = options.speakerId;
    const { microphone } = this.#loan;
    this.#session = this.#ports.openMediaSession(peerConnection, microphone, options, (event) => {
      this.#heard(event);
    });
    if (this.#seat !== undefined) void this.#session.join(this.#seat).catch(() => undefined);
  }

  /** Takes a place in a conference, which holds for whatever connection the call gets, or leaves it. */
  async join(seat: ConferenceSeat | undefined): Promise<void> {
    this.#seat = seat;
    await this.#session?.join(seat);
  }

  /** Another connection for the same microphone may take the place of the one in use, which goes on until then. */
  renew(change: Renewal): void {
    this.#session?.renew(change);
    if (change.isTaken) this.#connection = this.#spare ?? this.#connection;
    this.#spare = change.spare;
    if (change.isTaken) this.#watch?.connectionChanged();
  }

  /** Ends it, and gives the microphone back. */
  close(): void {
    this.#end();
    this.vitals.dispatch(NO_VITALS);
  }

  #end(): void {
    this.#session?.close();
    this.#loan?.release();
    this.#session = undefined;
    this.#connection = undefined;
    this.#spare = undefined;
    this.#loan = undefined;
    this.#watch = undefined;
    this.#seat = undefined;
  }

  /** Plays to another output (empty: the system's choice); false where the browser refuses. */
  async setSpeaker(deviceId: string): Promise<boolean> {
    if (this.#session === undefined) return true;
    const isSet = await this.#session.setSpeaker(deviceId);
    if (isSet) this.#speakerId = deviceId;
    return isSet;
  }

  async resume(): Promise<void> {
    await this.#session?.resume();
  }

  /** What is to be told to the far side of the sound; undefined before anything is known. */
  report(): SoundReport | undefined {
    if (this.#watch === undefined) return undefined;
    const { heldByUs, muted } = factsOf(this.#context.moment());
    return reportOf(this.vitals.state, { heldByUs, muted, received: this.#watch.received });
  }

  /** What the far side tells; undefined where another is there from now on. */
  told(report: SoundReport | undefined, atMs: number): void {
    const told = report && { report, atMs, isTrouble: tellsTrouble(report) };
    if (this.#watch !== undefined) this.#show(this.#watch.told(told, atMs));
  }

  /** What the STUN and TURN servers of the call gave. */
  gathered(report: GatheringReport): void {
    this.#watch?.gathered(report);
  }

  /** What is wrong with the far side's description. */
  described(finding: DescriptionFinding | undefined, atMs: number): void {
    if (this.#watch !== undefined) this.#show(this.#watch.described(finding, atMs));
  }

  /** Another path is being looked for. */
  pathSought(): void {
    this.#watch?.pathSought();
  }

  /** What is done about the sound by itself. */
  setMending(mending: Mending | undefined): void {
    this.#mending = mending;
    if (this.#watch !== undefined) this.#show(this.#watch.vitals);
  }

  #heard(event: MediaSessionEvent): void {
    if (event.kind === 'sampled') this.#sampled(event.sample);
    else if (event.kind === 'pulsed') this.#pulsed(event.pulse);
    else {
      if (event.kind === 'speakerRefused') this.#speakerId = '';
      this.#context.heard(event);
    }
  }

  #sampled(sample: StatsSample): void {
    if (this.#watch !== undefined) this.#show(this.#watch.sampled(sample, factsOf(this.#context.moment())));
  }

  #pulsed(pulse: MediaPulse): void {
    const watch = this.#watch;
    if (watch === undefined) return;
    const before = watch.vitals;
    const { vitals, isDoubtful, wantsSample } = watch.pulsed(pulse, factsOf(this.#context.moment()));
    if (vitals !== before) this.#show(vitals);
    if (wantsSample) this.#session?.look();
    if (isDoubtful) this.#context.heard({ kind: 'soundDoubted' });
  }

  #show(vitals: CallVitals): void {
    const speakerId = this.#speakerId;
    this.vitals.dispatch({ ...vitals, speakerId, mending: this.#mending });
  }
}
