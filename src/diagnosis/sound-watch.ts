// What is known of one call's sound, and remembered from look to look: a sample a second, a pulse four times a second, what the far side
// tells. Evidence in, vitals out; holds no port and no clock.
import type { GatheringReport } from '../media/server-memory.ts';
import type { MediaPulse } from '../media/media-pulse.ts';
import type { StatsSample } from '../media/stats-sample.ts';
import type { DescriptionFinding } from './description-lint.ts';
import { NO_VITALS, type CallVitals, type FlowState, type FlowVitals } from './flow.ts';
import { flowNow, type Arrival } from './flow-now.ts';
import { judgeFlow } from './judge-flow.ts';
import type { DirectionQuality } from './quality/call-quality.ts';
import {
  pointOf,
  withPoint,
  type Direction,
  type QualityPair,
  type QualityPoint,
} from './quality/quality-series.ts';
import { EMPTY_TALLY, summaryOf, withSecond } from './quality/quality-summary.ts';
import { nextReceipt, type KeptSound } from './receipt.ts';
import { NO_WATCH, countsAnew, watchMicrophone } from './silent-microphone.ts';
import type { Reach, SoundSigns } from './signs.ts';
import { NO_ARRIVAL, hasStopped, isDoubted, nextArrival, restarted, wantsSample } from './watch/arrival.ts';
import { NOT_CHOPPY, choppyCause, nextChoppy, type ChoppyWatch } from './watch/choppy.ts';
import { NOTHING_DECODED, NOTHING_UNREAD, nextDecoding, nextUnread } from './watch/decoding.ts';
import { NOTHING_CAME_BACK, nextHeardThere, wantsFeedback } from './watch/heard-there.ts';
import { NO_PATH_YET, expectSwitch, flaps, isAnswered, nextPath, withPair } from './watch/path-watch.ts';
import { reachOf } from './watch/reach.ts';
import { NOTHING_SAID, nextSent } from './watch/sent-watch.ts';
import { ON_TIME, hasJustWoken, isBusy, nextTimers } from './watch/timers.ts';
import { freshlyTold, type Told } from './watch/told-watch.ts';

/** What must be known of the call to judge its sound. */
export interface SoundFacts {
  readonly heldByUs: boolean;
  readonly heldByThem: boolean;
  /** They hear us and send nothing. */
  readonly onlyListens: boolean;
  /** Muted by the person. */
  readonly muted: boolean;
  /** When answer, hold or unhold last changed what should flow, milliseconds since the epoch; undefined before an answer. */
  readonly steadySinceMs: number | undefined;
}

/** What a pulse comes to. */
interface Felt {
  readonly vitals: CallVitals;
  /** Packets have just stopped where some should come. */
  readonly isDoubtful: boolean;
  /** A sample now would tell more. */
  readonly wantsSample: boolean;
}

/** Fewer packets a second than this are no steady stream: the far side saves those that hold silence (Opus DTX, RFC 3389). */
const STEADY_PACKETS = 20;

/** Between two samples that are compared, milliseconds. */
const SHORTEST_MS = 700;
/** A decoder that has made up nothing for so long was told that there would be nothing. Less than the time between two pulses. */
const SURPRISE_MS = 200;

const BROKEN: readonly FlowState[] = ['stopped', 'unheard'];
/** After a break the buffers find their size anew, in milliseconds. */
const SETTLES_MS = 3500;

/** Whether two vitals from the same sample say the same. */
function isAlike(before: CallVitals, now: CallVitals): boolean {
  return (
    before.youToThem.flow === now.youToThem.flow &&
    before.themToYou.flow === now.themToYou.flow &&
    before.microphone === now.microphone &&
    JSON.stringify(before.signs) === JSON.stringify(now.signs)
  );
}

