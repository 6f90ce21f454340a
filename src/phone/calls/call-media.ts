// The media side of one call: its share of the microphone, its session, its vitals once a second, and the receipt for the
// history.
import type { ConferenceCall, ConferenceSeat } from '../../media/conference.ts';
import { NO_VITALS, type CallVitals } from '../../diagnosis/flow.ts';
import { SILENT_LEVELS, type LevelSource } from '../../media/levels.ts';
import type {
  MediaSession,
  MediaSessionEvent,
  MediaSessionOptions,
  MicrophoneProblem,
  Renewal,
} from '../../media/media-session.ts';
import type { CallMoment, CallRecord } from './call-record.ts';
import type { MicrophoneLoan } from '../devices/microphone-loan.ts';
import type { MicrophoneOwner } from '../devices/microphone-owner.ts';
import type { CallReceipt } from '../history.ts';
import type { PhonePorts } from '../ports.ts';
import { Store } from '../store.ts';

/** The receipt of a call that was never heard. */
const NO_RECEIPT: CallReceipt = { youToThem: 'unknown', themToYou: 'unknown' };

/** What a call hears of its media; the samples become vitals here. */
export type CallMediaEvent = Exclude<MediaSessionEvent, { readonly kind: 'sampled' }>;

/** What the media of a call must know of it. */
export interface CallMediaContext {
  readonly moment: () => CallMoment;
  readonly heard: (event: CallMediaEvent) => void;
}

export class CallMedia implements ConferenceCall {
  readonly vitals = new Store<CallVitals, CallVitals>(NO_VITALS, (_before, now) => now);
  readonly levels: LevelSource = { read: () => (this.#session?.levels ?? SILENT_LEVELS).read() };
  readonly #ports: Pick<PhonePorts, 'openMediaSession' | 'newCallRecord'>;
  readonly #owner: MicrophoneOwner;
  readonly #context: CallMediaContext;
  #loan: MicrophoneLoan | undefined;
  #session: MediaSession | undefined;
  #connection: object | undefined;
  /** What may take its place. */
  #spare: object | undefined;
  #record: CallRecord | undefined;
  #isSilent = false;
  #speakerId = '';
  #seat: ConferenceSeat | undefined;

  constructor(
    ports: Pick<PhonePorts, 'openMediaSession' | 'newCallRecord'>,
    owner: MicrophoneOwner,
    context: CallMediaContext,
  ) {
    this.#ports = ports;
    this.#owner = owner;
    this.#context = context;
  }

  /** What is sure of the call so far. */
  get receipts(): CallReceipt {
    return this.#record?.receipt ?? NO_RECEIPT;
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
    this.#record = this.#ports.newCallRecord();
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
    this.#record?.connectionChanged();
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
    if (change.isTaken) this.#record?.connectionChanged();
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
    this.#record = undefined;
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

  #heard(event: MediaSessionEvent): void {
    if (event.kind === 'sampled') {
      this.#judge(event);
      return;
    }
    if (event.kind === 'speakerRefused') this.#speakerId = '';
    this.#context.heard(event);
  }

  #judge({ sample, shutOff }: Extract<MediaSessionEvent, { kind: 'sampled' }>): void {
    if (this.#record !== undefined)
      this.vitals.dispatch(this.#record.judgeMoment(sample, shutOff, this.#context.moment()));
  }
}
