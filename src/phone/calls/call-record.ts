// What is known of one call's sound: judged from a sample a second, remembered for the screen and for the history.
// Loaded with what only calls need (main.ts); holds no port and no clock.
import { NO_VITALS, type CallVitals, type FlowVitals } from '../../diagnosis/flow.ts';
import { judgeFlow } from '../../diagnosis/judge-flow.ts';
import {
  pointOf,
  withPoint,
  type QualityPair,
  type QualityPoint,
} from '../../diagnosis/quality/quality-series.ts';
import { EMPTY_TALLY, summaryOf, withSecond } from '../../diagnosis/quality/quality-summary.ts';
import { NO_WATCH, watchMicrophone } from '../../diagnosis/silent-microphone.ts';
import type { StatsSample } from '../../media/stats-sample.ts';
import { isHeldHere, isHeldThere, type Call, type HoldState } from '../../sip/call-state.ts';
import type { CallReceipt } from '../history.ts';
import { nextReceipt } from '../../diagnosis/receipt.ts';

/** What the media must know of the call to judge it. */
export interface CallFacts {
  readonly hold: HoldState;
  /** They hear us and send nothing. */
  readonly onlyListens?: boolean;
  /** Muted by the person. */
  readonly muted: boolean;
  /** When answer, hold or unhold last changed what should flow; undefined before an answer. */
  readonly steadySinceMs: number | undefined;
}

/** The call as it is now, and when what should flow last changed. */
export interface CallMoment {
  readonly call: Call | undefined;
  readonly steadySinceMs: number | undefined;
}

function factsOf({ call, steadySinceMs }: CallMoment): CallFacts {
  if (call?.phase !== 'established') return { hold: 'none', muted: false, steadySinceMs };
  const { hold, muted, onlyListens = false } = call;
  return { hold, muted, onlyListens, steadySinceMs };
}

const NO_RECEIPT: CallReceipt = { youToThem: 'unknown', themToYou: 'unknown' };

export class CallRecord {
  #before: StatsSample | undefined;
  #path: CallVitals['path'] = NO_VITALS.path;
  #receipt = NO_RECEIPT;
  #recent: readonly QualityPoint[] = [];
  #tally = EMPTY_TALLY;
  #watch = NO_WATCH;

  /** What is sure of the call so far. */
  get receipt(): CallReceipt {
    const quality = summaryOf(this.#tally);
    return quality === undefined ? this.#receipt : { ...this.#receipt, quality };
  }

  /** Another connection took over: its counters begin anew. */
  connectionChanged(): void {
    this.#before = undefined;
    this.#watch = NO_WATCH;
  }

  /** Takes the sample of a second in a call as it is. */
  judgeMoment(sample: StatsSample, shutOff: boolean, moment: CallMoment): CallVitals {
    return this.judge(sample, shutOff, factsOf(moment));
  }

  /** Takes the sample of a second, and says what it comes to. `shutOff`: the system or the browser muted the microphone. */
  judge(
    sample: StatsSample,
    shutOff: boolean,
    { hold, muted, steadySinceMs, onlyListens = false }: CallFacts,
  ): CallVitals {
    const vitals = judgeFlow(this.#before, sample, {
      heldByUs: isHeldHere(hold),
      heldByThem: isHeldThere(hold),
      theyOnlyListen: onlyListens,
      // Before an answer nothing is owed yet.
      steadySinceMs: steadySinceMs ?? sample.atMs,
    });
    // What sounds before the answer is not the call; the first sample has nothing to compare with.
    if (steadySinceMs !== undefined && this.#before !== undefined) this.#rate(vitals, sample.atMs);
    this.#before = sample;
    this.#receipt = {
      youToThem: nextReceipt(this.#receipt.youToThem, vitals.youToThem.flow),
      themToYou: nextReceipt(this.#receipt.themToYou, vitals.themToYou.flow),
    };
    // A path that broke has no selected pair any more; what it was is still worth knowing.
    if (vitals.path !== 'unknown') this.#path = vitals.path;
    this.#watch = watchMicrophone(this.#watch, {
      atMs: sample.atMs,
      due: steadySinceMs !== undefined && hold === 'none' && !muted,
      energy: sample.microphoneEnergy,
      shutOff,
    });
    return { ...vitals, path: this.#path, recent: this.#recent, microphone: this.#watch.sign };
  }

  #rate(vitals: FlowVitals, atMs: number): void {
    const quality: QualityPair = {
      youToThem: vitals.youToThem.quality,
      themToYou: vitals.themToYou.quality,
    };
    this.#recent = withPoint(this.#recent, pointOf(atMs, quality));
    const { rttMs, path, codec } = vitals;
    this.#tally = withSecond(this.#tally, { quality, series: this.#recent, rttMs, path, codec });
  }
}