export class SoundWatch {
  #before: StatsSample | undefined;
  #facts: SoundFacts | undefined;
  #flow: FlowVitals = NO_VITALS;
  #path: CallVitals['path'] = NO_VITALS.path;
  #receipt: KeptSound = { youToThem: 'unknown', themToYou: 'unknown' };
  #recent: readonly QualityPoint[] = [];
  #tally = EMPTY_TALLY;
  #microphone = NO_WATCH;
  #arrival = NO_ARRIVAL;
  /** Sound made up by the decoder until a silence began, or until so far into it; and whether it has made up more since. */
  #madeUp: { readonly samples: number; readonly silentMs: number } | undefined;
  #isSurprised: boolean | undefined;
  #isSteady = false;
  #choppy = { youToThem: NOT_CHOPPY, themToYou: NOT_CHOPPY };
  readonly #troubledAtMs: Record<Direction, number | undefined> = {
    youToThem: undefined,
    themToYou: undefined,
  };
  #decoding = NOTHING_DECODED;
  #unread = NOTHING_UNREAD;
  #heardThere = NOTHING_CAME_BACK;
  #pathWatch = NO_PATH_YET;
  #sent = NOTHING_SAID;
  #timers = ON_TIME;
  #told: Told | undefined;
  #reach: Reach | undefined;
  #described: DescriptionFinding | undefined;
  #pulse: MediaPulse | undefined;
  #vitals: CallVitals = NO_VITALS;
  /** What the vitals were last made from. */
  #summed: FlowVitals | undefined;

  /** What is sure of the call so far. */
  get receipt(): KeptSound {
    const quality = summaryOf(this.#tally);
    return quality === undefined ? this.#receipt : { ...this.#receipt, quality };
  }

  /** Packets that have arrived on this connection; undefined before the first sample. */
  get received(): number | undefined {
    return this.#before?.inbound?.packets;
  }

  get vitals(): CallVitals {
    return this.#vitals;
  }

  /** Another connection took over: its counters begin anew. */
  connectionChanged(): void {
    this.#before = undefined;
    this.#microphone = countsAnew(this.#microphone);
    this.#arrival = restarted(this.#arrival);
    this.#decoding = NOTHING_DECODED;
    // The far side is the same, and so is what it sends back.
    this.#heardThere = { ...NOTHING_CAME_BACK, isFeedbackUsual: this.#heardThere.isFeedbackUsual };
    this.#sent = NOTHING_SAID;
    this.#pathWatch = NO_PATH_YET;
  }

  /** New credentials for the path are on their way: another pair takes over on purpose (RFC 8445 9). */
  pathSought(): void {
    this.#pathWatch = expectSwitch(this.#pathWatch);
  }

  /** What the STUN and TURN servers gave. */
  gathered(report: GatheringReport): void {
    this.#reach = reachOf(report);
  }

  /** What is wrong with their description, seen once no path was found. */
  described(finding: DescriptionFinding | undefined, atMs: number): CallVitals {
    this.#described = finding;
    return this.#sum(atMs);
  }

  /** The far side tells what it hears; undefined where another is there from now on. */
  told(told: Told | undefined, atMs: number): CallVitals {
    this.#told = told;
    return this.#sum(atMs);
  }

  /** Takes a sample, and says what all comes to. */
  sampled(sample: StatsSample, facts: SoundFacts): CallVitals {
    this.#follow(facts);
    const before = this.#before;
    if (before !== undefined && sample.atMs - before.atMs < SHORTEST_MS) {
      this.#glance(sample);
      return this.#sum(sample.atMs);
    }
    this.#flow = judgeFlow(before, sample, {
      heldByUs: facts.heldByUs,
      heldByThem: facts.heldByThem,
      theyOnlyListen: facts.onlyListens,
      hasHeard: this.#arrival.heardAtMs !== undefined,
      // Before an answer nothing is owed yet.
      steadySinceMs: facts.steadySinceMs ?? sample.atMs,
    });
    this.#before = sample;
    if (before !== undefined) this.#compare(sample);
    this.#pathWatch = withPair(this.#pathWatch, sample);
    if (this.#flow.path !== 'unknown') this.#path = this.#flow.path;
    this.#watchMicrophone(sample.atMs, sample.microphoneEnergy);
    const vitals = this.#sum(sample.atMs);
    // What sounds before the answer is not the call; the first sample has nothing to compare with.
    if (facts.steadySinceMs !== undefined && before !== undefined) this.#rate(vitals, sample.atMs);
    this.#receipt = {
      youToThem: nextReceipt(this.#receipt.youToThem, vitals.youToThem.flow),
      themToYou: nextReceipt(this.#receipt.themToYou, vitals.themToYou.flow),
    };
    return (this.#vitals = { ...vitals, recent: this.#recent });
  }

  /** Takes a pulse; the same vitals where it changes nothing. */
  pulsed(pulse: MediaPulse, facts: SoundFacts): Felt {
    this.#follow(facts);
    const { heldByUs, heldByThem, steadySinceMs } = facts;
    const isDue = steadySinceMs !== undefined && !heldByUs && !heldByThem;
    const arrival = this.#arrival;
    this.#pulse = pulse;
    this.#arrival = nextArrival(arrival, pulse);
    this.#timers = nextTimers(this.#timers, pulse);
    this.#pathWatch = nextPath(this.#pathWatch, pulse, steadySinceMs !== undefined);
    this.#watchTrack(pulse);
    const isDoubtful = isDue && !facts.onlyListens && wantsSample(arrival, this.#arrival);
    // Whether more is made up, or all of it was before the silence, another sample tells before it is said that nothing comes.
    const isSurprising = this.#isSurprised === true && !hasStopped(this.#arrival, true);
    const wants = isDoubtful || (isDue && (wantsFeedback(this.#heardThere, pulse.atMs) || isSurprising));
    return { vitals: this.#sum(pulse.atMs), isDoubtful, wantsSample: wants };
  }

  /** What should flow is another from now on: what was seen before says nothing of it. */
  #follow(facts: SoundFacts): void {
    const before = this.#facts;
    this.#facts = facts;
    if (before === undefined || before.steadySinceMs === facts.steadySinceMs) return;
    this.#arrival = restarted(this.#arrival);
    this.#sent = NOTHING_SAID;
    this.#decoding = NOTHING_DECODED;
    // Somebody else may be there after a hold: a browser gives feedback, a telephone none.
    this.#heardThere = NOTHING_CAME_BACK;
    this.#choppy = { youToThem: NOT_CHOPPY, themToYou: NOT_CHOPPY };
  }

  /** A sample between two: it tells what has just stopped, and too little of all else. */
  #glance(sample: StatsSample): void {
    this.#unread = nextUnread(this.#unread, sample, this.#arrival.silentMs);
    const made = sample.inbound?.concealedSamples;
    const { silentMs } = this.#arrival;
    const before = this.#madeUp;
    const now = made === undefined ? undefined : { samples: made, silentMs };
    if (silentMs === 0 || now === undefined || before === undefined) this.#madeUp = now;
    else {
      const isMore = now.samples > before.samples;
      const isLong = silentMs - before.silentMs >= SURPRISE_MS;
      if (isMore || isLong) this.#isSurprised = isMore;
      // What was made up before the silence, since packets were late or lost, is no sign in it.
      if (isLong) this.#madeUp = now;
    }
    if (silentMs === 0) this.#isSurprised = undefined;
    this.#heardThere = nextHeardThere(this.#heardThere, sample);
  }

  #compare(sample: StatsSample): void {
    if (this.#arrival.silentMs === 0)
      this.#isSteady = this.#flow.themToYou.packetsPerSecond >= STEADY_PACKETS;
    this.#sent = nextSent(this.#sent, sample, this.#arrival.silentMs);
    this.#glance(sample);
    const isHeld = this.#facts?.heldByUs === true || this.#facts?.heldByThem === true;
    this.#decoding = isHeld ? NOTHING_DECODED : nextDecoding(this.#decoding, sample);
  }

  /** Between samples the track alone tells something: energy that is not measured anew is no silence. */
  #watchTrack({ atMs, microphone }: MediaPulse): void {
    const { track, sign, energy } = this.#microphone;
    const isPlain = microphone === 'live' && track === 'live' && sign === 'none';
    if (!isPlain) this.#watchMicrophone(atMs, energy);
  }

  #watchMicrophone(atMs: number, energy: number | undefined): void {
    const { heldByUs, heldByThem, muted, steadySinceMs } = this.#facts ?? {};
    const due = steadySinceMs !== undefined && !heldByUs && !heldByThem && muted !== true;
    const track = this.#pulse?.microphone ?? 'live';
    this.#microphone = watchMicrophone(this.#microphone, { atMs, due, energy, track });
  }

  #rate(vitals: CallVitals, atMs: number): void {
    const quality: QualityPair = {
      youToThem: this.#settledQuality('youToThem', vitals, atMs),
      themToYou: this.#settledQuality('themToYou', vitals, atMs),
    };
    this.#recent = withPoint(this.#recent, pointOf(atMs, quality));
    const next = (direction: Direction): ChoppyWatch =>
      this.#isSettling(direction, atMs)
        ? NOT_CHOPPY
        : nextChoppy(this.#choppy[direction], quality[direction]);
    this.#choppy = { youToThem: next('youToThem'), themToYou: next('themToYou') };
    const { rttMs, path, codec } = vitals;
    this.#tally = withSecond(this.#tally, { quality, series: this.#recent, rttMs, path, codec });
  }

  #settledQuality(direction: Direction, vitals: CallVitals, atMs: number): DirectionQuality | undefined {
    return this.#isSettling(direction, atMs) ? undefined : vitals[direction].quality;
  }

  /** Sound that has just come back stutters for a moment, and what came before is over. */
  #isSettling(direction: Direction, atMs: number): boolean {
    const troubledAtMs = this.#troubledAtMs[direction];
    return troubledAtMs !== undefined && atMs - troubledAtMs < SETTLES_MS;
  }

  #arrivalNow(): Arrival {
    if (this.#arrival.heardAtMs === undefined) return 'unknown';
    const isSurprised = this.#isSteady ? this.#isSurprised : false;
    return hasStopped(this.#arrival, isSurprised) ? 'stopped' : 'arrive';
  }

  /** All of it as of now; the same object where nothing changed. */
  #sum(atMs: number): CallVitals {
    const signs = this.#signs(atMs);
    const flow = flowNow(this.#flow, this.#arrivalNow(), signs);
    for (const direction of ['youToThem', 'themToYou'] as const)
      if (BROKEN.includes(flow[direction].flow)) this.#troubledAtMs[direction] = atMs;
    const next: CallVitals = {
      ...flow,
      path: this.#path,
      microphone: this.#microphone.sign,
      recent: this.#recent,
      signs,
    };
    if (this.#flow === this.#summed && isAlike(this.#vitals, next)) return this.#vitals;
    this.#summed = this.#flow;
    return (this.#vitals = next);
  }

  #signs(atMs: number): SoundSigns {
    const { youToThem, themToYou } = this.#flow;
    const isTooBusy = isBusy(this.#timers);
    const path = { path: this.#path, rttMs: this.#flow.rttMs, isBusy: isTooBusy };
    const causeOf = (direction: Direction, jitterMs: number | undefined): SoundSigns['choppy'] =>
      this.#choppy[direction].missing.isRaised
        ? { [direction]: choppyCause(this.#choppy[direction], { ...path, jitterMs }) }
        : {};
    return {
      pathState: this.#pathWatch.state,
      flaps: flaps(this.#pathWatch),
      isAnswered: isAnswered(this.#pathWatch, atMs),
      isArrivalDoubted: isDoubted(this.#arrival),
      playback: this.#pulse?.playback ?? 'plays',
      decoding:
        this.#arrivalNow() === 'stopped' && this.#unread.isUnread ? 'undecodable' : this.#decoding.sign,
      sent: this.#sent.sign,
      heardThere: this.#heardThere.sign,
      told: freshlyTold(this.#told, atMs),
      choppy: {
        ...causeOf('youToThem', youToThem.quality?.jitterMs),
        ...causeOf('themToYou', themToYou.quality?.jitterMs),
      },
      isBusy: isTooBusy,
      hasJustWoken: hasJustWoken(this.#timers),
      hearsMicrophone: this.#before === undefined || this.#before.microphoneEnergy !== undefined,
      countsPath: this.#before?.pair === undefined || this.#before.pair.packetsReceived !== undefined,
      reach: this.#reach,
      described: this.#described,
    };
  }
}
