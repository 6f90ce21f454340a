// The sound of a call that takes place nowhere: a test says what passes, and pulses and samples tell of it as a browser would.
import type { MediaPulse } from '../../src/media/media-pulse.ts';
import type { MediaPath } from '../../src/media/media-path.ts';
import type { StatsSample } from '../../src/media/stats-sample.ts';

/** What is so at the moment; rates are a second, shares 0 to 1. */
export interface Conditions extends Omit<MediaPulse, 'atMs' | 'lastPacket'> {
  readonly path: MediaPath | 'none';
  readonly pairId: string;
  readonly codec: string;
  /** Packets that leave, and energy of the microphone. */
  readonly sent: number;
  readonly spoken: number | undefined;
  /** Packets that arrive, in all or by the time in milliseconds since the call began, and energy of what is played. */
  readonly arrived: number | ((sinceMs: number) => number);
  readonly heard: number;
  /** Packets on their way to us that get lost. */
  readonly lost: number;
  /** Played sound that is made up, and how much of all is made up as silence. */
  readonly madeUp: number;
  readonly madeUpSilence: number;
  /** Whether an output takes what is decoded. */
  readonly isTaken: boolean;
  /** Packets that are neither sound nor checks: feedback. */
  readonly feedback: number;
  /** Bytes that are no sound of ours. */
  readonly otherBytes: number;
  /** Their reports, one in 5 s: whether they come, whether they speak of us, what loss they tell, and what they say that they sent. */
  readonly reports: boolean;
  readonly speaksOfUs: boolean;
  readonly lostThere: number;
  readonly theySent: number | undefined;
  readonly isAnswered: boolean;
  readonly rttMs: number;
  readonly jitterMs: number;
}

/** Two browsers that talk, by Opus, on a direct path. */
export const BROWSERS: Conditions = {
  connection: 'connected',
  ice: 'connected',
  playback: 'plays',
  microphone: 'live',
  isHidden: false,
  path: 'direct',
  pairId: 'pair1',
  codec: 'opus',
  sent: 50,
  spoken: 0.01,
  arrived: 50,
  heard: 0.01,
  lost: 0,
  madeUp: 0,
  madeUpSilence: 0,
  isTaken: true,
  feedback: 16,
  otherBytes: 0,
  reports: true,
  speaksOfUs: true,
  lostThere: 0,
  theySent: 50,
  isAnswered: true,
  rttMs: 30,
  jitterMs: 3,
};

/** A telephone behind a PBX: no feedback but reports. */
export const TELEPHONE: Conditions = { ...BROWSERS, codec: 'PCMU', feedback: 0 };

/** What a far side does that stops without a word: the decoder makes up sound, then silence. */
export const NOTHING_COMES = { arrived: 0, heard: 0, madeUp: 1, madeUpSilence: 0.95, theySent: 50 } as const;

const REPORT_MS = 5000;
const CHECK_MS = 2500;
const SAMPLE_RATE = 48_000;

export class SimulatedCall {
  now: Conditions;
  readonly #beganAtMs: number;
  atMs: number;
  #sent = 0;
  #arrived = 0;
  #theySent = 0;
  #lost = 0;
  #other = 0;
  #bytes = 0;
  #spoken = 0;
  #heard = 0;
  #played = 0;
  #taken = 0;
  #madeUp = 0;
  #madeUpSilence = 0;
  #answers = 0;
  #receiverReport: StatsSample['receiverReport'];
  #senderReport: StatsSample['senderReport'];

  constructor(now: Partial<Conditions> = {}, atMs = 1_000_000) {
    this.now = { ...BROWSERS, ...now };
    this.atMs = atMs;
    this.#beganAtMs = atMs;
  }

  /** Something else is so from now on. */
  becomes(change: Partial<Conditions>): void {
    this.now = { ...this.now, ...change };
  }

  /** Lets so many milliseconds pass. */
  advance(ms: number): void {
    const { now } = this;
    const seconds = ms / 1000;
    const before = this.atMs - this.#beganAtMs;
    this.atMs += ms;
    const due = (typeof now.arrived === 'function' ? now.arrived(before) : now.arrived) * seconds;
    const arrived = due * (1 - now.lost);
    this.#sent += now.sent * seconds;
    this.#arrived += arrived;
    this.#lost += due - arrived;
    this.#theySent += (now.theySent ?? 0) * seconds;
    this.#other += now.feedback * seconds;
    this.#bytes += arrived * 172 + now.otherBytes * seconds + now.feedback * 30 * seconds;
    this.#spoken += (now.spoken ?? 0) * seconds;
    this.#heard += now.heard * seconds;
    this.#play(seconds);
    if (now.isAnswered) this.#answers += this.#times(before, ms, CHECK_MS);
    if (now.reports && this.#times(before, ms, REPORT_MS) > 0) this.#report();
  }

  pulse(): MediaPulse {
    const { connection, ice, playback, microphone, isHidden } = this.now;
    const packets = Math.floor(this.#arrived);
    const lastPacket = packets === 0 ? undefined : packets * 20;
    return { atMs: this.atMs, lastPacket, connection, ice, playback, microphone, isHidden };
  }

  sample(): StatsSample {
    const { path, pairId, rttMs, jitterMs, codec: name, spoken } = this.now;
    const [sent, arrived] = [Math.floor(this.#sent), Math.floor(this.#arrived)];
    const codec = { name, clockRateHz: name === 'opus' ? SAMPLE_RATE : 8000 };
    return {
      atMs: this.atMs,
      outbound: { packets: sent, bytes: sent * 160, codec },
      inbound: {
        packets: arrived,
        bytes: arrived * 160,
        lost: Math.floor(this.#lost),
        jitterMs,
        energy: this.#heard,
        discarded: 0,
        bufferedMs: this.#taken * 40,
        emittedSamples: this.#taken,
        totalSamples: this.#played,
        concealedSamples: this.#madeUp,
        silentConcealedSamples: this.#madeUpSilence,
        codec,
      },
      microphoneEnergy: spoken === undefined ? undefined : this.#spoken,
      receiverReport: this.#receiverReport,
      senderReport: this.#senderReport,
      pair:
        path === 'none'
          ? undefined
          : {
              id: pairId,
              path,
              rttMs,
              responsesReceived: this.#answers,
              packetsSent: sent,
              packetsReceived: arrived + Math.floor(this.#other),
              bytesReceived: Math.floor(this.#bytes),
            },
      codec,
    };
  }

  #play(seconds: number): void {
    const { madeUp, madeUpSilence, isTaken } = this.now;
    const samples = SAMPLE_RATE * seconds;
    if (this.#arrived === 0) return;
    this.#played += samples;
    if (isTaken) this.#taken += samples;
    this.#madeUp += samples * madeUp;
    this.#madeUpSilence += samples * Math.min(madeUp, madeUpSilence);
  }

  #report(): void {
    const { atMs } = this;
    const { speaksOfUs, lostThere, rttMs, jitterMs, theySent } = this.now;
    this.#other += 1;
    if (theySent !== undefined) this.#senderReport = { atMs, packets: Math.floor(this.#theySent) };
    if (!speaksOfUs) return;
    const lost = Math.round(this.#sent * lostThere);
    this.#receiverReport = {
      atMs,
      fractionLost: lostThere,
      rttMs,
      lost,
      jitterMs: jitterMs + (atMs % 7) / 10,
    };
  }

  /** How often something that comes every `periodMs` came in the last `ms`. */
  #times(beforeMs: number, ms: number, periodMs: number): number {
    return Math.floor((beforeMs + ms) / periodMs) - Math.floor(beforeMs / periodMs);
  }
}
