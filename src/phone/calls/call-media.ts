// The media side of the call on the line: one session, its vitals once a second, and the receipt that remains.
import { NO_VITALS, type CallVitals } from '../../media/flow.ts';
import type { AudioDevice } from '../../media/devices.ts';
import { SILENT_LEVELS, type LevelSource } from '../../media/levels.ts';
import type {
  MediaSession,
  MediaSessionEvent,
  MediaSessionOptions,
  Microphone,
  MicrophoneProblem,
  Renewal,
  SoundHealth,
  VoiceProcessing,
} from '../../media/media-session.ts';
import type { GatheringReport } from '../../media/server-memory.ts';
import type { CallMoment, CallRecord } from './call-record.ts';
import type { CallReceipt } from '../history.ts';
import type { PhonePorts } from '../ports.ts';
import { Store } from '../store.ts';

/** The receipt of a call that was never heard. */
const NO_RECEIPT: CallReceipt = { youToThem: 'unknown', themToYou: 'unknown' };

/** What the line hears of its media. */
export interface CallMediaListener {
  playbackBlocked(): void;
  microphoneEnded(): void;
  speakerRefused(): void;
  soundHeard(): void;
  healthChanged(health: SoundHealth): void;
  gathered(report: GatheringReport): void;
  lateCandidates(): void;
}

export class CallMedia {
  readonly vitals = new Store<CallVitals, CallVitals>(NO_VITALS, (_before, now) => now);
  readonly levels: LevelSource = { read: () => (this.#session?.levels ?? SILENT_LEVELS).read() };
  readonly #ports: PhonePorts;
  readonly #moment: () => CallMoment;
  readonly #on: CallMediaListener;
  #session: MediaSession | undefined;
  #microphone: Microphone | undefined;
  #record: CallRecord | undefined;
  #microphoneLost = false;
  #speakerId = '';
  #changing: Promise<unknown> = Promise.resolve();

  constructor(ports: PhonePorts, moment: () => CallMoment, on: CallMediaListener) {
    this.#ports = ports;
    this.#moment = moment;
    this.#on = on;
  }

  /** What is sure of the call so far. */
  get receipts(): CallReceipt {
    return this.#record?.receipt ?? NO_RECEIPT;
  }

  /** The stream of the open microphone. */
  get microphone(): object | undefined {
    return this.#microphone?.stream;
  }

  /** What feeds the call; the empty id where the system chose or nothing does. */
  get microphoneDevice(): AudioDevice {
    return this.#microphone?.device ?? { id: '', label: '' };
  }

  /** The microphone of the call is gone and no other was found. */
  get microphoneLost(): boolean {
    return this.#microphoneLost;
  }

  /** The output in use; empty for the system's choice. */
  get speakerId(): string {
    return this.#speakerId;
  }

  loseMicrophone(): void {
    this.#microphoneLost = true;
  }

  /** Opens a microphone for a new call; where `stillWanted` is false by then, closes it again. */
  async openMicrophone(
    deviceId: string,
    processing: VoiceProcessing,
    stillWanted: () => boolean,
  ): Promise<MicrophoneProblem | undefined> {
    const result = await this.#ports.openMicrophone(deviceId, processing);
    if (result.kind === 'unavailable') return result.problem;
    if (!stillWanted()) {
      result.microphone.stop();
      return undefined;
    }
    this.close();
    this.#microphone = result.microphone;
    this.#record = this.#ports.newCallRecord();
    return undefined;
  }

  open(peerConnection: object, options: MediaSessionOptions): void {
    if (this.#microphone === undefined) return;
    // A call that is dialled anew, or taken over by another, brings a new connection for the same microphone.
    this.#session?.close(true);
    this.#record?.connectionChanged();
    this.#speakerId = options.speakerId;
    this.#session = this.#ports.openMediaSession(peerConnection, this.#microphone, options, (event) => {
      this.#heard(event);
    });
  }

  /** Another connection for the same microphone may take the place of the one in use, which goes on until then. */
  renew(change: Renewal): void {
    this.#session?.renew(change);
    if (change.isTaken) this.#record?.connectionChanged();
  }

  close(): void {
    this.#session?.close();
    this.#microphone?.stop();
    this.#session = undefined;
    this.#microphone = undefined;
    this.#microphoneLost = false;
    this.#record = undefined;
    this.vitals.dispatch(NO_VITALS);
  }

  async setSpeaker(deviceId: string): Promise<boolean> {
    if (this.#session === undefined) return true;
    const isSet = await this.#session.setSpeaker(deviceId);
    if (isSet) this.#speakerId = deviceId;
    return isSet;
  }

  /** Feeds the call from another microphone, one change after the other; does nothing outside a call. */
  changeMicrophone(deviceId: string, processing: VoiceProcessing): Promise<MicrophoneProblem | undefined> {
    const change = this.#changing.then(() => this.#changeNow(deviceId, processing));
    this.#changing = change.catch(() => undefined);
    return change;
  }

  async #changeNow(deviceId: string, processing: VoiceProcessing): Promise<MicrophoneProblem | undefined> {
    const session = this.#session;
    if (session === undefined) return undefined;
    const result = await this.#ports.openMicrophone(deviceId, processing);
    if (result.kind === 'unavailable') return result.problem;
    if (session !== this.#session) {
      result.microphone.stop();
      return undefined;
    }
    if (!(await this.#replace(session, result.microphone)))
      return session === this.#session ? 'busy' : undefined;
    this.#microphone = result.microphone;
    this.#microphoneLost = false;
    return undefined;
  }

  /** False where the call ended meanwhile or has nothing to replace; the microphone is closed then. */
  async #replace(session: MediaSession, microphone: Microphone): Promise<boolean> {
    try {
      await session.replaceMicrophone(microphone);
      if (session === this.#session) return true;
    } catch (problem) {
      this.#ports.log.problem('the microphone was not changed', problem);
    }
    microphone.stop();
    return false;
  }

  async resume(): Promise<void> {
    await this.#session?.resume();
  }

  #heard(event: MediaSessionEvent): void {
    switch (event.kind) {
      case 'sampled':
        this.#judge(event);
        return;
      case 'healthChanged':
        this.#on.healthChanged(event.health);
        return;
      case 'gathered':
        this.#on.gathered(event.report);
        return;
      case 'speakerRefused':
        this.#speakerId = '';
        this.#on.speakerRefused();
        return;
      case 'playbackBlocked':
      case 'microphoneEnded':
      case 'soundHeard':
      case 'lateCandidates':
        this.#on[event.kind]();
    }
  }

  #judge({ sample, shutOff }: Extract<MediaSessionEvent, { kind: 'sampled' }>): void {
    if (this.#record !== undefined)
      this.vitals.dispatch(this.#record.judgeMoment(sample, shutOff, this.#moment()));
  }
}
