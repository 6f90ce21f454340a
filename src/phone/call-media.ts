// The media side of the call on the line: one session, its vitals once a second, and the receipt that remains.
import { NO_VITALS, type CallVitals } from '../media/flow.ts';
import type { IceServer } from '../media/ice-server.ts';
import { judgeFlow } from '../media/judge-flow.ts';
import { SILENT_LEVELS, type LevelSource } from '../media/levels.ts';
import type { MediaSession, MediaSessionEvent, Microphone } from '../media/media-session.ts';
import type { StatsSample } from '../media/stats-sample.ts';
import type { HoldState } from '../sip/call-state.ts';
import type { FlowReceipt } from './history.ts';
import type { PhonePorts } from './ports.ts';
import { nextReceipt } from './receipt.ts';
import { Store } from './store.ts';

/** What the media must know of the call to judge it. */
export interface CallFacts {
  readonly hold: HoldState;
  /** When answer, hold or unhold last changed what should flow; undefined before an answer. */
  readonly steadySinceMs: number | undefined;
}

interface Receipts {
  readonly youToThem: FlowReceipt;
  readonly themToYou: FlowReceipt;
}

const NO_RECEIPTS: Receipts = { youToThem: 'unknown', themToYou: 'unknown' };

export class CallMedia {
  readonly vitals = new Store<CallVitals, CallVitals>(NO_VITALS, (_before, now) => now);
  readonly levels: LevelSource = { read: () => (this.#session?.levels ?? SILENT_LEVELS).read() };
  readonly #ports: PhonePorts;
  readonly #facts: () => CallFacts;
  readonly #onPlaybackBlocked: () => void;
  readonly #onMicrophoneEnded: () => void;
  #session: MediaSession | undefined;
  #microphone: Microphone | undefined;
  #before: StatsSample | undefined;
  #receipts = NO_RECEIPTS;

  constructor(
    ports: PhonePorts,
    facts: () => CallFacts,
    on: { readonly playbackBlocked: () => void; readonly microphoneEnded: () => void },
  ) {
    this.#ports = ports;
    this.#facts = facts;
    this.#onPlaybackBlocked = on.playbackBlocked;
    this.#onMicrophoneEnded = on.microphoneEnded;
  }

  get receipts(): Receipts {
    return this.#receipts;
  }

  /** A microphone opened for a call whose peer connection does not exist yet. */
  take(microphone: Microphone): void {
    this.close();
    this.#microphone = microphone;
    this.#receipts = NO_RECEIPTS;
  }

  open(peerConnection: object, servers: readonly IceServer[], speakerId: string): void {
    if (this.#microphone === undefined) return;
    this.#session = this.#ports.openMediaSession(
      peerConnection,
      this.#microphone,
      servers,
      speakerId,
      (event) => {
        this.#heard(event);
      },
    );
  }

  close(): void {
    this.#session?.close();
    this.#microphone?.stop();
    this.#session = undefined;
    this.#microphone = undefined;
    this.#before = undefined;
    this.vitals.dispatch(NO_VITALS);
  }

  setSpeaker(deviceId: string): Promise<boolean> {
    return this.#session?.setSpeaker(deviceId) ?? Promise.resolve(true);
  }

  /** Feeds the call from another microphone; does nothing outside a call. */
  async replaceMicrophone(microphone: Microphone): Promise<void> {
    if (this.#session === undefined) {
      microphone.stop();
      return;
    }
    await this.#session.replaceMicrophone(microphone);
    this.#microphone = microphone;
  }

  get live(): boolean {
    return this.#session !== undefined;
  }

  async resume(): Promise<void> {
    await this.#session?.resume();
  }

  #heard(event: MediaSessionEvent): void {
    if (event.kind === 'playbackBlocked') this.#onPlaybackBlocked();
    else if (event.kind === 'microphoneEnded') this.#onMicrophoneEnded();
    else this.#judge(event.sample);
  }

  #judge(sample: StatsSample): void {
    const { hold, steadySinceMs } = this.#facts();
    const vitals = judgeFlow(this.#before, sample, {
      heldByUs: hold === 'local' || hold === 'both',
      heldByThem: hold === 'remote' || hold === 'both',
      // Before an answer nothing is owed yet.
      steadySinceMs: steadySinceMs ?? sample.atMs,
    });
    this.#before = sample;
    this.#receipts = {
      youToThem: nextReceipt(this.#receipts.youToThem, vitals.youToThem.flow),
      themToYou: nextReceipt(this.#receipts.themToYou, vitals.themToYou.flow),
    };
    this.vitals.dispatch(vitals);
  }
}
