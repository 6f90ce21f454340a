// The media side of the call on the line: one session, its vitals once a second, and the receipt that remains.
import { NO_VITALS, type CallVitals } from '../media/flow.ts';
import { judgeFlow } from '../media/judge-flow.ts';
import { SILENT_LEVELS, type LevelSource } from '../media/levels.ts';
import type {
  MediaSession,
  MediaSessionEvent,
  Microphone,
  MicrophoneProblem,
  SoundHealth,
} from '../media/media-session.ts';
import { pointOf, withPoint, type QualityPair, type QualityPoint } from '../media/quality-series.ts';
import { EMPTY_TALLY, summaryOf, withSecond } from '../media/quality-summary.ts';
import type { GatheringReport } from '../media/server-memory.ts';
import type { StatsSample } from '../media/stats-sample.ts';
import type { HoldState } from '../sip/call-state.ts';
import type { CallReceipt } from './history.ts';
import type { PhonePorts } from './ports.ts';
import { nextReceipt } from './receipt.ts';
import { Store } from './store.ts';

/** What the media must know of the call to judge it. */
export interface CallFacts {
  readonly hold: HoldState;
  /** When answer, hold or unhold last changed what should flow; undefined before an answer. */
  readonly steadySinceMs: number | undefined;
}

const NO_RECEIPTS: CallReceipt = { youToThem: 'unknown', themToYou: 'unknown' };

/** What the line hears of its media. */
export interface CallMediaListener {
  playbackBlocked(): void;
  microphoneEnded(): void;
  healthChanged(health: SoundHealth): void;
  gathered(report: GatheringReport): void;
  lateCandidates(): void;
}

export class CallMedia {
  readonly vitals = new Store<CallVitals, CallVitals>(NO_VITALS, (_before, now) => now);
  readonly levels: LevelSource = { read: () => (this.#session?.levels ?? SILENT_LEVELS).read() };
  readonly #ports: PhonePorts;
  readonly #facts: () => CallFacts;
  readonly #on: CallMediaListener;
  #session: MediaSession | undefined;
  #microphone: Microphone | undefined;
  #before: StatsSample | undefined;
  #receipts = NO_RECEIPTS;
  #recent: readonly QualityPoint[] = [];
  #tally = EMPTY_TALLY;

  constructor(ports: PhonePorts, facts: () => CallFacts, on: CallMediaListener) {
    this.#ports = ports;
    this.#facts = facts;
    this.#on = on;
  }

  /** What is sure of the call so far. */
  get receipts(): CallReceipt {
    const quality = summaryOf(this.#tally);
    return quality === undefined ? this.#receipts : { ...this.#receipts, quality };
  }

  /** The stream of the open microphone. */
  get microphone(): object | undefined {
    return this.#microphone?.stream;
  }

  /** Opens a microphone for a new call; where `stillWanted` is false by then, closes it again. */
  async openMicrophone(deviceId: string, stillWanted: () => boolean): Promise<MicrophoneProblem | undefined> {
    const result = await this.#ports.openMicrophone(deviceId);
    if (result.kind === 'unavailable') return result.problem;
    if (!stillWanted()) {
      result.microphone.stop();
      return undefined;
    }
    this.close();
    this.#microphone = result.microphone;
    return undefined;
  }

  open(peerConnection: object, relayMs: number | undefined, speakerId: string): void {
    if (this.#microphone === undefined) return;
    // A call that is dialled anew, or taken over by another, brings a new connection for the same microphone.
    this.#session?.close(true);
    this.#before = undefined;
    this.#session = this.#ports.openMediaSession(
      peerConnection,
      this.#microphone,
      relayMs,
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
    this.#receipts = NO_RECEIPTS;
    this.#recent = [];
    this.#tally = EMPTY_TALLY;
    this.vitals.dispatch(NO_VITALS);
  }

  setSpeaker(deviceId: string): Promise<boolean> {
    return this.#session?.setSpeaker(deviceId) ?? Promise.resolve(true);
  }

  /** Feeds the call from another microphone; does nothing outside a call. */
  async changeMicrophone(deviceId: string): Promise<MicrophoneProblem | undefined> {
    const session = this.#session;
    if (session === undefined) return undefined;
    const result = await this.#ports.openMicrophone(deviceId);
    if (result.kind === 'unavailable') return result.problem;
    if (session !== this.#session) {
      result.microphone.stop();
      return undefined;
    }
    await session.replaceMicrophone(result.microphone);
    this.#microphone = result.microphone;
    return undefined;
  }

  async resume(): Promise<void> {
    await this.#session?.resume();
  }

  #heard(event: MediaSessionEvent): void {
    switch (event.kind) {
      case 'sampled':
        this.#judge(event.sample);
        return;
      case 'healthChanged':
        this.#on.healthChanged(event.health);
        return;
      case 'gathered':
        this.#on.gathered(event.report);
        return;
      case 'playbackBlocked':
      case 'microphoneEnded':
      case 'lateCandidates':
        this.#on[event.kind]();
    }
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
    // What sounds before the answer is not the call.
    if (steadySinceMs !== undefined) this.#rate(vitals, sample.atMs);
    this.vitals.dispatch({ ...this.#withLastPath(vitals), recent: this.#recent });
  }

  #rate(vitals: CallVitals, atMs: number): void {
    const quality: QualityPair = {
      youToThem: vitals.youToThem.quality,
      themToYou: vitals.themToYou.quality,
    };
    this.#recent = withPoint(this.#recent, pointOf(atMs, quality));
    const { rttMs, path, codec } = vitals;
    this.#tally = withSecond(this.#tally, { quality, series: this.#recent, rttMs, path, codec });
  }

  /** A path that broke has no selected pair any more; what it was is still worth knowing. */
  #withLastPath(vitals: CallVitals): CallVitals {
    const { path } = this.vitals.state;
    return vitals.path === 'unknown' ? { ...vitals, path } : vitals;
  }
}
