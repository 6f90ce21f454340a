// How good a call sounds, estimated from loss and delay: the E-model (ITU-T G.107) reduced to what a browser can measure.
// Refuses to guess: an unknown codec has no rating. Formula, sources and limits: docs/diagnosis.md, "Quality (MOS)".

/** How one direction came over in one second. */
export interface DirectionQuality {
  /** Transmission rating, 0 to 93.2; undefined where nothing flowed or too little is known. */
  readonly rating: number | undefined;
  /** Packets lost, or too late to be played, 0 to 1. */
  readonly lossRatio: number | undefined;
  /** Packets that should have come in this second: the weight of `lossRatio`. */
  readonly expected: number;
  readonly jitterMs: number | undefined;
  /** Played sound that was made up in place of missing sound, 0 to 1. */
  readonly concealedRatio?: number | undefined;
}

/** What a codec suffers: `impairment` by itself (Ie), and how well it bears loss (Bpl, percent). */
interface CodecTraits {
  readonly impairment: number;
  readonly lossRobustness: number;
}

/** Words for a MOS, best first (ITU-T G.107 Annex B, rounded to what people notice). */
export type QualityBand = 'good' | 'decent' | 'fair' | 'poor' | 'bad';

/** R without delay and loss: G.107 with all other parameters at their defaults. */
const BEST_RATING = 93.2;
/** Coding and packetisation, milliseconds. */
const PACKET_MS = 20;
/** From this one-way delay on, people begin to talk over each other; milliseconds. */
const DELAY_KNEE_MS = 177.3;
/** What a jitter buffer holds back where nobody tells us, milliseconds. */
export const TYPICAL_BUFFER_MS = 40;

/** Loss with concealment. G.711: ITU-T G.113 Appendix I. Opus and G.722: estimates, there are no ITU figures for this use. */
const G711: CodecTraits = { impairment: 0, lossRobustness: 25.1 };
const CODECS: ReadonlyMap<string, CodecTraits> = new Map([
  ['pcmu', G711],
  ['pcma', G711],
  ['g722', { impairment: 0, lossRobustness: 10 }],
  ['opus', { impairment: 0, lossRobustness: 10 }],
]);
const OPUS_WITH_FEC: CodecTraits = { impairment: 0, lossRobustness: 20 };

const BANDS: readonly (readonly [number, QualityBand])[] = [
  [4.2, 'good'],
  [4, 'decent'],
  [3.6, 'fair'],
  [3.1, 'poor'],
];

function traitsOf(codec: string, fec: boolean | undefined): CodecTraits | undefined {
  const name = codec.toLowerCase();
  return name === 'opus' && fec === true ? OPUS_WITH_FEC : CODECS.get(name);
}

/** What the rating of one direction depends on. */
export interface RatingInput {
  /** Codec name as in SDP, any case. */
  readonly codec: string;
  /** Whether Opus repairs loss (in-band FEC, RFC 7587 2.1.7); unknown counts as no. */
  readonly fec: boolean | undefined;
  /** Packets lost or discarded, 0 to 1. */
  readonly lossRatio: number;
  /** Round trip, milliseconds. */
  readonly rttMs: number;
  /** What the listener's jitter buffer adds, milliseconds. */
  readonly bufferMs: number;
}

/** The transmission rating R (ITU-T G.107, reduced), 0 to 93.2; undefined for a codec without figures. */
export function ratingOf(input: RatingInput): number | undefined {
  const traits = traitsOf(input.codec, input.fec);
  if (traits === undefined) return undefined;
  const delayMs = Math.max(0, input.rttMs / 2) + Math.max(0, input.bufferMs) + PACKET_MS;
  const delay = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - DELAY_KNEE_MS);
  const loss = 100 * Math.min(1, Math.max(0, input.lossRatio));
  const { impairment, lossRobustness } = traits;
  const equipment = impairment + ((95 - impairment) * loss) / (loss + lossRobustness);
  return Math.max(0, BEST_RATING - delay - equipment);
}

/** The mean opinion score of a rating, 1 (bad) to 4.5 (ITU-T G.107 Annex B). */
export function mosOf(rating: number): number {
  const r = Math.min(100, Math.max(0, rating));
  return Math.max(1, 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r));
}

/** A MOS as it is shown: one decimal, so that its word and its number never contradict each other. */
export function shownMos(mos: number): number {
  return Math.round(mos * 10) / 10;
}

/** The word for a MOS as it is shown. */
export function bandOf(mos: number): QualityBand {
  const shown = shownMos(mos);
  return BANDS.find(([least]) => shown >= least)?.[1] ?? 'bad';
}

/** Whether a MOS is one of speech that can hardly be followed (below 3.6 or so; ITU-T G.107 Annex B). */
export function isHardToFollow(mos: number): boolean {
  const band = bandOf(mos);
  return band === 'poor' || band === 'bad';
}
